"""The manager's first page: what waits, one verb each, the load of this month, early warnings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from outhaul.apps.delivery.domain.days import Side, home_of
from outhaul.apps.delivery.domain.waiting import Wait, Waits, seat_of, waits
from outhaul.apps.delivery.domain.warnings import EarlyWarning, snooze, warnings_of
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.people.models import Role
from outhaul.apps.work.domain.access import access_engagement, access_engagements
from outhaul.apps.work.domain.load import outlook_of
from outhaul.apps.work.domain.milestones import WORKED_ON
from outhaul.apps.work.domain.training import trained_until
from outhaul.apps.work.lifecycles import EngagementState
from outhaul.apps.work.models import Engagement
from outhaul.engine.workload import calendar
from outhaul.faults import InputError
from outhaul.reference.tables import load
from outhaul.web.amounts import hours_text
from outhaul.web.doors import for_power
from outhaul.web.run.timing import steered_text
from outhaul.web.run.when import promise_text
from outhaul.wording.tongue import tell, word

MOST_LOOKED_AT = 100
"""Running engagements in which warnings are looked for on this page, and up to which loads are told."""
MOST_WARNINGS = 50
"""Early warnings that this page shows; what is dealt with makes room for the next."""
PUT_OFF = timedelta(days=14)
VERBS = {
    "submission": gettext_lazy("Answer it"),
    "checkpoint": gettext_lazy("Write the notes"),
    "question": gettext_lazy("Answer it"),
    "proposal": gettext_lazy("Decide"),
    "hours": gettext_lazy("Accept them"),
    "line": gettext_lazy("Do it"),
}
KINDS = {
    "submission": gettext_lazy("handed in"),
    "checkpoint": gettext_lazy("checkpoint"),
    "question": gettext_lazy("question"),
    "proposal": gettext_lazy("proposal"),
    "hours": gettext_lazy("hours"),
    "line": gettext_lazy("checklist"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that waits, as it is shown."""

    wait: Wait
    kind: str
    verb: str
    address: str
    until: str
    is_broken: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A manager's hours of this month."""

    name: str
    hours: float
    free: float

    @property
    def told(self) -> str:
        """What they come to, in words."""
        words = _("%(hours)s of %(free)s free hours")
        return words % {"hours": hours_text(self.hours), "free": hours_text(self.free)}

    @property
    def is_over(self) -> bool:
        """Whether there are more than the manager has."""
        return self.hours > self.free


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An early warning, as it is shown."""

    warning: EarlyWarning
    reason: str
    remedy: str
    owner: str
    label: str
    address: str


@for_power(Power.VIEW)
@require_safe
def home(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show what waits for the visitor, or for everybody."""
    return _page(request, visit)


def _page(request: HttpRequest, visit: Visit, *, wrong: tuple[str, str] | None = None) -> HttpResponse:
    seat, now, side = seat_of(visit), timezone.now(), home_of(visit.business)
    manager = seat if (request.GET.get("whose") or _usual(visit, seat)) == "mine" else ""
    found = waits(visit, side, now, manager=manager)
    running = access_engagements(visit).filter(state=EngagementState.ACTIVE)
    running = running.filter(manager=manager) if manager else running
    watched = list(running[: MOST_LOOKED_AT + 1])
    shown = {
        "lines": [_line(visit, wait, now, side) for wait in found.lines],
        "cut": cut_text(found),
        "headline": headline(found, now, side.zone, is_mine=bool(manager)),
        "whose": "mine" if manager else "all",
        "has_seat": bool(seat),
        "loads": _loads(visit, manager, now.astimezone(side.zone).date())
        if len(watched) <= MOST_LOOKED_AT
        else [],
        "warnings": told_warnings(
            visit, watched[:MOST_LOOKED_AT], now.astimezone(side.zone).date(), most=MOST_WARNINGS
        ),
        "steered": steered_text(visit, now.astimezone(side.zone).date(), side.zone, manager),
        "looked_at": MOST_LOOKED_AT if len(watched) > MOST_LOOKED_AT else 0,
        "is_any": bool(watched) or bool(found.lines),
        "until": (now.astimezone(side.zone).date() + PUT_OFF).isoformat(),
        "wrong": wrong,
        "hours_text": hours_text,
    }
    return render(request, "run/home.html", shown, status=422 if wrong else 200)


def _usual(visit: Visit, seat: str) -> str:
    """Return whose work the page shows while nobody asks: "mine" or "all"."""
    return "all" if visit.role == Role.OWNER or not seat else "mine"


def what_waits(visit: Visit) -> str:
    """Return the first line of the page as it opens; empty if nothing waits. At most ten queries."""
    if not access_engagements(visit).filter(state__in=WORKED_ON).exists():
        return ""
    seat, now = seat_of(visit), timezone.now()
    is_mine = _usual(visit, seat) == "mine"
    side = home_of(visit.business)
    found = waits(visit, side, now, manager=seat if is_mine else "")
    return headline(found, now, side.zone, is_mine=is_mine) if found.lines else ""


def headline(found: Waits, now: datetime, zone: ZoneInfo, *, is_mine: bool) -> str:
    """Return the first line: how much waits, and how old the oldest promise of all is."""
    if not found.lines:
        return _("0 things wait: nothing is promised that is not done.")
    others, count = sum(wait.kind != "submission" for wait in found.lines), found.submissions
    if count and others:
        told = ngettext(
            "%(all)s things wait, %(count)s deliverable among them",
            "%(all)s things wait, %(count)s deliverables among them",
            count,
        ) % {"all": others + count, "count": count}
    elif count:
        told = (
            ngettext("%(count)s deliverable waits for you", "%(count)s deliverables wait for you", count)
            if is_mine
            else ngettext(
                "%(count)s deliverable waits for an answer",
                "%(count)s deliverables wait for an answer",
                count,
            )
        ) % {"count": count}
    else:
        count = len(found.lines)
        told = ngettext("%(count)s thing waits", "%(count)s things wait", count) % {"count": count}
    oldest = found.lines[0].until
    days = (now.astimezone(zone).date() - oldest.astimezone(zone).date()).days
    if oldest >= now:
        return _("%(what)s; no promise is broken.") % {"what": told}
    if days == 0:
        return _("%(what)s; the oldest promise was for today.") % {"what": told}
    if days == 1:
        return _("%(what)s; the oldest promise was for yesterday.") % {"what": told}
    words = _("%(what)s; the oldest promise is %(count)s days over.")
    return words % {"what": told, "count": days}


def cut_text(found: Waits) -> str:
    """Return which deliverables are listed where that is not all of them; empty otherwise."""
    listed = sum(wait.kind == "submission" for wait in found.lines)
    if listed == found.submissions:
        return ""
    words = ngettext(
        "Only the deliverable with the oldest promise is listed; its answer makes room for the next.",
        "The %(listed)s deliverables with the oldest promise are listed; each answer makes room.",
        listed,
    )
    return words % {"listed": listed}


def _line(visit: Visit, wait: Wait, now: datetime, side: Side) -> Line:
    return Line(
        wait=wait,
        kind=str(KINDS[wait.kind]),
        verb=str(VERBS[wait.kind]),
        address=_address(visit, wait),
        until=promise_text(wait.until, now, side.zone),
        is_broken=wait.is_broken(now),
    )


def _address(visit: Visit, wait: Wait) -> str:
    key = visit.business.key
    if wait.kind == "submission":
        return reverse("run-submission", args=[key, wait.key])
    if wait.kind == "checkpoint":
        return reverse("run-checkpoint", args=[key, wait.key])
    if wait.kind in {"question", "proposal", "hours"}:
        return f"{reverse('run-talk', args=[key, wait.engagement])}#{wait.kind}-{wait.key}"
    return f"{reverse('run-engagement', args=[key, wait.engagement])}#{wait.kind}-{wait.key}"


def _loads(visit: Visit, manager: str, today: date) -> list[Loaded]:
    """Return the hours of this month against the free ones: of one manager, or of each."""
    try:
        outlook = outlook_of(visit.business, load(), trained_until(visit.business, today))
    except InputError:
        return []
    return [
        Loaded(
            name=one.name,
            hours=calendar(outlook.duties[key], today, 1)[0].hours,
            free=one.free_hours_per_month,
        )
        for key, one in outlook.managers.items()
        if key == manager or not manager
    ]


def told_warnings(
    visit: Visit, engagements: Sequence[Engagement], today: date, *, most: int | None = None
) -> list[Told]:
    """Return the early warnings of `engagements` in words, each with its first step; the first `most`."""
    from outhaul.apps.work.domain.engagements import manager_names  # noqa: PLC0415 -- one query, where asked

    names = manager_names(visit) if engagements else {}
    return [
        _told(visit, one, names.get(one.engagement.manager, ""))
        for one in warnings_of(visit, engagements, today)[:most]
    ]


def _told(visit: Visit, one: EarlyWarning, manager: str) -> Told:
    keys = [visit.business.key, *([one.engagement.key] if one.by_engagement else [])]
    return Told(
        warning=one,
        reason=tell(one.sign.reason),
        remedy=tell(one.sign.remedy),
        owner=_("the owner") if one.for_owner else manager or _("the manager"),
        label=word(one.label),
        address=reverse(one.route, args=keys),
    )


@for_power(Power.RUN)
@require_POST
def put_off(request: HttpRequest, visit: Visit, engagement: str) -> HttpResponse:
    """Put an early warning off, with a reason."""
    row = access_engagement(visit, engagement)
    code, basis = request.POST.get("code", "")[:8], request.POST.get("basis", "")[:64]
    today = timezone.localdate()
    try:
        snooze(
            visit,
            row,
            code=code,
            basis=basis,
            reason=request.POST.get("reason", ""),
            until=_day(request.POST.get("until", ""), today + PUT_OFF),
        )
    except InputError as error:
        return _page(
            request, visit, wrong=(f"{row.key}{code}", f"{error.faults[0].problem}. {error.faults[0].remedy}")
        )
    messages.success(request, _("It is put off. It comes back when its figures change."))
    return redirect("run", visit.business.key)


def _day(text: str, otherwise: date) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return otherwise
