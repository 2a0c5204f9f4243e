"""Planned raises: whoever can make them is reminded before their day."""

from django.db import transaction
from django.urls import reverse

from outhaul.apps.notices.domain.telling import tell
from outhaul.apps.notices.models import Kind, Notice
from outhaul.apps.review.domain.agreed import Due, raises_due, terms_in_force
from outhaul.apps.review.domain.home import home_of
from outhaul.apps.work.domain.persons import manager_of, owners_of
from outhaul.apps.work.lifecycles import EngagementState
from outhaul.apps.work.models import Engagement
from outhaul.engine.saying import say


def remind_of_raises() -> int:
    """Remind of each planned raise that is due within 30 days, once. Returns how many were told."""
    active = Engagement.objects.filter(state=EngagementState.ACTIVE)
    rows = list(active.select_related("business", "contractor"))
    terms = terms_in_force(row.pk for row in rows)
    told = 0
    for row in rows:
        if row.pk in terms and terms[row.pk].raises:
            for due in raises_due([row], terms, home_of(row.business).today):
                told += _remind(due)
    return told


@transaction.atomic
def _remind(due: Due) -> bool:
    engagement = due.engagement
    once = f"raise:{engagement.key}:{due.planned.on.isoformat()}"
    if Notice.objects.filter(business=engagement.business, once=once).exists():
        return False
    address = reverse(
        "review-next", kwargs={"business": engagement.business.key, "engagement": engagement.key}
    )
    tell(
        [*owners_of(engagement), *manager_of(engagement)],
        business=engagement.business,
        kind=Kind.REVIEW,
        once=once,
        said=say(
            "The planned raise of {name} on {day} is due: draft it.",
            name=engagement.contractor.name,
            day=due.planned.on.isoformat(),
        ),
        address=address,
        acts=True,
    )
    return True
