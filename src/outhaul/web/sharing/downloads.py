"""A plan as PDF, workbook or JSON, for the people of the business."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.planning.domain.access import access_plan
from outhaul.apps.planning.models import Plan
from outhaul.web.doors import for_power
from outhaul.web.sharing.files import JSON, PDF, WORKBOOK, answer


@for_power(Power.VIEW)
@require_safe
def pdf(_request: HttpRequest, visit: Visit, plan: str) -> HttpResponse:
    """Hand out the plan on paper."""
    return answer(made_plan(visit, plan), PDF)


@for_power(Power.VIEW)
@require_safe
def workbook(_request: HttpRequest, visit: Visit, plan: str) -> HttpResponse:
    """Hand out every figure of the plan."""
    return answer(made_plan(visit, plan), WORKBOOK)


@for_power(Power.VIEW)
@require_safe
def json(_request: HttpRequest, visit: Visit, plan: str) -> HttpResponse:
    """Hand out the plan for programmes."""
    return answer(made_plan(visit, plan), JSON)


def made_plan(visit: Visit, key: str) -> Plan:
    """Return a plan that is made. Raises Http404 where there is none, or none yet."""
    plan = access_plan(visit, key)
    if not plan.is_made:
        raise Http404
    return plan
