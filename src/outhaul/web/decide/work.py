"""Your work: the list of processes, one process, taking one out and putting it back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.people.models import Role
from outhaul.apps.planning.domain.access import access_entry
from outhaul.apps.planning.domain.entries import remove_entry, restore_entry
from outhaul.apps.planning.domain.work import Item, Setting, WorkList, work_of
from outhaul.engine.scope import CLASSES as FROM_OUT_TO_IN
from outhaul.reference.tables import load
from outhaul.web.amounts import hours_text, rate_text, share_text
from outhaul.web.decide import words
from outhaul.web.decide.parts import render_part
from outhaul.web.doors import for_power
from outhaul.wording.numbers import Numbers

ANY = "-any-"
"""In place of the key of a process, in an address worked out once for all of them."""
MOST_REMOVED = 20
"""How many of the processes that were taken out are offered to be put back."""


@dataclass(frozen=True, slots=True)
class Order:
    """One way to sort the list."""

    label: Any
    by: Callable[[Item], Any]


def _rank(item: Item) -> int:
    return FROM_OUT_TO_IN.index(item.verdict.class_) if item.verdict else len(FROM_OUT_TO_IN)


ORDERS: Mapping[str, Order] = {
    "told": Order(gettext_lazy("As told"), lambda item: item.entry.position),
    "name": Order(gettext_lazy("Process"), lambda item: item.name.casefold()),
    "hours": Order(gettext_lazy("Hours"), lambda item: -item.hours),
    "cost": Order(gettext_lazy("Cost an hour"), lambda item: -(item.cost_per_hour or 0.0)),
    "verdict": Order(gettext_lazy("Core or not"), _rank),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One process as a row of the list, figures written out."""

    edit: str
    core: str
    remove: str
    """Addresses of what can be done with it."""
    take_out: str
    """What the button that takes it out says."""
    name: str
    kind: str
    hours: str
    hours_are_typical: bool
    owner: str
    cost: str
    cost_is_typical: bool
    verdict: str
    tone: str
    still_open: str


@for_power(Power.VIEW)
@require_safe
def listing(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show all processes, sorted and searched as the address says."""
    work = work_of(visit, load())
    wanted = " ".join(request.GET.get("q", "").split())[:80]
    order = request.GET.get("sort", "")
    order = order if order in ORDERS else "told"
    found = sorted(filter(lambda item: _matches(item, wanted), work.items), key=ORDERS[order].by)
    context = {
        "visit": visit,
        "sentence": sentence(work, visit),
        "reckoned": reckoned(work),
        "count": len(work.items),
        "lines": _lines(found, work.setting, visit),
        "orders": ORDERS,
        "order": order,
        "wanted": wanted,
        "undo": next((entry for entry in work.removed if entry.key == request.GET.get("removed")), None),
        "removed": work.removed[:MOST_REMOVED],
    }
    return render_part(request, "decide/work/list.html", "decide/work/table.html", context)


def _matches(item: Item, wanted: str) -> bool:
    text = f"{item.name} {item.occupation} {words.AREAS.get(item.area, '')}".casefold()
    return all(word in text for word in wanted.casefold().split())


def sentence(work: WorkList, visit: Visit) -> str:
    """Return how much work there is and how much of it the owner does."""
    count = len(work.items)
    processes = ngettext("%(count)s process", "%(count)s processes", count) % {"count": count}
    told = {
        "processes": processes,
        "hours": hours_text(work.hours),
        "own": hours_text(work.owner_hours),
    }
    if visit.role == Role.OWNER:
        return _("%(processes)s, %(hours)s hours a month; you yourself work %(own)s of them.") % told
    return _("%(processes)s, %(hours)s hours a month; the owner works %(own)s of them.") % told


def reckoned(work: WorkList) -> str:
    """Return why a plan reckons with other hours of the owner; "" where it does not."""
    planned, told = hours_text(work.planned_owner_hours), hours_text(work.owner_hours)
    guessed = sum(item.hours_are_estimated and item.owner_hours > 0 for item in work.items)
    if planned == told:
        return ""
    why = ngettext(
        "A plan reckons with %(planned)s hours of the owner instead of %(told)s: those of %(count)s "
        "process are a guess, and guesses fall short.",
        "A plan reckons with %(planned)s hours of the owner instead of %(told)s: those of %(count)s "
        "processes are a guess, and guesses fall short.",
        guessed,
    )
    return why % {"planned": planned, "told": told, "count": guessed}


def _lines(items: Sequence[Item], setting: Setting, visit: Visit) -> list[Line]:
    numbers, where = numbers_of(setting), _addresses(visit)
    take_out = _("Take out %(name)s")
    return [_line(item, numbers, where, take_out) for item in items]


def _addresses(visit: Visit) -> Mapping[str, str]:
    """Return what can be done with a process -> its address, with ANY for the key of the process."""
    names = {"edit": "edit-process", "core": "core-process", "remove": "remove-process"}
    return {what: reverse(name, args=[visit.business.key, ANY]) for what, name in names.items()}


def numbers_of(setting: Setting) -> Numbers | None:
    """Return how amounts are written, once country and currency are known."""
    return Numbers(setting.country, setting.currency) if setting.country and setting.currency else None


def _line(item: Item, numbers: Numbers | None, where: Mapping[str, str], take_out: str) -> Line:
    process, verdict = item.process, item.verdict
    area = str(words.AREAS.get(item.area, ""))
    return Line(
        **{what: address.replace(ANY, quote(item.entry.key)) for what, address in where.items()},
        take_out=take_out % {"name": item.name},
        name=item.name,
        kind=" · ".join(filter(None, (area, item.occupation))),
        hours=hours_text(item.hours) if item.hours else "",
        hours_are_typical=bool(process and "hours_per_month" in process.prefilled),
        owner=share_text(process.owner_share) if process else "",
        cost=rate_text(item.cost_per_hour, numbers),
        cost_is_typical=bool(process and process.home_cost_per_hour is None),
        verdict=str(words.CLASSES[verdict.class_]) if verdict else "",
        tone=words.TONES[verdict.class_] if verdict else "",
        still_open=still_open(item),
    )


def still_open(item: Item) -> str:
    """Return what nobody told yet, in words."""
    told = [str(words.MISSING[name]) for name in item.missing]
    count = len(item.open_questions) if item.process else 0
    if count:
        told.append(ngettext("%(count)s question", "%(count)s questions", count) % {"count": count})
    return ", ".join(told)


@for_power(Power.EDIT)
@require_POST
def remove(_request: HttpRequest, visit: Visit, entry: str) -> HttpResponse:
    """Take a process out, and offer to put it back."""
    remove_entry(visit, access_entry(visit, "processes", entry))
    answer = redirect("work", business=visit.business.key)
    answer["Location"] += f"?removed={entry}"
    return answer


@for_power(Power.EDIT)
@require_POST
def restore(request: HttpRequest, visit: Visit, entry: str) -> HttpResponse:
    """Put a process back."""
    found = access_entry(visit, "processes", entry, removed=True)
    restore_entry(visit, found)
    messages.success(request, _("%(name)s is back.") % {"name": found})
    return redirect("work", business=visit.business.key)
