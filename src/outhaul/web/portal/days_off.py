"""Days off of both sides: own absences, the manager's, and the holidays of both countries."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from outhaul.apps.delivery.domain import absences
from outhaul.apps.delivery.domain.own import access_own_absence, access_own_absences
from outhaul.apps.work.domain.access import Assignment
from outhaul.documents.statement.figures import country
from outhaul.faults import InputError
from outhaul.web.agree.public import put_beside
from outhaul.web.doors import for_contractor
from outhaul.web.portal.forms import DaysOff

AHEAD = timedelta(days=183)
"""How far the list looks ahead."""


@for_contractor
@require_http_methods(["GET", "HEAD", "POST"])
def days_off(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    """Show what lies ahead; say that one is away."""
    if request.method != "POST":
        return _page(request, assignment, DaysOff())
    form = DaysOff(request.POST)
    if form.is_valid():
        try:
            absences.add_absence(assignment, **form.cleaned_data)
        except InputError as error:
            put_beside(form, error)
        else:
            messages.success(request, _("The manager knows that you are away."))
            return redirect("portal-days-off", engagement=assignment.engagement.key)
    return _page(request, assignment, form, status=422)


@for_contractor
@require_POST
def remove(_request: HttpRequest, assignment: Assignment, absence: str) -> HttpResponse:
    """Take an absence out; the page offers to put it back."""
    row = absences.remove_absence(assignment, access_own_absence(assignment, absence))
    query = urlencode({"removed": row.key})
    return redirect(f"{reverse('portal-days-off', args=[assignment.engagement.key])}?{query}")


@for_contractor
@require_POST
def restore(_request: HttpRequest, assignment: Assignment, absence: str) -> HttpResponse:
    """Put an absence back."""
    absences.restore_absence(assignment, access_own_absence(assignment, absence, removed=True))
    return redirect("portal-days-off", engagement=assignment.engagement.key)


def _page(request: HttpRequest, assignment: Assignment, form: DaysOff, *, status: int = 200) -> HttpResponse:
    today = timezone.localdate()
    found = absences.days_off(assignment, today, today + AHEAD)
    hit = {point.pk for off in found for point in off.checkpoints}
    told = {
        "engagement": assignment.engagement,
        "answer": _answer(sum(off.whose == "contractor" for off in found), len(hit)),
        "rows": [(off, country(off.whose) if off.is_holiday else "") for off in found],
        "form": form,
        "removed": access_own_absences(assignment, removed=True)
        .filter(key=request.GET.get("removed", ""))
        .first(),
    }
    return render(request, "portal/days_off.html", told, status=status)


def _answer(away: int, hit: int) -> str:
    words = ngettext(
        "You are away %(count)s time in the next six months",
        "You are away %(count)s times in the next six months",
        away,
    ) % {"count": away}
    if not hit:
        return _("%(away)s; no checkpoint falls on a day off.") % {"away": words}
    falls = ngettext(
        "%(away)s; %(hit)s checkpoint falls on a day off.",
        "%(away)s; %(hit)s checkpoints fall on days off.",
        hit,
    )
    return falls % {"away": words, "hit": hit}
