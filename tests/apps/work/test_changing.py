"""A change order is a second document that both sign; it changes what runs, and forgets nothing."""

from dataclasses import replace

import pytest
from django.utils import timezone

from outhaul.apps.sourcing.domain.guarding import Blocked, override_block
from outhaul.apps.work.domain.asking import verdicts_before_sending
from outhaul.apps.work.domain.changing import begin_change, write_change
from outhaul.apps.work.domain.classifying import answer_check, check_of, latest_check, why_again
from outhaul.apps.work.domain.ending import decline, reissue, withdraw
from outhaul.apps.work.domain.sending import send_to_sign
from outhaul.apps.work.models import Engagement, Milestone, Statement
from outhaul.documents.statement.canonical import statement_of
from outhaul.engine.changing import Piece, guard_change
from outhaul.engine.verdict import Answer
from outhaul.faults import InputError
from outhaul.lifecycle import NotNow
from tests.agreement_made import harmless
from tests.people import People
from tests.signing_made import ana_signs, code_for, contractors, drafted, olivia_signs, signed
from tests.statement_told import CHANGED, MILESTONES, STATEMENT, TERMS

WHY = "The tax adviser wants the books a month later."


def changed(people: People, statement: Statement) -> Statement:
    """A change order as CHANGED says, with its check, still a draft."""
    order = begin_change(people.marco, statement.engagement, reason=WHY)
    written = write_change(people.marco, order, CHANGED)
    check(people, statement.engagement)
    return written


def check(people: People, engagement: Engagement) -> None:
    answer_check(people.marco, engagement, harmless(engagement))


def milestones(engagement: Engagement) -> list[tuple[str, str, bool]]:
    found = Milestone.objects.filter(engagement=engagement).order_by("pk")
    return [(row.key, str(row.fee), row.dropped_at is not None) for row in found]


def test_it_begins_with_what_is_in_force_and_one_is_open_at_a_time(people: People) -> None:
    statement = signed(people)
    order = begin_change(people.marco, statement.engagement, reason=WHY)
    assert statement_of(order.content) == replace(STATEMENT, number=2, reason=WHY)
    assert begin_change(people.olivia, statement.engagement, reason="Another") == order


def test_only_what_runs_can_be_changed_and_never_without_a_reason(people: People) -> None:
    with pytest.raises(NotNow):
        begin_change(people.marco, drafted(people.olivia).engagement, reason=WHY)
    Statement.objects.all().delete()
    Engagement.objects.all().delete()
    people.bakery.contractors.all().delete()
    with pytest.raises(InputError):
        begin_change(people.marco, signed(people).engagement, reason=" ")


def test_signed_by_both_it_changes_adds_and_drops_milestones(people: People) -> None:
    statement = signed(people)
    order = send_to_sign(people.olivia, changed(people, statement))
    assert milestones(order.engagement) == [("close", "450.00", False), ("year", "1200.50", False)]
    olivia_signs(people, order)
    ana_signs(order, code_for(order))
    assert milestones(order.engagement) == [
        ("close", "450.00", False),
        ("year", "1300.00", False),
        ("help", "150.00", False),
    ]
    second = begin_change(people.olivia, order.engagement, reason="No questions came.")
    said = statement_of(second.content)
    written = write_change(people.olivia, second, replace(said, milestones=said.milestones[:2]))
    check(people, order.engagement)
    send_to_sign(people.olivia, written)
    olivia_signs(people, second)
    ana_signs(second, code_for(second))
    assert milestones(order.engagement)[2] == ("help", "150.00", True)
    kept = Statement.objects.filter(engagement=order.engagement).order_by("number")
    assert [(row.number, row.state, row.paper is not None) for row in kept] == [
        (1, "signed", True),
        (2, "signed", True),
        (3, "signed", True),
    ]


def test_declined_it_leaves_everything_as_it_was(people: People) -> None:
    statement = signed(people)
    order = send_to_sign(people.olivia, changed(people, statement))
    before = milestones(statement.engagement)
    decline(contractors(order), reason="Too late for me.")
    statement.engagement.refresh_from_db()
    assert (milestones(statement.engagement), statement.engagement.state) == (before, "active")
    anew = reissue(people.olivia, order)
    assert (anew.number, anew.issue, statement_of(anew.content)) == (2, 2, statement_of(order.content))


def test_taken_back_another_can_be_begun(people: People) -> None:
    statement = signed(people)
    order = begin_change(people.olivia, statement.engagement, reason=WHY)
    withdraw(people.olivia, order)
    assert begin_change(people.olivia, statement.engagement, reason=WHY).number == 3


def test_parties_and_number_stay_whatever_is_written(people: People) -> None:
    order = begin_change(people.marco, signed(people).engagement, reason=WHY)
    other = replace(CHANGED, number=9, contractor=replace(STATEMENT.contractor, name="Bob"))
    said = statement_of(write_change(people.marco, order, other).content)
    assert (said.number, said.contractor.name, said.milestones) == (2, "Ana Reyes", CHANGED.milestones)


def test_where_the_work_changes_the_classification_check_is_asked_anew(people: People) -> None:
    """§SIGN-4."""
    statement = signed(people)
    first = latest_check(statement.engagement)
    order = write_change(people.marco, begin_change(people.marco, statement.engagement, reason=WHY), CHANGED)
    with pytest.raises(Blocked) as told:
        send_to_sign(people.olivia, order)
    assert [(one.rule, one.legal) for one in told.value.verdicts] == [("MANAGE-14", True)]
    check(people, statement.engagement)
    assert send_to_sign(people.olivia, order).state == "out"
    olivia_signs(people, order)
    ana_signs(order, code_for(order))
    said = statement_of(order.content)
    counts = check_of(order.engagement, said)
    assert counts != first
    assert why_again(counts, said, timezone.localdate()) == ""


def test_where_a_change_is_declined_the_check_before_it_counts_again(people: People) -> None:
    """§SIGN-4."""
    statement = signed(people)
    first = latest_check(statement.engagement)
    order = send_to_sign(people.olivia, changed(people, statement))
    decline(contractors(order), reason="Too late for me.")
    assert check_of(statement.engagement, statement_of(statement.content)) == first


def test_a_change_is_judged_by_what_it_says_itself(people: People) -> None:
    """§SIGN-1: criteria and checkpoints of the order, not of the first statement."""
    statement = signed(people)
    order = begin_change(people.marco, statement.engagement, reason=WHY)
    bare = replace(MILESTONES[0], criteria=())
    order = write_change(people.marco, order, replace(CHANGED, milestones=(bare,), checkpoints=()))
    check(people, statement.engagement)
    found = {
        (verdict.rule, verdict.reason)
        for verdict in verdicts_before_sending(people.olivia, order)
        if verdict.answer is Answer.BLOCK
    }
    assert found == {
        ("MANAGE-18", "Nobody could tell when “December closed” is accepted: it has no criteria."),
        ("MANAGE-18", "Nobody looks at the work while it is in the making."),
        ("MANAGE-19", "The fees come to 450.00 USD; the rate and hours to 1,650.50 USD."),
    }
    for verdict in verdicts_before_sending(people.olivia, order):
        if verdict.answer is Answer.BLOCK:
            told = {"thing": "engagement", "key": statement.engagement.key, "name": "Books"}
            override_block(people.olivia, verdict, **told, reason="We know each other well.")
    with pytest.raises(Blocked) as firm:
        send_to_sign(people.olivia, order)
    assert {verdict.rule for verdict in firm.value.verdicts} == {"MANAGE-18"}


def test_where_only_words_change_no_guard_is_asked(people: People) -> None:
    order = begin_change(people.marco, signed(people).engagement, reason="The law was named wrongly.")
    write_change(people.marco, order, replace(statement_of(order.content), law="The law of Washington."))
    assert send_to_sign(people.olivia, order).state == "out"


PIECES = [
    Piece(key=item.key, name=item.name, criteria=item.criteria, due_on=item.due_on, fee=item.fee)
    for item in MILESTONES
]


def test_the_guards_of_a_change() -> None:
    """§SIGN-2, §SIGN-3."""

    def blocks(
        after: object = TERMS, pieces: list[Piece] = PIECES, done: list[Piece] | None = None
    ) -> list[str]:
        settled = {piece.key: piece for piece in done or []}
        found = guard_change(TERMS, after, pieces, settled)  # type: ignore[arg-type] # terms all
        return [verdict.rule for verdict in found if verdict.answer is Answer.BLOCK]

    assert blocks() == []
    assert blocks(done=PIECES[:1]) == []
    assert blocks(pieces=PIECES[1:], done=PIECES[:1]) == ["SIGN-2"]
    assert blocks(pieces=[replace(PIECES[0], fee=PIECES[1].fee), PIECES[1]], done=PIECES[:1]) == ["SIGN-2"]
    assert blocks(replace(TERMS, rate=10.39)) == ["SIGN-3"]
    assert blocks(replace(TERMS, rate=10.41)) == []
    assert blocks(replace(TERMS, currency="EUR")) == ["SIGN-3"]
