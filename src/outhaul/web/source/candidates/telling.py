"""Tell of a candidate: a new one, or one that is there."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from outhaul.apps.jobs.keys import new_key
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.sourcing.domain.access import access_candidate
from outhaul.apps.sourcing.domain.candidates import add_candidate, change_candidate
from outhaul.apps.sourcing.models import Candidate
from outhaul.faults import InputError
from outhaul.reference.tables import load
from outhaul.web.doors import for_power
from outhaul.web.source.candidates.forms import (
    Person,
    Rows,
    initial_of,
    language_rows,
    reference_rows,
    tell_faults,
    told_by,
)

READ_OR_SEND = ["GET", "HEAD", "POST"]


@for_power(Power.SOURCE)
@require_http_methods(READ_OR_SEND)
def new(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show an empty form; keep a new candidate."""
    return _telling(request, visit, None)


@for_power(Power.SOURCE)
@require_http_methods(READ_OR_SEND)
def edit(request: HttpRequest, visit: Visit, candidate: str) -> HttpResponse:
    """Show what is told of a candidate; keep what is told now."""
    return _telling(request, visit, access_candidate(visit, candidate))


def _telling(request: HttpRequest, visit: Visit, candidate: Candidate | None) -> HttpResponse:
    data, more = _sent(request)
    person = Person(data, initial=initial_of(candidate) if candidate else {"key": new_key()})
    languages = language_rows(data, candidate.languages if candidate else {})
    references = reference_rows(data, candidate.references if candidate else [])
    status = 200
    if data is not None and not more:
        kept = _kept(visit, candidate, person, languages, references)
        if kept is not None:
            messages.success(request, _("%(name)s is kept.") % {"name": kept.name})
            return redirect("candidate", business=visit.business.key, candidate=kept.key)
        status = 422
    context = {
        "candidate": candidate,
        "form": person,
        "language_rows": languages,
        "reference_rows": references,
    }
    return render(request, "source/candidates/form.html", context, status=status)


def _sent(request: HttpRequest) -> tuple[QueryDict | None, str]:
    """Return what was sent, with a row more where that was the wish, and which rows those are."""
    if request.method != "POST":
        return None, ""
    data = request.POST.copy()
    more = data.get("more", "")
    if more in {"languages", "references"}:
        total = data.get(f"{more}-TOTAL_FORMS", "0")
        data[f"{more}-TOTAL_FORMS"] = str(int(total) + 1 if total.isdecimal() else 1)
        return data, more
    return data, ""


def _kept(
    visit: Visit, candidate: Candidate | None, person: Person, languages: Rows, references: Rows
) -> Candidate | None:
    """Return the candidate as it is kept; None where something is wrong, which the forms tell."""
    if not all([person.is_valid(), languages.is_valid(), references.is_valid()]):
        return None
    told = told_by(person, languages, references)
    try:
        if candidate is None:
            return add_candidate(visit, told, reference=load(), key=person.cleaned_data["key"])
        return change_candidate(visit, candidate, told, reference=load())
    except InputError as error:
        tell_faults(person, error.faults)
        return None
