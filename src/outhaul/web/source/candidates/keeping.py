"""How long candidates are kept, one of them longer, and erasing one."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.sourcing.domain.access import access_candidate, access_known_candidate
from outhaul.apps.sourcing.domain.erasing import NotErasable, erase_candidate, is_bound
from outhaul.apps.sourcing.domain.keeping import FEWEST_DAYS, MOST_DAYS, keep_longer, set_days_kept
from outhaul.faults import InputError
from outhaul.web.doors import for_power
from outhaul.web.source.candidates.person import person_page


@for_power(Power.DECIDE)
@require_POST
def days(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Keep candidates for another time."""
    told = request.POST.get("days", "").strip()
    try:
        set_days_kept(visit, int(told) if told.isdecimal() else 0)
    except InputError:
        limits = {"fewest": FEWEST_DAYS, "most": MOST_DAYS}
        wrong = _("Choose from %(fewest)s to %(most)s days.") % limits
        context = {"wrong": wrong, "given": told, **limits}
        return render(request, "source/candidates/days.html", context, status=422)
    count = int(told)
    said = ngettext(
        "Candidates are kept for %(count)s day after the last activity.",
        "Candidates are kept for %(count)s days after the last activity.",
        count,
    )
    messages.success(request, said % {"count": count})
    return redirect("candidates", business=visit.business.key)


@for_power(Power.SOURCE)
@require_POST
def longer(request: HttpRequest, visit: Visit, candidate: str) -> HttpResponse:
    """Keep one candidate until another day."""
    found = access_candidate(visit, candidate)
    try:
        until = date.fromisoformat(request.POST.get("until", ""))
        keep_longer(visit, found, until)
    except (ValueError, InputError):
        wrong = _("Choose a day from today on, within three years.")
        return person_page(request, visit, found, wrong=wrong, status=422)
    messages.success(request, _("%(name)s is kept until the day that you chose.") % {"name": found})
    return redirect("candidate", business=visit.business.key, candidate=found.key)


@for_power(Power.SOURCE)
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, visit: Visit, candidate: str) -> HttpResponse:
    """Ask whether all that is personal shall be erased, and erase it; also of who was taken out."""
    found = access_known_candidate(visit, candidate)
    if request.method != "POST":
        return render(
            request, "source/candidates/erase.html", {"candidate": found, "is_bound": is_bound(found)}
        )
    try:
        erase_candidate(visit, found)
    except NotErasable:
        context = {"candidate": found, "is_bound": True}
        return render(request, "source/candidates/erase.html", context, status=422)
    messages.success(request, _("What was kept of this person is erased."))
    return redirect("candidates", business=visit.business.key)
