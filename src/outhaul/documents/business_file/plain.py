"""A business as plain rows, as TOML writes them and a reader takes them back."""

from collections.abc import Mapping
from typing import Any

from outhaul.documents.business_file.names import Work
from outhaul.documents.business_file.tables import TABLES, Table
from outhaul.engine.business import QUESTIONS, Business, Process

PlainRows = Mapping[str, tuple[Mapping[str, Any], ...]]


def plain_rows(business: Business) -> PlainRows:
    """Return table -> rows of field -> plain value; what was never given or was prefilled is left out."""
    rows: Mapping[str, tuple[object, ...]] = {
        "business": (business.home,),
        "managers": business.managers,
        "processes": business.processes,
        "tools": business.tools,
        "quotes": business.quotes,
        "policy": (business.policy,),
    }
    tables = (table for table in TABLES if table.name in rows)
    plain = {table.name: tuple(_row(table, row) for row in rows[table.name]) for table in tables}
    return plain | {"assumptions": (dict(business.assumptions),)}


def _row(table: Table, row: Any) -> dict[str, Any]:  # noqa: ANN401 -- any of the engine's input classes
    values = {field.name: getattr(row, field.name) for field in table.fields}
    if "occupation" in values:
        values["occupation"] = Work(occupation=row.occupation, catalogue=getattr(row, "catalogue", None))
    if isinstance(row, Process):
        values = _as_given(values, row)
    return {
        field.name: field.kind.plain(values[field.name])
        for field in table.fields
        if values.get(field.name) not in (None, {}, ())
    }


def _as_given(values: Mapping[str, Any], process: Process) -> dict[str, Any]:
    """Return the values of a process without what the catalogue filled in; open questions are None."""
    answers: dict[str, int | bool | None] = {
        key: answer for key, answer in process.answers.items() if key not in process.prefilled
    }
    if process.catalogue:
        closed = {*process.answers, *process.prefilled}
        answers.update((key, None) for key in QUESTIONS if key not in closed)
    given = {key: value for key, value in values.items() if key not in process.prefilled}
    return given | {"answers": answers}
