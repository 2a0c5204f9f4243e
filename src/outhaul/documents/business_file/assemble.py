"""From checked rows to a Business: what no row can tell alone."""

from collections.abc import Iterable, Mapping
from typing import Any

from outhaul.documents.business_file.compounds import EVERYTHING
from outhaul.documents.business_file.names import KEEP
from outhaul.documents.business_file.near import did_you_mean
from outhaul.documents.business_file.place import Place, shown
from outhaul.documents.business_file.prefill import make_process
from outhaul.documents.business_file.rows import Checked, Content, check_rows
from outhaul.documents.business_file.tables import (
    HOURS_OF_A_MONTH,
    MANAGERS,
    PROCESSES,
    QUOTES,
    TABLES,
    TOOLS,
)
from outhaul.engine.business import Business, Home, Manager, Policy, Quote, Tool
from outhaul.faults import Fault, InputError
from outhaul.reference.tables import Reference

Rows = Mapping[str, tuple[Checked, ...]]

ORDERED = (
    ("policy", "premium_min", "premium_max"),
    ("assumptions", "grey_cut", "core_cut"),
    ("assumptions", "fixable_cut", "manageable_cut"),
    ("assumptions", "vacancy_min", "vacancy_max"),
)
"""Table, and two of its fields of which the first may not exceed the second."""


def assemble(content: Content, faults: list[Fault], reference: Reference) -> Business:
    """Return the business of a file; `faults` are those found so far, and its places add to them.

    Raises:
        InputError: with every fault of the file.
    """
    rows = {table.name: check_rows(table, content, reference) for table in TABLES}
    _check_tables(rows, content.places)
    for table in (MANAGERS, PROCESSES, TOOLS):
        _check_ids(rows[table.name])
    _check_hours(rows)
    _check_needs(rows)
    _check_order(rows)
    _check_pins(rows)
    if faults:
        raise InputError(faults)
    return _business(rows, reference)


def _check_tables(rows: Rows, places: Mapping[str, Place]) -> None:
    if not rows["business"]:
        places["business"].fault(
            "is missing", "Say at least name, country, currency, time_zone and languages"
        )
    if not rows["managers"]:
        places["managers"].fault(
            "there is no manager",
            "Name one of your own people, yourself perhaps: all work, kept or handed out, needs one",
        )
    if not rows["processes"]:
        places["processes"].fault(
            "there is no process", "Add the work that recurs every month, one row for each"
        )


def _check_ids(rows: Iterable[Checked]) -> None:
    first: dict[str, Place] = {}
    for row in rows:
        name = row.values.get("id")
        if name in first:
            row.at("id").fault(
                f"{shown(name)} is already the id of {first[name].where}", "Give each its own id"
            )
        elif name is not None:
            first[name] = row.place


def _check_hours(rows: Rows) -> None:
    """Refuse more hours than the people have, and none where no catalogue process tells them."""
    kind = next(field.kind for field in PROCESSES.fields if field.name == "hours_per_month")
    people = rows["business"][0].values.get("people", 1) if rows["business"] else 1
    limit = HOURS_OF_A_MONTH * people
    for row in rows["processes"]:
        work, hours = row.values.get("occupation"), row.values.get("hours_per_month")
        if hours is not None and hours > limit:
            remedy = "Give less, or say with people in [business] how many of you there are"
            row.at("hours_per_month").fault(f"{hours:,g} is above the {limit:,} hours of a month", remedy)
        elif hours is None and "hours_per_month" not in row.wrong and work and not work.catalogue:
            row.at("hours_per_month").fault("is missing", f"{kind.remedy}, or start from a catalogue process")


def _check_needs(rows: Rows) -> None:
    known = {row.values["id"]: row.values.get("name", "") for row in rows["processes"] if "id" in row.values}
    there_are = f"The processes are {', '.join(known)}" if known else "Add the process"
    tools = rows["tools"] if rows["processes"] else ()  # that there is no process is told already
    for row in rows["processes"]:
        if row.values.get("id", "").lower() == EVERYTHING:
            row.at("id").fault(f"{shown(row.values['id'])} stands for every process", "Give another id")
    for row in tools:
        needed_by = row.values.get("needed_by", EVERYTHING)
        for index, name in enumerate(needed_by if needed_by != EVERYTHING else ()):
            if name not in known:
                place = row.at("needed_by").at(index)
                place.fault(f"{shown(name)} is not the id of a process", did_you_mean(name, known, there_are))


def _check_order(rows: Rows) -> None:
    for name, low, high in ORDERED:
        for row in rows[name]:
            values = _defaults(name) | dict(row.values)
            if {low, high} & row.values.keys() and not {low, high} & row.wrong and values[low] > values[high]:
                named = low if low in row.values else high
                row.at(named).fault(
                    f"{low} is {values[low]:g}, above {high}, which is {values[high]:g}",
                    f"Give {low} at most as large as {high}",
                )


def _defaults(name: str) -> dict[str, Any]:
    return next(table for table in TABLES if table.name == name).defaults()


def _check_pins(rows: Rows) -> None:
    excluded = {country for row in rows["policy"] for country in row.values.get("exclude_countries", ())}
    for row in rows["processes"]:
        pin = row.values.get("pin", KEEP)
        if pin in excluded:
            row.at("pin").fault(
                f"{shown(pin)} is ruled out by policy.exclude_countries",
                "Take the country out of one of the two",
            )


def _business(rows: Rows, reference: Reference) -> Business:
    home = Home(**rows["business"][0].values)
    return Business(
        home=home,
        managers=tuple(Manager(**_named(row)) for row in rows["managers"]),
        processes=tuple(make_process(row.values, home.people, reference) for row in rows["processes"]),
        tools=tuple(Tool(**_named(row)) for row in rows["tools"]),
        quotes=tuple(Quote(**_coded(row)) for row in rows[QUOTES.name]),
        policy=Policy(**_only(rows["policy"])),
        assumptions=_only(rows["assumptions"]),
    )


def _named(row: Checked) -> dict[str, Any]:
    return {"name": row.values["id"]} | dict(row.values)


def _coded(row: Checked) -> dict[str, Any]:
    return dict(row.values) | {"occupation": row.values["occupation"].occupation}


def _only(rows: tuple[Checked, ...]) -> dict[str, Any]:
    """Return the values of a table that has at most one row."""
    return dict(rows[0].values) if rows else {}
