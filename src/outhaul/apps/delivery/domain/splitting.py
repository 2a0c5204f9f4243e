"""A part is accepted: the deliverable becomes two, and their fees add up to the cent (§RUN-4)."""

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.delivery.domain.reviewing import LONGEST_REASON, Finding, check, keep, locked
from outhaul.apps.delivery.domain.telling import tell_answered
from outhaul.apps.delivery.models import Review, Submission
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.work.domain.consequences import follow_up
from outhaul.apps.work.domain.milestones import step
from outhaul.apps.work.lifecycles import MilestoneState
from outhaul.apps.work.models import Milestone
from outhaul.faults import Fault, InputError

CENT = Decimal("0.01")
LONGEST_KEY = 16


def suggested_fee(fee: Decimal, met: int, criteria: int) -> Decimal:
    """Return the share of a fee that falls on the criteria that are met, to the cent.

    >>> suggested_fee(Decimal("450.00"), 1, 3)
    Decimal('150.00')
    """
    return (fee * met / max(1, criteria)).quantize(CENT, rounding=ROUND_HALF_EVEN)


@transaction.atomic
def accept_part(  # noqa: PLR0913 -- the terms on which two deliverables come of one
    visit: Visit,
    submission: Submission,
    *,
    findings: Sequence[Finding],
    fee: Decimal,
    due_on: date,
    reason: str = "",
) -> Review:
    """Accept the criteria that are met for `fee`, and let the rest be a deliverable of its own.

    The rest has the other criteria, all of the fee that is left, and `due_on`; it waits for the changes
    that were asked for. Then the part is accepted and whatever hangs on that follows. Records `split` and
    `accepted`, and tells the contractor. Sent twice it is one answer.

    Raises:
        PermissionDenied: the role may not answer.
        NotNow: it was answered otherwise, taken back, or a newer version is there.
        InputError: all or no criteria are met, a reason is missing, the part's fee is not between none
            and the whole, or the day of the rest has passed.
    """
    found = locked(visit, submission)
    if found.decision == "part accepted":
        return found.answer
    row = found.open_row()
    check(row.milestone, findings)
    _check_terms(row.milestone, findings, fee, due_on)
    review = keep(row, "part accepted", findings, visit=visit, reason=reason.strip()[:LONGEST_REASON])
    rest = _split(row.milestone, findings, fee, due_on)
    record(
        scope=visit.business.key,
        actor=visit.user,
        verb="split",
        thing="milestone",
        name=row.milestone.name,
        changes={"fee": (str(fee + rest.fee), str(fee)), "rest": (None, str(rest.fee))},
    )
    step(row.milestone, "accept", actor=visit.user, changes={"version": (None, row.number)})
    follow_up("milestone split", rest)
    tell_answered(review)
    return review


def _check_terms(milestone: Milestone, findings: Sequence[Finding], fee: Decimal, due_on: date) -> None:
    faults, met = [], sum(one.met for one in findings)
    if met == 0:
        faults.append(Fault("decision", _("No criterion is met"), _("Ask for changes instead.")))
    elif met == len(findings):
        faults.append(Fault("decision", _("Every criterion is met"), _("Accept the whole instead.")))
    if not 0 < fee < milestone.fee or fee != fee.quantize(CENT):
        remedy = _("It lies between none and the whole fee, to the cent.")
        faults.append(Fault("fee", _("The fee of the part does not fit"), remedy))
    if due_on < timezone.localdate():
        faults.append(Fault("due_on", _("The day of the rest has passed"), _("Choose one from today on.")))
    if faults:
        raise InputError(faults)


def _split(milestone: Milestone, findings: Sequence[Finding], fee: Decimal, due_on: date) -> Milestone:
    rest = Milestone.objects.create(
        engagement=milestone.engagement,
        key=_free_key(milestone),
        position=milestone.position,
        name=_("%(name)s: the rest") % {"name": milestone.name[:180]},
        deliverable=milestone.deliverable,
        criteria=[one.criterion for one in findings if not one.met],
        due_on=due_on,
        fee=milestone.fee - fee,
        state=MilestoneState.CHANGES_REQUESTED,
        split_from=milestone,
    )
    milestone.criteria = [one.criterion for one in findings if one.met]
    milestone.fee = fee
    milestone.save(update_fields=["criteria", "fee"])
    return rest


def _free_key(milestone: Milestone) -> str:
    taken = set(Milestone.objects.filter(engagement=milestone.engagement_id).values_list("key", flat=True))
    number = 2
    while (key := f"{milestone.key[: LONGEST_KEY - len(str(number)) - 1]}-{number}") in taken:
        number += 1
    return key
