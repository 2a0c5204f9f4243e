"""Change orders: begun from an active engagement, written, and taken over once both have signed."""

from dataclasses import replace
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from outhaul.apps.audit.domain.trail import Actor, record
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.work.domain.consequences import follow_up
from outhaul.apps.work.domain.versions import in_force, open_change
from outhaul.apps.work.lifecycles import EngagementState, MilestoneState, StatementState
from outhaul.apps.work.models import Engagement, Milestone, Statement
from outhaul.documents.statement import content, drafting
from outhaul.documents.statement.canonical import plain_of, statement_of
from outhaul.engine.changing import Piece, guard_change
from outhaul.engine.verdict import Verdict
from outhaul.faults import Fault, InputError
from outhaul.lifecycle import NotNow

RUNS = frozenset({EngagementState.ACTIVE, EngagementState.PAUSED})
CAN_CHANGE = frozenset({MilestoneState.PLANNED, MilestoneState.READY, MilestoneState.IN_PROGRESS})
"""Of these milestones nothing was submitted yet."""


@transaction.atomic
def begin_change(visit: Visit, engagement: Engagement, *, reason: str) -> Statement:
    """Draft a change order that says what is in force, to be changed; records `began`.

    Where one is a draft or out already, that is returned: two at once would contradict each other.

    Raises:
        PermissionDenied: the role may not prepare agreements.
        NotNow: the engagement does not run.
        InputError: there is no reason.
    """
    engagement = _locked(visit, engagement)
    standing = in_force(engagement)
    if engagement.state not in RUNS or standing is None:
        raise NotNow("engagement", engagement.state, "be changed")
    open_one = open_change(engagement)
    if open_one:
        return open_one
    reason = reason.strip()
    if not reason:
        remedy = _("Both sides read it: say in a sentence why.")
        raise InputError([Fault("reason", _("The reason is missing"), remedy)])
    latest = Statement.objects.filter(engagement=engagement).order_by("-number")[0].number
    stands = as_it_stands(engagement, statement_of(standing.content))
    said = plain_of(stands) | {"number": latest + 1, "reason": reason}
    made = Statement.objects.create(
        engagement=engagement, number=latest + 1, content=said, made_by=visit.user
    )
    _record(engagement, visit.user, "began", {"reason": (None, reason)})
    return made


@transaction.atomic
def write_change(visit: Visit, change: Statement, said: content.Statement) -> Statement:
    """Let the draft of a change order say `said`; records `changed`, where it differs.

    Number and parties stay as they are, whatever `said` says of them.

    Raises:
        PermissionDenied: the role may not prepare agreements.
        NotNow: it is no draft.
    """
    engagement = _locked(visit, change.engagement)
    row = Statement.objects.get(pk=change.pk)
    if row.state != StatementState.DRAFT:
        raise NotNow("change order", row.state, "be changed")
    was = statement_of(row.content)
    plain = plain_of(said) | {
        "number": was.number,
        "client": plain_of(was)["client"],
        "contractor": plain_of(was)["contractor"],
    }
    if statement_of(plain) != was:
        row.content, row.changed_at = plain, timezone.now()
        row.save(update_fields=["content", "changed_at"])
        _record(engagement, visit.user, "changed")
    return row


def verdicts_on(
    engagement: Engagement, before: content.Statement, said: content.Statement
) -> tuple[Verdict, ...]:
    """Return what the guards say of a changed agreement against what is in force."""
    before, keys = as_it_stands(engagement, before), settled_keys(engagement)
    settled = {item.key: _piece(item) for item in before.milestones if item.key in keys}
    return guard_change(before.terms, said.terms, [_piece(item) for item in said.milestones], settled)


def settled_keys(engagement: Engagement) -> frozenset[str]:
    """Return the keys of the milestones that were handed in or accepted: a change leaves them alone."""
    rows = Milestone.objects.filter(engagement=engagement, dropped_at=None).exclude(state__in=CAN_CHANGE)
    return frozenset(rows.values_list("key", flat=True))


def price_of(engagement: Engagement, before: content.Statement, said: content.Statement) -> Decimal:
    """Return what the fees of a change order come to at least, by its rate, hours and dates (§MANAGE-19)."""
    stands = as_it_stands(engagement, before)
    changed = drafting.changed_price(stands, said.terms, settled_keys(engagement))
    return min(changed, drafting.whole_price(said.terms))


def as_it_stands(engagement: Engagement, said: content.Statement) -> content.Statement:
    """Return what is in force with the milestones that became two, since only a part was accepted.

    A change order rests on what stands: the part keeps its fee, and the rest stays in the agreement.
    """
    rows = list(Milestone.objects.filter(engagement=engagement, dropped_at=None))
    parted = {row.split_from_id for row in rows} - {None}
    if not parted:
        return said
    named = {item.key for item in said.milestones}
    whole = {row.key: row for row in rows if row.pk in parted or row.key not in named}
    kept = [_as_row(whole.pop(item.key)) if item.key in whole else item for item in said.milestones]
    for row in whole.values():
        if row.split_from is not None:
            keys = [item.key for item in kept]
            place = keys.index(row.split_from.key) + 1 if row.split_from.key in keys else len(keys)
            kept.insert(place, _as_row(row))
    return replace(said, milestones=tuple(kept))


def _as_row(row: Milestone) -> content.Milestone:
    return content.Milestone(
        key=row.key,
        name=row.name,
        deliverable=row.deliverable,
        criteria=tuple(row.criteria),
        due_on=row.due_on,
        fee=row.fee,
    )


def _piece(item: content.Milestone) -> Piece:
    return Piece(key=item.key, name=item.name, criteria=item.criteria, due_on=item.due_on, fee=item.fee)


def take_over(engagement: Engagement, statement: Statement, *, actor: Actor | None) -> None:
    """Let milestones and terms be as a signed change order says; records `took over`.

    Milestones keep their key and their state; what the order leaves out is dropped, never deleted, and
    taken up again where a later one names it anew.
    """
    said, now = statement_of(statement.content), timezone.now()
    kept = {row.key: row for row in Milestone.objects.filter(engagement=engagement)}
    for place, item in enumerate(said.milestones, 1):
        row = kept.pop(item.key, None) or Milestone(
            engagement=engagement, key=item.key, state=MilestoneState.READY
        )
        row.position, row.name, row.deliverable = place, item.name, item.deliverable
        row.criteria, row.due_on, row.fee = list(item.criteria), item.due_on, item.fee
        row.dropped_at = None
        row.save()
    left_out = [row.pk for row in kept.values() if row.dropped_at is None]
    Milestone.objects.filter(pk__in=left_out).update(dropped_at=now)
    engagement.rate, engagement.hours_per_month = said.terms.rate, said.terms.hours_per_month
    engagement.starts_on, engagement.ends_on = said.terms.starts_on, said.terms.ends_on
    engagement.changed_at = now
    engagement.save(update_fields=["rate", "hours_per_month", "starts_on", "ends_on", "changed_at"])
    _record(engagement, actor, "took over", {"dropped": (None, len(left_out))} if left_out else None)
    follow_up("engagement change", engagement)


def _locked(visit: Visit, engagement: Engagement) -> Engagement:
    if not visit.may(Power.SOURCE):
        raise PermissionDenied
    return Engagement.objects.select_for_update().get(pk=engagement.pk)


def _record(
    engagement: Engagement,
    actor: Actor | None,
    verb: str,
    changes: dict[str, tuple[object, object]] | None = None,
) -> None:
    record(
        scope=engagement.business.key,
        actor=actor,
        verb=verb,
        thing="change order",
        name=engagement.name,
        changes=changes,
    )
