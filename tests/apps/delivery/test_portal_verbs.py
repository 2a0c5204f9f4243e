"""Talk, proposals, hours, absences, the own board and the lines: what each verb does, and tells whom."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from outhaul.apps.audit.models import Event
from outhaul.apps.delivery.domain import absences, hours, proposing, talking, tasks
from outhaul.apps.delivery.domain.handing_over import tick_own_line
from outhaul.apps.delivery.domain.own import access_own_tasks
from outhaul.apps.delivery.models import Checkpoint, HourEntry, Message, Task
from outhaul.apps.jobs.keys import new_key
from outhaul.apps.notices.models import Notice
from outhaul.apps.work.domain.access import Assignment
from outhaul.documents.statement.canonical import statement_of
from outhaul.faults import InputError
from outhaul.lifecycle import NotNow
from tests.delivery_made import milestone, own_line, running
from tests.people import People
from tests.statement_told import STATEMENT, TERMS

BY_HOURS = replace(STATEMENT, terms=replace(TERMS, form="hours"))


@pytest.fixture
def ana(people: People) -> Assignment:
    return running(people)


def test_a_question_waits_for_the_manager_until_it_is_answered(people: People, ana: Assignment) -> None:
    question = talking.ask(ana, milestone(ana), text="Where are the vouchers?")
    told = Notice.objects.get(once=talking.matter(question))
    assert (told.user, told.acts, told.settled_at) == (people.marco.user, True, None)
    answer = talking.answer(people.marco, question, text="In the folder.")
    question.refresh_from_db()
    told.refresh_from_db()
    assert (answer.side, answer.kind, answer.answers) == ("client", "answer", question)
    assert question.answered_at is not None
    assert told.settled_at is not None
    assert Notice.objects.get(once=talking.matter(answer)).user == ana.user


def test_what_one_adds_to_the_own_question_does_not_answer_it(ana: Assignment) -> None:
    question = talking.ask(ana, milestone(ana), text="Where are the vouchers?")
    talking.answer(ana, question, text="Those of the van, I mean.")
    question.refresh_from_db()
    assert question.answered_at is None


def test_asking_how_far_it_is_is_kept_as_that(people: People, ana: Assignment) -> None:
    talking.ask_status(people.marco, milestone(ana), "How far are you?")
    assert Message.objects.get().kind == "status request"
    assert Event.objects.filter(scope=people.bakery.key, verb="asked for the state of").count() == 1


def test_a_question_sent_twice_is_one(ana: Assignment) -> None:
    key = new_key()
    assert talking.ask(ana, milestone(ana), text="Where?", key=key) == talking.ask(
        ana, milestone(ana), text="Where?", key=key
    )
    with pytest.raises(InputError, match="There is nothing written"):
        talking.ask(ana, milestone(ana), text="  ")


def test_an_agreed_date_becomes_a_change_order_to_be_signed(people: People, ana: Assignment) -> None:
    new = date(2027, 1, 22)
    proposal = proposing.propose(ana, milestone(ana), text="The card comes late.", due_on=new, by_client=True)
    order = proposing.agree_proposal(people.marco, proposal, answer="Fine.")
    proposal.refresh_from_db()
    said = statement_of(order.content)
    assert (proposal.state, proposal.answer, order.state) == ("agreed", "Fine.", "draft")
    assert (said.reason, said.milestones[0].due_on) == ("The card comes late.", new)
    assert milestone(ana).due_on == date(2027, 1, 15), "what is signed holds until both sign the change"
    assert Notice.objects.get(once=f"{proposing.matter(proposal)}:answer").user == ana.user
    assert Notice.objects.get(once=proposing.matter(proposal)).settled_at is not None


def test_a_proposal_is_refused_with_a_reason_or_taken_back(people: People, ana: Assignment) -> None:
    proposal = proposing.propose(ana, None, text="A higher rate from May on.")
    with pytest.raises(InputError, match="The reason is missing"):
        proposing.refuse_proposal(people.marco, proposal, reason=" ")
    with pytest.raises(PermissionDenied):
        proposing.refuse_proposal(people.viktor, proposal, reason="No")
    assert proposing.refuse_proposal(people.marco, proposal, reason="Not this year.").state == "refused"
    with pytest.raises(NotNow):
        proposing.withdraw_proposal(ana, proposal)
    other = proposing.propose(ana, None, text="Another thing.")
    assert proposing.withdraw_proposal(ana, other).state == "withdrawn"


def test_a_date_behind_is_not_proposed(ana: Assignment) -> None:
    with pytest.raises(InputError, match="The day lies behind"):
        proposing.propose(
            ana, milestone(ana), text="Earlier", due_on=timezone.localdate() - timedelta(days=1)
        )


def test_the_board_is_moved_and_leaves_no_trace_with_the_client(people: People, ana: Assignment) -> None:
    before = Event.objects.filter(scope=people.bakery.key).count()
    first, second, third = (tasks.add_task(ana, title=title) for title in ("Bank", "Van", "Balance"))
    tasks.shift_task(ana, third, by=-1)
    tasks.move_task(ana, first, column="doing")
    tasks.remove_task(second)
    told = [(task.title, task.column) for task in access_own_tasks(ana)]
    assert sorted(told) == [("Balance", "to do"), ("Bank", "doing")]
    tasks.restore_task(Task.objects.get(pk=second.pk))
    todo = access_own_tasks(ana).filter(column="to do")
    assert list(todo.values_list("title", flat=True)) == ["Balance", "Van"]
    assert Event.objects.filter(scope=people.bakery.key).count() == before
    with pytest.raises(InputError):
        tasks.move_task(ana, first, column="nowhere")


class TestHours:
    @pytest.fixture
    def ana(self, people: People) -> Assignment:
        return running(people, BY_HOURS)

    def test_hours_have_the_rate_of_their_day_and_count_against_the_cap(self, ana: Assignment) -> None:
        with time_machine.travel("2026-12-15T09:00:00Z", tick=False):
            made = hours.log_hours(ana, milestone(ana), on=date(2026, 12, 14), hours=Decimal("2.5"))
            terms = hours.terms_of(ana.engagement)
            assert terms is not None
            month = hours.month_of(ana.engagement, date(2026, 12, 31), terms)
        assert made.rate == Decimal("10.40")
        assert (month.hours, month.cap, month.left) == (Decimal("2.5"), Decimal("23.0"), Decimal("20.5"))
        assert hours.rate_on(terms, date(2027, 4, 1)) == Decimal("10.90")

    @pytest.mark.parametrize(
        ("on", "told", "problem"),
        [
            (date(2026, 12, 16), "1", "The day lies ahead"),
            (date(2026, 12, 6), "1", "The day is outside the agreement"),
            (date(2026, 12, 14), "24.01", "A day has not so many hours"),
            (date(2026, 12, 14), "23.5", "It is more than the 23.0 h that are left"),
        ],
    )
    def test_hours_that_cannot_be_are_not_logged(
        self, ana: Assignment, on: date, told: str, problem: str
    ) -> None:
        with (
            time_machine.travel("2026-12-15T09:00:00Z", tick=False),
            pytest.raises(InputError, match=problem),
        ):
            hours.log_hours(ana, milestone(ana), on=on, hours=Decimal(told))
        assert HourEntry.objects.count() == 0

    def test_rejected_hours_are_changed_and_then_accepted(self, people: People, ana: Assignment) -> None:
        with time_machine.travel("2026-12-15T09:00:00Z", tick=False):
            key, day = new_key(), date(2026, 12, 14)
            made = hours.log_hours(ana, milestone(ana), on=day, hours=Decimal(3), key=key)
            again = hours.log_hours(ana, milestone(ana), on=day, hours=Decimal(3), key=key)
            assert again == made
            assert (
                hours.reject_hours(people.marco, made, reason="Was it the 13th?").reason == "Was it the 13th?"
            )
            assert Notice.objects.get(once=f"entry:{made.key}").user == ana.user
            changed = hours.change_hours(ana, made, milestone=milestone(ana), on=day, hours=Decimal(2))
            assert (changed.state, changed.reason) == ("logged", "")
            assert hours.accept_hours(people.marco, changed).state == "accepted"
            with pytest.raises(NotNow):
                hours.remove_hours(ana, changed)
        waiting = Notice.objects.get(once=hours.matter(ana.engagement))
        assert waiting.settled_at is not None

    def test_what_was_taken_out_is_put_back_where_the_month_has_room(self, ana: Assignment) -> None:
        with time_machine.travel("2026-12-15T09:00:00Z", tick=False):
            day = date(2026, 12, 14)
            first = hours.log_hours(ana, milestone(ana), on=day, hours=Decimal(20))
            assert hours.remove_hours(ana, first).state == "removed"
            assert hours.restore_hours(ana, first).state == "logged"
            hours.remove_hours(ana, first)
            hours.log_hours(ana, milestone(ana), on=date(2026, 12, 15), hours=Decimal(10))
            with pytest.raises(InputError, match="left of that month"):
                hours.restore_hours(ana, first)

    def test_only_who_runs_the_work_answers(self, people: People, ana: Assignment) -> None:
        with time_machine.travel("2026-12-15T09:00:00Z", tick=False):
            made = hours.log_hours(ana, milestone(ana), on=date(2026, 12, 14), hours=Decimal(3))
        with pytest.raises(PermissionDenied):
            hours.accept_hours(people.fatima, made)


def test_hours_are_logged_only_where_the_agreement_is_by_hours(ana: Assignment) -> None:
    with pytest.raises(NotNow):
        hours.log_hours(ana, milestone(ana), on=timezone.localdate(), hours=Decimal(1))


def test_absences_and_holidays_of_both_sides_stand_in_one_list(people: People, ana: Assignment) -> None:
    with time_machine.travel("2026-12-15T09:00:00Z", tick=False):
        first, last = date(2026, 12, 17), date(2026, 12, 18)
        absences.add_absence(ana, first_on=first, last_on=last, note="Family")
        point = Checkpoint.objects.create(
            engagement=ana.engagement, name="Look", on=last, starts_at=timezone.now() + timedelta(days=3)
        )
        found = absences.days_off(ana, date(2026, 12, 15), date(2026, 12, 26))
    assert [(off.first_on.day, off.whose, off.name, off.checkpoints) for off in found] == [
        (17, "contractor", "Family", (point,)),
        (24, "PH", "Christmas Eve", ()),
        (25, "PH", "Christmas Day", ()),
        (25, "US", "Christmas Day", ()),
    ]
    assert Notice.objects.filter(user=people.marco.user, kind="checkpoint").count() == 1


def test_an_absence_is_in_order_and_can_be_put_back(ana: Assignment) -> None:
    today = timezone.localdate()
    with pytest.raises(InputError, match="It ends before it begins"):
        absences.add_absence(ana, first_on=today, last_on=today - timedelta(days=1))
    with pytest.raises(InputError, match="It lies behind"):
        absences.add_absence(ana, first_on=today - timedelta(days=3), last_on=today - timedelta(days=1))
    made = absences.add_absence(ana, first_on=today, last_on=today)
    absences.remove_absence(ana, made)
    found = absences.days_off(ana, today, today)
    assert [off for off in found if off.whose == "contractor"] == []
    absences.restore_absence(ana, made)
    assert [off.key for off in absences.days_off(ana, today, today) if off.key] == [made.key]


def test_an_own_line_is_ticked_once_and_opened_again(people: People, ana: Assignment) -> None:
    line = own_line(ana)
    for done in (True, True, False):
        line = tick_own_line(ana, line, done=done)
    assert line.done_at is None
    trail = Event.objects.filter(scope=people.bakery.key, thing="checklist line").order_by("number")
    assert list(trail.values_list("verb", flat=True)) == ["ticked", "opened again"]
