"""The database of the tests: migrated once for all workers and runs, and emptied after what was committed."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from django.db import connections
from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.backends.sqlite3.base import DatabaseWrapper

from outhaul.apps.audit.append_only import TRIGGERS, UNDONE
from tests.prepared import MIGRATED, prepare_database

IN_MEMORY = "file:memorydb_default?mode=memory&cache=shared"
"""Where Django has the database of tests; all connections of a process open the same."""
BESIDE = 3
"""Of so many orders of steps, one is tried on PostgreSQL, too."""


def orders(number: int) -> int:
    """Return how many orders of steps are tried: `number` in the embedded database, fewer on PostgreSQL.

    Which step may follow which is decided by the same code on both. What a database itself refuses, keeps
    or reads otherwise shows in the first of them. A test that wants all steps to have
    been reached needs its whole number on both.
    """
    return number if connections["default"].vendor == "sqlite" else -(-number // BESIDE)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None,  # noqa: ARG001 -- each worker has a database of its own
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """Let the database begin as one that was migrated; what is not yet applied is applied then."""
    default = connections["default"]
    if default.vendor == "postgresql":
        default.settings_dict["TEST"]["TEMPLATE"] = os.environ.get(MIGRATED)
        yield
        return
    made = prepare_database(tmp_path_factory.mktemp("migrated") / "var")
    with closing(sqlite3.connect(IN_MEMORY, uri=True)) as begun:
        with closing(sqlite3.connect(made)) as migrated:
            migrated.backup(begun)
        yield


@pytest.fixture(scope="session", autouse=True)
def emptied_database() -> Iterator[None]:
    """Let a test that has kept events leave an empty database behind, which SQLite else would refuse."""
    empty = DatabaseWrapper.ops_class.sql_flush

    def sql_flush(self: BaseDatabaseOperations, *args: Any, **kwargs: Any) -> list[str]:  # noqa: ANN401
        return [*UNDONE["sqlite"], *empty(self, *args, **kwargs), *TRIGGERS["sqlite"]]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseWrapper.ops_class, "sql_flush", sql_flush)
        yield
