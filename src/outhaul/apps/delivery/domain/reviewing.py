"""The client answers what was handed in: accepts it, asks for changes, accepts a part (§RUN-2 to §RUN-4)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from outhaul.apps.delivery.domain.telling import tell_answered
from outhaul.apps.delivery.models import Review, Submission
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.work.domain.milestones import step
from outhaul.apps.work.lifecycles import MilestoneState
from outhaul.apps.work.models import Engagement, Milestone
from outhaul.faults import Fault, InputError
from outhaul.lifecycle import NotNow

LONGEST_REASON = 2000


@dataclass(frozen=True, slots=True)
class Finding:
    """What the client found of one criterion."""

    criterion: str
    met: bool
    reason: str = ""

    @property
    def plain(self) -> dict[str, object]:
        """As it is kept."""
        return {"criterion": self.criterion, "met": self.met, "reason": self.reason}


@transaction.atomic
def accept(visit: Visit, submission: Submission) -> Review:
    """Accept what was handed in, whole: every criterion is met; records `accepted`.

    First the answer is kept, then its milestone is accepted and whatever hangs on that follows, such as
    its fee; the contractor is told. Sent twice it is one answer.

    Raises:
        PermissionDenied: the role may not answer.
        NotNow: it was answered otherwise, taken back, or a newer version is there.
    """
    found = locked(visit, submission)
    if found.decision == "accepted":
        return found.answer
    row = found.open_row()
    findings = [Finding(text, met=True) for text in row.milestone.criteria]
    review = keep(row, "accepted", findings, visit=visit)
    step(row.milestone, "accept", actor=visit.user, changes={"version": (None, row.number)})
    tell_answered(review)
    return review


@transaction.atomic
def accept_all(visit: Visit, submissions: Iterable[Submission]) -> list[Review]:
    """Accept several at once, all or none of them. Raises as `accept`."""
    return [accept(visit, submission) for submission in submissions]


@transaction.atomic
def request_changes(
    visit: Visit, submission: Submission, *, findings: Sequence[Finding], reason: str = ""
) -> Review:
    """Ask for changes, criterion by criterion; records `requested changes to` and tells the contractor.

    Sent twice it is one answer.

    Raises:
        PermissionDenied: the role may not answer.
        NotNow: it was answered otherwise, taken back, or a newer version is there.
        InputError: nothing is said to be missing, or a criterion is not met and nobody says why.
    """
    found = locked(visit, submission)
    if found.decision == "changes requested":
        return found.answer
    row = found.open_row()
    check(row.milestone, findings)
    reason = reason.strip()[:LONGEST_REASON]
    if all(one.met for one in findings) and not reason:
        remedy = _("Mark what is not met, or write what should change.")
        raise InputError([Fault("reason", _("Nothing is said to be missing"), remedy)])
    review = keep(row, "changes requested", findings, visit=visit, reason=reason)
    unmet = sum(not one.met for one in findings)
    changes: dict[str, tuple[object, object]] = {"version": (None, row.number), "unmet": (None, unmet)}
    step(row.milestone, "request changes", actor=visit.user, changes=changes)
    tell_answered(review)
    return review


def check(milestone: Milestone, findings: Sequence[Finding]) -> None:
    """Return if every criterion has its finding, and each that is not met a reason.

    Raises:
        InputError: with one fault for each that is wrong; its place reads `reason-2`.
    """
    if [one.criterion for one in findings] != list(milestone.criteria):
        remedy = _("Look at it again, and answer anew.")
        raise InputError([Fault("criteria", _("The criteria have changed meanwhile"), remedy)])
    faults = [
        Fault(
            f"reason-{place}", _("The reason is missing"), _("Say what is missing, so that it can be mended.")
        )
        for place, one in enumerate(findings)
        if not one.met and not one.reason.strip()
    ]
    if faults:
        raise InputError(faults)


@dataclass(frozen=True, slots=True)
class Held:
    """A submission that nobody else can answer until the transaction ends."""

    row: Submission
    review: Review | None

    @property
    def decision(self) -> str:
        """How it was answered; empty where it was not."""
        return self.review.decision if self.review else ""

    @property
    def answer(self) -> Review:
        """The answer that there is."""
        assert self.review is not None, "asked only where there is one"  # noqa: S101 -- the decision says so
        return self.review

    def open_row(self) -> Submission:
        """Return the submission if it waits for an answer. Raises NotNow where it does not."""
        milestone = self.row.milestone
        if self.review is not None:
            raise NotNow("submission", self.review.decision, "be answered")
        if self.row.withdrawn_at is not None:
            raise NotNow("submission", "taken back", "be answered")
        newest = milestone.submissions.filter(withdrawn_at=None).first()
        if milestone.state != MilestoneState.SUBMITTED or newest != self.row:
            raise NotNow("milestone", milestone.state, "be answered")
        return self.row


def locked(visit: Visit, submission: Submission) -> Held:
    """Return the submission, held. Raises PermissionDenied where the role may not answer."""
    if not visit.may(Power.RUN):
        raise PermissionDenied
    return hold(submission)


def hold(submission: Submission) -> Held:
    """Return the submission as it is now, with its answer; nobody else answers meanwhile."""
    Engagement.objects.select_for_update().get(milestones__submissions=submission.pk)
    row = Submission.objects.select_related(
        "milestone__engagement__business", "milestone__engagement__contractor__user"
    ).get(pk=submission.pk)
    return Held(row, Review.objects.filter(submission=row).first())


def keep(
    row: Submission,
    decision: str,
    findings: Sequence[Finding],
    *,
    visit: Visit | None,
    reason: str = "",
) -> Review:
    """Keep the answer; without a visit it is that of silence."""
    return Review.objects.create(
        submission=row,
        decision=decision,
        findings=[one.plain for one in findings],
        reason=reason,
        by_silence=visit is None,
        made_by=visit.user if visit else None,
    )
