"""Files are written whole or not at all."""

from pathlib import Path

import pytest

from outhaul.cli.output import whole_file
from outhaul.faults import InputError


def test_a_file_appears_only_when_it_is_whole(tmp_path: Path) -> None:
    out = tmp_path / "plan.html"
    with whole_file(out) as temporary:
        temporary.write_text("new")
        assert not out.exists()
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("plan.html", "new")]


def test_a_failure_leaves_what_was_there(tmp_path: Path) -> None:
    out = tmp_path / "plan.html"
    out.write_text("old")
    with pytest.raises(UnicodeEncodeError), whole_file(out) as temporary:
        temporary.write_text("new\udc00", encoding="utf-8")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("plan.html", "old")]


def test_a_folder_is_not_replaced(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught, whole_file(tmp_path):
        pass
    told = "cannot be written (is a directory). Name a file in a folder of yours"
    assert str(caught.value) == f"{tmp_path}: {told}"
