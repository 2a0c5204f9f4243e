"""The rows of a table as candidates: what each tells, and what is wrong in which cell."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from outhaul.documents.business_file.place import shown
from outhaul.documents.candidates_file.cells import read_cell
from outhaul.documents.candidates_file.table import Table
from outhaul.documents.candidates_file.values import Told, Wrong, check
from outhaul.faults import Fault
from outhaul.reference.tables import Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Otherwise:
    """What counts where a row does not tell it."""

    currency: str = ""
    level: str = ""
    """CEFR level of a language that is named without one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateRow:
    """One row: what it tells, as a candidate keeps it, and what is wrong."""

    number: int
    """Its number in the file."""
    told: Told
    faults: tuple[Fault, ...] = ()
    """`where` is the heading of the column."""


def read_rows(
    table: Table, mapping: Mapping[int, str], reference: Reference, otherwise: Otherwise | None = None
) -> Iterator[CandidateRow]:
    """Give the rows of `table`; `mapping` says place of a column -> field, other columns are left out."""
    names = {field: table.headings[place] or field for place, field in mapping.items()}
    for number, line in zip(table.numbers, table.rows, strict=True):
        cells = {field: line[place] for place, field in mapping.items()}
        told, faults = _read(cells, reference, otherwise or Otherwise())
        yield CandidateRow(
            number=number,
            told=told,
            faults=tuple(
                Fault(names.get(each.where, each.where), each.problem, each.remedy) for each in faults
            ),
        )


def _read(cells: Mapping[str, str], reference: Reference, otherwise: Otherwise) -> tuple[Told, list[Fault]]:
    told: dict[str, object] = {"name": ""}
    faults: list[Fault] = []
    for field, text in cells.items():
        try:
            told[field] = read_cell(field, text, reference)
        except Wrong as wrong:
            faults.append(Fault(field, wrong.problem, wrong.remedy))
    if told.get("rate") is not None and not told.get("currency") and otherwise.currency:
        told["currency"] = otherwise.currency
    languages = told.get("languages")
    if otherwise.level and isinstance(languages, dict):
        for spoken in languages.values():
            spoken["level"] = spoken["level"] or otherwise.level
    values, more = check(told, reference)
    return values, faults + [fault for fault in more if fault.where not in {each.where for each in faults}]


def told_fault(row: CandidateRow, fault: Fault) -> str:
    """Return a fault with its place, as one line."""
    return f"row {row.number}, column {shown(fault.where)}: {fault.problem}. {fault.remedy}"
