"""Guard scope lets a brief out only with deliverables, criteria and checkpoints, for work that may go."""

from dataclasses import replace

import pytest

from outhaul.engine import scope
from outhaul.engine.assumptions import Assumptions
from outhaul.engine.brief import Brief, Checkpoint, Deliverable
from outhaul.engine.briefing.publishing import NEVER_LEFT_OUT, verdicts
from outhaul.engine.business import Process
from outhaul.engine.verdict import Answer
from tests.briefs_made import BOOKS, vague

ANSWERS: dict[str, int | bool] = dict(
    zip(
        ("C1", "C2", "C3", "C4", "C5", "C6", "M1", "M2", "M3", "M4", "M5", "M6", "M7", "G1", "G2"),
        (0, 0, 0, 1, 1, 2, 4, 3, 4, 3, 3, 4, True, 2, 0),
        strict=True,
    )
)
BOOKKEEPING = Process(
    id="books", name="Bookkeeping", occupation="43-3031.00", hours_per_month=40, answers=ANSWERS
)


def said(brief: Brief, process: Process | None = BOOKKEEPING) -> list[tuple[str, str, bool]]:
    judged = scope.judge(process) if process else None
    return [
        (verdict.answer.value, verdict.rule, verdict.legal)
        for verdict in verdicts(brief, process, judged, Assumptions())
    ]


def test_a_whole_brief_of_eligible_work_passes() -> None:
    assert said(BOOKS) == [("pass", "SCOPE-16", False)]


def test_without_deliverables() -> None:
    """§SCOPE-16."""
    assert said(vague(deliverables=())) == [("block", "SCOPE-16", False)]
    blank = vague(deliverables=(Deliverable(name=" ", criteria=("It balances",)),))
    assert said(blank)[0] == ("block", "SCOPE-16", False)


@pytest.mark.parametrize("criteria", [(), ("", "  ")])
def test_a_deliverable_without_a_criterion(criteria: tuple[str, ...]) -> None:
    """§SCOPE-17."""
    first, second = BOOKS.deliverables
    brief = vague(deliverables=(first, replace(second, criteria=criteria)))
    assert said(brief) == [("block", "SCOPE-17", False)]
    (verdict,) = verdicts(brief, BOOKKEEPING, scope.judge(BOOKKEEPING), Assumptions())
    assert verdict.reason == "There is no way to tell when this is accepted: “List of open questions”."


def test_no_checkpoint_blocks_and_a_missing_one_warns() -> None:
    """§SCOPE-18: one that names no deliverable of the brief looks at nothing."""
    assert said(vague(checkpoints=())) == [("block", "SCOPE-18", False)]
    elsewhere = (Checkpoint(name="Look", deliverable="Something else"),)
    assert said(vague(checkpoints=elsewhere)) == [("block", "SCOPE-18", False)]
    assert said(vague(checkpoints=BOOKS.checkpoints[:1])) == [("warn", "SCOPE-18", False)]


def test_what_nobody_overrides() -> None:
    assert frozenset({"SCOPE-16", "SCOPE-17", "SCOPE-18"}) == NEVER_LEFT_OUT


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"G1": 4}, ("block", "SCOPE-3", True)),
        ({"G2": 3}, ("block", "SCOPE-3", True)),
        ({"C1": 4, "C2": 3}, ("block", "SCOPE-4", False)),
        ({"M1": 1}, ("block", "SCOPE-5", False)),
        ({"M4": 1}, ("block", "SCOPE-6", False)),
    ],
)
def test_work_that_stays_is_not_published(
    changes: dict[str, int | bool], expected: tuple[str, str, bool]
) -> None:
    """§SCOPE-22."""
    assert said(BOOKS, replace(BOOKKEEPING, answers=ANSWERS | changes))[0] == expected


def test_work_to_be_specified_first_goes_once_the_owner_accepts_to_specify_it() -> None:
    """§SCOPE-6."""
    process = replace(BOOKKEEPING, answers=ANSWERS | {"M4": 1}, accept_prepare=True)
    assert said(BOOKS, process) == [("warn", "SCOPE-6", False)]


PILOT = replace(BOOKKEEPING, answers=ANSWERS | {"C1": 3, "C3": 3, "C4": 3, "C5": 2})


def test_a_pilot_is_half_of_the_work_for_three_months() -> None:
    """§SCOPE-7, §SCOPE-22."""
    assert scope.judge(PILOT).class_ == "PILOT"
    assert said(vague(hours_per_month=20, months=3), PILOT) == [("warn", "SCOPE-7", False)]
    too_much = said(BOOKS, PILOT)
    assert too_much == [("warn", "SCOPE-7", False), ("block", "SCOPE-7", False), ("block", "SCOPE-7", False)]


def test_directing_how_and_when_warns() -> None:
    """§SCOPE-21."""
    brief = vague(tools=("Our laptop",))
    (verdict,) = verdicts(brief, BOOKKEEPING, scope.judge(BOOKKEEPING), Assumptions())
    assert (verdict.answer, verdict.rule) == (Answer.WARN, "SCOPE-21")
    assert "“Our laptop”" in verdict.reason


def test_a_brief_whose_process_is_gone_or_whose_data_stays() -> None:
    """§SCOPE-22, §SCOPE-3."""
    assert said(BOOKS, None) == [("block", "SCOPE-22", False)]
    assert said(vague(data=4)) == [("block", "SCOPE-3", True)]
