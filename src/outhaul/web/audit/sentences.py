"""What an event tells, as a sentence: "Olivia changed Bookkeeping: hours a month from 40 to 44"."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from django.utils import formats
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from outhaul.apps.audit.models import Event
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.sourcing.domain.access import candidate_names
from outhaul.web.agree.texts import money_text
from outhaul.web.audit.fields import LABELS, SHARES
from outhaul.web.audit.labels import ROLES, THINGS, VERBS, word
from outhaul.wording.tongue import ENGLISH, spoken

Changes = Mapping[str, tuple[Any, Any]]


def _of_both(told: Mapping[str, object]) -> dict[str, object]:
    """Return the sentences of what is done alike with a statement of work and a change order."""
    return {f"{verb} {thing}": text for thing in ("statement", "change order") for verb, text in told.items()}


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
    "imported history": gettext_lazy("%(who)s read in the year that was made up for %(what)s"),
    "imported brief": gettext_lazy("%(who)s read in the brief %(what)s"),
    "imported engagement": gettext_lazy("%(who)s read in the engagement %(what)s as a draft"),
    "undid import": gettext_lazy("%(who)s undid the import of %(what)s: %(counts)s again"),
    "redid import": gettext_lazy("%(who)s took back the undoing of %(what)s: %(counts)s again"),
    "asked for plan": gettext_lazy("%(who)s asked for a plan"),
    "asked for plan of": gettext_lazy("%(who)s asked for a plan of the what-if %(what)s"),
    "chose plan": gettext_lazy("%(who)s chose a plan as the business's own: %(what)s"),
    "shared plan": gettext_lazy("%(who)s shared a plan: %(what)s"),
    "tried scenario": gettext_lazy("%(who)s tried the what-if %(what)s"),
    "wrote brief": gettext_lazy("%(who)s wrote the brief %(what)s"),
    "copied brief": gettext_lazy("%(who)s copied the brief %(what)s"),
    "published brief": gettext_lazy("%(who)s published the brief %(what)s"),
    "redrafted brief": gettext_lazy("%(who)s took the brief %(what)s back into draft"),
    "closed brief": gettext_lazy("%(who)s closed the brief %(what)s"),
    "reopened brief": gettext_lazy("%(who)s reopened the brief %(what)s"),
    "filled brief": gettext_lazy("%(who)s said that somebody does %(what)s now"),
    "opened brief": gettext_lazy("%(who)s opened the brief %(what)s by link: %(changes)s"),
    "revoked link of a brief": gettext_lazy("%(who)s took back the link to the brief %(what)s"),
    "applied application": gettext_lazy("Somebody applied for %(what)s"),
    "amended application": gettext_lazy("Somebody changed an application for %(what)s"),
    "withdrew application": gettext_lazy("Somebody took back an application for %(what)s"),
    "lapsed application": gettext_lazy("An application for %(what)s lapsed"),
    "added offer": gettext_lazy("%(who)s drafted the offer %(what)s"),
    "sent offer": gettext_lazy("%(who)s sent the offer %(what)s"),
    "withdrew offer": gettext_lazy("%(who)s withdrew the offer %(what)s"),
    "accepted offer": gettext_lazy("The candidate accepted the offer %(what)s"),
    "declined offer": gettext_lazy("The candidate declined the offer %(what)s"),
    "lapsed offer": gettext_lazy("Nobody answered the offer %(what)s in time"),
    "overrode": gettext_lazy("%(who)s overrode a guard for %(kind)s %(what)s: %(why)s"),
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
    # signing, change orders, papers
    **_of_both(
        {
            "sent": gettext_lazy("%(who)s sent %(kind)s of %(what)s to be signed"),
            "signed": gettext_lazy("%(who)s signed %(kind)s of %(what)s"),
            "completed": gettext_lazy("Both sides have signed %(kind)s of %(what)s"),
            "declined": gettext_lazy("%(who)s declined to sign %(kind)s of %(what)s"),
            "withdrew": gettext_lazy("%(who)s took back %(kind)s of %(what)s"),
            "lapsed": gettext_lazy("Nobody signed %(kind)s of %(what)s in time"),
            "reissued": gettext_lazy("%(who)s issued %(kind)s of %(what)s anew"),
            "reminded": gettext_lazy("Outhaul reminded of %(kind)s of %(what)s"),
            "asked": gettext_lazy("%(who)s asked about %(kind)s of %(what)s"),
        }
    ),
    "began change order": gettext_lazy("%(who)s drafted a change order to %(what)s"),
    "changed change order": gettext_lazy("%(who)s wrote on the change order to %(what)s"),
    "took over change order": gettext_lazy("The change order to %(what)s took effect"),
    "gave paper": gettext_lazy("%(who)s gave a tax paper or bank details"),
    "replaced paper": gettext_lazy("%(who)s replaced a tax paper or bank details"),
    "asked for paper": gettext_lazy("%(who)s asked %(what)s for tax papers and bank details"),
    "erased paper": gettext_lazy("Old tax papers and bank details of %(what)s were erased"),
    # candidates weighed
    "shortlisted": gettext_lazy("%(who)s put candidate %(what)s on the shortlist"),
    "interviewed": gettext_lazy("%(who)s took candidate %(what)s into the interviews"),
    "tried out": gettext_lazy("%(who)s took candidate %(what)s on trial"),
    "rejected": gettext_lazy("%(who)s rejected candidate %(what)s"),
    "withdrew candidacy": gettext_lazy("%(who)s noted that candidate %(what)s no longer wants the work"),
    "reconsidered": gettext_lazy("%(who)s reconsidered candidate %(what)s"),
    "noted": gettext_lazy("%(who)s wrote a note on candidate %(what)s"),
    "removed note": gettext_lazy("%(who)s took out a note on candidate %(what)s"),
    "restored note": gettext_lazy("%(who)s put back a note on candidate %(what)s"),
    "rated": gettext_lazy("%(who)s rated the interview of candidate %(what)s"),
    "rated again": gettext_lazy("%(who)s changed the rating of candidate %(what)s"),
    "proposed trial": gettext_lazy("%(who)s proposed a trial task to candidate %(what)s"),
    "agreed trial": gettext_lazy("%(who)s noted that candidate %(what)s agreed to the trial task"),
    "submitted trial": gettext_lazy("%(who)s noted that candidate %(what)s handed in the trial task"),
    "asked for changes trial": gettext_lazy("%(who)s asked candidate %(what)s for changes to the trial task"),
    "accepted trial": gettext_lazy("%(who)s accepted the trial task of candidate %(what)s"),
    "refused trial": gettext_lazy("%(who)s refused the trial task of candidate %(what)s"),
    "cancelled trial": gettext_lazy("%(who)s gave up the trial task of candidate %(what)s"),
    "quoted": gettext_lazy("%(who)s made a quote of the rate asked by candidate %(what)s"),
    "took back asked rate": gettext_lazy("%(who)s took back the quote of candidate %(what)s"),
    "changed candidate": gettext_lazy("%(who)s changed %(kind)s %(what)s: %(fields)s"),
    "put forward candidate": gettext_lazy("%(who)s put %(kind)s %(what)s forward for %(brief)s"),
    "merged candidate": gettext_lazy("%(who)s made %(kind)s %(what)s one with another"),
    "parted candidate": gettext_lazy("%(who)s made %(kind)s %(what)s two again"),
    "kept longer candidate": gettext_lazy("%(who)s set how long %(kind)s %(what)s is kept: %(changes)s"),
    "handed out candidate": gettext_lazy("%(who)s handed out all that is kept of %(kind)s %(what)s"),
    "erased candidate": gettext_lazy("%(who)s erased %(kind)s %(what)s"),
    "imported candidates": gettext_lazy("%(who)s read candidates in: %(counts)s"),
    "undid candidates": gettext_lazy("%(who)s took an import of candidates back: %(counts)s"),
    "stopped candidates": gettext_lazy("%(who)s stopped the reading of candidates"),
    # running work
    "requested changes to milestone": gettext_lazy("%(who)s asked for changes to %(what)s"),
    "accepted milestone": gettext_lazy("%(who)s accepted %(what)s"),
    "split milestone": gettext_lazy("%(who)s accepted a part of %(what)s: %(changes)s"),
    "planned checkpoint": gettext_lazy("%(who)s planned the checkpoint %(what)s"),
    "moved checkpoint": gettext_lazy("%(who)s moved the checkpoint %(what)s"),
    "cancelled checkpoint": gettext_lazy("%(who)s cancelled the checkpoint %(what)s"),
    "restored checkpoint": gettext_lazy("%(who)s let the checkpoint %(what)s take place after all"),
    "held checkpoint": gettext_lazy("%(who)s held the checkpoint %(what)s"),
    "granted access": gettext_lazy("%(who)s gave access: %(what)s"),
    "revoked access": gettext_lazy("%(who)s took access back: %(what)s"),
    "restored access": gettext_lazy("%(who)s let access stand after all: %(what)s"),
    "lent equipment": gettext_lazy("%(who)s lent %(what)s"),
    "returned equipment": gettext_lazy("%(who)s got %(what)s back"),
    "retired equipment": gettext_lazy("%(who)s took %(what)s out of use"),
    "put off warning": gettext_lazy("%(who)s put off a warning of %(what)s: %(changes)s"),
    # the portal
    "started milestone": gettext_lazy("%(who)s began with %(what)s"),
    "submitted milestone": gettext_lazy("%(who)s handed in %(what)s"),
    "took back milestone": gettext_lazy("%(who)s took back what was handed in for %(what)s"),
    "asked milestone": gettext_lazy("%(who)s asked about %(what)s"),
    "answered milestone": gettext_lazy("%(who)s answered about %(what)s"),
    "asked for the state of milestone": gettext_lazy("%(who)s asked how far %(what)s is"),
    "logged hours": gettext_lazy("%(who)s logged hours for %(what)s"),
    "changed hours": gettext_lazy("%(who)s changed hours for %(what)s"),
    "removed hours": gettext_lazy("%(who)s took out hours for %(what)s"),
    "restored hours": gettext_lazy("%(who)s put back hours for %(what)s"),
    "accepted hours": gettext_lazy("%(who)s accepted hours for %(what)s"),
    "rejected hours": gettext_lazy("%(who)s did not accept hours for %(what)s"),
    "proposed proposal": gettext_lazy("%(who)s proposed a change of %(what)s"),
    "withdrew proposal": gettext_lazy("%(who)s took back a proposed change of %(what)s"),
    "agreed proposal": gettext_lazy("%(who)s agreed to a proposed change of %(what)s"),
    "refused proposal": gettext_lazy("%(who)s refused a proposed change of %(what)s"),
    "told of absence": gettext_lazy("%(who)s said when %(what)s is away"),
    "removed absence": gettext_lazy("%(who)s took out an absence of %(what)s"),
    "restored absence": gettext_lazy("%(who)s put back an absence of %(what)s"),
    "ticked checklist line": gettext_lazy("%(who)s did what the checklist asks: %(what)s"),
    "opened again checklist line": gettext_lazy("%(who)s opened a line of the checklist again: %(what)s"),
    "got an account contractor": gettext_lazy("%(what)s got an account, without a password"),
    "changed keeping": gettext_lazy("%(who)s changed how long candidates are kept: %(changes)s"),
    # pay
    "invoiced milestone": gettext_lazy("%(who)s put the milestone %(what)s on an invoice"),
    "released milestone": gettext_lazy("The milestone %(what)s is on no invoice any more"),
    "paid milestone": gettext_lazy("The milestone %(what)s is paid"),
    "reversed milestone": gettext_lazy("The milestone %(what)s is no longer paid"),
    "made invoice": gettext_lazy("%(who)s made the invoice %(what)s: %(changes)s"),
    "sent in invoice": gettext_lazy("%(who)s sent in the invoice %(what)s: %(changes)s"),
    "approved invoice": gettext_lazy("%(who)s approved the invoice %(what)s"),
    "rejected invoice": gettext_lazy("%(who)s rejected the invoice %(what)s: %(changes)s"),
    "voided invoice": gettext_lazy("%(who)s made the invoice %(what)s void: %(changes)s"),
    "planned payment": gettext_lazy("%(who)s planned a payment of invoice %(what)s: %(changes)s"),
    "sent payment": gettext_lazy("%(who)s sent a payment of invoice %(what)s to the bank: %(changes)s"),
    "paid payment": gettext_lazy("%(who)s noted a payment of invoice %(what)s: %(changes)s"),
    "failed payment": gettext_lazy("%(who)s noted that a payment of invoice %(what)s failed: %(changes)s"),
    "took back payment": gettext_lazy("%(who)s took back a payment of invoice %(what)s: %(changes)s"),
    "voided payment": gettext_lazy("%(who)s took invoice %(what)s out of a pay run: %(changes)s"),
    "made pay run": gettext_lazy("%(who)s put together pay run %(what)s"),
    "sent pay run": gettext_lazy("%(who)s made the file of pay run %(what)s"),
    "voided pay run": gettext_lazy("%(who)s gave up pay run %(what)s"),
    "finished pay run": gettext_lazy("Pay run %(what)s is done"),
    "reopened pay run": gettext_lazy("Pay run %(what)s waits for the bank again"),
    "took payment file": gettext_lazy("%(who)s fetched the file of pay run %(what)s"),
    "imported bank statement": gettext_lazy("%(who)s brought in the bank statement %(what)s"),
    "matched bank line": gettext_lazy("%(who)s matched the bank's line of %(what)s: %(changes)s"),
    "unmatched bank line": gettext_lazy(
        "%(who)s undid the match of the bank's line of %(what)s: %(changes)s"
    ),
    "ignored bank line": gettext_lazy("%(who)s set aside the bank's line of %(what)s"),
    "restored bank line": gettext_lazy("%(who)s took the bank's line of %(what)s up again"),
    "told exchange rate": gettext_lazy("%(who)s told the exchange rate of %(what)s: %(changes)s"),
    "changed payer account": gettext_lazy("%(who)s changed the account to pay from: %(changes)s"),
    "changed approval limit": gettext_lazy("%(who)s changed the approval limit of %(what)s: %(changes)s"),
    # review
    "answered pulse": gettext_lazy("%(who)s answered the pulse at %(what)s"),
    "rated rating": gettext_lazy("%(who)s rated a month of %(what)s"),
    "noted focus": gettext_lazy("%(who)s noted what freed hours went into in the week of %(what)s"),
    "noted retrospective": gettext_lazy("%(who)s looked back on %(what)s"),
    "decided next step": gettext_lazy("%(who)s decided what comes next for %(what)s: %(changes)s"),
    "undid next step": gettext_lazy("%(who)s undid what was to come next for %(what)s: %(changes)s"),
    "took over lesson": gettext_lazy("%(who)s took over an assumption from own figures"),
    "changed weights": gettext_lazy("%(who)s changed what counts how much in scorecards: %(changes)s"),
    "noted time": gettext_lazy("%(who)s noted how long managing %(what)s took: %(changes)s"),
    "gave back lesson": gettext_lazy("%(who)s gave an assumption from own figures back"),
    "reviewed month": gettext_lazy("The month %(what)s was put on one page and mailed to the owners"),
}
"""Verb and thing, or the verb alone -> its sentence."""

KEY = re.compile(r"^[0-9a-f]{12}\b")
"""How the name of an event begins that was done with a candidate."""
AMOUNT = re.compile(r"^(\d+(?:\.\d+)?) ([A-Z]{3})(?=:|$)")
"""How the trail keeps an amount: alone, or at the beginning of the name of an offer."""
WHOLE = frozenset({"changes", "purpose", "deliverables", "checkpoints"})
"""Fields of which it is told only that they changed: what they say fills pages."""


def sentence(event: Event, names: Mapping[str, str] = MappingProxyType({})) -> str:
    """Return what `event` tells, without a full stop; an event of another kind is told in its own words.

    The trail is kept for good and calls candidates by their keys; `names` has those that are known now.
    """
    changes: Changes = json.loads(event.changes)
    told = SENTENCES.get(_key(event)) or SENTENCES.get(event.verb)
    if told is None or (event.verb == "changed" and not changes):
        parts = (event.actor, word(VERBS, event.verb), word(THINGS, event.thing), event.name)
        return " ".join(filter(None, parts))
    return str(told) % {
        "who": event.actor,
        "what": _called(event, names),
        "kind": word(THINGS, event.thing),
        "role": word(ROLES, str(changes.get("role", (None, ""))[1])),
        "changes": "; ".join(_changes(changes)),
        "counts": ", ".join(_counts(changes)) or _("nothing"),
        "why": changes.get("guard", ("", ""))[1],
        "fields": ", ".join(word(LABELS, field) for field in changes.get("fields", (None, []))[1]),
        "brief": changes.get("brief", (None, ""))[1],
    }


def marked_sentences(visit: Visit, events: Sequence[Event]) -> list[tuple[Event, str]]:
    """Return each event with what it tells as HTML, with the names of candidates whom the reader may see."""
    keys = {key[0] for event in events if (key := KEY.match(event.name))}
    names = candidate_names(visit, keys)
    return [(event, _marked(event, names)) for event in events]


def _marked(event: Event, names: Mapping[str, str]) -> str:
    """Return what `event` tells as HTML; the headline of a plan, kept in English, is marked as that."""
    told, name = escape(sentence(event, names)), escape(_called(event, names))
    is_headline = event.thing in {"plan", "proof"} and event.name.endswith(".")
    if spoken() == ENGLISH or not is_headline:
        return told
    return mark_safe(told.replace(name, format_html('<span lang="en">{}</span>', name)))  # noqa: S308 -- escaped


def _key(event: Event) -> str:
    of = " of" if (event.verb, event.thing) == ("asked for", "plan") and event.name else ""
    return f"{event.verb} {event.thing}{of}"


def _called(event: Event, names: Mapping[str, str]) -> str:
    if event.thing == "link" and not event.name:
        return _("anybody")
    if event.name in {"", event.thing}:
        return word(THINGS, event.thing)
    called = KEY.sub(lambda key: names.get(key[0], key[0]), event.name, count=1).removesuffix(".")
    return _with_sign(called) if event.thing == "offer" else called


def _with_sign(text: str) -> str:
    """Return `text` with the amount that it begins with as amounts are written elsewhere."""
    return AMOUNT.sub(lambda found: money_text(Decimal(found[1]), found[2]), text)


def _counts(changes: Changes) -> Iterator[str]:
    counted = {
        "managers": lambda n: ngettext("%(n)s manager", "%(n)s managers", n),
        "processes": lambda n: ngettext("%(n)s process", "%(n)s processes", n),
        "tools": lambda n: ngettext("%(n)s tool", "%(n)s tools", n),
        "quotes": lambda n: ngettext("%(n)s quote", "%(n)s quotes", n),
        "candidates": lambda n: ngettext("%(n)s candidate", "%(n)s candidates", n),
    }
    for table, (_before, number) in changes.items():
        if table in counted and number:
            yield counted[table](number) % {"n": number}


def _changes(changes: Changes) -> Iterator[str]:
    for field, (before, after) in changes.items():
        label = word(LABELS, field)
        if field in WHOLE:
            yield label
        elif isinstance(before, dict) or isinstance(after, dict):
            yield f"{label} ({', '.join(_parts(field, before or {}, after or {}))})"
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
    return word(ROLES, str(value)) if field == "role" else _with_sign(str(value))


def _number(value: float) -> str:
    exact = round(value, 6)
    return str(formats.localize(int(exact) if exact == int(exact) else exact))
