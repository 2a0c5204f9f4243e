"""`outhaul check`."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., Any]


def test_a_right_file_is_summed_up(run: Run, small: Path) -> None:
    done = run("check", small)
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines() == [
        "Harbour Bakery (US, USD): nothing is wrong.",
        "  1 process, 1 manager",
        "Filled in from the process catalogue:",
        "  books: name, hours_per_month, owner_share, 15 answers (bookkeeping)",
    ]


def test_a_wrong_file_is_told_by_its_faults(run: Run, small: Path) -> None:
    small.write_text(small.read_text("utf-8").replace('"US"', '"UK"'), encoding="utf-8")
    done = run("check", small)
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        'outhaul: business.country: "UK" is not a known country. Did you mean "GB" (United Kingdom)?\n'
    )


def test_a_workbook_is_checked_too(run: Run) -> None:
    done = run("check", "examples/savanna-studio.xlsx")
    assert done.code == 0
    assert done.out.splitlines()[:2] == [
        "Savanna Studio (KE, KES): nothing is wrong.",
        "  9 processes, 1 manager, 2 tools, 1 quote",
    ]
    assert max(map(len, done.out.splitlines())) <= 80
