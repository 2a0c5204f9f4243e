"""Hours of an agreement by hours: logged by day and deliverable, the month against its cap."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from outhaul.apps.delivery.domain import hours as domain
from outhaul.apps.delivery.domain.own import access_own_entry, access_own_hours, access_own_milestones
from outhaul.apps.delivery.lifecycles import HOURS, HoursState
from outhaul.apps.delivery.models import HourEntry
from outhaul.apps.work.domain.access import Assignment
from outhaul.apps.work.domain.milestones import WORKED_ON
from outhaul.apps.work.models import Milestone
from outhaul.documents.statement.figures import number
from outhaul.faults import InputError
from outhaul.lifecycle import NotNow
from outhaul.web.agree.public import put_beside
from outhaul.web.agree.texts import money_text
from outhaul.web.doors import for_contractor
from outhaul.web.portal.forms import LogHours
from outhaul.web.portal.words import HOURS as STATES

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry in the list."""

    entry: HourEntry
    state: str
    hours: str
    amount: str
    can_change: bool


@for_contractor
@require_http_methods(["GET", "HEAD", "POST"])
def hours(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    """Show the month and its entries; log hours."""
    if request.method != "POST":
        return _page(request, assignment, _form(assignment, initial={"on": timezone.localdate()}))
    form = _form(assignment, request.POST)
    if not form.is_valid():
        return _page(request, assignment, form, status=422)
    told = form.cleaned_data
    row = _milestone(assignment, told.pop("milestone"))
    try:
        domain.log_hours(assignment, row, **told)
    except InputError as error:
        put_beside(form, error)
        return _page(request, assignment, form, status=422)
    except NotNow:
        messages.warning(request, _("Hours cannot be logged now."))
    else:
        messages.success(request, _("Logged."))
    return redirect("portal-hours", engagement=assignment.engagement.key)


@for_contractor
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, assignment: Assignment, entry: str) -> HttpResponse:
    """Show an entry; change it."""
    row = access_own_entry(assignment, entry)
    initial = {"milestone": row.milestone.key, "on": row.on, "hours": row.hours, "note": row.note}
    form = _form(assignment, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        told.pop("key")
        wanted = _milestone(assignment, told.pop("milestone"))
        try:
            domain.change_hours(assignment, row, milestone=wanted, **told)
        except InputError as error:
            put_beside(form, error)
        except NotNow:
            messages.warning(request, _("It was accepted meanwhile."))
            return redirect("portal-hours", engagement=assignment.engagement.key)
        else:
            messages.success(request, _("Changed."))
            return redirect("portal-hours", engagement=assignment.engagement.key)
    shown = {"engagement": assignment.engagement, "entry": row, "form": form}
    return render(request, "portal/entry.html", shown, status=422 if request.method == "POST" else 200)


@for_contractor
@require_POST
def remove(request: HttpRequest, assignment: Assignment, entry: str) -> HttpResponse:
    """Take an entry out; the page offers to put it back."""
    back = reverse("portal-hours", args=[assignment.engagement.key])
    try:
        row = domain.remove_hours(assignment, access_own_entry(assignment, entry))
    except NotNow:
        messages.warning(request, _("It was accepted meanwhile."))
        return redirect(back)
    return redirect(f"{back}?{urlencode({'removed': row.key})}")


@for_contractor
@require_POST
def restore(request: HttpRequest, assignment: Assignment, entry: str) -> HttpResponse:
    """Put an entry back."""
    try:
        domain.restore_hours(assignment, access_own_entry(assignment, entry))
    except (InputError, NotNow):
        messages.warning(request, _("It cannot be put back: the month has no room for it any more."))
    return redirect("portal-hours", engagement=assignment.engagement.key)


def _form(assignment: Assignment, *args: Any, **kwargs: Any) -> LogHours:  # noqa: ANN401 -- Django's own
    return LogHours(list(access_own_milestones(assignment)), *args, **kwargs)


def _milestone(assignment: Assignment, key: str) -> Milestone:
    return access_own_milestones(assignment).get(key=key)


def _page(request: HttpRequest, assignment: Assignment, form: LogHours, *, status: int = 200) -> HttpResponse:
    terms = domain.terms_of(assignment.engagement)
    if terms is None or terms.form != "hours":
        messages.info(request, _("This agreement is at a fixed price: no hours are logged for it."))
        return redirect("portal-engagement", engagement=assignment.engagement.key)
    today = timezone.localdate()
    month = domain.month_of(assignment.engagement, today, terms)
    every = access_own_hours(assignment)
    entries = every.exclude(state=HoursState.REMOVED)[:MOST_SHOWN]
    told = {
        "engagement": assignment.engagement,
        "answer": _("%(hours)s h of the %(cap)s h of this month are logged; %(left)s h are left.")
        % {"hours": _plain(month.hours), "cap": _plain(month.cap), "left": _plain(month.left)},
        "share": float(min(Decimal(1), month.hours / month.cap)) if month.cap else 0.0,
        "rate": money_text(domain.rate_on(terms, today), terms.currency),
        "months": _by_month(entries, terms.currency),
        "form": form,
        "can_log": assignment.engagement.state in WORKED_ON,
        "removed": every.filter(state=HoursState.REMOVED, key=request.GET.get("removed", "")).first(),
    }
    return render(request, "portal/hours.html", told, status=status)


@dataclass(frozen=True, slots=True)
class Month:
    """The entries of a month, and what they come to without those that were not accepted."""

    name: str
    hours: str
    amount: str
    rows: tuple[Shown, ...]
    has_open: bool
    """Whether something in it can still be changed."""


def _by_month(entries: Iterable[HourEntry], currency: str) -> list[Month]:
    """Return the entries by month, as they come: the newest first."""
    found = []
    for first, several in groupby(entries, key=lambda row: row.on.replace(day=1)):
        rows = list(several)
        counted = [row for row in rows if row.state != HoursState.REJECTED]
        shown = tuple(_shown(row, currency) for row in rows)
        found.append(
            Month(
                formats.date_format(first, "F Y"),
                _plain(sum((row.hours for row in counted), Decimal(0))),
                money_text(sum((row.hours * row.rate for row in counted), Decimal(0)), currency),
                shown,
                any(row.can_change for row in shown),
            )
        )
    return found


def _shown(row: HourEntry, currency: str) -> Shown:
    return Shown(
        row,
        str(STATES[row.state]),
        _plain(row.hours),
        money_text(row.hours * row.rate, currency),
        row.state in HOURS.sources("change"),
    )


def _plain(value: Decimal) -> str:
    return number(float(value))
