"""The clause library of a business: read, change, restore, use or not, and own clauses."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.work.domain.clauses import (
    LONGEST_TITLE,
    LONGEST_WHY,
    add_clause,
    change_clause,
    clause_of,
    clauses_of,
    older,
    restore_library,
    use_clause,
)
from outhaul.documents.statement.library import FILES, written_in
from outhaul.faults import InputError
from outhaul.web.doors import for_power
from outhaul.web.fields.saving import words_of_fault
from outhaul.wording.tongue import spoken


class Wording(forms.Form):
    """What a clause says."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=LONGEST_TITLE)
    why = forms.CharField(
        label=gettext_lazy("What it is for, in one sentence"), max_length=LONGEST_WHY, required=False
    )
    text = forms.CharField(
        label=gettext_lazy("Text"), max_length=8000, widget=forms.Textarea(attrs={"rows": 12})
    )


@for_power(Power.VIEW)
@require_safe
def clauses(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show every clause as it stands."""
    language = language_asked(request)
    found = clauses_of(visit.business, language)
    shown = {"clauses": found, "used": sum(clause.in_use for clause in found), **_languages(language)}
    return render(request, "agree/engagements/clauses.html", shown)


@for_power(Power.VIEW, to_change=Power.SOURCE)
@require_http_methods(["GET", "HEAD", "POST"])
def clause(request: HttpRequest, visit: Visit, clause: str) -> HttpResponse:
    """Show one clause with its older versions, and keep a new one."""
    language = language_asked(request)
    found = clause_of(visit.business, clause, language)
    now = {"title": found.title, "why": found.why, "text": found.text}
    form = Wording(request.POST or None, initial=now)
    if request.method == "POST" and form.is_valid():
        try:
            change_clause(visit, clause, **form.cleaned_data, language=language)
        except InputError as error:
            _tell(form, error)
        else:
            messages.success(request, _("The new version is kept; new statements begin with it."))
            return _back(visit, language)
    shown = {"clause": found, "form": form, "older": older(visit, clause, language), **_languages(language)}
    status = 422 if request.method == "POST" else 200
    return render(request, "agree/engagements/clause.html", shown, status=status)


@for_power(Power.SOURCE)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Add a clause of one's own."""
    language = language_asked(request)
    form = Wording(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_clause(visit, **form.cleaned_data, language=language)
        except InputError as error:
            _tell(form, error)
        else:
            messages.success(request, _("The clause is added; new statements end with it."))
            return _back(visit, language)
    status = 422 if request.method == "POST" else 200
    shown = {"clause": None, "form": form, **_languages(language)}
    return render(request, "agree/engagements/clause.html", shown, status=status)


@for_power(Power.SOURCE)
@require_POST
def restore(request: HttpRequest, visit: Visit, clause: str) -> HttpResponse:
    """Let a clause read as the library has it."""
    language = language_asked(request)
    restore_library(visit, clause, language)
    messages.success(request, _("It reads as in the library again; your wording stays among its versions."))
    return _back(visit, language)


@for_power(Power.SOURCE)
@require_POST
def use(request: HttpRequest, visit: Visit, clause: str) -> HttpResponse:
    """Say whether new statements begin with a clause."""
    language = language_asked(request)
    use_clause(visit, clause, in_use=request.POST.get("use") == "yes", language=language)
    return _back(visit, language)


def language_asked(request: HttpRequest) -> str:
    """Return the language whose clauses are meant: the one of the address, else the person's own."""
    asked = request.GET.get("language", "")
    return asked if asked in FILES else written_in(spoken())


def _languages(language: str) -> dict[str, object]:
    return {"written_in": language, "choices": [one for one in settings.LANGUAGES if one[0] in FILES]}


def _back(visit: Visit, language: str) -> HttpResponse:
    return redirect(f"{reverse('clauses', args=[visit.business.key])}?language={language}")


def _tell(form: forms.Form, error: InputError) -> None:
    for fault in error.faults:
        form.add_error(fault.where, words_of_fault(fault))
