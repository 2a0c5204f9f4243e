"""How both sides rate each other, once a month at most; the newest of a month counts."""

from collections.abc import Mapping
from typing import Literal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.people.models import User
from outhaul.apps.review.domain.home import home_of
from outhaul.apps.review.domain.months import month_of
from outhaul.apps.review.models import Rating
from outhaul.apps.work.domain.access import Assignment
from outhaul.apps.work.models import Engagement
from outhaul.faults import Fault, InputError

Side = Literal["client", "contractor"]
QUESTIONS: Mapping[Side, tuple[str, ...]] = {
    "client": ("communication",),
    "contractor": ("clear_brief", "answers", "own_way"),
}
"""What each side rates, from 1 to 5."""
LEAST, MOST = 1, 5


def rate_contractor(
    visit: Visit, engagement: Engagement, *, scores: Mapping[str, int], text: str = ""
) -> Rating:
    """Keep how the client rates the month so far; records `rated`.

    Raises:
        PermissionDenied: the role may not rate.
        InputError: a question has no answer from 1 to 5.
    """
    if not visit.may(Power.RUN):
        raise PermissionDenied
    return _keep(engagement, "client", visit.user, scores, text)


def rate_client(assignment: Assignment, *, scores: Mapping[str, int], text: str = "") -> Rating:
    """Keep how the contractor rates the month so far; records `rated`.

    Raises:
        InputError: a question has no answer from 1 to 5.
    """
    return _keep(assignment.engagement, "contractor", assignment.user, scores, text)


@transaction.atomic
def _keep(engagement: Engagement, by: Side, user: User, scores: Mapping[str, int], text: str) -> Rating:
    wrong = [name for name in QUESTIONS[by] if not LEAST <= int(scores.get(name, 0)) <= MOST]
    if wrong:
        remedy = _("Choose one of the five.")
        raise InputError([Fault(name, _("This one has no answer yet"), remedy) for name in wrong])
    rating, _is_new = Rating.objects.update_or_create(
        engagement=engagement,
        by=by,
        month=month_of(home_of(engagement.business).today),
        defaults={
            "scores": {name: int(scores[name]) for name in QUESTIONS[by]},
            "text": text.strip(),
            "made_by": user,
            "made_at": timezone.now(),
        },
    )
    record(scope=engagement.business.key, actor=user, verb="rated", thing="rating", name=engagement.name)
    return rating
