"""What must pass before an engagement is sent to be signed, and again before it begins."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from outhaul.apps.audit.models import Event
from outhaul.apps.planning.domain.access import access_entry
from outhaul.apps.planning.domain.entries import remove_entry, set_field
from outhaul.apps.planning.domain.plans import keep_made_plan
from outhaul.apps.sourcing.domain.guarding import Blocked, override_block
from outhaul.apps.work.domain.activating import activate
from outhaul.apps.work.domain.classifying import Given, answer_check
from outhaul.apps.work.domain.engagements import name_managers
from outhaul.apps.work.domain.readiness import blocks, ready_to_sign, verdicts
from outhaul.apps.work.domain.statements import change_statement, statement_of_work
from outhaul.apps.work.domain.training import remove_training
from outhaul.apps.work.models import Classification, Engagement, Milestone, Training
from outhaul.documents.statement import content
from outhaul.documents.statement.canonical import statement_of
from outhaul.engine.report import PlanReport
from outhaul.engine.saying import day
from outhaul.engine.verdict import Answer, Guard
from outhaul.lifecycle import NotNow
from outhaul.reference.tables import load
from tests.agreement_made import begun, harmless, ready, sent, signed, train
from tests.people import People

WHY = "There is nobody else in this small business"


@pytest.fixture
def engagement(people: People) -> Engagement:
    return ready(people.olivia, begun(people.olivia))


def blocking(people: People, engagement: Engagement) -> list[tuple[str, str]]:
    return [(item.rule, item.reason) for item in blocks(verdicts(people.olivia, engagement))]


def change(people: People, engagement: Engagement, **parts: object) -> content.Statement:
    row = statement_of_work(engagement)
    assert row is not None
    said = replace(statement_of(row.content), **parts)  # type: ignore[arg-type] # parts of a statement
    return statement_of(change_statement(people.olivia, row, said).content)


def said_of(engagement: Engagement) -> content.Statement:
    row = statement_of_work(engagement)
    assert row is not None
    return statement_of(row.content)


def test_all_guards_pass_where_everything_is_there(people: People, engagement: Engagement) -> None:
    found = verdicts(people.olivia, engagement)
    assert [(item.guard, item.answer, item.rule) for item in found] == [
        (Guard.SCOPE, Answer.PASS, "MANAGE-18"),
        (Guard.MANAGE, Answer.PASS, "MANAGE-9"),
        (Guard.PAY, Answer.PASS, "MANAGE-19"),
        (Guard.MANAGE, Answer.PASS, "MANAGE-1"),
        (Guard.MANAGE, Answer.PASS, "MANAGE-16"),
        (Guard.MANAGE, Answer.PASS, "MANAGE-15"),
        (Guard.MANAGE, Answer.WARN, "MANAGE-17"),  # no plan is chosen
        (Guard.MANAGE, Answer.PASS, "MANAGE-12"),
    ]
    ready_to_sign(people.olivia, engagement)


def test_a_fresh_draft_is_told_everything_that_is_missing(people: People) -> None:
    fresh = begun(people.olivia)
    assert [rule for rule, _reason in blocking(people, fresh)] == ["MANAGE-1", "MANAGE-15", "MANAGE-11"]
    with pytest.raises(Blocked) as blocked:
        ready_to_sign(people.olivia, fresh)
    assert {verdict.rule for verdict in blocked.value.verdicts} == {"MANAGE-1", "MANAGE-15", "MANAGE-11"}


def test_a_milestone_without_criteria_blocks(people: People, engagement: Engagement) -> None:
    first, *others = said_of(engagement).milestones
    change(people, engagement, milestones=(replace(first, criteria=()), *others))
    reason = "Nobody could tell when “Books of the month, month 1 of 6” is accepted: it has no criteria."
    assert ("MANAGE-18", reason) in blocking(people, engagement)


def test_no_milestones_and_no_checkpoints_block(people: People, engagement: Engagement) -> None:
    change(people, engagement, milestones=(), checkpoints=())
    rules = [rule for rule, _reason in blocking(people, engagement)]
    assert rules[:2] == ["MANAGE-18", "MANAGE-18"]


def test_six_checkpoints_a_week_are_micromanagement(people: People, engagement: Engagement) -> None:
    (look,) = said_of(engagement).checkpoints
    change(people, engagement, checkpoints=(look,) * 6)
    assert blocking(people, engagement)[0][0] == "MANAGE-9"


def test_a_checkpoint_needs_a_deliverable_that_is_there(people: People, engagement: Engagement) -> None:
    (look,) = said_of(engagement).checkpoints
    change(people, engagement, checkpoints=(replace(look, deliverable="The shop"),))
    assert blocking(people, engagement)[0] == (
        "MANAGE-9",
        "The checkpoint on 4 January 2027 looks at no deliverable.",
    )


def test_the_rate_is_the_offers(people: People, engagement: Engagement) -> None:
    terms = said_of(engagement).terms
    change(people, engagement, terms=replace(terms, rate=9.0))
    reason = "The statement says 9.00 USD an hour, the offer 10.40 USD; rate and raises must be the offer's."
    assert ("MANAGE-19", reason) in blocking(people, engagement)


def test_fees_below_the_price_block_and_above_it_warn(people: People, engagement: Engagement) -> None:
    first, *others = said_of(engagement).milestones
    change(people, engagement, milestones=(replace(first, fee=Decimal(300)), *others))
    reason = "The fees come to 2,380.00 USD; the offer's rate and hours to 2,496.00 USD."
    assert ("MANAGE-19", reason) in blocking(people, engagement)
    change(people, engagement, milestones=(replace(first, fee=Decimal(600)), *others))
    warned = [item.rule for item in verdicts(people.olivia, engagement) if item.answer is Answer.WARN]
    assert warned == ["MANAGE-19", "MANAGE-17"]


def test_an_untrained_manager_blocks_and_a_record_mends_it(people: People) -> None:
    engagement = name_managers(people.olivia, begun(people.olivia), manager="olivia", deputy="marco")
    answer_check(people.olivia, engagement, harmless(engagement))
    assert blocking(people, engagement) == [("MANAGE-16", "No training of Olivia counts today.")]
    train(people.olivia, "olivia")
    assert blocking(people, engagement) == []


def test_the_word_of_the_business_file_is_no_record(people: People) -> None:
    engagement = ready(people.olivia, begun(people.olivia))
    remove_training(people.olivia, Training.objects.get())
    assert access_entry(people.olivia, "managers", "marco").told["trained"] is True
    assert blocking(people, engagement) == [("MANAGE-16", "No training of Marco counts today.")]


def test_a_training_that_ends_before_the_work_begins_blocks(people: People) -> None:
    engagement = name_managers(people.olivia, begun(people.olivia), manager="marco", deputy="olivia")
    answer_check(people.olivia, engagement, harmless(engagement))
    until = engagement.starts_on - timedelta(days=1)
    train(people.olivia, until=until)
    reason = f"The training of Marco ends on {day(until)}, before the work begins."
    assert blocking(people, engagement) == [("MANAGE-16", reason)]


def test_hours_that_do_not_suffice_block(people: People, engagement: Engagement) -> None:
    marco = access_entry(people.olivia, "managers", "marco")
    set_field(people.olivia, marco, "free_hours_per_month", 2, reference=load())
    assert blocking(people, engagement) == [("MANAGE-6", "Marco would need 4 h a month and has 2.")]


def test_kept_work_of_the_plan_counts(
    people: People, engagement: Engagement, real_report: PlanReport
) -> None:
    def hours() -> float:
        found = verdicts(people.olivia, engagement)
        return next(item.figures["hours"] for item in found if item.rule in {"MANAGE-1", "MANAGE-6"})

    before = hours()
    keep_made_plan(people.olivia, real_report, reference=load())
    assert hours() > before + 5
    assert not [item for item in verdicts(people.olivia, engagement) if item.rule == "MANAGE-17"]


def test_other_running_engagements_count_and_span_is_kept(people: People, engagement: Engagement) -> None:
    for process in ("web-shop", "mail", "newsletter", "pictures"):
        other = begun(people.olivia, process=process)
        name_managers(people.olivia, other, manager="marco", deputy="olivia")
        sent(other)
    assert blocking(people, engagement) == [("MANAGE-7", "Marco would steer 5 engagements; 4 is the most.")]


def test_a_manager_who_left_the_file_is_nobody(people: People, engagement: Engagement) -> None:
    remove_entry(people.olivia, access_entry(people.olivia, "managers", "marco"))
    assert blocking(people, engagement)[0][0] == "MANAGE-1"


def test_a_business_that_is_not_told_completely_blocks(people: People, engagement: Engagement) -> None:
    marco = access_entry(people.olivia, "managers", "marco")
    set_field(people.olivia, marco, "free_hours_per_month", None, reference=load())
    assert [rule for rule, _reason in blocking(people, engagement)] == ["MANAGE-6"]


@pytest.mark.parametrize("part", ["hours", "dates", "scope", "clauses"])
def test_other_terms_ask_for_a_new_check(people: People, engagement: Engagement, part: str) -> None:
    said = said_of(engagement)
    first, *others = said.milestones
    parts: dict[str, dict[str, object]] = {
        "hours": {"terms": replace(said.terms, hours_per_month=40.2)},
        "dates": {"milestones": (replace(first, due_on=first.due_on + timedelta(days=1)), *others)},
        "scope": {"scope": "Books, and coffee"},
        "clauses": {"clauses": said.clauses[:-1]},
    }
    change(people, engagement, **parts[part])
    reason = "Hours, dates or scope have changed since the classification check."
    assert blocking(people, engagement) == [("MANAGE-14", reason)]
    answer_check(people.olivia, engagement, harmless(engagement))
    assert blocking(people, engagement) == []


def test_a_check_out_of_date_is_asked_again(people: People, engagement: Engagement) -> None:
    today = timezone.localdate()
    Classification.objects.update(recheck_on=today)
    reason = f"The classification check is out of date since {day(today)}."
    assert blocking(people, engagement) == [("MANAGE-14", reason)]


def test_a_high_risk_blocks_and_no_owner_can_override_it(people: People, engagement: Engagement) -> None:
    given = harmless(engagement) | {
        key: Given(answer=True, evidence="So agreed") for key in ("fixed_hours", "place", "exclusivity")
    }
    answer_check(people.olivia, engagement, given)
    (verdict,) = blocks(verdicts(people.olivia, engagement))
    assert (verdict.rule, verdict.legal) == ("MANAGE-12", True)
    with pytest.raises(PermissionDenied):
        override_block(people.olivia, verdict, thing="engagement", key=engagement.key, name="", reason=WHY)


def test_an_owner_may_go_on_without_a_deputy_but_never_without_a_manager(people: People) -> None:
    engagement = name_managers(people.olivia, begun(people.olivia), manager="", deputy="")
    answer_check(people.olivia, engagement, harmless(engagement))
    for verdict in blocks(verdicts(people.olivia, engagement)):
        override_block(people.olivia, verdict, thing="engagement", key=engagement.key, name="", reason=WHY)
    with pytest.raises(Blocked) as blocked:
        ready_to_sign(people.olivia, engagement)
    assert [verdict.rule for verdict in blocked.value.verdicts] == ["MANAGE-1"]
    train(people.olivia)
    named = name_managers(people.olivia, engagement, manager="marco", deputy="")
    ready_to_sign(people.olivia, named)


def test_it_begins_when_both_have_signed(people: People, engagement: Engagement) -> None:
    statement = sent(engagement)
    signed(statement, "client")
    with pytest.raises(NotNow):
        activate(people.olivia, engagement)
    signed(statement, "contractor")
    begun_now = activate(None, engagement)
    assert begun_now.state == "active"
    rows = Milestone.objects.filter(engagement=engagement)
    told = [(row.key, row.name, row.fee, row.due_on, row.criteria, row.state) for row in rows]
    assert told == [
        (item.key, item.name, item.fee, item.due_on, list(item.criteria), "ready")
        for item in said_of(engagement).milestones
    ]
    event = Event.objects.get(verb="activated")
    assert (event.actor, event.name) == ("Outhaul", "Bookkeeping")
    activate(people.olivia, engagement)
    assert (Event.objects.filter(verb="activated").count(), rows.count()) == (1, 6)


def test_a_signature_under_other_words_begins_nothing(engagement: Engagement) -> None:
    statement = sent(engagement)
    signed(statement, "client")
    signed(statement, "contractor", document_hash="0ther")
    with pytest.raises(NotNow):
        activate(None, engagement)


def test_what_has_changed_since_it_was_sent_is_asked_anew(people: People, engagement: Engagement) -> None:
    signed(sent(engagement))
    remove_training(people.olivia, Training.objects.get())
    with pytest.raises(Blocked) as blocked:
        activate(None, engagement)
    assert [verdict.rule for verdict in blocked.value.verdicts] == ["MANAGE-16"]
    assert not Milestone.objects.exists()
    train(people.olivia)
    assert activate(people.marco, engagement).state == "active"
