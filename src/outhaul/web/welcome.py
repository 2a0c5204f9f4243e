"""The page of somebody who has not signed in: what this is, and the way in."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from outhaul.engine.verdict import Guard


def welcome(request: HttpRequest) -> HttpResponse:
    """Show the five mistakes with their guards, and a plan."""
    return render(request, "welcome.html", {"guards": guards(), "sign_up": settings.SIGN_UP})


def guards() -> tuple[tuple[Guard, str, str], ...]:
    """Return each guard with the mistake that it is for, and what it does about it."""
    return (
        (
            Guard.SCOPE,
            _("We'll hand out everything."),
            _("What customers come for stays in. Only work that can be judged by its results goes out."),
        ),
        (
            Guard.MATCH,
            _("We can hire anywhere in the world."),
            _("Language, culture and shared working hours are scored from real data, place by place."),
        ),
        (
            Guard.PAY,
            _("The lowest price we can get is fair."),
            _("A fair rate lies a little above the market there, and below what the work costs at home."),
        ),
        (
            Guard.COST,
            _("We'll save money on tools."),
            _("The true cost counts tools, training, rework, your managers' hours, and people leaving."),
        ),
        (
            Guard.MANAGE,
            _("Then we need no managers."),
            _("Each piece of work has one accountable manager of your own, with hours to spare for it."),
        ),
    )
