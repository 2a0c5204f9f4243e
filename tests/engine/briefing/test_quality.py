"""The meter finds what two people would read otherwise, says where, and never punishes mending."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outhaul.engine.brief import Brief, Checkpoint, Deliverable
from outhaul.engine.briefing.quality import Kind, quality
from outhaul.engine.briefing.rhythm import RHYTHMS
from tests.briefs_made import BOOKS, vague


def kinds(brief: Brief) -> list[tuple[Kind, str, float]]:
    return [(found.kind, found.where, round(found.points, 2)) for found in quality(brief).findings]


def with_criteria(*criteria: str) -> Brief:
    first, second = BOOKS.deliverables
    return vague(deliverables=(replace(first, criteria=criteria), second))


def test_a_brief_in_which_nothing_is_vague_has_a_hundred() -> None:
    assert (quality(BOOKS).score, quality(BOOKS).findings) == (100.0, ())


def test_an_empty_brief_keeps_only_its_freedom() -> None:
    assert quality(Brief(title="Books")).score == 13.0
    assert [kind for kind, _, _ in kinds(Brief(title="Books"))] == [
        Kind.NO_PURPOSE,
        Kind.NO_DELIVERABLE,
        Kind.NO_SKILL,
    ]


def test_no_way_to_tell_when_this_is_accepted() -> None:
    """§SCOPE-19."""
    assert kinds(with_criteria()) == [(Kind.NO_CRITERION, "deliverables.0.criteria", 20.0)]


@pytest.mark.parametrize(
    ("criterion", "kind", "quote"),
    [
        ("The customer is happy with it", Kind.NOT_CHECKABLE, "The customer is happy with it"),
        ("Booked in good order by the 10th", Kind.WEASEL, "good"),
        ("All receipts, invoices etc.", Kind.WEASEL, "etc"),
        ("Updated as needed", Kind.WEASEL, "as needed"),
        ("Wird zeitnah und bei Bedarf gebucht", Kind.WEASEL, "zeitnah"),
        ("Der Kunde freut sich", Kind.NOT_CHECKABLE, "Der Kunde freut sich"),
    ],
)
def test_what_two_people_would_read_otherwise(criterion: str, kind: Kind, quote: str) -> None:
    """§SCOPE-19."""
    brief = with_criteria("The balance equals the statement", criterion)
    (found,) = quality(brief).findings
    assert (found.kind, found.where, found.quote, found.points) == (
        kind,
        "deliverables.0.criteria.1",
        quote,
        10.0,
    )


@pytest.mark.parametrize(
    "criterion",
    [
        "90 % are answered within a day",
        "Handed over by the 10th",
        "Every line names its receipt",
        "Jede Zeile nennt ihren Beleg",
        "Der Saldo stimmt mit dem Auszug überein",
    ],
)
def test_what_two_people_would_answer_alike(criterion: str) -> None:
    assert quality(with_criteria(criterion)).findings == ()


def test_a_deliverable_at_which_nobody_looks() -> None:
    """§SCOPE-18, §SCOPE-20: a month's work at which nobody looks is also a long one."""
    assert kinds(vague(checkpoints=BOOKS.checkpoints[1:])) == [
        (Kind.NO_CHECKPOINT, "deliverables.0.checkpoints", 10.0),
        (Kind.TOO_LONG, "deliverables.0.every", 4.0),
    ]


def test_pieces_of_more_than_two_weeks_or_a_tenth_of_the_whole() -> None:
    """§SCOPE-20."""
    once = Deliverable(name="Closing file", criteria=("It balances",), due_in_days=60)
    look = Checkpoint(name="Half-way", deliverable="Closing file", every="week")
    assert kinds(vague(deliverables=(once,), checkpoints=(look,), months=2)) == [
        (Kind.TOO_LONG, "deliverables.0.every", 8.0),
        (Kind.TOO_FEW, "deliverables", 4.0),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Must work 9-5 from Monday to Friday", "work 9-5"),
        ("Online from 9:00 to 17:00 each day", "Online from 9:00 to 17:00"),
        ("Use our laptop at all times", "our laptop"),
        ("A time tracker runs with screenshots while working", "time tracker"),
        ("No other clients during the contract", "No other clients"),
        ("Arbeitszeit von 9 bis 17 Uhr", "Arbeitszeit von 9 bis 17 Uhr"),
        ("Arbeit in unserem Büro", "in unserem Büro"),
    ],
)
def test_how_and_when_is_left_to_who_does_it(text: str, words: str) -> None:
    """§SCOPE-21."""
    (found,) = quality(vague(purpose=text)).findings
    assert (found.kind, found.where, found.quote, found.points) == (Kind.METHOD, "purpose", words, 13.0)


def test_hours_in_which_customers_are_answered_are_a_result() -> None:
    assert quality(with_criteria("Answered within two hours from 8 to 20")).findings == ()


TEXTS = st.sampled_from(
    ["", "good", "It equals the list", "by 5 pm", "Must work 9-5", "A report", "soon", "Every file opens"]
)
NAMES = st.sampled_from(["Month", "List", "Report"])
DELIVERABLES = st.builds(
    Deliverable,
    name=NAMES,
    criteria=st.lists(TEXTS, max_size=3).map(tuple),
    every=st.sampled_from(RHYTHMS),
    due_in_days=st.none() | st.integers(0, 90),
)
CHECKPOINTS = st.builds(Checkpoint, name=TEXTS, deliverable=NAMES, every=st.sampled_from(RHYTHMS))
BRIEFS = st.builds(
    Brief,
    title=NAMES,
    purpose=TEXTS,
    deliverables=st.lists(DELIVERABLES, max_size=4).map(tuple),
    checkpoints=st.lists(CHECKPOINTS, max_size=4).map(tuple),
    skills=st.lists(TEXTS, max_size=2).map(tuple),
    months=st.none() | st.integers(1, 12),
)


@given(BRIEFS)
def test_the_score_is_what_the_findings_leave(brief: Brief) -> None:
    found = quality(brief)
    assert found.score == pytest.approx(100 - sum(finding.points for finding in found.findings))
    assert 0 <= found.score <= 100
    assert (found.score == 100) == (not found.findings)


@given(BRIEFS, st.data())
def test_mending_a_criterion_never_lowers_the_score(brief: Brief, data: st.DataObject) -> None:
    places = [(at, n) for at, item in enumerate(brief.deliverables) for n in range(len(item.criteria))]
    if not places:
        return
    at, number = data.draw(st.sampled_from(places))
    items = list(brief.deliverables)
    criteria = list(items[at].criteria)
    criteria[number] = "The balance in the file equals the statement to the cent"
    items[at] = replace(items[at], criteria=tuple(criteria))
    assert quality(replace(brief, deliverables=tuple(items))).score >= quality(brief).score - 1e-9
