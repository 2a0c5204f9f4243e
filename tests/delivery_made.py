"""Ana at work for the bakery: an engagement that both sides signed, and her own way in."""

from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from outhaul.apps.delivery.domain.absences import add_absence
from outhaul.apps.delivery.domain.storing import Upload, keep_files
from outhaul.apps.delivery.domain.submitting import Remark, submit
from outhaul.apps.delivery.models import Absence, ChecklistItem, HourEntry, Review, Submission
from outhaul.apps.jobs.keys import new_key
from outhaul.apps.people.models import User
from outhaul.apps.work.domain.access import Assignment
from outhaul.apps.work.domain.milestones import step
from outhaul.apps.work.lifecycles import MILESTONE, MilestoneState
from outhaul.apps.work.models import Engagement, Milestone, Seat
from outhaul.documents.statement.content import Statement as Content
from tests.kept_rows import kept
from tests.people import People
from tests.signing_made import signed
from tests.statement_told import STATEMENT

ANA = "ana@example.org"


def at_work(people: People, engagement: Engagement) -> Assignment:
    """Ana can sign in, and is the contractor of the engagement; Marco is the manager who answers for it."""
    user = User.objects.filter(email=ANA).first() or User.objects.create_user(ANA, name="Ana Reyes")
    contractor = engagement.contractor
    contractor.user = user
    contractor.save(update_fields=["user"])
    Seat.objects.get_or_create(business=people.bakery, manager="marco", defaults={"user": people.marco.user})
    found = Engagement.objects.select_related("contractor", "business").get(pk=engagement.pk)
    return Assignment(user, found)


@kept
def running(people: People, content: Content = STATEMENT) -> Assignment:
    """An active engagement: two milestones, "close" (450.00 USD) and "year" (1,200.50 USD), both ready."""
    return at_work(people, signed(people, content).engagement)


def milestone(assignment: Assignment, key: str = "close") -> Milestone:
    return Milestone.objects.select_related("engagement").get(engagement=assignment.engagement, key=key)


def accepted(people: People, assignment: Assignment, key: str = "close") -> Milestone:
    """A milestone that Marco accepted, by the steps of its life that are left: without an answer as a row."""
    row = milestone(assignment, key)
    for verb in ("start", "submit", "accept"):
        if verb not in MILESTONE.verbs(MilestoneState(row.state)):
            continue
        actor = people.marco.user if verb == "accept" else assignment.user
        row = step(row, verb, actor=actor)
    return row


def handed_in(assignment: Assignment, key: str = "close", *, met: bool = True) -> Submission:
    """A version with one file, as Ana hands it in; every criterion is met, or none."""
    row = milestone(assignment, key)
    files = keep_files(assignment.business, [Upload("books.csv", b"day,amount\n1,2\n")])
    remarks = [Remark(met)] * len(row.criteria)
    return submit(assignment, row, key=new_key(), note="All of it.", remarks=remarks, files=files)


def changes_requested(people: People, submission: Submission, reason: str) -> Review:
    """Marco's answer that no criterion is met."""
    row = submission.milestone
    answer = Review.objects.create(
        submission=submission,
        decision="changes requested",
        findings=[{"criterion": text, "met": False, "reason": reason} for text in row.criteria],
        made_by=people.marco.user,
    )
    step(row, "request changes", actor=people.marco.user)
    return answer


def hour_entry(assignment: Assignment, on: date | None = None, hours: str = "2.00") -> HourEntry:
    """Hours as a row, whatever the form of the agreement."""
    return HourEntry.objects.create(
        engagement=assignment.engagement,
        milestone=milestone(assignment),
        on=on or timezone.localdate(),
        hours=Decimal(hours),
        rate=Decimal("10.40"),
        made_by=assignment.user,
    )


def absence(assignment: Assignment, weeks: int) -> Absence:
    """A week away, some weeks from today."""
    first = timezone.localdate() + timedelta(weeks=weeks)
    return add_absence(assignment, first_on=first, last_on=first + timedelta(days=6))


def own_line(assignment: Assignment, text: str = "Hand over the vouchers") -> ChecklistItem:
    """A line of the list for the last days that is Ana's to do."""
    return ChecklistItem.objects.create(
        engagement=assignment.engagement, list="off-boarding", sort="hand-over", text=text, side="contractor"
    )
