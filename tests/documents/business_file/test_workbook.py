"""A workbook is read by values alone, and what is wrong is told by sheet and cell."""

import random
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from outhaul.documents.business_file import read
from outhaul.documents.business_file.archive import LARGEST_UNPACKED
from outhaul.documents.workbook import write_workbook
from outhaul.faults import InputError
from outhaul.reference.tables import Reference

EXAMPLE = Path("examples/harbour-bakery.toml")
DAMAGED = "is not a workbook or is damaged. Open it in your spreadsheet program and save it as .xlsx"


@pytest.fixture(scope="module")
def bakery(tmp_path_factory: pytest.TempPathFactory, reference: Reference) -> bytes:
    """The workbook of the Harbour Bakery."""
    path = tmp_path_factory.mktemp("bakery") / "bakery.xlsx"
    write_workbook(read(EXAMPLE, reference), path, reference)
    return path.read_bytes()


@pytest.fixture
def path(tmp_path: Path, bakery: bytes) -> Path:
    """A copy of it to change."""
    path = tmp_path / "bakery.xlsx"
    path.write_bytes(bakery)
    return path


def told(path: Path, reference: Reference) -> list[str]:
    try:
        read(path, reference)
    except InputError as error:
        return [str(fault) for fault in error.faults]
    return []


def change(path: Path, sheet: str, **cells: str | float | None) -> None:
    book = load_workbook(path)
    for cell, value in cells.items():
        book[sheet][cell] = value
    book.save(path)


def put_part(path: Path, name: str, change_part: Callable[[bytes], bytes]) -> None:
    """Replace one part of the archive by what `change_part` makes of it."""
    with zipfile.ZipFile(path) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    parts[name] = change_part(parts.get(name, b""))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)


WRONG_CELLS = tomllib.loads(Path(__file__).with_name("wrong_cells.toml").read_text("utf-8"))["wrong"]


@pytest.mark.parametrize(
    "case", WRONG_CELLS, ids=lambda case: f"{case['sheet']}!{case['cell']}={case['value']}"
)
def test_a_wrong_cell_is_told_by_its_address(case: dict[str, Any], path: Path, reference: Reference) -> None:
    if case["sheet"] == "Assumptions":
        change(path, "Assumptions", B2=0.6)
    change(path, case["sheet"], **{case["cell"]: case["value"] if case["value"] != "" else None})
    assert told(path, reference) == [case["told"]]


def test_a_column_that_is_missing_is_told_with_its_row(path: Path, reference: Reference) -> None:
    book = load_workbook(path)
    book["Managers"].delete_cols(3)
    book.save(path)
    assert [line.partition(": is missing")[0] for line in told(path, reference)] == [
        "sheet Managers, row 3, column free_hours_per_month",
        "sheet Managers, row 4, column free_hours_per_month",
    ]


def test_a_heading_that_is_unknown_or_stands_twice_is_told(path: Path, reference: Reference) -> None:
    change(path, "Managers", G2="Fulltime", N2="Trained", N3="yes")
    assert told(path, reference) == [
        ('sheet Managers, cell G2: "Fulltime" is not a column of this sheet. Did you mean "full_time"?'),
        'sheet Managers, cell N2: "Trained" stands twice. Take one of the two columns out',
    ]


def test_headings_may_be_keys_without_explanations_above(path: Path, reference: Reference) -> None:
    book = load_workbook(path)
    sheet = book["Quotes"]
    sheet.delete_rows(1)
    for cell, name in zip(sheet[1], ("occupation", "COUNTRY", "rate_per_hour"), strict=True):
        cell.value = name
    book.save(path)
    assert read(path, reference) == read(EXAMPLE, reference)


def test_a_sheet_without_headings_is_told(path: Path, reference: Reference) -> None:
    book = load_workbook(path)
    book["Quotes"].delete_rows(1, 2)
    book.save(path)
    assert told(path, reference) == [
        (
            "sheet Quotes: has no headings. Head the columns Occupation, Country, Rate per hour and so on, "
            "as the template does"
        )
    ]


def test_a_misspelt_sheet_is_told_and_an_own_sheet_is_not_read(path: Path, reference: Reference) -> None:
    book = load_workbook(path)
    book["Quotes"].title = "Quotez"
    book.create_sheet("My calculations")["A1"] = "anything"
    book.save(path)
    assert told(path, reference) == [
        'sheet Quotez: is not a sheet of a business workbook. Did you mean "Quotes"?'
    ]


def test_a_workbook_of_something_else_lacks_three_sheets(tmp_path: Path, reference: Reference) -> None:
    path = tmp_path / "sales.xlsx"
    Workbook().save(path)
    assert [line.partition(":")[0] for line in told(path, reference)] == [
        "sheet Business",
        "sheet Managers",
        "sheet Processes",
    ]


def test_more_rows_than_any_business_has_are_told(path: Path, reference: Reference) -> None:
    change(path, "Quotes", A6000="x")
    assert "sheet Quotes: has more than 5,000 rows. Leave out what is not needed" in told(path, reference)


def test_the_stored_result_of_a_formula_counts(path: Path, reference: Reference) -> None:
    change(path, "Processes", D3=41)
    put_part(
        path,
        "xl/worksheets/sheet4.xml",
        lambda part: part.replace(b"<v>41</v>", b"<f>20+22</f><v>42</v>"),
    )
    assert read(path, reference).processes[0].hours_per_month == 42.0


def test_a_text_that_could_run_as_a_formula_is_written_as_text(path: Path, reference: Reference) -> None:
    change(path, "Processes", B3="'=HYPERLINK(1)")
    business = read(path, reference)
    assert business.processes[0].name == "=HYPERLINK(1)"
    write_workbook(business, path, reference)
    cell = load_workbook(path)["Processes"]["B3"]
    assert (cell.value, cell.data_type) == ("'=HYPERLINK(1)", "s")


def test_all_processes_may_be_written_in_capitals(path: Path, reference: Reference) -> None:
    change(path, "Tools", F3="ALL ")
    assert read(path, reference) == read(EXAMPLE, reference)


def test_a_list_entry_with_a_name_counts_as_its_code(path: Path, reference: Reference) -> None:
    cells = load_workbook(path)["Business"]
    assert (cells["B3"].value, cells["B4"].value) == ("US: United States", "USD: US Dollar")
    change(path, "Business", B3="US", B4="usd")
    assert read(path, reference) == read(EXAMPLE, reference)


@pytest.mark.parametrize(
    "content",
    [b"", b"name;hours\nbooks;40\n", b"PK\x03\x04 and then nothing", b"\x00" * 1000],
    ids=["empty", "csv", "cut", "zeros"],
)
def test_what_is_no_workbook_is_told(content: bytes, tmp_path: Path, reference: Reference) -> None:
    path = tmp_path / "business.xlsx"
    path.write_bytes(content)
    assert told(path, reference) == [f"business.xlsx: {DAMAGED}"]


def test_an_old_or_locked_workbook_is_told(tmp_path: Path, reference: Reference) -> None:
    path = tmp_path / "business.xlsx"
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 512)
    assert told(path, reference) == [
        (
            "business.xlsx: is an old or a locked workbook. "
            "Open it in your spreadsheet program and save it as .xlsx without a password"
        )
    ]


def test_a_damaged_workbook_is_told_and_nothing_else_happens(path: Path, reference: Reference) -> None:
    whole, chance = path.read_bytes(), random.Random(1)  # noqa: S311 -- the same damage every time
    for _ in range(25):
        cut = bytearray(whole)
        for _ in range(40):
            cut[chance.randrange(len(cut))] = chance.randrange(256)
        path.write_bytes(bytes(cut))
        assert all(": " in line for line in told(path, reference))


def test_a_workbook_without_its_parts_is_damaged(path: Path, reference: Reference) -> None:
    put_part(path, "xl/workbook.xml", lambda part: part[:300])
    assert told(path, reference) == [f"bakery.xlsx: {DAMAGED}"]


def test_a_zip_bomb_is_refused_unopened(path: Path, reference: Reference) -> None:
    put_part(path, "xl/worksheets/sheet2.xml", lambda part: part + b" " * LARGEST_UNPACKED)
    assert path.stat().st_size < 200_000
    assert told(path, reference) == [
        "bakery.xlsx: unpacks to more than 40 MB. Copy the filled cells into a new template"
    ]


def test_a_workbook_of_too_many_parts_is_refused(tmp_path: Path, reference: Reference) -> None:
    path = tmp_path / "business.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(1001):
            archive.writestr(str(number), b"")
    assert told(path, reference) == [
        "business.xlsx: unpacks to more than 40 MB. Copy the filled cells into a new template"
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/sharedStrings.xml"])
def test_entities_are_refused_before_anything_reads_them(
    encoding: str, part: str, path: Path, reference: Reference
) -> None:
    laughs = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    put_part(path, part, lambda _: laughs.encode(encoding))
    assert told(path, reference) == [
        (
            "bakery.xlsx: holds XML with a document type, which no spreadsheet program writes. "
            "Open it in your spreadsheet program and save it as .xlsx"
        )
    ]


def test_the_template_is_empty_and_says_what_is_missing(tmp_path: Path, reference: Reference) -> None:
    path = tmp_path / "template.xlsx"
    write_workbook(None, path, reference)
    assert [line.partition(":")[0] for line in told(path, reference)] == [
        "sheet Business, cell B2 (Name)",
        "sheet Business, cell B3 (Country)",
        "sheet Business, cell B4 (Currency)",
        "sheet Business, cell B5 (Time zone)",
        "sheet Business, cell B7 (Language 1)",
        "sheet Managers",
        "sheet Processes",
    ]


def test_the_template_guides_the_hand(tmp_path: Path, reference: Reference) -> None:
    path = tmp_path / "template.xlsx"
    write_workbook(None, path, reference)
    book = load_workbook(path)
    assert book.sheetnames == [
        "Read me",
        "Business",
        "Managers",
        "Processes",
        "Tools",
        "Quotes",
        "Policy",
        "Assumptions",
        "Lists",
    ]
    assert (book["Lists"].sheet_state, book["Processes"].freeze_panes) == ("hidden", "C3")
    assert listed(book, "Business", "B3")[:1] == ["AD: Andorra"]
    assert len(listed(book, "Business", "B3")) == len(reference.countries)
    assert len(listed(book, "Business", "B4")) == len(reference.currencies)
    assert listed(book, "Business", "B8") == ["A1", "A2", "B1", "B2", "C1", "C2", "native"]
    assert len(listed(book, "Processes", "C3")) == len(reference.catalogue)
    assert listed(book, "Processes", "G3") == ["0", "1", "2", "3", "4", "?"]
    assert listed(book, "Processes", "S3") == ["yes", "no", "?"]


def test_every_message_of_the_template_is_short_enough_to_be_shown(
    tmp_path: Path, reference: Reference
) -> None:
    path = tmp_path / "template.xlsx"
    write_workbook(None, path, reference)
    rules = [rule for sheet in load_workbook(path) for rule in sheet.data_validations.dataValidation]
    assert len(rules) > 150
    assert max(len(rule.prompt) for rule in rules) <= 255
    assert max(len(rule.promptTitle) for rule in rules) <= 32
    assert max(len(str(rule.formula1)) for rule in rules) <= 255
    assert not [rule.prompt for rule in rules if len(rule.prompt) == 255]


def listed(book: Any, sheet: str, cell: str) -> list[str]:  # noqa: ANN401 -- openpyxl's workbook
    """The entries of the drop-down list of a cell."""
    (rule,) = (rule for rule in book[sheet].data_validations.dataValidation if cell in rule.sqref)
    if rule.formula1.startswith('"'):
        return str(rule.formula1).strip('"').split(",")
    return [row[0].value for row in book["Lists"][rule.formula1.partition("!")[2].replace("$", "")]]
