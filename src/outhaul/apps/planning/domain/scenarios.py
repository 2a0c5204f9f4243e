"""What-ifs: keep changes under a name, change them one by one, take one out, take its changes over."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.planning.domain.content import Change, alike
from outhaul.apps.planning.domain.entries import checked, field_of, set_field, single
from outhaul.apps.planning.models import SINGLE, Entry, Scenario
from outhaul.engine.saying import say
from outhaul.faults import Fault, InputError
from outhaul.reference.tables import Reference

Place = tuple[str, str, str]
"""Table, key of the row, field."""
UNSEEN = object()
"""In place of `was`: the caller does not say what it saw."""
NO_CHANGE = object()
"""The what-if says nothing of the field; in place of `raw`, take the change out."""
LONGEST_NAME = 120


class ChangedMeanwhile(Exception):  # noqa: N818 -- told to a person, not an error of the programme
    """Somebody else changed the same field of the what-if, or its name."""

    def __init__(self, theirs: object, mine: object) -> None:
        super().__init__("the what-if was changed by somebody else")
        self.theirs, self.mine = theirs, mine


@transaction.atomic
def keep_scenario(visit: Visit, *, name: str, changes: Sequence[Change]) -> Scenario:
    """Keep a what-if; records `tried`."""
    scenario = Scenario.objects.create(
        business=visit.business,
        name=name[:LONGEST_NAME],
        changes=[list(change) for change in changes],
        made_by=visit.user,
    )
    record(scope=visit.business.key, actor=visit.user, verb="tried", thing="scenario", name=scenario.name)
    return scenario


@transaction.atomic
def change_scenario(
    visit: Visit, scenario: Scenario, *, name: str | None = None, changes: Sequence[Change] | None = None
) -> None:
    """Give a what-if another name or other changes; records `changed`."""
    before = {"name": scenario.name, "changes": scenario.changes}
    if name is not None:
        scenario.name = name[:LONGEST_NAME]
    if changes is not None:
        scenario.changes = [list(change) for change in changes]
    after = {"name": scenario.name, "changes": scenario.changes}
    differing = {key: (before[key], after[key]) for key in before if before[key] != after[key]}
    if not differing:
        return
    scenario.save(update_fields=["name", "changes"])
    record(
        scope=visit.business.key,
        actor=visit.user,
        verb="changed",
        thing="scenario",
        name=scenario.name,
        changes=differing,
    )


@transaction.atomic
def rename_scenario(visit: Visit, scenario: Scenario, *, name: str, was: str) -> Scenario:
    """Give a what-if another name, if it is still called `was`; records `changed`.

    Raises:
        ChangedMeanwhile: somebody else renamed it to something else.
    """
    locked = _locked(scenario)
    if locked.name not in {was, name}:
        raise ChangedMeanwhile(theirs=locked.name, mine=name)
    change_scenario(visit, locked, name=name)
    return locked


@transaction.atomic
def set_change(  # noqa: PLR0913 -- who, where, what, and what was there before
    visit: Visit,
    scenario: Scenario,
    place: Place,
    raw: object,
    *,
    reference: Reference,
    was: object = UNSEEN,
) -> Scenario:
    """Let the what-if say `raw` at `place`; None takes the field out there, NO_CHANGE the change back.

    First the what-if is locked and compared: if it says of the field neither `was`, what the caller saw,
    nor already what it should say, nothing happens. Then the value is checked by the kind that checks
    files. A change to what the business says already is dropped. Records `changed`.
    Returns the what-if as it is then.

    Raises:
        InputError: the value is not of the field's kind, or there is no such field or row.
        ChangedMeanwhile: somebody else changed the same field of the what-if.
    """
    locked = _locked(scenario)
    value = raw
    if raw is not NO_CHANGE:
        value, told = checked_value(visit, place, raw, reference)
        value = NO_CHANGE if alike(value, told) else value
    present = told_at(locked.changes, place)
    if was is not UNSEEN and not (_same(present, was) or _same(present, value)):
        raise ChangedMeanwhile(theirs=present, mine=value)
    change_scenario(visit, locked, changes=_with(locked.changes, place, value))
    return locked


def checked_value(visit: Visit, place: Place, raw: object, reference: Reference) -> tuple[Any, Any]:
    """Return `raw` as a file would keep it at `place`, None for "taken out", and what is told there now.

    Raises:
        InputError: there is no such row or field, or the value is not of the field's kind.
    """
    table, _, field = place
    entry = find_entry(visit, place)
    try:
        field_of(table, field)
    except (KeyError, StopIteration):
        entry = None
    if entry is None:
        raise InputError(
            [Fault(".".join(place), say("is not there any more"), say("Choose something else to change"))]
        )
    return None if raw is None else checked(entry, field, raw, reference), entry.told.get(field)


def find_entry(visit: Visit, place: Place) -> Entry | None:
    """Return the row of `place`; an unkept one for a table with one row of which nothing was told yet."""
    table, key, _ = place
    found = Entry.objects.filter(business=visit.business, table=table, key=key, removed_at=None).first()
    if found is None and table in SINGLE and key == table:
        return Entry(business=visit.business, table=table, key=table)
    return found


def told_at(changes: Iterable[Sequence[Any]], place: Place) -> Any:  # noqa: ANN401 -- plain values
    """Return what `changes` say at `place`: a plain value, None for "taken out", NO_CHANGE for nothing."""
    return next((value for *at, value in changes if tuple(at) == place), NO_CHANGE)


def _same(one: object, other: object) -> bool:
    if NO_CHANGE in (one, other):
        return one is other
    return alike(one, other)


def _with(changes: Sequence[Sequence[Any]], place: Place, value: object) -> list[Change]:
    """Return `changes` with the one at `place` replaced where it stands, added at the end, or left out."""
    kept: list[Change] = []
    for table, key, field, old in changes:
        here = (table, key, field) == place
        if not here or value is not NO_CHANGE:
            kept.append((table, key, field, value if here else old))
    if value is not NO_CHANGE and told_at(changes, place) is NO_CHANGE:
        kept.append((*place, value))
    return kept


def _locked(scenario: Scenario) -> Scenario:
    return Scenario.objects.select_for_update().get(pk=scenario.pk)


@dataclass(frozen=True, slots=True)
class Taken:
    """A field of the business as it was before it was taken over, and as it is since."""

    place: Place
    before: Any
    after: Any


@transaction.atomic
def take_over(
    visit: Visit, changes: Sequence[Change], *, reference: Reference, name: str
) -> tuple[Taken, ...]:
    """Write the changes of the what-if `name` into what the business says, all or none of them.

    Each field is set by `set_field`, with its own event; a row that is gone is left out; then `took over`
    is recorded. Returns what was changed, so that it can be given back.

    Raises:
        InputError: a value is not of its field's kind any more; nothing is written then.
    """
    taken: list[Taken] = []
    for table, key, field, value in changes:
        entry = _entry_at(visit, (table, key, field))
        if entry is None:
            continue
        before = entry.told.get(field)
        after = set_field(visit, entry, field, value, reference=reference).told.get(field)
        taken.append(Taken((table, key, field), before, after))
    record(scope=visit.business.key, actor=visit.user, verb="took over", thing="scenario", name=name)
    return tuple(taken)


@transaction.atomic
def give_back(visit: Visit, taken: Sequence[Taken], *, reference: Reference, name: str) -> None:
    """Undo a taking over: let each field be again what it was before; records `gave back`.

    Raises:
        Conflict: somebody changed one of the fields meanwhile; nothing is written then.
    """
    for one in reversed(taken):
        entry = _entry_at(visit, one.place)
        if entry is not None:
            set_field(visit, entry, one.place[2], one.before, reference=reference, was=one.after)
    record(scope=visit.business.key, actor=visit.user, verb="gave back", thing="scenario", name=name)


def _entry_at(visit: Visit, place: Place) -> Entry | None:
    """Return the kept row of `place`, made empty for a table with one row; None where it is gone."""
    return single(visit, place[0]) if place[0] in SINGLE else find_entry(visit, place)


@transaction.atomic
def remove_scenario(visit: Visit, scenario: Scenario) -> None:
    """Take a what-if out; its plans stay. Records `removed`."""
    if Scenario.objects.filter(pk=scenario.pk, removed_at=None).update(removed_at=timezone.now()):
        record(
            scope=visit.business.key, actor=visit.user, verb="removed", thing="scenario", name=scenario.name
        )


@transaction.atomic
def restore_scenario(visit: Visit, scenario: Scenario) -> None:
    """Put a what-if back. Records `restored`."""
    if Scenario.objects.filter(pk=scenario.pk, removed_at__isnull=False).update(removed_at=None):
        record(
            scope=visit.business.key, actor=visit.user, verb="restored", thing="scenario", name=scenario.name
        )
