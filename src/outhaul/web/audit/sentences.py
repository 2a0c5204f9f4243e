"""What an event tells, as a sentence: "Olivia changed Bookkeeping: hours a month from 40 to 44"."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from outhaul.apps.audit.models import Event
from outhaul.web.audit.labels import AGREED, FIELDS, ROLES, SHARES, THINGS, VERBS, word

Changes = Mapping[str, tuple[Any, Any]]

SENTENCES = {
    "founded": gettext_lazy("%(who)s founded %(what)s"),
    "invited member": gettext_lazy("%(who)s invited %(what)s as %(role)s"),
    "joined": gettext_lazy("%(who)s joined as %(role)s"),
    "revoked invitation": gettext_lazy("%(who)s took back the invitation of %(what)s"),
    "revoked link": gettext_lazy("%(who)s took back the link to a plan for %(what)s"),
    "changed": gettext_lazy("%(who)s changed %(what)s: %(changes)s"),
    "removed member": gettext_lazy("%(who)s let %(what)s go from the business"),
    "added": gettext_lazy("%(who)s added %(kind)s %(what)s"),
    "removed": gettext_lazy("%(who)s took out %(kind)s %(what)s"),
    "restored": gettext_lazy("%(who)s put back %(kind)s %(what)s"),
    "imported": gettext_lazy("%(who)s read in %(what)s: %(counts)s"),
    "asked for plan": gettext_lazy("%(who)s asked for a plan"),
    "asked for plan of": gettext_lazy("%(who)s asked for a plan of the what-if %(what)s"),
    "chose plan": gettext_lazy("%(who)s chose a plan as the business's own: %(what)s"),
    "shared plan": gettext_lazy("%(who)s shared a plan: %(what)s"),
    "tried scenario": gettext_lazy("%(who)s tried the what-if %(what)s"),
    "began engagement": gettext_lazy("%(who)s began the engagement %(what)s"),
    "activated engagement": gettext_lazy("%(who)s let the engagement %(what)s begin, signed by both"),
    "cancelled engagement": gettext_lazy("%(who)s cancelled the engagement %(what)s: %(changes)s"),
    "paused engagement": gettext_lazy("%(who)s paused the engagement %(what)s: %(changes)s"),
    "resumed engagement": gettext_lazy("%(who)s let the engagement %(what)s go on"),
    "ended engagement": gettext_lazy("%(who)s ended the engagement %(what)s: %(changes)s"),
    "closed engagement": gettext_lazy("%(who)s closed the engagement %(what)s"),
    "checked engagement": gettext_lazy("%(who)s checked whether %(what)s looks like employment: %(changes)s"),
    "trained managers": gettext_lazy("%(who)s recorded a training of %(what)s"),
    "seated managers": gettext_lazy("%(who)s said who signs in as %(what)s"),
}
"""Verb and thing, or the verb alone -> its sentence."""


def sentence(event: Event) -> str:
    """Return what `event` tells, without a full stop; an event of another kind is told in its own words."""
    changes: Changes = json.loads(event.changes)
    told = SENTENCES.get(_key(event)) or SENTENCES.get(event.verb)
    if told is None or (event.verb == "changed" and not changes):
        parts = (event.actor, word(VERBS, event.verb), word(THINGS, event.thing), event.name)
        return " ".join(filter(None, parts))
    return str(told) % {
        "who": event.actor,
        "what": _called(event),
        "kind": word(THINGS, event.thing),
        "role": word(ROLES, str(changes.get("role", (None, ""))[1])),
        "changes": "; ".join(_changes(changes)),
        "counts": ", ".join(_counts(changes)) or _("nothing"),
    }


def _key(event: Event) -> str:
    of = " of" if (event.verb, event.thing) == ("asked for", "plan") and event.name else ""
    return f"{event.verb} {event.thing}{of}"


def _called(event: Event) -> str:
    if event.thing == "link" and not event.name:
        return _("anybody")
    if event.name in {"", event.thing}:
        return word(THINGS, event.thing)
    return event.name.removesuffix(".")


def _counts(changes: Changes) -> Iterator[str]:
    counted = {
        "managers": lambda n: ngettext("%(n)s manager", "%(n)s managers", n),
        "processes": lambda n: ngettext("%(n)s process", "%(n)s processes", n),
        "tools": lambda n: ngettext("%(n)s tool", "%(n)s tools", n),
        "quotes": lambda n: ngettext("%(n)s quote", "%(n)s quotes", n),
    }
    for table, (_before, number) in changes.items():
        if table in counted and number:
            yield counted[table](number) % {"n": number}


def _changes(changes: Changes) -> Iterator[str]:
    for field, (before, after) in changes.items():
        label = word(FIELDS if field in FIELDS else AGREED, field)
        if isinstance(before, dict) or isinstance(after, dict):
            yield f"{label} ({', '.join(_parts(field, before or {}, after or {}))})"
        elif field == "changes":
            yield label
        else:
            yield _change(label, field, before, after)


def _parts(field: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    for key in [*before, *(key for key in after if key not in before)]:
        if before.get(key) != after.get(key):
            yield _change(key, field, before.get(key), after.get(key))


def _change(label: str, field: str, before: object, after: object) -> str:
    told = {"label": label, "before": _value(field, before), "after": _value(field, after)}
    if before is None:
        return _("%(label)s set to %(after)s") % told
    if after is None:
        return _("%(label)s no longer told, was %(before)s") % told
    return _("%(label)s from %(before)s to %(after)s") % told


def _value(field: str, value: object) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int | float):
        return f"{_number(100 * value)} %" if field in SHARES else _number(value)
    if isinstance(value, list):
        between = "\u2013" if field == "working_hours" else ", "
        return between.join(map(str, value)) or _("none")
    return word(ROLES, str(value)) if field == "role" else str(value)


def _number(value: float) -> str:
    exact = round(value, 6)
    return str(formats.localize(int(exact) if exact == int(exact) else exact))
