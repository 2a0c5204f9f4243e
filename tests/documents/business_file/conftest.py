"""A small right business file, and what a wrong one is told."""

import copy
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import tomli_w

from outhaul.documents.business_file import read
from outhaul.faults import InputError
from outhaul.reference.tables import Reference, load

RIGHT: Mapping[str, Any] = {
    "business": {
        "name": "Harbour Bakery",
        "country": "US",
        "currency": "USD",
        "time_zone": "America/New_York",
        "languages": {"en": "C2"},
    },
    "managers": [{"id": "marco", "name": "Marco", "free_hours_per_month": 30, "cost_per_hour": 42}],
    "processes": [
        {"id": "books", "name": "Books", "occupation": "43-3031.00", "hours_per_month": 40},
        {"id": "posts", "name": "Posts", "occupation": "social-media", "hours_per_month": 20},
    ],
}


@pytest.fixture(scope="session")
def reference() -> Reference:
    return load()


@pytest.fixture
def right() -> dict[str, Any]:
    return copy.deepcopy(dict(RIGHT))


Told = Callable[[Mapping[str, Any]], list[str]]


@pytest.fixture
def told(tmp_path: Path, reference: Reference) -> Told:
    """What is told of a document, one line a fault; nothing for a right one."""

    def lines(document: Mapping[str, Any]) -> list[str]:
        path = tmp_path / "business.toml"
        path.write_text(tomli_w.dumps(document), encoding="utf-8")
        return faults_of(path, reference)

    return lines


def faults_of(path: Path, reference: Reference) -> list[str]:
    try:
        read(path, reference)
    except InputError as error:
        return [str(fault) for fault in error.faults]
    return []
