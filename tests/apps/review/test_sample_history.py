"""The made-up year of the sample keeps the rules of the application that it shows."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from django.utils import timezone
from time_machine import travel

from outhaul.apps.audit.domain.trail import broken_at
from outhaul.apps.audit.models import Event
from outhaul.apps.delivery.domain.closing import open_ends
from outhaul.apps.delivery.domain.days import home_of
from outhaul.apps.delivery.domain.hours import rate_on, terms_of
from outhaul.apps.delivery.domain.sample import ANA, sample_contractor
from outhaul.apps.delivery.lifecycles import CheckpointState
from outhaul.apps.delivery.models import Checkpoint, HourEntry, Message, Proposal, Review, Submission, Task
from outhaul.apps.money.domain.ledger import balances, totals
from outhaul.apps.money.domain.reconciling import disagreements
from outhaul.apps.money.models import Invoice, InvoiceLine, LedgerEntry, Payment, PayRun
from outhaul.apps.notices.models import Notice
from outhaul.apps.planning.domain.sample import reset_sample
from outhaul.apps.review.domain.sample_history import make_history
from outhaul.apps.review.models import Learned, MonthlyReview, PulseAnswer
from outhaul.apps.work.domain.activating import is_signed
from outhaul.apps.work.domain.milestones import TRAIL
from outhaul.apps.work.domain.papers import payment_ready
from outhaul.apps.work.domain.versions import in_force
from outhaul.apps.work.lifecycles import MILESTONE, EngagementState, MilestoneState
from outhaul.apps.work.models import Engagement, Milestone, Statement
from outhaul.cli.demo import samples
from outhaul.documents.statement.canonical import content_hash, statement_of
from outhaul.engine.verdict import Answer
from outhaul.reference.tables import load
from tests.kept_rows import kept
from tests.people import People

pytestmark = pytest.mark.django_db
made = pytest.mark.usefixtures("year")
INVOICES = {"submitted", "approved", "rejected", "scheduled", "paid", "failed", "void"}
VERBS = {told: verb for verb, told in TRAIL.items()}


@pytest.fixture
def year(people: People) -> People:
    """The sample people after their year."""
    kept(make_history)()
    return people


def test_it_is_a_year_with_something_of_everything(year: People) -> None:
    rows = Engagement.objects.filter(business=year.bakery)
    assert sorted(rows.values_list("name", "state")) == [
        ("Ordering from suppliers", "active"),
        ("Product photos and graphics", "active"),
        ("Social media", "closed"),
        ("Web shop upkeep", "active"),
    ]
    milestones = set(Milestone.objects.values_list("state", flat=True))
    assert milestones == {*MilestoneState} - {MilestoneState.PLANNED}
    assert {"accepted", "changes requested", "part accepted"} == set(
        Review.objects.values_list("decision", flat=True)
    )
    invoices = set(Invoice.objects.values_list("state", flat=True))
    assert invoices == INVOICES
    assert set(Payment.objects.values_list("state", flat=True)) == {"sent", "paid", "failed"}
    assert set(PayRun.objects.values_list("state", flat=True)) == {"sent", "done"}
    assert {"logged", "accepted", "rejected", "invoiced"} >= set(
        HourEntry.objects.values_list("state", flat=True)
    )
    assert Proposal.objects.get().state == "open"
    assert Message.objects.filter(answered_at=None).exclude(kind="answer").count() == 2
    assert MonthlyReview.objects.count() == 3
    assert Learned.objects.count() > 0


def test_the_ledger_reconciles_with_every_state(year: People) -> None:
    assert disagreements(year.bakery) == {}
    sums: Counter[str] = Counter()
    for total in totals(year.bakery):
        sums[total.currency] += total.closing
    assert set(sums.values()) == {0}
    assert all(
        cents >= 0
        for (account, _), cents in balances(year.bakery).items()
        if account not in {"world", "exchange"}
    )
    numbers = list(LedgerEntry.objects.order_by("at", "number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))


@made
def test_nothing_is_paid_that_was_not_accepted() -> None:
    for line in InvoiceLine.objects.filter(invoice__state="paid").select_related(
        "milestone", "hours", "invoice"
    ):
        accepted_at = line.milestone.accepted_at if line.milestone else line.hours.answered_at  # type: ignore[union-attr] # one of both
        assert accepted_at is not None
        assert line.invoice.paid_at is not None
        assert accepted_at < line.invoice.made_at < line.invoice.paid_at
        assert line.amount <= line.accepted
    for milestone in Milestone.objects.filter(state__in=["accepted", "invoiced", "paid"]):
        newest = milestone.submissions.first()
        assert newest is not None
        assert newest.review.decision in {"accepted", "part accepted"}
    assert not Invoice.objects.filter(approved_at__isnull=False, approved_by=None).exists()


def test_each_milestone_went_only_where_its_lifecycle_leads(year: People) -> None:
    states: defaultdict[str, MilestoneState] = defaultdict(lambda: MilestoneState.READY)
    for verb, name in (
        Event.objects.filter(scope=year.bakery.key, thing="milestone")
        .order_by("number")
        .values_list("verb", "name")
    ):
        if verb in VERBS:
            states[name] = MILESTONE.after(states[name], VERBS[verb])
    rests = Milestone.objects.filter(split_from__isnull=False)
    kept = dict(Milestone.objects.exclude(pk__in=rests).values_list("name", "state"))
    assert {name: state for name, state in kept.items() if state != "ready"} == dict(states)


@made
def test_versions_follow_each_other() -> None:
    by: Mapping[int, list[Submission]] = defaultdict(list)
    for row in Submission.objects.select_related("review", "milestone").order_by("number"):
        by[row.milestone_id].append(row)
    for rows in by.values():
        assert [row.number for row in rows] == list(range(1, len(rows) + 1))
        for before, after in pairwise(rows):
            assert before.review.decision == "changes requested"
            assert before.made_at < before.review.made_at < after.made_at
        assert all(row.attachments.count() == 1 for row in rows)
        assert rows[-1].milestone.submitted_at == rows[-1].made_at


def test_looks_are_at_most_one_a_day_on_which_the_client_works(year: People) -> None:
    home = home_of(year.bakery)
    looks = list(Checkpoint.objects.all())
    assert all(home.works_on(look.on) for look in looks)
    assert len({(look.engagement_id, look.on) for look in looks}) == len(looks)
    held = {
        look.state == CheckpointState.HELD
        for look in looks
        if look.starts_at < timezone.now() - timedelta(days=2)
    }
    assert held == {True}
    assert any(look.starts_at > timezone.now() for look in looks)


@made
def test_what_was_agreed_was_signed_by_both_and_the_fees_are_what_was_signed() -> None:
    for statement in Statement.objects.all():
        assert is_signed(statement)
        assert statement.content_hash == content_hash(statement_of(statement.content))
        assert statement.paper
    for engagement in Engagement.objects.all():
        standing = in_force(engagement)
        assert standing is not None
        said = statement_of(standing.content)
        fees = sum(row.fee for row in Milestone.objects.filter(engagement=engagement))
        assert fees == sum(item.fee for item in said.milestones)
        assert engagement.ends_on == said.terms.ends_on


@made
def test_hours_are_within_the_cap_at_the_agreed_rate() -> None:
    months: Counter[tuple[int, int]] = Counter()
    for entry in HourEntry.objects.exclude(state="rejected"):
        terms = terms_of(entry.engagement)
        assert terms is not None
        assert entry.rate == rate_on(terms, entry.on)
        months[entry.on.year, entry.on.month] += float(entry.hours)  # type: ignore[assignment] # hours have parts
    assert max(months.values()) <= 16


@made
def test_everybody_who_is_paid_gave_their_papers_and_what_ended_gave_all_back() -> None:
    for engagement in Engagement.objects.select_related("contractor__business"):
        answers = {one.answer for one in payment_ready(engagement.contractor)}
        assert Answer.BLOCK not in answers
        if engagement.state == EngagementState.CLOSED:
            assert open_ends(engagement) == ()


def test_the_trail_is_whole_and_in_order_of_time(year: People) -> None:
    assert broken_at(year.bakery.key) is None
    events = Event.objects.filter(scope=year.bakery.key).order_by("number")
    dated = [event.at for event in events if event.at < timezone.now() - timedelta(days=1)]
    assert dated == sorted(dated)
    read_in = events.get(thing="history")
    assert all(event.number > read_in.number for event in events if event.at in dated)


def test_only_ana_sees_her_board_and_nobody_else_hears_her(year: People) -> None:
    assert sample_contractor() == Task.objects.all()[0].user
    assert {row.user.email for row in Task.objects.select_related("user")} == {ANA}
    assert not Notice.objects.filter(mail_after__isnull=False).exists()
    assert {row.user.email for row in Notice.objects.select_related("user")} == {
        ANA,
        year.marco.user.email,
        year.olivia.user.email,
        year.fatima.user.email,
    }
    assert PulseAnswer.objects.filter(answered_at=None).count() == 2


@made
def test_made_twice_it_is_there_once_and_after_a_reset_again() -> None:
    def counts() -> list[int]:
        return [model.objects.count() for model in (Engagement, Submission, Invoice, LedgerEntry, Notice)]

    once = counts()
    make_history()
    assert counts() == once
    reset_sample(samples(), reference=load())
    assert counts() == [0, 0, 0, 0, 0]
    make_history()
    assert counts() == once


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 12, 26, 3, tzinfo=UTC),  # the night after a holiday, before a weekend
        datetime(2027, 1, 3, 12, tzinfo=UTC),  # a Sunday
        datetime(2028, 2, 29, 23, tzinfo=UTC),
        datetime(2028, 7, 31, 9, tzinfo=UTC),
    ],
)
def test_on_whatever_day_it_is_made_it_reconciles_and_nothing_lies_ahead(
    people: People, moment: datetime
) -> None:
    with travel(moment, tick=False):
        make_history()
        now = timezone.now()
        assert disagreements(people.bakery) == {}
        assert broken_at(people.bakery.key) is None
        assert set(Milestone.objects.values_list("state", flat=True)) == {*MilestoneState} - {"planned"}
        assert set(Invoice.objects.values_list("state", flat=True)) == INVOICES
        ahead = {
            "versions": Submission.objects.filter(made_at__gt=now),
            "answers": Review.objects.filter(made_at__gt=now),
            "messages": Message.objects.filter(made_at__gt=now),
            "invoices": Invoice.objects.filter(changed_at__gt=now),
            "payments": Payment.objects.filter(changed_at__gt=now),
            "hours": HourEntry.objects.filter(made_at__gt=now),
            "events": Event.objects.filter(at__gt=now),
        }
        assert {name for name, rows in ahead.items() if rows.exists()} == set()
