"""A change order is a second document that both sign; it changes what runs, and forgets nothing."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from outhaul.apps.sourcing.domain.guarding import Blocked
from outhaul.apps.work.domain.changing import begin_change, write_change
from outhaul.apps.work.domain.ending import decline, reissue, withdraw
from outhaul.apps.work.domain.sending import send_to_sign
from outhaul.apps.work.models import Classification, Engagement, Milestone, Statement
from outhaul.documents.statement.canonical import statement_of
from outhaul.engine.changing import Piece, guard_change
from outhaul.engine.verdict import Answer
from outhaul.faults import InputError
from outhaul.lifecycle import NotNow
from tests.people import People
from tests.signing_made import ana_signs, code_for, contractors, drafted, olivia_signs, signed
from tests.statement_told import CHANGED, MILESTONES, STATEMENT, TERMS

WHY = "The tax adviser wants the books a month later."


def checked(engagement: Engagement) -> None:
    Classification.objects.create(
        engagement=engagement,
        result="low",
        terms_hash="",
        recheck_on=timezone.localdate() + timedelta(days=365),
    )


def changed(people: People, statement: Statement) -> Statement:
    """A change order as CHANGED says, with its check, still a draft."""
    order = begin_change(people.marco, statement.engagement, reason=WHY)
    checked(statement.engagement)
    return write_change(people.marco, order, CHANGED)


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
    checked(order.engagement)
    said = statement_of(second.content)
    send_to_sign(
        people.olivia,
        write_change(people.olivia, second, replace(said, milestones=said.milestones[:2])),
    )
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
    checked(statement.engagement)
    order = write_change(people.marco, begin_change(people.marco, statement.engagement, reason=WHY), CHANGED)
    with pytest.raises(Blocked) as told:
        send_to_sign(people.olivia, order)
    assert [(one.rule, one.legal) for one in told.value.verdicts] == [("SIGN-4", True)]
    checked(statement.engagement)
    assert send_to_sign(people.olivia, order).state == "out"


def test_where_only_words_change_no_guard_is_asked(people: People) -> None:
    order = begin_change(people.marco, signed(people).engagement, reason="The law was named wrongly.")
    write_change(people.marco, order, replace(statement_of(order.content), law="The law of Washington."))
    assert send_to_sign(people.olivia, order).state == "out"


PIECES = [
    Piece(key=item.key, name=item.name, criteria=item.criteria, due_on=item.due_on, fee=item.fee)
    for item in MILESTONES
]


def test_the_guards_of_a_change() -> None:
    """§SIGN-1, §SIGN-2, §SIGN-3."""

    def blocks(
        after: object = TERMS, pieces: list[Piece] = PIECES, done: list[Piece] | None = None
    ) -> list[str]:
        settled = {piece.key: piece for piece in done or []}
        found = guard_change(TERMS, after, pieces, settled)  # type: ignore[arg-type] # terms all
        return [verdict.rule for verdict in found if verdict.answer is Answer.BLOCK]

    assert blocks() == []
    assert blocks(pieces=[]) == ["SIGN-1"]
    assert blocks(pieces=[replace(PIECES[0], criteria=(" ",))]) == ["SIGN-1"]
    assert blocks(done=PIECES[:1]) == []
    assert blocks(pieces=PIECES[1:], done=PIECES[:1]) == ["SIGN-2"]
    assert blocks(pieces=[replace(PIECES[0], fee=PIECES[1].fee), PIECES[1]], done=PIECES[:1]) == ["SIGN-2"]
    assert blocks(replace(TERMS, rate=10.39)) == ["SIGN-3"]
    assert blocks(replace(TERMS, rate=10.41)) == []
    assert blocks(replace(TERMS, currency="EUR")) == ["SIGN-3"]
