"""An engagement that follows one which ended: the same contractor and work, for a new period."""

from dataclasses import replace
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.work.domain.versions import in_force
from outhaul.apps.work.lifecycles import EngagementState
from outhaul.apps.work.models import Engagement, Statement
from outhaul.documents.statement.canonical import plain_of, statement_of
from outhaul.lifecycle import NotNow

OVER = frozenset({EngagementState.CLOSING, EngagementState.CLOSED})
ON_THE_WAY = frozenset({EngagementState.DRAFT, EngagementState.SIGNING})


@transaction.atomic
def begin_following(visit: Visit, engagement: Engagement, *, starts_on: date, ends_on: date) -> Engagement:
    """Draft an engagement that follows `engagement`, which ended; records `began`.

    Its statement of work says what was in force last, with the new period; milestones keep their distance
    to the start. Where one that follows is a draft or out already, that is returned.

    Raises:
        PermissionDenied: the role may not prepare agreements.
        NotNow: the engagement still runs, or never did.
    """
    if not visit.may(Power.SOURCE):
        raise PermissionDenied
    before = Engagement.objects.select_for_update().get(pk=engagement.pk)
    standing = in_force(before)
    if before.state not in OVER or standing is None:
        raise NotNow("engagement", before.state, "be followed")
    there = Engagement.objects.filter(follows=before, state__in=ON_THE_WAY).first()
    if there is not None:
        return there
    said = statement_of(standing.content)
    moved = starts_on - said.terms.starts_on
    terms = replace(said.terms, starts_on=starts_on, ends_on=ends_on, raises=())
    milestones = tuple(replace(item, due_on=item.due_on + moved) for item in said.milestones)
    row = Engagement.objects.create(
        business=before.business,
        name=before.name,
        process=before.process,
        contractor=before.contractor,
        brief=before.brief,
        manager=before.manager,
        deputy=before.deputy,
        rate=before.rate,
        currency=before.currency,
        hours_per_month=before.hours_per_month,
        starts_on=starts_on,
        ends_on=ends_on,
        follows=before,
        made_by=visit.user,
    )
    content = replace(said, number=1, reason="", terms=terms, milestones=milestones)
    Statement.objects.create(engagement=row, content=plain_of(content), made_by=visit.user)
    record(
        scope=before.business.key,
        actor=visit.user,
        verb="began",
        thing="engagement",
        name=row.name,
        changes={"follows": (None, before.key)},
    )
    return row
