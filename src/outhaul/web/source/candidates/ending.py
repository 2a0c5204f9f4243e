"""Say no to a candidate, note that one withdrew, go back on either."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.sourcing.domain.access import access_candidacy
from outhaul.apps.sourcing.domain.ending import LONGEST_LETTER, kind_letter, reject
from outhaul.apps.sourcing.domain.moving import reconsider, withdraw
from outhaul.apps.sourcing.lifecycles import CANDIDACY, CandidacyState
from outhaul.apps.sourcing.models import Candidacy
from outhaul.lifecycle import NotNow
from outhaul.web.doors import for_power


class Rejecting(forms.Form):
    """Why, for the business alone; and what the candidate reads."""

    reason = forms.CharField(
        label=gettext_lazy("Why, for your own people"),
        help_text=gettext_lazy("Not sent. The candidate can ask to see it."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    subject = forms.CharField(label=gettext_lazy("Subject"), max_length=200)
    text = forms.CharField(
        label=gettext_lazy("Letter"), max_length=LONGEST_LETTER, widget=forms.Textarea(attrs={"rows": 12})
    )


class RejectingQuietly(forms.Form):
    """Why, where nothing is sent."""

    reason = forms.CharField(required=False, max_length=1000)


@for_power(Power.SOURCE)
@require_http_methods(["GET", "HEAD", "POST"])
def reject_page(request: HttpRequest, visit: Visit, candidacy: str) -> HttpResponse:
    """Show the letter before it is sent; say no, with or without it."""
    found = access_candidacy(visit, candidacy)
    if "reject" not in CANDIDACY.verbs(CandidacyState(found.state)):
        return _ended(request, visit, found)
    if request.method != "POST":
        subject, text = kind_letter(visit, found)
        return _page(request, found, Rejecting(initial={"subject": subject, "text": text}))
    sends = "send" in request.POST and bool(found.candidate.email)
    form = Rejecting(request.POST) if sends else RejectingQuietly(request.POST)
    if not form.is_valid():
        return _page(request, found, form if sends else Rejecting(request.POST), status=422)
    told = form.cleaned_data
    try:
        letter = (told["subject"], told["text"]) if sends else None
        reject(visit, found, reason=told["reason"], letter=letter)
    except NotNow:
        return _ended(request, visit, found)
    said = _("%(name)s is rejected, and the letter is on its way.") if sends else _("%(name)s is rejected.")
    messages.success(request, said % {"name": found.candidate})
    return _back(visit, found)


def _page(request: HttpRequest, found: Candidacy, form: forms.Form, *, status: int = 200) -> HttpResponse:
    context = {"candidacy": found, "candidate": found.candidate, "form": form}
    return render(request, "source/candidates/reject.html", context, status=status)


@for_power(Power.SOURCE)
@require_POST
def withdraw_now(request: HttpRequest, visit: Visit, candidacy: str) -> HttpResponse:
    """Note that a candidate does not want the work any more."""
    found = access_candidacy(visit, candidacy)
    try:
        withdraw(visit, found)
    except NotNow:
        return _ended(request, visit, found)
    messages.success(request, _("It is noted that %(name)s withdrew.") % {"name": found.candidate})
    return _back(visit, found)


@for_power(Power.SOURCE)
@require_POST
def reconsider_now(request: HttpRequest, visit: Visit, candidacy: str) -> HttpResponse:
    """Take a candidate back to the shortlist."""
    found = access_candidacy(visit, candidacy)
    try:
        reconsider(visit, found)
    except NotNow:
        return _back(visit, found)
    messages.success(request, _("%(name)s is on the shortlist again.") % {"name": found.candidate})
    return _back(visit, found)


def _ended(request: HttpRequest, visit: Visit, found: Candidacy) -> HttpResponse:
    messages.info(request, _("This candidacy has ended already."))
    return _back(visit, found)


def _back(visit: Visit, found: Candidacy) -> HttpResponse:
    return redirect("candidate", business=visit.business.key, candidate=found.candidate.key)
