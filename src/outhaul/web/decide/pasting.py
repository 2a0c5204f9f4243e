"""Paste work from a spreadsheet: look at the rows first, then add those that are right."""

from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.planning.domain.adding import add_rows
from outhaul.documents.pasted import Pasted, as_text, read_pasted
from outhaul.faults import InputError
from outhaul.reference.tables import load
from outhaul.web.decide.adding import tell_added
from outhaul.web.doors import for_power

LEFT = "work left to mend"
"""Key of the session under which rows wait that could not be added."""


@for_power(Power.EDIT)
@require_http_methods(["GET", "POST"])
def paste(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show what a pasted text would add; with "add" add the right rows and keep the others to mend."""
    if request.method == "GET":
        return _page(request, visit, request.session.pop(LEFT, ""), None)
    text = request.POST.get("text", "")
    try:
        pasted = read_pasted(text, load(), chosen=_chosen(request))
    except InputError as error:
        return _page(request, visit, text, None, fault=str(error))
    if request.POST.get("seen") != _mark(text) or "add" not in request.POST or not pasted.right:
        return _page(request, visit, text, pasted)
    add_rows(visit, "processes", [dict(row.told) for row in pasted.right], reference=load())
    tell_added(request, len(pasted.right))
    if not pasted.wrong:
        return redirect("work", business=visit.business.key)
    request.session[LEFT] = as_text(pasted.wrong)
    left = len(pasted.wrong)
    told = ngettext("%(count)s row is left to mend.", "%(count)s rows are left to mend.", left)
    messages.warning(request, told % {"count": left})
    return redirect("paste-work", business=visit.business.key)


def _mark(text: str) -> str:
    """Return what tells one text from another, so that nothing is added that was not looked at."""
    return sha256("\n".join(text.splitlines()).encode()).hexdigest()


def _chosen(request: HttpRequest) -> dict[int, str]:
    """Return the number of a row -> the kind of work that was chosen for it."""
    return {
        int(name.removeprefix("work-")): value
        for name, value in request.POST.items()
        if name.startswith("work-") and name[5:].isdecimal() and isinstance(value, str) and value
    }


def _page(
    request: HttpRequest, visit: Visit, text: str, pasted: Pasted | None, *, fault: str = ""
) -> HttpResponse:
    context: dict[str, Any] = {
        "visit": visit,
        "text": text,
        "pasted": pasted,
        "fault": fault,
        "seen": _mark(text),
    }
    refused = fault or (request.method == "POST" and not (pasted and pasted.right))
    return render(request, "decide/work/paste.html", context, status=422 if refused else 200)
