"""States of the database that many tests begin with: made by the first of them, put back row by row.

What a function makes is kept by what was there before, what it was told, the language spoken, and the
quarter of an hour.
Where a test has written rows of its own before, it is made anew.
"""

import pickle
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from functools import cache, wraps
from typing import Any, ParamSpec, TypeVar

import time_machine
from django.apps import apps
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils import timezone
from django.utils.translation import get_language

Told = ParamSpec("Told")
Made = TypeVar("Made")
Row = tuple[Any, ...]
FRESH = 900
"""Seconds: no day begins within one of these spans of the clock, wherever somebody lives."""
FILLED = frozenset({"contenttypes", "auth", "sites"})
"""Applications whose tables are filled as soon as they are there."""
PUT_MARK = {
    "sqlite": "PRAGMA user_version = {mark}",
    "postgresql": "SELECT set_config('outhaul.kept', '{mark}', true)",
}
READ_MARK = {
    "sqlite": "PRAGMA user_version",
    "postgresql": "SELECT coalesce(nullif(current_setting('outhaul.kept', true), ''), '0')",
}
"""Vendor of the database -> a number that goes when the transaction, or what is nested in it, is undone."""
COUNT_WRITES = {
    "sqlite": "SELECT total_changes()",
    "postgresql": "SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_xact_user_tables",
}
"""Vendor of the database -> how many rows this connection has written; what is undone counts, too."""


@dataclass(frozen=True, slots=True)
class _Table:
    """A table, its columns, and where its primary key is among them."""

    name: str
    columns: Sequence[str]
    key: int

    def rows(self, cursor: CursorWrapper) -> dict[object, Row]:
        cursor.execute(f"SELECT {', '.join(self.columns)} FROM {self.name}")  # noqa: S608 -- names of ours
        return {row[self.key]: row for row in cursor.fetchall()}


@dataclass(frozen=True, slots=True)
class _Change:
    """What is to be done with a table."""

    table: _Table
    removed: Sequence[Row]
    changed: Sequence[Row]
    added: Sequence[Row]

    def apply(self, cursor: CursorWrapper) -> None:
        table, key = self.table, self.table.columns[self.table.key]
        places = ", ".join(["%s"] * len(table.columns))
        values = ", ".join(f"{column} = %s" for column in table.columns)
        if self.removed:
            cursor.executemany(f"DELETE FROM {table.name} WHERE {key} = %s", self.removed)  # noqa: S608 -- names of ours
        if self.changed:
            cursor.executemany(f"UPDATE {table.name} SET {values} WHERE {key} = %s", self.changed)  # noqa: S608 -- likewise
        if self.added:
            columns = ", ".join(table.columns)
            cursor.executemany(f"INSERT INTO {table.name} ({columns}) VALUES ({places})", self.added)  # noqa: S608 -- likewise


@dataclass(frozen=True, slots=True, eq=False)
class _State:
    """When it was made, how it differs from the state before, and what the function gave back."""

    made_at: datetime
    changes: Sequence[_Change]
    made: bytes

    def is_fresh(self, now: datetime) -> bool:
        return self.made_at <= now and self.made_at.timestamp() // FRESH == now.timestamp() // FRESH


_EMPTY = _State(datetime.min, (), b"")  # noqa: DTZ901 -- never asked
_kept: dict[tuple[object, ...], list[_State]] = {}
_marked: list[tuple[_State, int]] = []
"""Mark - 1 -> the state that was there when it was put, and how many rows had been written."""


def kept(make: Callable[Told, Made]) -> Callable[Told, Made]:
    """Let what `make` makes be kept; what it gives back is pickled, so that each test has its own."""

    @wraps(make)
    def keep(*told: Told.args, **how: Told.kwargs) -> Made:
        before = _state()
        if before is None:
            return make(*told, **how)
        now = timezone.now()
        known = _kept.setdefault((make, repr(told), repr(how), get_language(), before), [])
        state = next((one for one in known if one.is_fresh(now)), None)
        if state is None:
            state = _made(lambda: make(*deepcopy(told), **deepcopy(how)), now.replace(microsecond=0))
            known.append(state)
        else:
            with transaction.atomic(), connection.cursor() as cursor:
                for change in state.changes:
                    change.apply(cursor)
        _mark(state)
        made: Made = pickle.loads(state.made)  # noqa: S301 -- pickled below
        return made

    return keep


def _made(make: Callable[[], object], now: datetime) -> _State:
    """Make it while the clock stands still: nothing in it is later than what a test does with it."""
    before = _rows()
    with time_machine.travel(now, tick=False):
        made = make()
    after = _rows()
    changes = (_change(table, before[table.name], after[table.name]) for table in _tables())
    some = [one for one in changes if one.removed or one.changed or one.added]
    return _State(now, some, pickle.dumps(made))


def _rows() -> Mapping[str, Mapping[object, Row]]:
    with connection.cursor() as cursor:
        return {table.name: table.rows(cursor) for table in _tables()}


def _change(table: _Table, before: Mapping[object, Row], after: Mapping[object, Row]) -> _Change:
    return _Change(
        table,
        removed=[(key,) for key in before if key not in after],
        changed=[(*row, key) for key, row in after.items() if key in before and before[key] != row],
        added=[row for key, row in after.items() if key not in before],
    )


def _state() -> _State | None:
    """Return the kept state that is there with no row written since; None where there is no such."""
    mark = int(_asked(READ_MARK[connection.vendor]))
    if mark and _marked[mark - 1][1] == _writes():
        return _marked[mark - 1][0]
    return None if _asked(_any_row()) else _EMPTY


def _mark(state: _State) -> None:
    _marked.append((state, _writes()))
    with connection.cursor() as cursor:
        cursor.execute(PUT_MARK[connection.vendor].format(mark=len(_marked)))


def _writes() -> int:
    return int(_asked(COUNT_WRITES[connection.vendor]) or 0)


def _asked(question: str) -> Any:  # noqa: ANN401 -- a number, a text, or nothing
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]


@cache
def _any_row() -> str:
    """Return the question whether any table has a row that no migration put there."""
    tables = (table.name for table in _tables(FILLED))
    return f"SELECT {' OR '.join(f'EXISTS (SELECT 1 FROM {name})' for name in tables)}"  # noqa: S608 -- names of ours


@cache
def _tables(without: frozenset[str] = frozenset()) -> Sequence[_Table]:
    quoted = connection.ops.quote_name
    tables = {}
    for model in apps.get_models(include_auto_created=True):
        meta = model._meta  # noqa: SLF001 -- as Django names it
        if meta.managed and not meta.proxy and meta.app_label not in without:
            columns = [str(field.column) for field in meta.local_concrete_fields]
            key = columns.index(str(meta.pk.column))
            tables[meta.db_table] = _Table(quoted(meta.db_table), tuple(map(quoted, columns)), key)
    return tuple(tables.values())
