"""Where a business stands on its way to a plan."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.web.doors import for_power


@for_power(Power.VIEW)
@require_safe
def overview(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show how far the business is, and the next step."""
    return render(request, "decide/overview.html", {"visit": visit})
