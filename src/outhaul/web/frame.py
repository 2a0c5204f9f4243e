"""The frame around the journeys: where a person arrives, and what is said when something is missing."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from outhaul.apps.people.domain.access import access_memberships
from outhaul.apps.people.models import User
from outhaul.web.account.adapter import INVITATION
from outhaul.web.account.sample import enter
from outhaul.web.doors import for_everybody
from outhaul.web.headers import largest_body
from outhaul.web.portal.entering import works_for_others
from outhaul.web.welcome import welcome


@for_everybody
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Lead a person to the business, a contractor without one to the portal, others to the door."""
    person: User | AnonymousUser = request.user
    if not isinstance(person, User):
        return enter(request) if settings.DEMO else welcome(request)
    memberships = list(access_memberships(person)[:2])
    works = works_for_others(request, person)
    if not memberships:
        invitation = request.session.get(INVITATION)
        if works and not invitation:
            return redirect("portal")
        return redirect("join", invitation) if invitation else redirect("found-business")
    return redirect("overview", business=memberships[0].business.key)


@for_everybody
@require_safe
def health(_: HttpRequest) -> HttpResponse:
    """Answer that the application runs."""
    return HttpResponse("ok", content_type="text/plain")


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that the request was not one of ours, or larger than anything that we take.

    Nothing is known of the person here: such a request is refused before anybody looks who it is from.
    """
    if isinstance(exception, RequestDataTooBig):
        limit = largest_body(request.path) // 1_000_000
        return render(request, "413.html", {"limit": limit}, status=413)
    return render(request, "400.html", status=400)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """Say that a form came without the token that the page was given."""
    return render(request, "403_csrf.html", status=403)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """Say that the person's role does not allow this."""
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """Say that there is no such page."""
    return render(request, "404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Say that the fault is ours."""
    return render(request, "500.html", status=500)
