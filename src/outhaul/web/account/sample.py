"""The demo: everybody walks into the sample business, as whom they like, and can put it back."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from outhaul.apps.delivery.domain.sample import ANA, sample_contractor
from outhaul.apps.planning.domain.asking import ask_for_plan
from outhaul.apps.planning.domain.sample import PEOPLE, reset_sample, sample_visit
from outhaul.apps.review.domain.sample_history import make_history
from outhaul.apps.sourcing.domain.sample import make_sourcing_sample
from outhaul.reference.tables import load
from outhaul.web.doors import for_everybody

LIBRARY_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
EMAILS = tuple(person.email for person in PEOPLE)


def enter(request: HttpRequest, email: str = EMAILS[0]) -> HttpResponse:
    """Sign in as one of the sample people and lead to their business; only in a demo."""
    visit = sample_visit(email)
    login(request, visit.user, backend=LIBRARY_BACKEND)
    return redirect("overview", business=visit.business.key)


@for_everybody
@require_POST
def become(request: HttpRequest) -> HttpResponse:
    """Be another one of the sample people; in a demo, and nobody else."""
    email = request.POST.get("email", "")
    contractor = sample_contractor() if settings.DEMO else None
    if contractor is not None and email == contractor.email:
        login(request, contractor, backend=LIBRARY_BACKEND)
        return redirect("portal")
    if not settings.DEMO or email not in EMAILS:
        raise Http404
    return enter(request, email)


@for_everybody
@require_POST
def go_out(request: HttpRequest) -> HttpResponse:
    """Leave the sample for an account of one's own."""
    if not settings.DEMO:
        raise Http404
    logout(request)
    return redirect("account_signup")


@for_everybody
@require_http_methods(["GET", "POST"])
def reset(request: HttpRequest) -> HttpResponse:
    """Ask whether the sample shall be put back, and put it back, with a plan made in the background."""
    if not settings.DEMO:
        raise Http404
    if request.method == "GET":
        return render(request, "account/reset_sample.html")
    with transaction.atomic():
        EmailAddress.objects.filter(user__email__in=[*EMAILS, ANA]).delete()
        Authenticator.objects.filter(user__email__in=[*EMAILS, ANA]).delete()
        reset_sample(settings.SAMPLES, reference=load())
        for email in (EMAILS[0], EMAILS[-1]):
            ask_for_plan(sample_visit(email), reference=load())
        make_history()
        make_sourcing_sample(
            address=lambda token: request.build_absolute_uri(reverse("offer-link", args=[token])),
            reference=load(),
        )
    messages.success(request, _("The sample is as it was at first. Its plan is being made."))
    return enter(request)
