"""The demo: everybody walks into the sample business."""

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from outhaul.apps.planning.domain.sample import PEOPLE, sample_visit

LIBRARY_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def enter(request: HttpRequest, email: str = PEOPLE[0].email) -> HttpResponse:
    """Sign in as one of the sample people and lead to their business; only in a demo."""
    visit = sample_visit(email)
    login(request, visit.user, backend=LIBRARY_BACKEND)
    return redirect("overview", business=visit.business.key)
