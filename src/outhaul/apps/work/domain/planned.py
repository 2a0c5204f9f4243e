"""What a plan hands out and nobody has begun: no brief asks for it, and nobody is at work on it."""

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.planning.domain.plans import report_of
from outhaul.apps.planning.models import Plan
from outhaul.apps.sourcing.domain.access import access_briefs
from outhaul.apps.sourcing.lifecycles import BriefState
from outhaul.apps.work.domain.access import access_engagements
from outhaul.apps.work.lifecycles import EngagementState
from outhaul.engine.report import ProcessReport

ENDING = (EngagementState.CLOSING, EngagementState.CLOSED, EngagementState.CANCELLED)


def not_begun(visit: Visit, plan: Plan) -> list[ProcessReport]:
    """Return what `plan` hands out and has no open brief and no engagement that goes on; one query."""
    briefs = access_briefs(visit).exclude(state=BriefState.CLOSED)
    work = access_engagements(visit).exclude(state__in=ENDING)
    begun = set(
        briefs.order_by()
        .values_list("process", flat=True)
        .union(work.order_by().values_list("process", flat=True))
    )
    return [line for line in report_of(plan).processes if line.country and line.id not in begun]
