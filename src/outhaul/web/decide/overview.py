"""Where a business stands on its way to a plan, or what its plan says and needs next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from outhaul.apps.audit.models import Event
from outhaul.apps.people.domain.access import Visit, access_events
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.planning.domain.plans import report_of
from outhaul.apps.planning.domain.standing import standing_of
from outhaul.reference.tables import load
from outhaul.web.audit.sentences import marked_sentences
from outhaul.web.decide.next_steps import waiting_for_you, without_brief
from outhaul.web.decide.tasks import guard_lines, tasks
from outhaul.web.decide.way import way
from outhaul.web.doors import for_power
from outhaul.wording.summary import headline, key_figures

LAST_CHANGES = 5


@for_power(Power.VIEW)
@require_safe
def overview(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show the headline of the plan and what needs doing; before there is one, the way to it."""
    standing = standing_of(visit, load())
    told: dict[str, object] = {"standing": standing, "plan": standing.plan, "changes": _changes(visit)}
    if standing.plan is None:
        return render(request, "decide/way.html", told | {"way": way(visit, standing)})
    report = report_of(standing.plan)
    told |= {
        "headline": headline(report),
        "figures": key_figures(report),
        "guards": guard_lines(report),
        "tasks": [*waiting_for_you(visit), *tasks(visit, standing), *without_brief(visit, standing)],
    }
    return render(request, "decide/overview.html", told)


def _changes(visit: Visit) -> list[tuple[Event, str]]:
    if not visit.may(Power.AUDIT):
        return []
    return marked_sentences(visit, list(access_events(visit)[:LAST_CHANGES]))
