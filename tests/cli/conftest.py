"""The command line as a person runs it, in this process."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from outhaul.cli import main


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command gave back."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def ran(*words: str | Path) -> Ran:
        monkeypatch.setattr(sys, "argv", ["outhaul", *map(str, words)])
        with pytest.raises(SystemExit) as end:
            main()
        printed = capsys.readouterr()
        return Ran(int(end.value.code or 0), printed.out, printed.err)

    return ran


SMALL = """
[business]
name = "Harbour Bakery"
country = "US"
currency = "USD"
time_zone = "America/New_York"
languages = { en = "C2" }
capital_budget = 5000

[[managers]]
id = "marco"
free_hours_per_month = 30
cost_per_hour = 42

[[processes]]
id = "books"
occupation = "bookkeeping"
pin = "keep"
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A business file that is planned in a moment."""
    path = tmp_path / "small.toml"
    path.write_text(SMALL, encoding="utf-8")
    return path
