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
from outhaul.engine.saying import say
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
            say("is missing"), say("Say at least name, country, currency, time_zone and languages")
        )
    if not rows["managers"]:
        places["managers"].fault(
            say("there is no manager"),
            say("Name one of your own people, yourself perhaps: all work, kept or handed out, needs one"),
        )
    if not rows["processes"]:
        places["processes"].fault(
            say("there is no process"), say("Add the work that recurs every month, one row for each")
        )


def _check_ids(rows: Iterable[Checked]) -> None:
    first: dict[str, Place] = {}
    for row in rows:
        name = row.values.get("id")
        if name in first:
            row.at("id").fault(
                say("{told} is already the id of {other}", told=shown(name), other=first[name].where),
                say("Give each its own id"),
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
            remedy = say("Give less, or say with people in [business] how many of you there are")
            problem = say("{told:,g} is above the {most:,} hours of a month", told=hours, most=limit)
            row.at("hours_per_month").fault(problem, remedy)
        elif hours is None and "hours_per_month" not in row.wrong and work and not work.catalogue:
            remedy = say("{remedy}, or start from a catalogue process", remedy=kind.remedy)
            row.at("hours_per_month").fault(say("is missing"), remedy)


def _check_needs(rows: Rows) -> None:
    known = {row.values["id"]: row.values.get("name", "") for row in rows["processes"] if "id" in row.values}
    there_are = say("The processes are {names}", names=", ".join(known)) if known else say("Add the process")
    tools = rows["tools"] if rows["processes"] else ()  # that there is no process is told already
    for row in rows["processes"]:
        if row.values.get("id", "").lower() == EVERYTHING:
            problem = say("{told} stands for every process", told=shown(row.values["id"]))
            row.at("id").fault(problem, say("Give another id"))
    for row in tools:
        needed_by = row.values.get("needed_by", EVERYTHING)
        for index, name in enumerate(needed_by if needed_by != EVERYTHING else ()):
            if name not in known:
                place = row.at("needed_by").at(index)
                problem = say("{told} is not the id of a process", told=shown(name))
                place.fault(problem, did_you_mean(name, known, there_are))


def _check_order(rows: Rows) -> None:
    for name, low, high in ORDERED:
        for row in rows[name]:
            values = _defaults(name) | dict(row.values)
            if {low, high} & row.values.keys() and not {low, high} & row.wrong and values[low] > values[high]:
                named = low if low in row.values else high
                row.at(named).fault(
                    say(
                        "{first} is {low:g}, above {second}, which is {high:g}",
                        first=low,
                        low=values[low],
                        second=high,
                        high=values[high],
                    ),
                    say("Give {first} at most as large as {second}", first=low, second=high),
                )


def _defaults(name: str) -> dict[str, Any]:
    return next(table for table in TABLES if table.name == name).defaults()


def _check_pins(rows: Rows) -> None:
    excluded = {country for row in rows["policy"] for country in row.values.get("exclude_countries", ())}
    for row in rows["processes"]:
        pin = row.values.get("pin", KEEP)
        if pin in excluded:
            row.at("pin").fault(
                say("{told} is ruled out by policy.exclude_countries", told=shown(pin)),
                say("Take the country out of one of the two"),
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
