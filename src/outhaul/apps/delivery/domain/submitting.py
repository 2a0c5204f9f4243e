"""The contractor starts a deliverable, hands a version in, and may take it back until it is answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from outhaul.apps.delivery.domain.addresses import client_submission
from outhaul.apps.delivery.domain.answering import answer_by
from outhaul.apps.delivery.domain.once import key_for
from outhaul.apps.delivery.domain.storing import MOST_FILES, Kept
from outhaul.apps.delivery.models import Attachment, Submission
from outhaul.apps.notices.domain.telling import settle, tell
from outhaul.apps.notices.models import Kind
from outhaul.apps.work.domain.access import Assignment
from outhaul.apps.work.domain.consequences import follow_up
from outhaul.apps.work.domain.milestones import step
from outhaul.apps.work.domain.persons import manager_of
from outhaul.apps.work.lifecycles import MilestoneState
from outhaul.apps.work.models import Engagement, Milestone
from outhaul.engine.saying import say
from outhaul.faults import Fault, InputError
from outhaul.lifecycle import NotNow

MOST_LINKS = 20
SUBMITTABLE = frozenset({MilestoneState.READY, MilestoneState.IN_PROGRESS, MilestoneState.CHANGES_REQUESTED})
"""States in which a version can be handed in; one that was not started is started by it."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What the contractor says of one criterion."""

    met: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """Where a part of the work lies."""

    address: str
    name: str = ""


def start(assignment: Assignment, milestone: Milestone) -> Milestone:
    """Begin with a deliverable; records `started`. Raises NotNow."""
    return step(milestone, "start", actor=assignment.user)


@transaction.atomic
def submit(  # noqa: PLR0913 -- the parts of a version
    assignment: Assignment,
    milestone: Milestone,
    *,
    key: str,
    note: str = "",
    remarks: Sequence[Remark] = (),
    links: Sequence[Link] = (),
    files: Sequence[Kept] = (),
) -> Submission:
    """Hand a version in, and tell the manager, who has to answer; records `submitted`.

    A deliverable that was not started is started by it. `remarks` are of the criteria in their order; one
    that is not met is handed in as that. `key` is the form's: sent twice, it is one version. The client's
    time to answer runs from now (`answer_by`).

    Raises:
        InputError: there is nothing to look at, or a link is none.
        NotNow: it cannot be handed in now.
    """
    engagement = Engagement.objects.select_for_update().get(pk=milestone.engagement_id)
    made = Submission.objects.filter(key=key, milestone=milestone).first()
    if made:
        return made
    _check(note, links, files)
    row = Milestone.objects.get(pk=milestone.pk)
    if row.state == MilestoneState.READY:
        row = start(assignment, row)
    number = (row.submissions.aggregate(last=Max("number"))["last"] or 0) + 1
    row = step(row, "submit", actor=assignment.user, changes={"version": (None, number)})
    now = timezone.now()
    made = Submission.objects.create(
        milestone=row,
        key=key_for(Submission, key),
        number=number,
        note=note.strip(),
        remarks=_remarks(row, remarks),
        links=[{"address": link.address, "name": link.name} for link in links],
        made_by=assignment.user,
        made_at=now,
        answer_by=answer_by(engagement, now),
    )
    for kept in files:
        Attachment.objects.create(submission=made, file=kept.file, name=kept.name, media_type=kept.media_type)
    _tell(assignment, made)
    follow_up("submission submit", made)
    return made


@transaction.atomic
def take_back(assignment: Assignment, milestone: Milestone) -> Submission:
    """Take back the version that waits for an answer; nobody has to act on it any more; records `took back`.

    The version stays in the history, marked as taken back.

    Raises:
        NotNow: nothing is handed in, or it was answered.
    """
    Engagement.objects.select_for_update().get(pk=milestone.engagement_id)
    waiting = Submission.objects.filter(milestone=milestone, withdrawn_at=None, review=None).first()
    if waiting is None:
        raise NotNow("version", "answered", "be taken back")
    step(milestone, "take back", actor=assignment.user, changes={"version": (waiting.number, None)})
    waiting.withdrawn_at = timezone.now()
    waiting.save(update_fields=["withdrawn_at"])
    settle(assignment.business, matter(waiting))
    follow_up("submission take back", waiting)
    return waiting


def matter(submission: Submission) -> str:
    """Return what notices call the answering of a version."""
    return f"submission:{submission.key}"


def _tell(assignment: Assignment, made: Submission) -> None:
    said = say(
        '{who} handed in "{what}", version {number}.',
        who=str(assignment.contractor),
        what=made.milestone.name,
        number=made.number,
    )
    tell(
        manager_of(assignment.engagement),
        business=assignment.business,
        kind=Kind.DELIVERY,
        once=matter(made),
        said=said,
        address=client_submission(made),
        acts=True,
    )


def _remarks(milestone: Milestone, remarks: Sequence[Remark]) -> list[dict[str, object]]:
    told = [*remarks, *[Remark(met=False)] * len(milestone.criteria)]
    return [
        {"criterion": criterion, "met": remark.met, "note": remark.note.strip()}
        for criterion, remark in zip(milestone.criteria, told, strict=False)
    ]


def _check(note: str, links: Sequence[Link], files: Sequence[Kept]) -> None:
    faults = []
    if not (note.strip() or links or files):
        remedy = _("Add a file, a link, or a sentence that says where the work is.")
        faults.append(Fault("note", _("There is nothing to look at yet"), remedy))
    if len(files) > MOST_FILES:
        remedy = _("Put some of them into one archive (.zip).")
        faults.append(Fault("files", _("More than %(count)s files") % {"count": MOST_FILES}, remedy))
    faults += [_no_link(link) for link in links if not _is_link(link.address)]
    if len(links) > MOST_LINKS:
        remedy = _("Put the rest of them into the note.")
        faults.append(Fault("links", _("More than %(count)s links") % {"count": MOST_LINKS}, remedy))
    if faults:
        raise InputError(faults)


def _no_link(link: Link) -> Fault:
    problem = _('"%(link)s" is no address') % {"link": link.address[:80]}
    return Fault("links", problem, _("One begins with https:// and has no spaces."))


def _is_link(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    is_short = len(address) <= 1000  # noqa: PLR2004 -- more is no address that a person gives
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and is_short and " " not in address
