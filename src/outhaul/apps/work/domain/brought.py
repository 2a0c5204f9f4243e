"""What a table of engagements means for those that there are: which rows are new, which change a draft."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Literal

from django.db.models import QuerySet

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.planning.domain.access import entries_of
from outhaul.apps.work.domain.access import access_contractors, access_engagements
from outhaul.apps.work.domain.engagements import manager_names
from outhaul.apps.work.lifecycles import EngagementState
from outhaul.apps.work.models import Contractor, Engagement
from outhaul.documents.candidates_file import read_table
from outhaul.documents.engagements_file import HEADINGS, KIND, EngagementRow, Told, read_engagements
from outhaul.faults import Fault, InputError
from outhaul.reference.tables import Reference

MOST = 200
"""Engagements of one table."""
NEEDED = (
    "name",
    "process",
    "contractor",
    "email",
    "country",
    "rate",
    "currency",
    "hours_per_month",
    "starts_on",
)
"""What a new row has to tell."""
FREE = frozenset({"manager", "deputy", "hours_per_month", "starts_on", "ends_on"})
"""What a table changes of a draft; all else comes from brief, offer and signatures."""
Changes = Mapping[str, tuple[object, object]]


@dataclass(frozen=True, slots=True)
class Standing:
    """What the business has now."""

    processes: frozenset[str]
    managers: frozenset[str]
    contractors: Mapping[str, Contractor]
    """By address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """One row, and what it means."""

    number: int
    told: Mapping[str, object]
    there: Engagement | None = None
    """The engagement that it is about; None for a new one."""
    changes: Changes
    faults: tuple[Fault, ...]

    @property
    def what(self) -> Literal["wrong", "same", "changed", "new"]:
        """What happens with it: nothing for what is wrong or the same."""
        if self.faults:
            return "wrong"
        if self.there is None:
            return "new"
        return "changed" if self.changes else "same"


def look_at(visit: Visit, data: bytes, name: str, reference: Reference) -> tuple[EngagementRow, ...]:
    """Return what a file says, row by row; nothing is kept.

    What engagements of long ago name is read, too, so that they come back as they were saved.

    Raises:
        InputError: the file cannot be read, is not safe to read, or has too many rows.
    """
    table = read_table(data, name, KIND)
    if len(table.rows) > MOST:
        raise InputError([Fault(name, f"has more than {MOST} rows", "Bring it in two parts")])
    processes, managers = _names(visit, "processes"), _names(visit, "managers")
    for columns in access_engagements(visit).order_by().values_list("process", "manager", "deputy"):
        process, *people = filter(None, columns)
        processes.setdefault(process, process)
        for person in people:
            managers.setdefault(person, person)
    return tuple(read_engagements(table, processes, managers, reference))


def _names(visit: Visit, table: str) -> dict[str, str]:
    return {entry.key: str(entry) for entry in entries_of(visit, table)}


def told_of(row: Engagement) -> Told:
    """Return what a file tells of an engagement."""
    return Told(
        key=row.key,
        name=row.name,
        process=row.process,
        contractor=row.contractor.name,
        email=row.contractor.email,
        country=row.contractor.country,
        state=row.state,
        manager=row.manager,
        deputy=row.deputy,
        rate=row.rate,
        currency=row.currency,
        hours_per_month=row.hours_per_month,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
    )


def meant(
    visit: Visit, rows: Sequence[EngagementRow], among: QuerySet[Engagement] | None = None
) -> tuple[Brought, ...]:
    """Return what each row means for the engagements of the business; five queries at most.

    A row with a key is about the engagement of that key, one without about a new one, unless one that
    was not cancelled says the same already.
    """
    found = access_engagements(visit) if among is None else among
    keys = Counter(str(row.told["key"]) for row in rows if "key" in row.told)
    there = {row.key: row for row in found.filter(key__in=keys)} if keys else {}
    same: list[tuple[Engagement, dict[str, object]]] = []
    if any("key" not in row.told for row in rows):
        same = [(row, _plain(told_of(row))) for row in found.exclude(state=EngagementState.CANCELLED)]
    standing = Standing(
        frozenset(_names(visit, "processes")),
        frozenset(manager_names(visit)),
        _contractors(visit, rows),
    )
    return tuple(_meaning(row, keys, there, same, standing) for row in rows)


def _contractors(visit: Visit, rows: Sequence[EngagementRow]) -> dict[str, Contractor]:
    """Return the contractors whom new rows name, by address."""
    named = {str(row.told["email"]) for row in rows if "key" not in row.told and "email" in row.told}
    if not named:
        return {}
    return {row.email.lower(): row for row in access_contractors(visit) if row.email.lower() in named}


def _plain(told: Told) -> dict[str, object]:
    return {field.name: getattr(told, field.name) for field in fields(Told)}


def _meaning(
    row: EngagementRow,
    keys: Counter[str],
    there: Mapping[str, Engagement],
    same: Sequence[tuple[Engagement, dict[str, object]]],
    standing: Standing,
) -> Brought:
    faults = [*row.faults, *_impossible(row.told)]
    if "key" not in row.told:
        known = next((found for found, told in same if _says(row.told, told)), None)
        if known is None:
            faults += [*_missing(row), *_somebody_else(row.told, standing.contractors)]
            faults += [*_gone(row.told, standing)]
        return Brought(number=row.number, told=row.told, there=known, changes={}, faults=tuple(faults))
    key = str(row.told["key"])
    found = there.get(key)
    if found is None:
        remedy = "Leave the key empty for a new one"
        faults.append(Fault(HEADINGS["key"], f"“{key}” is no engagement of the business", remedy))
        return Brought(number=row.number, told=row.told, changes={}, faults=tuple(faults))
    if keys[key] > 1:
        faults.append(Fault(HEADINGS["key"], "stands in two rows", "Keep one of them"))
    before = _plain(told_of(found))
    changes = {field: (before[field], now) for field, now in row.told.items() if before[field] != now}
    faults += _refused(found, changes)
    if not faults and changes:
        faults += _impossible(before | dict(row.told))
    if changes.keys() & {"manager", "deputy"}:
        people = {field: row.told.get(field, before[field]) for field in ("manager", "deputy")}
        faults += _gone(people, standing)
    return Brought(number=row.number, told=row.told, there=found, changes=changes, faults=tuple(faults))


def _says(told: Mapping[str, object], standing: Mapping[str, object]) -> bool:
    """Whether a row without a key says what an engagement says already; its state does not matter."""
    needed = all(field in told for field in NEEDED)
    return needed and all(standing[field] == value for field, value in told.items() if field != "state")


def _missing(row: EngagementRow) -> Iterator[Fault]:
    wrong = {fault.where for fault in row.faults}
    for field in NEEDED:
        if field not in row.told and HEADINGS[field] not in wrong:
            yield Fault(HEADINGS[field], "is missing", "A new engagement needs it")


def _somebody_else(told: Mapping[str, object], contractors: Mapping[str, Contractor]) -> Iterator[Fault]:
    found = contractors.get(str(told.get("email", "")))
    if found is None:
        return
    for field, value in (("contractor", found.name), ("country", found.country)):
        if field in told and told[field] != value:
            remedy = "Write it like that, or give another address"
            yield Fault(HEADINGS[field], f"is “{value}” for the contractor of this address", remedy)


def _gone(told: Mapping[str, object], standing: Standing) -> Iterator[Fault]:
    """Give what is named and was taken out of the business since."""
    for field in ("process", "manager", "deputy"):
        known = standing.processes if field == "process" else standing.managers
        if told.get(field) and told[field] not in known:
            yield Fault(HEADINGS[field], "was taken out of the business", "Name one that is there")


def _impossible(told: Mapping[str, object]) -> Iterator[Fault]:
    starts_on, ends_on = told.get("starts_on"), told.get("ends_on")
    if isinstance(starts_on, date) and isinstance(ends_on, date) and ends_on <= starts_on:
        yield Fault(HEADINGS["ends_on"], "lies before the start", "Give a later day, or leave it empty")
    if told.get("manager") and told.get("manager") == told.get("deputy"):
        yield Fault(HEADINGS["deputy"], "is the manager", "Name somebody else, who can step in")


def _refused(row: Engagement, changes: Changes) -> Iterator[Fault]:
    """Give why a table cannot change that: it was sent, or it comes from elsewhere."""
    if not changes:
        return
    if row.state != EngagementState.DRAFT:
        remedy = "Change it on its page, by a change order where both have signed"
        yield Fault(HEADINGS["state"], f"is {row.state}: a table changes drafts only", remedy)
        return
    for field in changes:
        if field == "state":
            yield Fault(HEADINGS["state"], "does not change by a table", "Lead it on from its page")
        elif field in {"rate", "currency"}:
            yield Fault(HEADINGS[field], "does not change by a table", "Make a new offer, and begin from it")
        elif field not in FREE:
            yield Fault(HEADINGS[field], "does not change by a table", "Leave it as it was saved")
