"""Files that are no business file at all are refused with one line, before anything large is read."""

import os
from pathlib import Path

import pytest

from outhaul.documents.business_file import read
from outhaul.faults import InputError
from outhaul.reference.tables import Reference


def only_fault(path: Path, reference: Reference) -> str:
    with pytest.raises(InputError) as caught:
        read(path, reference)
    (fault,) = caught.value.faults
    return str(fault)


NOT_TOML = "Mend the line, or start from an example"


@pytest.mark.parametrize(
    ("content", "problem", "remedy"),
    [
        (b'[business]\nname = "B\xe4ckerei"\n', "is not UTF-8 (line 2)", 'Save it as "UTF-8" in your editor'),
        ('name = "B"'.encode("utf-16"), "is not UTF-8 (line 1)", 'Save it as "UTF-8" in your editor'),
        (b"\nname = Harbour\n", "is not TOML: invalid value (at line 2, column 8)", NOT_TOML),
        (b"[a]\n[a]\n", "is not TOML: cannot declare ('a',) twice (at line 2, column 3)", NOT_TOML),
        (b"a = " + b"9" * 5_000, "is not TOML: a number in it is too long", NOT_TOML),
        (
            b"a = " + b"[" * 20_000,
            "is not a business file: its values are nested too deeply",
            "Start from an example",
        ),
    ],
    ids=["latin-1", "utf-16", "value", "twice", "digits", "depth"],
)
def test_what_is_not_toml_is_told_with_its_line(
    content: bytes, problem: str, remedy: str, tmp_path: Path, reference: Reference
) -> None:
    path = tmp_path / "business.toml"
    path.write_bytes(content)
    assert only_fault(path, reference) == f"business.toml: {problem}. {remedy}"


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path, reference: Reference) -> None:
    example = Path("examples/harbour-bakery.toml")
    path = tmp_path / "business.toml"
    path.write_bytes(b"\xef\xbb\xbf" + example.read_bytes().replace(b"\n", b"\r\n"))
    assert read(path, reference) == read(example, reference)


def test_a_huge_file_is_refused_by_its_size(tmp_path: Path, reference: Reference) -> None:
    path = tmp_path / "business.toml"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    assert only_fault(path, reference) == f"{path}: is larger than 5 MB. Give a file of at most 5 MB"


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs a file without an end")
def test_a_file_without_an_end_is_refused(tmp_path: Path, reference: Reference) -> None:
    path = tmp_path / "business.toml"
    path.symlink_to("/dev/zero")
    assert only_fault(path, reference) == f"{path}: is larger than 5 MB. Give a file of at most 5 MB"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with a name")
def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path, reference: Reference) -> None:
    path = tmp_path / "business.toml"
    os.mkfifo(path)
    assert only_fault(path, reference) == f"{path}: is a pipe, not a file. Name a business file"


@pytest.mark.parametrize("name", ["business.toml", "business.xlsx"])
def test_a_missing_file_is_told(name: str, tmp_path: Path, reference: Reference) -> None:
    path = tmp_path / name
    told = "cannot be read (no such file or directory). Name a business file"
    assert only_fault(path, reference) == f"{path}: {told}"


def test_a_folder_is_no_business_file(tmp_path: Path, reference: Reference) -> None:
    path = tmp_path / "business.toml"
    path.mkdir()
    assert only_fault(path, reference) == f"{path}: cannot be read (is a directory). Name a business file"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="needs a file that may not be read")
def test_a_file_that_may_not_be_read_is_told(tmp_path: Path, reference: Reference) -> None:
    path = tmp_path / "business.toml"
    path.touch(mode=0)
    assert only_fault(path, reference) == f"{path}: cannot be read (permission denied). Name a business file"


@pytest.mark.parametrize("name", ["business.csv", "business", "business.xls", "business.xlsm"])
def test_another_kind_of_file_is_told(name: str, tmp_path: Path, reference: Reference) -> None:
    path = tmp_path / name
    path.touch()
    told = "is neither a TOML file nor a workbook. Give a .toml or an .xlsx file"
    assert only_fault(path, reference) == f"{path}: {told}"
