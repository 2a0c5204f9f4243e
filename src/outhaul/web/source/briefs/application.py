"""What the link that was mailed to an applicant opens: the application, to change or to take back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from outhaul.apps.sourcing.domain.applying import (
    application_behind,
    change_application,
    withdraw_application,
)
from outhaul.apps.sourcing.domain.content import content_of
from outhaul.apps.sourcing.lifecycles import CANDIDACY, CandidacyState
from outhaul.apps.sourcing.models import Candidacy
from outhaul.lifecycle import NotNow
from outhaul.web.agree.texts import day_text
from outhaul.web.doors import for_everybody
from outhaul.web.linked import unseen_elsewhere
from outhaul.web.source.briefs.application_form import ApplicationForm, told_before
from outhaul.web.source.briefs.outside import gone


@for_everybody
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, token: str) -> HttpResponse:
    """Show an application to whoever has the link mailed to its address; keep what they change."""
    found = application_behind(token)
    if found is None:
        return gone(request)
    content = content_of(found.brief)
    if request.method != "POST":
        form = ApplicationForm(content=content, initial=told_before(found))
        return _page(request, found, token, form)
    told = request.POST.copy()
    told["email"] = found.candidate.email
    form = ApplicationForm(told, content=content)
    if not form.is_valid():
        return _page(request, found, token, form, status=422)
    try:
        change_application(found, form.application())
    except NotNow:
        return _page(request, found, token, form, status=409)
    messages.success(request, _("Your application is changed."))
    return unseen_elsewhere(redirect("application", token=token))


@for_everybody
@require_POST
def withdraw(request: HttpRequest, token: str) -> HttpResponse:
    """Take an application back."""
    found = application_behind(token)
    if found is None:
        return gone(request)
    try:
        withdraw_application(found)
    except NotNow:
        messages.info(request, _("It has ended already."))
    return unseen_elsewhere(redirect("application", token=token))


def _page(
    request: HttpRequest, found: Candidacy, token: str, form: ApplicationForm, *, status: int = 200
) -> HttpResponse:
    state = CandidacyState(found.state)
    context = {
        "candidacy": found,
        "brief": found.brief,
        "kept_until": day_text(found.candidate.keep_until),
        "token": token,
        "form": form,
        "may_change": state is CandidacyState.NEW,
        "may_withdraw": "withdraw" in CANDIDACY.verbs(state),
        "is_withdrawn": state is CandidacyState.WITHDRAWN,
    }
    return unseen_elsewhere(render(request, "source/briefs/application.html", context, status=status))
