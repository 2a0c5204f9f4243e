"""What was handed in during the sample year, and how it was answered, as the lifecycles have it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from outhaul.apps.audit.domain.trail import Actor
from outhaul.apps.delivery.domain.answering import end_of_review
from outhaul.apps.delivery.domain.splitting import suggested_fee
from outhaul.apps.delivery.models import Attachment, Review, StoredFile, Submission
from outhaul.apps.people.models import User
from outhaul.apps.review.domain.sample_agreements import Agreed
from outhaul.apps.review.domain.sample_files import file_of
from outhaul.apps.review.domain.sample_works import ORDERS, PICTURES, POSTS, SHOP
from outhaul.apps.review.domain.sample_year import Year
from outhaul.apps.work.domain.milestones import TRAIL
from outhaul.apps.work.lifecycles import MILESTONE, MilestoneState
from outhaul.apps.work.models import Milestone

REVIEW_DAYS = 5
"""Working days in which the client answers, as every statement of the sample says."""
STARTS = timedelta(days=20)
"""Before the day on which it is due."""
ACCEPTED, CHANGES, PART = "accepted", "changes requested", "part accepted"
UNMET = "This one is not met yet: please look at the last page again."


@dataclass(frozen=True, slots=True)
class Version:
    """A version as it went: when it came, how it was answered, after how many working days.

    The first comes `late` days after its day (below zero: before it), or on the day `on` from today; each
    further one comes `late` working days after the answer to the one before.
    """

    late: int = -1
    decision: str = ACCEPTED
    after: int = 1
    on: int | None = None
    note: str = "Here it is; each criterion was looked at."


TWICE = (Version(late=-2, decision=CHANGES), Version(late=3))
LATE = (
    Version(late=4, decision=CHANGES, after=3),
    Version(late=4, decision=CHANGES, after=2),
    Version(late=3),
)
TOLD: Mapping[str, Mapping[int, Sequence[Version]]] = {
    POSTS.process: {
        2: TWICE,
        4: LATE,
        5: (Version(late=3, decision=CHANGES, after=2), Version(late=2)),
        6: LATE,
    },
    SHOP.process: {3: TWICE, 7: (Version(late=-1, after=7),)},
    PICTURES.process: {
        2: TWICE,
        7: (Version(late=-1, decision=PART, after=2),),
        8: (Version(on=-2, after=60),),
    },
    ORDERS.process: {
        4: TWICE,
        7: (Version(on=-5, decision=CHANGES, after=2, note="All orders but two are placed."),),
    },
}
"""Process -> place of a deliverable -> its versions, where they are not as usual."""
USUAL: Sequence[Sequence[Version]] = (
    (Version(),),
    (Version(late=-2, after=2),),
    (Version(late=-3),),
    (Version(late=0, after=3),),
)


def add_deliveries(year: Year, agreed: Agreed) -> None:
    """Let every deliverable be worked on and answered as far as time has come."""
    told = TOLD[agreed.work.process]
    for place, milestone in enumerate(agreed.milestones, 1):
        usual = year.calendar.chance.choice(USUAL)
        _live(year, agreed, milestone, told.get(place, usual))


def _live(year: Year, agreed: Agreed, milestone: Milestone, versions: Sequence[Version]) -> None:
    calendar, contractor = year.calendar, agreed.engagement.contractor
    began = calendar.working(max(agreed.terms.starts_on, milestone.due_on - STARTS))
    if not _step(year, milestone, "start", calendar.at(began), year.of(contractor)):
        return
    day = None
    for number, version in enumerate(versions, 1):
        day = calendar.working(_handed_in(year, milestone, version, began) if day is None else day)
        at = calendar.at(day)
        if not _step(year, milestone, "submit", at, year.of(contractor), number):
            return
        made = _submission(year, agreed, milestone, version, number, at)
        answered = calendar.at(calendar.after(day, version.after))
        if not calendar.has_come(answered):
            return
        user = year.answers(agreed.work.manager)
        _answer(year, agreed, made, version, answered, user)
        if number < len(versions):
            day = calendar.after(calendar.day_of(answered), versions[number].late)


def _handed_in(year: Year, milestone: Milestone, version: Version, began: date) -> date:
    if version.on is not None:
        return year.calendar.day(version.on)
    return max(milestone.due_on + timedelta(days=version.late), began + timedelta(days=1))


def _step(  # noqa: PLR0913, PLR0917 -- who does what, when
    year: Year, milestone: Milestone, verb: str, at: datetime, actor: Actor, version: int | None = None
) -> bool:
    """Let a milestone take a step, if its time has come."""
    if not year.calendar.has_come(at):
        return False
    before = milestone.state
    milestone.state = MILESTONE.after(MilestoneState(milestone.state), verb)
    if verb == "submit":
        milestone.submitted_at = at
    if verb == "accept":
        milestone.accepted_at = at
    changes: dict[str, tuple[object, object]] = {"state": (before, milestone.state)}
    if version:
        changes["version"] = (None, version)
    year.trail.note(at, actor, TRAIL[verb], "milestone", milestone.name, changes)
    return True


def _submission(  # noqa: PLR0913, PLR0917 -- what is handed in
    year: Year, agreed: Agreed, milestone: Milestone, version: Version, number: int, at: datetime
) -> Submission:
    made = year.rows.add(
        Submission(
            milestone=milestone,
            number=number,
            note=version.note,
            remarks=[{"criterion": text, "met": True, "note": ""} for text in milestone.criteria],
            made_by=agreed.engagement.contractor.user,
            made_at=at,
            answer_by=end_of_review(year.calendar.home, REVIEW_DAYS, at),
        )
    )
    sheet = file_of(agreed.work.process, milestone, number, year.calendar.chance)
    file = year.rows.add(
        StoredFile(
            business=year.business,
            sha256=sha256(sheet.content).hexdigest(),
            size=len(sheet.content),
            content=sheet.content,
        )
    )
    year.rows.add(Attachment(submission=made, file=file, name=sheet.name, media_type=sheet.media_type))
    return made


def _answer(  # noqa: PLR0913, PLR0917 -- who answers what, how, when
    year: Year, agreed: Agreed, made: Submission, version: Version, at: datetime, user: User
) -> None:
    milestone = made.milestone
    criteria = list(milestone.criteria)
    met = [version.decision == ACCEPTED or place < len(criteria) - 1 for place in range(len(criteria))]
    findings = [
        {"criterion": text, "met": is_met, "reason": "" if is_met else UNMET}
        for text, is_met in zip(criteria, met, strict=True)
    ]
    year.rows.add(
        Review(submission=made, decision=version.decision, findings=findings, made_by=user, made_at=at)
    )
    if version.decision == CHANGES:
        _step(year, milestone, "request changes", at, user, made.number)
        return
    if version.decision == PART:
        _split(year, milestone, met, at, user)
    _step(year, milestone, "accept", at, user, made.number)
    if agreed.work.form == "fixed":
        year.books.move(at, "world", "accepted", milestone.fee, milestone, "accepted", agreed.engagement)


def _split(year: Year, milestone: Milestone, met: Sequence[bool], at: datetime, user: User) -> None:
    """Let the criteria that are not met be a deliverable of its own, which waits for its changes."""
    criteria, whole = list(milestone.criteria), milestone.fee
    fee = suggested_fee(whole, sum(met), len(criteria))
    year.rows.add(
        Milestone(
            engagement=milestone.engagement,
            key=f"{milestone.key}-2",
            position=milestone.position,
            name=f"{milestone.name}: the rest",
            deliverable=milestone.deliverable,
            criteria=[text for text, is_met in zip(criteria, met, strict=True) if not is_met],
            due_on=year.calendar.day(4),
            fee=whole - fee,
            state=MilestoneState.CHANGES_REQUESTED,
            split_from=milestone,
        )
    )
    milestone.criteria = [text for text, is_met in zip(criteria, met, strict=True) if is_met]
    milestone.fee = fee
    fees: dict[str, tuple[object, object]] = {
        "fee": (str(whole), str(fee)),
        "rest": (None, str(whole - fee)),
    }
    year.trail.note(at, user, "split", "milestone", milestone.name, fees)
