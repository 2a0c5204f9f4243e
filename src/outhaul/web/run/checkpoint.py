"""One checkpoint: what there is to look at, when by both clocks; held, moved, cancelled."""

from datetime import date, time

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from outhaul.apps.delivery.domain.checkpoints import (
    add_checkpoint,
    agenda,
    cancel_checkpoint,
    hold_checkpoint,
    move_checkpoint,
    restore_checkpoint,
    taken_days,
)
from outhaul.apps.delivery.domain.days import home_of
from outhaul.apps.delivery.domain.gates import access_checkpoint
from outhaul.apps.delivery.domain.meeting import both_sides, next_free
from outhaul.apps.delivery.models import Checkpoint
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.review.models.steering import LOOK
from outhaul.apps.work.domain.access import access_engagement
from outhaul.faults import InputError
from outhaul.lifecycle import NotNow
from outhaul.web.doors import for_power
from outhaul.web.run.calendar import look_of
from outhaul.web.run.timing import keep_time
from outhaul.web.run.when import weekday

CANCELLED = "cancelled_checkpoint"
"""Where the session keeps which checkpoint was cancelled last, to be restored."""


@for_power(Power.VIEW, to_change=Power.RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def checkpoint(request: HttpRequest, visit: Visit, checkpoint: str) -> HttpResponse:
    """Show a checkpoint, and keep what was seen and decided."""
    row = access_checkpoint(visit, checkpoint)
    if request.method != "POST":
        return _page(request, visit, row)
    decisions = request.POST.get("decisions", "").splitlines()
    try:
        hold_checkpoint(visit, row, notes=request.POST.get("notes", ""), decisions=decisions)
    except InputError as error:
        return _page(request, visit, row, wrong=_told(error))
    except NotNow:
        messages.error(request, _("It was held or cancelled meanwhile. Nothing was changed."))
        return redirect("run-checkpoint", visit.business.key, row.key)
    keep_time(visit, row.engagement, LOOK, row.key, request.POST)
    messages.success(request, _("The notes are kept, and the contractor can read them."))
    return redirect("run", visit.business.key)


def _page(
    request: HttpRequest, visit: Visit, row: Checkpoint, *, wrong: dict[str, str] | None = None
) -> HttpResponse:
    home, now = home_of(visit.business), timezone.now()
    both = both_sides(row.engagement)
    fits, wanted = both.can_meet(row.on), row.on
    if not fits:
        wanted = next_free(both, row.on, taken_days(row.engagement)) or row.on
    local = (row.starts_at if fits else both.starts(wanted)).astimezone(home.zone)
    shown = {
        "row": row,
        "look": look_of(row, home, now),
        "weekday": weekday(row.on),
        "agenda": agenda(row),
        "is_ahead": row.on > now.astimezone(home.zone).date(),
        "shares": both.shares_hours(row.starts_at),
        "can_meet": fits,
        "on": wanted.isoformat(),
        "month": f"{row.on:%Y-%m}",
        "at": f"{local:%H:%M}",
        "wrong": wrong or {},
        "sent": request.POST,
        "cancelled": request.session.pop(CANCELLED, None) == row.key,
    }
    return render(request, "run/checkpoint.html", shown, status=422 if wrong else 200)


def _told(error: InputError) -> dict[str, str]:
    return {fault.where: f"{fault.problem}. {fault.remedy}" for fault in error.faults}


@for_power(Power.RUN)
@require_POST
def move(request: HttpRequest, visit: Visit, checkpoint: str) -> HttpResponse:
    """Move a checkpoint to another day and hour."""
    row = access_checkpoint(visit, checkpoint)
    try:
        on = date.fromisoformat(request.POST.get("on", ""))
        at = time.fromisoformat(request.POST.get("at", ""))
    except ValueError:
        return _page(request, visit, row, wrong={"on": _("Give a day and an hour.")})
    try:
        moved = move_checkpoint(visit, row, on=on, at=at)
    except InputError as error:
        return _page(request, visit, row, wrong=_told(error))
    except NotNow:
        messages.error(request, _("It was held or cancelled meanwhile. Nothing was changed."))
        return redirect("run-checkpoint", visit.business.key, row.key)
    if both_sides(row.engagement).can_meet(moved.on):
        messages.success(request, _("It is moved, and the contractor is told."))
    else:
        messages.warning(
            request, _("It is moved, to a day on which one side does not work. The contractor is told.")
        )
    return redirect("run-checkpoint", visit.business.key, row.key)


@for_power(Power.RUN)
@require_POST
def cancel(request: HttpRequest, visit: Visit, checkpoint: str) -> HttpResponse:
    """Cancel a checkpoint; it can be restored."""
    row = access_checkpoint(visit, checkpoint)
    try:
        cancel_checkpoint(visit, row)
    except NotNow:
        messages.error(request, _("It was held or cancelled meanwhile. Nothing was changed."))
    else:
        request.session[CANCELLED] = row.key
    return redirect("run-checkpoint", visit.business.key, row.key)


@for_power(Power.RUN)
@require_POST
def restore(request: HttpRequest, visit: Visit, checkpoint: str) -> HttpResponse:
    """Let a cancelled checkpoint take place after all."""
    row = access_checkpoint(visit, checkpoint)
    try:
        restore_checkpoint(visit, row)
    except NotNow:
        messages.error(request, _("It is not cancelled."))
    except InputError as error:
        messages.error(request, f"{error.faults[0].problem}. {error.faults[0].remedy}")
    else:
        messages.success(request, _("It takes place after all, and the contractor is told."))
    return redirect("run-checkpoint", visit.business.key, row.key)


@for_power(Power.RUN)
@require_POST
def look(request: HttpRequest, visit: Visit, engagement: str) -> HttpResponse:
    """Plan one more checkpoint on the next day on which both work."""
    row = access_engagement(visit, engagement)
    try:
        made = add_checkpoint(visit, row, name=_("A look together"))
    except NotNow:
        messages.error(request, _("The work does not run."))
        return redirect("run-engagement", visit.business.key, row.key)
    except InputError as error:
        messages.error(request, f"{error.faults[0].problem}. {error.faults[0].remedy}")
        return redirect(f"{reverse('run-calendar', args=[visit.business.key])}")
    messages.success(
        request, _("It is planned for %(day)s; move it if you like.") % {"day": weekday(made.on)}
    )
    return redirect("run-checkpoint", visit.business.key, made.key)
