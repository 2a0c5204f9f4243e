"""What a link shows to somebody who is not signed in: one plan, to read, and nothing around it.

Nobody has to be kept from guessing: a token has 192 bits, and a wrong one looks like one taken back.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from outhaul.apps.planning.domain.plans import page_of
from outhaul.apps.planning.domain.shares import shared_plan
from outhaul.web.doors import for_everybody
from outhaul.web.linked import unseen_elsewhere
from outhaul.web.sharing.files import PDF, answer


@for_everybody
@require_safe
def plan(request: HttpRequest, token: str) -> HttpResponse:
    """Show the plan that a link opens."""
    found = shared_plan(token)
    if found is None:
        return _gone(request)
    told = {"plan": found, "token": token, "body": page_of(found)}
    return unseen_elsewhere(render(request, "sharing/shared.html", told))


@for_everybody
@require_safe
def pdf(request: HttpRequest, token: str) -> HttpResponse:
    """Hand out on paper the plan that a link opens."""
    found = shared_plan(token)
    return _gone(request) if found is None else unseen_elsewhere(answer(found, PDF))


def _gone(request: HttpRequest) -> HttpResponse:
    return unseen_elsewhere(render(request, "sharing/gone.html", status=404))
