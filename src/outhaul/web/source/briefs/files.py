"""Briefs as a table: save the list, look at a file, read it in, take it back."""

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.sourcing.domain.bringing import already_there, bring_briefs, look_at, take_briefs_back
from outhaul.apps.sourcing.domain.content import content_of
from outhaul.documents.briefs_file import HEADINGS, BriefRow, Told, cells_of
from outhaul.faults import InputError
from outhaul.reference.tables import load
from outhaul.web.doors import for_power
from outhaul.web.lists.carrying import GOOD_FOR, sent_or_carried, to_carry
from outhaul.web.lists.files import list_file
from outhaul.web.source.briefs.searching import Search, find_briefs

SALT = "briefs from a table"
LONGEST_ADDRESS = 2_000
"""Characters of the keys that the address carries, to take them back by one click."""


@for_power(Power.VIEW)
@require_safe
def export(request: HttpRequest, visit: Visit, kind: str) -> HttpResponseBase:
    """Give the briefs that the list shows as a table, which can be brought in again."""
    rows = (
        cells_of(Told(process=row.process, state=row.state, content=content_of(row)))
        for row in find_briefs(visit, Search(request.GET))
    )
    return list_file(kind, "briefs", tuple(HEADINGS.values()), rows)


@for_power(Power.SOURCE)
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show how to bring a file, then what it says; keep the drafts once that was seen."""
    if request.method != "POST":
        return render(request, "source/briefs/bring.html", {"faults": ()})
    try:
        file = sent_or_carried(request, visit, SALT)
        rows = look_at(visit, file.data, file.name, load())
    except InputError as error:
        return render(request, "source/briefs/bring.html", {"faults": error.faults}, status=422)
    same = already_there(visit, rows)
    right = [row for row in rows if not row.faults and row.number not in same]
    if "seen" in request.POST and right:
        return _kept(request, visit, rows, file.once)
    context = {
        "rows": rows,
        "right": len(right),
        "wrong": sum(bool(row.faults) for row in rows),
        "same": same,
        "seen": to_carry(visit, file, SALT),
    }
    return render(request, "source/briefs/brought.html", context)


@for_power(Power.SOURCE)
@require_POST
def take_back(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Take out the drafts that came with a file and that nobody has worked on."""
    try:
        business, keys = signing.loads(request.POST.get("brought", ""), salt=SALT, max_age=GOOD_FOR)
    except signing.BadSignature:
        raise Http404 from None
    gone = take_briefs_back(visit, keys if business == visit.business.key else ())
    said = ngettext("%(num)s draft is taken out.", "%(num)s drafts are taken out.", gone)
    messages.success(request, said % {"num": gone})
    return redirect("briefs", business=visit.business.key)


def _kept(request: HttpRequest, visit: Visit, rows: tuple[BriefRow, ...], once: str) -> HttpResponse:
    kept = bring_briefs(visit, rows, once=once)
    said = ngettext("%(num)s draft is read in.", "%(num)s drafts are read in.", len(kept))
    messages.success(request, said % {"num": len(kept)})
    address = reverse("briefs", args=[visit.business.key])
    keys = [row.key for row in kept]
    brought = signing.dumps((visit.business.key, keys), salt=SALT, compress=True) if keys else ""
    return redirect(f"{address}?brought={brought}" if len(brought) <= LONGEST_ADDRESS else address)
