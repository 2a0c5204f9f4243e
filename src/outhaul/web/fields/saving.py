"""Save what a browser sent, one field or all fields of a form; a conflict tells who was first."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.http import Http404, QueryDict
from django.utils.translation import gettext as _

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.planning.domain.access import access_entry
from outhaul.apps.planning.domain.entries import Conflict, field_of, set_field, single
from outhaul.apps.planning.domain.settling import last_change, settle_country
from outhaul.apps.planning.models import SINGLE, Entry
from outhaul.faults import Fault, InputError
from outhaul.web.fields.reading import from_browser, from_json
from outhaul.web.fields.surroundings import Surroundings
from outhaul.wording.faults import ended
from outhaul.wording.tongue import tell

WAS = "was."
"""Before the name of a field: what the page showed, as JSON."""
Key = tuple[str, str, str]
"""Table, key of the row, field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one field that was sent."""

    entry: Entry
    name: str
    before: Any = None
    """What it was."""
    after: Any = None
    typed: tuple[str, ...] = ()
    was: str = "null"
    error: str = ""
    conflict: Conflict | None = None
    who: str = ""
    """Who was first, in a conflict."""
    also: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    """Other fields of the row that followed -> before and after."""

    @property
    def is_saved(self) -> bool:
        """Whether something was changed."""
        return self.is_fine and (self.moved or bool(self.also))

    @property
    def moved(self) -> bool:
        """Whether the field itself is another than before, also in its order."""
        return json.dumps(self.before) != json.dumps(self.after)

    @property
    def is_fine(self) -> bool:
        """Whether nothing went wrong."""
        return not self.error and self.conflict is None


def entry_of(visit: Visit, table: str, key: str, *, removed: bool = False) -> Entry:
    """Return a row to change; the one row of a table is made if it is not there.

    With `removed` also one that was taken out. Raises Http404 where there is none.
    """
    if table in SINGLE:
        if key != table:
            raise Http404
        return single(visit, table)
    try:
        return access_entry(visit, table, key)
    except Http404:
        if not removed:
            raise
        return access_entry(visit, table, key, removed=True)


def save_typed(visit: Visit, entry: Entry, name: str, sent: QueryDict, around: Surroundings) -> Outcome:
    """Save one field of `entry` as it was typed."""
    param = f"{entry.table}.{entry.key}.{name}"
    typed, was = tuple(sent.getlist(param)), sent.get(WAS + param, "null")
    try:
        plain = from_browser(field_of(entry.table, name), typed, around)
        changes = [(name, plain, from_json(was))]
    except InputError as error:
        return Outcome(entry=entry, name=name, typed=typed, was=was, error=words_of_faults(error))
    return save_changes(visit, entry, changes, around, typed=typed, was=was)


def save_changes(  # noqa: PLR0913 -- who, where, what, and what was typed for it
    visit: Visit,
    entry: Entry,
    changes: Sequence[tuple[str, Any, Any]],
    around: Surroundings,
    *,
    typed: tuple[str, ...] = (),
    was: str = "null",
) -> Outcome:
    """Let fields of `entry` be new plain values, all or none; each change is (field, value, was).

    What the same person changed last is no conflict: who clicks twice, or has a second window open, means
    the last word.
    """
    name = changes[0][0]
    before = entry.told.get(name)
    also: dict[str, tuple[Any, Any]] = {}
    try:
        with transaction.atomic():
            for field_name, plain, seen in changes:
                found = _set(visit, entry, field_name, plain, seen, around)
                also |= {other: pair for other, pair in found.items() if other != name}
                entry.refresh_from_db()
    except InputError as error:
        return Outcome(entry=entry, name=name, typed=typed, was=was, error=words_of_faults(error))
    except Conflict as conflict:
        entry.refresh_from_db()
        change = last_change(visit, entry, conflict.field)
        who = change.actor if change else _("Somebody")
        return Outcome(entry=entry, name=name, typed=typed, was=was, conflict=conflict, who=who)
    return Outcome(
        entry=entry, name=name, before=before, after=entry.told.get(name), typed=typed, was=was, also=also
    )


def _set(  # noqa: PLR0913, PLR0917 -- as `set_field`
    visit: Visit, entry: Entry, name: str, plain: object, was: object, around: Surroundings
) -> dict[str, tuple[Any, Any]]:
    """Set one field and what follows from it; return field -> before and after of all that changed."""
    before = dict(Entry.objects.get(pk=entry.pk).told)
    try:
        saved = set_field(visit, entry, name, plain, reference=around.reference, was=was)
    except Conflict as conflict:
        change = last_change(visit, entry, name)
        if change is None or change.actor_id != visit.user.pk:
            raise
        saved = set_field(visit, entry, name, plain, reference=around.reference, was=conflict.theirs)
    if (entry.table, name) == ("business", "country") and plain and before.get(name) != plain:
        saved = settle_country(visit, saved, reference=around.reference)
    names = [*before, *(other for other in saved.told if other not in before)]
    return {
        other: (before.get(other), saved.told.get(other))
        for other in names
        if before.get(other) != saved.told.get(other)
    }


def save_form(visit: Visit, sent: QueryDict, around: Surroundings) -> dict[Key, Outcome]:
    """Save every field that a form sent, each on its own: what is right is kept, the rest is told."""
    outcomes: dict[Key, Outcome] = {}
    for param in sent:
        table, _dot, rest = param.partition(".")
        key, _dot, name = rest.rpartition(".")
        if table == WAS[:-1] or not key:
            continue
        try:
            field_of(table, name)
        except (KeyError, StopIteration):
            continue
        entry = entry_of(visit, table, key)
        outcomes[table, key, name] = save_typed(visit, entry, name, sent, around)
    return outcomes


def words_of_faults(error: InputError) -> str:
    """Return what is wrong and what would be right, as a person reads it beside the field."""
    return " ".join(map(words_of_fault, error.faults))


def words_of_fault(fault: Fault) -> str:
    """Return one fault in words, likewise."""
    return f"{_sentence(tell(fault.problem))} {_sentence(tell(fault.remedy))}"


def _sentence(text: str) -> str:
    text = text.strip()
    return ended(text[:1].upper() + text[1:])
