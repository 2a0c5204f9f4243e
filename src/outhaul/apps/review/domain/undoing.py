"""Undo what was decided about an engagement, as long as nobody signed anything for it."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.planning.domain.entries import set_field
from outhaul.apps.planning.models import Entry
from outhaul.apps.review.models import Step
from outhaul.apps.sourcing.domain.briefs import remove_brief
from outhaul.apps.sourcing.lifecycles import BriefState
from outhaul.apps.sourcing.models import Brief
from outhaul.apps.work.domain.ending import withdraw
from outhaul.apps.work.domain.engagements import take_step
from outhaul.apps.work.lifecycles import EngagementState, StatementState
from outhaul.apps.work.models import Engagement, Signature, Statement
from outhaul.lifecycle import NotNow
from outhaul.reference.tables import load

OPEN = (StatementState.DRAFT, StatementState.OUT)


def can_be_undone(step: Step) -> bool:
    """Whether nobody signed, closed or published yet what was begun for it."""
    if step.undone_at is not None:
        return False
    begun = step.figures
    if "statement" in begun:
        return _unsigned(Statement.objects.filter(key=begun["statement"]).first())
    if "follower" in begun:
        new = Engagement.objects.filter(key=begun["follower"]).first()
        return new is not None and new.state == EngagementState.DRAFT
    if "brief" in begun:
        brief = Brief.objects.filter(key=begun["brief"], removed_at=None).first()
        return brief is not None and brief.state == BriefState.DRAFT
    return step.kind == "bring back" and step.engagement.state == EngagementState.CLOSING


def _unsigned(statement: Statement | None) -> bool:
    if statement is None or statement.state not in OPEN:
        return False
    return not Signature.objects.filter(statement=statement, signed_at__isnull=False).exists()


@transaction.atomic
def undo_step(visit: Visit, step: Step) -> Step:
    """Undo what was decided; records `undid`.

    A change order is withdrawn, a draft that follows is cancelled, a brief is taken out; an engagement that
    was to be brought back goes on, and its process is planned as before.

    Raises:
        PermissionDenied: the role may not prepare agreements.
        NotNow: somebody signed meanwhile, or it is undone already.
    """
    if not visit.may(Power.SOURCE):
        raise PermissionDenied
    row = Step.objects.select_for_update().select_related("engagement__business").get(pk=step.pk)
    if not can_be_undone(row):
        raise NotNow("step", "begun for good", "be undone")
    begun = row.figures
    if "statement" in begun:
        withdraw(visit, Statement.objects.get(key=begun["statement"]))
    elif "follower" in begun:
        new = Engagement.objects.get(key=begun["follower"])
        take_step(visit, new, "cancel", reason=row.reason or "Undone")
    elif "brief" in begun:
        remove_brief(visit, Brief.objects.get(key=begun["brief"]))
    else:
        _let_go_on(visit, row)
    row.undone_at = timezone.now()
    row.save(update_fields=["undone_at"])
    record(
        scope=visit.business.key,
        actor=visit.user,
        verb="undid",
        thing="next step",
        name=row.engagement.name,
        changes={"step": (row.kind, None)},
    )
    return row


def _let_go_on(visit: Visit, step: Step) -> None:
    take_step(visit, step.engagement, "resume")
    entry = Entry.objects.filter(
        business=visit.business, table="processes", key=step.engagement.process, removed_at=None
    ).first()
    if entry is not None and entry.told.get("pin") == "keep":
        set_field(visit, entry, "pin", step.figures.get("pin"), reference=load())
