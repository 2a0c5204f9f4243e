"""What is handed in is answered once, by who may, and its fees add up to the cent (§RUN-2 to §RUN-4)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from outhaul.apps.audit.models import Event
from outhaul.apps.delivery.domain.reviewing import Finding, accept, accept_all, request_changes
from outhaul.apps.delivery.domain.splitting import accept_part, suggested_fee
from outhaul.apps.delivery.models import Review
from outhaul.apps.notices.domain.telling import tell
from outhaul.apps.notices.models import Kind, Notice
from outhaul.apps.work.domain.changing import begin_change
from outhaul.apps.work.domain.engagements import take_step
from outhaul.apps.work.models import Milestone
from outhaul.documents.statement.canonical import statement_of
from outhaul.engine.saying import say
from outhaul.faults import InputError
from outhaul.lifecycle import NotNow
from tests.delivery_made import milestone, running
from tests.handed_in import handed_in
from tests.people import People

BANK, BALANCE = "Every bank line has a booking", "The trial balance balances"
HALF = [Finding(BANK, met=True), Finding(BALANCE, met=False, reason="It is 3.20 off.")]


def places(error: pytest.ExceptionInfo[InputError]) -> list[str]:
    return [fault.where for fault in error.value.faults]


def test_accepting_accepts_the_milestone_tells_ana_and_takes_it_off_every_list(people: People) -> None:
    ana = running(people)
    submission = handed_in(ana)
    tell(
        [people.marco.user, people.olivia.user],
        business=people.bakery,
        kind=Kind.DELIVERY,
        once=f"submission:{submission.key}",
        said=say("“{what}” waits.", what="x"),
        address="/",
        acts=True,
    )
    review = accept(people.marco, submission)
    assert (review.decision, review.made_by, review.by_silence) == ("accepted", people.marco.user, False)
    assert [one["met"] for one in review.findings] == [True, True]
    assert milestone(ana).state == "accepted"
    assert set(Notice.objects.filter(settled_at=None, acts=True).values_list("user", flat=True)) == set()
    told = Notice.objects.get(user=ana.user, kind=Kind.DELIVERY)
    assert told.said["text"] == "“December closed” is accepted."
    assert Event.objects.filter(verb="accepted", thing="milestone").count() == 1


def test_the_same_answer_twice_is_one_and_another_one_comes_too_late(people: People) -> None:
    submission = handed_in(running(people))
    assert accept(people.marco, submission) == accept(people.olivia, submission)
    with pytest.raises(NotNow):
        request_changes(people.marco, submission, findings=HALF)
    assert Review.objects.count() == 1


def test_changes_are_asked_for_by_criterion_with_a_reason_each(people: People) -> None:
    ana = running(people)
    submission = handed_in(ana)
    with pytest.raises(InputError) as error:
        request_changes(people.marco, submission, findings=[HALF[0], Finding(BALANCE, met=False)])
    assert places(error) == ["reason-1"]
    with pytest.raises(InputError) as error:
        request_changes(
            people.marco, submission, findings=[Finding(BANK, met=True), Finding(BALANCE, met=True)]
        )
    assert places(error) == ["reason"]
    review = request_changes(people.marco, submission, findings=HALF)
    assert [one["reason"] for one in review.findings] == ["", "It is 3.20 off."]
    assert milestone(ana).state == "changes requested"


def test_an_older_version_one_taken_back_and_a_viewer_answer_nothing(people: People) -> None:
    ana = running(people)
    first = handed_in(ana)
    with pytest.raises(PermissionDenied):
        accept(people.viktor, first)
    request_changes(people.marco, first, findings=HALF)
    second = handed_in(ana)
    assert accept(people.marco, second).submission.number == 2
    with pytest.raises(NotNow):
        accept(people.marco, first)


def test_several_are_accepted_together_or_none_of_them(people: People) -> None:
    ana = running(people)
    both = [handed_in(ana), handed_in(ana, "year")]
    request_changes(
        people.marco,
        both[1],
        findings=[Finding("The adviser takes them without a question", met=False, reason="Two.")],
    )
    with pytest.raises(NotNow):
        accept_all(people.marco, both)
    assert milestone(ana).state == "submitted"


def test_a_part_is_accepted_and_the_rest_is_a_deliverable_of_its_own(people: People) -> None:
    ana = running(people)
    review = accept_part(
        people.marco, handed_in(ana), findings=HALF, fee=Decimal("150.01"), due_on=date(2027, 2, 1)
    )
    part, rest = Milestone.objects.filter(engagement=ana.engagement, name__startswith="December").order_by(
        "pk"
    )
    assert (review.decision, part.state, part.fee, part.criteria) == (
        "part accepted",
        "accepted",
        Decimal("150.01"),
        [BANK],
    )
    assert (rest.state, rest.fee, rest.criteria) == ("changes requested", Decimal("299.99"), [BALANCE])
    assert (rest.split_from, rest.due_on, rest.key) == (part, date(2027, 2, 1), "close-2")
    assert accept(people.marco, handed_in(ana, "close-2")).decision == "accepted"


@pytest.mark.parametrize("fee", ["0", "450", "451", "-1", "10.005"])
def test_the_fee_of_a_part_lies_between_none_and_the_whole(people: People, fee: str) -> None:
    submission = handed_in(running(people))
    with pytest.raises(InputError) as error:
        accept_part(people.marco, submission, findings=HALF, fee=Decimal(fee), due_on=date(2027, 2, 1))
    assert places(error) == ["fee"]
    assert Milestone.objects.exclude(split_from=None).count() == Review.objects.count() == 0


def test_a_part_is_neither_all_nor_nothing_and_its_rest_lies_ahead(people: People) -> None:
    submission = handed_in(running(people))
    every = [Finding(BANK, met=True), Finding(BALANCE, met=True)]
    none = [Finding(BANK, met=False, reason="a"), Finding(BALANCE, met=False, reason="b")]
    yesterday = timezone.localdate() - timedelta(days=1)
    for findings in (every, none):
        with pytest.raises(InputError) as error:
            accept_part(people.marco, submission, findings=findings, fee=Decimal(1), due_on=yesterday)
        assert places(error) == ["decision", "due_on"]


def test_a_change_order_rests_on_both_parts(people: People) -> None:
    ana = running(people)
    accept_part(people.marco, handed_in(ana), findings=HALF, fee=Decimal(200), due_on=date(2027, 2, 1))
    order = begin_change(people.olivia, ana.engagement, reason="The adviser wants it later.")
    fees = [(item.key, item.fee) for item in statement_of(order.content).milestones]
    assert fees == [("close", Decimal(200)), ("close-2", Decimal(250)), ("year", Decimal("1200.50"))]


def test_nothing_is_answered_while_the_work_rests(people: People) -> None:
    ana = running(people)
    submission = handed_in(ana)
    take_step(people.olivia, ana.engagement, "pause", reason="Holidays")
    with pytest.raises(NotNow):
        accept(people.marco, submission)
    assert Review.objects.count() == 0


@given(st.decimals("0.02", 1_000_000, places=2), st.integers(1, 20), st.integers(0, 20))
def test_the_suggested_part_and_the_rest_make_the_fee(fee: Decimal, criteria: int, met: int) -> None:
    part = suggested_fee(fee, min(met, criteria), criteria)
    assert 0 <= part <= fee
    assert part + (fee - part) == fee
    assert part == part.quantize(Decimal("0.01"))
