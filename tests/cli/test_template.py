"""`outhaul template`."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from outhaul.documents.business_file import read
from outhaul.reference.tables import load

Run = Callable[..., Any]


def test_the_empty_workbook_is_written_and_check_says_what_to_fill_in(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "mine.xlsx"
    assert run("template", out).out == f"{out} is written.\n"
    done = run("check", out)
    assert (done.code, len(done.err.splitlines())) == (2, 7)


def test_a_file_becomes_a_workbook_and_a_file_again(run: Run, tmp_path: Path, small: Path) -> None:
    book, again = tmp_path / "small.xlsx", tmp_path / "again.toml"
    assert run("template", "--from", small, book).code == 0
    assert run("template", "--from", book, again).code == 0
    assert read(book, load()) == read(again, load()) == read(small, load())


def test_only_workbooks_and_toml_files_are_written(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "mine.csv"
    done = run("template", out)
    assert (done.code, done.err) == (
        2,
        f"outhaul: {out}: is of a kind that is not written. Name an .xlsx file\n",
    )
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_written_from_a_wrong_file(run: Run, tmp_path: Path, small: Path) -> None:
    small.write_text("[business]", encoding="utf-8")
    out = tmp_path / "mine.xlsx"
    assert run("template", "--from", small, out).code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["small.toml"]


def test_a_folder_that_does_not_exist_is_told(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "missing" / "mine.xlsx"
    done = run("template", out)
    assert (done.code, done.err) == (
        2,
        f"outhaul: {out}: cannot be written (no such file or directory). Name a file in a folder of yours\n",
    )
