"""Two candidates side by side, field by field: make one of them, and part them again."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.sourcing.domain.access import access_candidate
from outhaul.apps.sourcing.domain.candidates import told_of
from outhaul.apps.sourcing.domain.merging import UNITED, NotTwo, merge_candidates, part_candidates
from outhaul.apps.sourcing.models import Candidate
from outhaul.web.doors import for_power
from outhaul.web.source.candidates import words

OF_BOTH = {*UNITED, "languages"}
"""Fields of which one who is merged has those of both."""


@for_power(Power.SOURCE)
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, visit: Visit, candidate: str) -> HttpResponse:
    """Show where two candidates differ; make one of them."""
    keep = access_candidate(visit, candidate)
    asked = request.POST if request.method == "POST" else request.GET
    key = asked.get("other", "")
    if not key:
        return redirect("candidate", business=visit.business.key, candidate=keep.key)
    other = access_candidate(visit, key)
    if request.method != "POST":
        return _page(request, keep, other)
    choices = {name: value for name, value in request.POST.items() if isinstance(value, str)}
    try:
        merge_candidates(visit, keep, other, choices)
    except NotTwo:
        messages.warning(request, _("These two cannot be made one."))
        return _page(request, keep, other, status=422)
    messages.success(request, _("%(name)s is one candidate now.") % {"name": keep})
    return redirect("candidate", business=visit.business.key, candidate=keep.key)


def _page(request: HttpRequest, keep: Candidate, other: Candidate, *, status: int = 200) -> HttpResponse:
    mine, theirs = _told(keep), _told(other)
    rows = [
        (
            field,
            words.FIELDS[field],
            words.value_text(field, mine[field]),
            words.value_text(field, theirs[field]),
        )
        for field in mine
        if mine[field] and theirs[field] and mine[field] != theirs[field] and field not in OF_BOTH
    ]
    context = {"keep": keep, "other": other, "rows": rows}
    return render(request, "source/candidates/merge.html", context, status=status)


def _told(candidate: Candidate) -> dict[str, Any]:
    """Return what is told, the rate together with its currency."""
    told = told_of(candidate) | {"rate": words.rate_text(candidate)}
    return {field: value for field, value in told.items() if field != "currency"}


@for_power(Power.SOURCE)
@require_POST
def part(request: HttpRequest, visit: Visit, candidate: str) -> HttpResponse:
    """Take a merge back."""
    kept = access_candidate(visit, candidate)
    found = kept.merges.select_related("other").filter(other__key=request.POST.get("other", "")).first()
    if found is None:
        raise Http404
    other = part_candidates(visit, found)
    messages.success(request, _("%(name)s and %(other)s are two again.") % {"name": kept, "other": other})
    return redirect("candidate", business=visit.business.key, candidate=kept.key)
