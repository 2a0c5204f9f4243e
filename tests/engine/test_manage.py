"""Guard manage (§MANAGE-1 to §MANAGE-10)."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outhaul.engine import manage
from outhaul.engine.assumptions import Assumptions, with_own
from outhaul.engine.business import Manager
from outhaul.engine.manage import Checkpoint, Duties
from outhaul.engine.verdict import Answer

MARCO = Manager(id="marco", name="Marco", free_hours_per_month=20, cost_per_hour=60, trained=True)
OLIVIA = Manager(id="olivia", name="Olivia", free_hours_per_month=40, cost_per_hour=75, is_owner=True)
LIGHT = Duties(hours=10, peak_hours=15, engagements=2)

share = st.floats(0, 1)
shared_hours = st.floats(0, 8)


def mu(
    *, language: float = 0.7, overlap: float = 3, contractors: int = 1, assumptions: Assumptions | None = None
) -> float:
    """Golden case A, unless changed."""
    return manage.load_per_hour(
        language=language,
        communication=0.5,
        synchronous=0.4,
        overlap=overlap,
        overlap_needed=4,
        contractors=contractors,
        assumptions=assumptions or Assumptions(),
    )


def test_mu_of_golden_case_a() -> None:
    assert mu() == pytest.approx(0.06150, abs=1e-12)


def test_manager_hours_in_the_first_month_of_golden_case_a() -> None:
    assert 60 * manage.engagement_load(mu(), 193.714, month=1) == pytest.approx(1519.61, abs=0.01)


@pytest.mark.parametrize(("month", "hours"), [(1, 13.8), (3, 13.8), (4, 7.65), (None, 7.65)])
def test_load_is_doubled_for_three_months_but_not_the_fixed_hours(month: int | None, hours: float) -> None:
    assert manage.engagement_load(0.0615, 100, month=month) == pytest.approx(hours)


def test_training_lightens_the_load_but_not_the_fixed_hours() -> None:
    assert manage.engagement_load(0.10, 100, trained=True) == pytest.approx(8.5 + 1.5)


def test_three_contractors_need_coordination_and_three_invoices() -> None:
    load = manage.engagement_load(mu(contractors=3), 100, contractors=3)
    assert load == pytest.approx(0.0615 * 1.2 * 100 + 4.5)


def test_no_overlap_needed_means_none_is_missing() -> None:
    load = manage.load_per_hour(language=1, communication=1, synchronous=1, overlap=0, overlap_needed=0)
    assert load == 0.05


@given(share, share, shared_hours, shared_hours)
def test_mu_falls_with_language_and_with_shared_hours(
    low: float, high: float, few: float, many: float
) -> None:
    low, high = sorted((low, high))
    few, many = sorted((few, many))
    assert mu(language=high, overlap=many) <= mu(language=low, overlap=few)


@given(share, shared_hours)
def test_mu_never_falls_below_its_floor(language: float, overlap: float) -> None:
    assert mu(language=language, overlap=overlap) >= 0.05


def test_kept_work_needs_managers_too() -> None:
    assert manage.home_load(50) == 3.0


def test_starts_may_use_a_quarter_more_than_the_free_hours() -> None:
    assert manage.peak_hours(MARCO) == 25


@pytest.mark.parametrize(
    ("manager", "standardised", "limit"),
    [
        pytest.param(OLIVIA, False, 4, id="owner"),
        pytest.param(MARCO, False, 4, id="part-time"),
        pytest.param(replace(MARCO, full_time=True), False, 7, id="full-time"),
        pytest.param(replace(MARCO, full_time=True), True, 10, id="full-time, standardised work"),
        pytest.param(replace(OLIVIA, full_time=True), True, 4, id="owner, whatever else"),
    ],
)
def test_span_by_kind_of_manager(manager: Manager, *, standardised: bool, limit: int) -> None:
    assert manage.span(manager, standardised=standardised) == limit


@pytest.mark.parametrize(
    ("answers", "expected"),
    [({"M1": 3, "M3": 3, "M6": 3}, True), ({"M1": 4, "M3": 2, "M6": 4}, False), ({}, False)],
)
def test_standardised_work_is_measured_written_and_stable(
    answers: dict[str, float], *, expected: bool
) -> None:
    assert manage.is_standardised(answers) is expected


def test_training_costs_24_hours_of_whoever_is_not_trained() -> None:
    assert (manage.training_cost(OLIVIA), manage.training_cost(MARCO)) == (1800, 0)


def test_two_equal_part_time_managers_could_be_hired() -> None:
    hires = manage.hire_candidates(30, {"en": "C2"})
    assert [hire.manager for hire in hires] == [
        Manager(
            id=f"hire-{number}",
            name=f"New manager {number}",
            free_hours_per_month=40,
            cost_per_hour=30,
            languages={"en": "C2"},
        )
        for number in (1, 2)
    ]


def test_finding_a_manager_costs_four_weeks_of_pay() -> None:
    assert [hire.search_cost for hire in manage.hire_candidates(30, {})] == pytest.approx(
        [1107.69, 1107.69], abs=0.01
    )


def test_a_hired_manager_of_many_hours_is_full_time() -> None:
    hires = manage.hire_candidates(30, {}, with_own({"hire_hours": 140, "hire_slots": 1}))
    assert [hire.manager.full_time for hire in hires] == [True]


def test_nobody_can_be_hired_where_the_owner_says_so() -> None:
    assert manage.hire_candidates(30, {}, with_own({"hire_slots": 0})) == ()


@pytest.mark.parametrize("handed_out", [True, False])
def test_work_without_a_manager_is_blocked_kept_or_not(*, handed_out: bool) -> None:
    verdict = manage.guard("books", None, LIGHT, handed_out=handed_out)
    assert (verdict.answer, verdict.rule, verdict.process) == (Answer.BLOCK, "MANAGE-1", "books")


GUARDED = [
    pytest.param(MARCO, LIGHT, Answer.PASS, "MANAGE-1", id="all well"),
    pytest.param(OLIVIA, LIGHT, Answer.BLOCK, "MANAGE-5", id="untrained"),
    pytest.param(MARCO, replace(LIGHT, hours=17), Answer.PASS, "MANAGE-1", id="at 85 %"),
    pytest.param(MARCO, replace(LIGHT, hours=17.1), Answer.WARN, "MANAGE-6", id="above 85 %"),
    pytest.param(MARCO, replace(LIGHT, hours=20), Answer.WARN, "MANAGE-6", id="at 100 %"),
    pytest.param(MARCO, replace(LIGHT, hours=20.1), Answer.BLOCK, "MANAGE-6", id="above 100 %"),
    pytest.param(MARCO, replace(LIGHT, peak_hours=25), Answer.PASS, "MANAGE-1", id="at the peak"),
    pytest.param(MARCO, replace(LIGHT, peak_hours=25.1), Answer.BLOCK, "MANAGE-6", id="above the peak"),
    pytest.param(MARCO, replace(LIGHT, engagements=4), Answer.PASS, "MANAGE-1", id="at the span"),
    pytest.param(MARCO, replace(LIGHT, engagements=5), Answer.BLOCK, "MANAGE-7", id="beyond the span"),
    pytest.param(OLIVIA, replace(LIGHT, hours=41), Answer.BLOCK, "MANAGE-6", id="hours before training"),
]


@pytest.mark.parametrize(("manager", "duties", "answer", "rule"), GUARDED)
def test_a_manager_needs_training_hours_and_span(
    manager: Manager, duties: Duties, answer: Answer, rule: str
) -> None:
    verdict = manage.guard("books", manager, duties)
    assert (verdict.answer, verdict.rule, verdict.legal) == (answer, rule, False)


def test_kept_work_needs_no_training() -> None:
    assert manage.guard("books", OLIVIA, LIGHT, handed_out=False).answer == Answer.PASS


def test_a_manager_without_free_hours_is_blocked() -> None:
    idle = replace(MARCO, free_hours_per_month=0)
    assert manage.guard("books", idle, LIGHT).rule == "MANAGE-6"


def test_the_guard_shows_its_figures() -> None:
    assert manage.guard("books", MARCO, LIGHT).figures == {
        "hours": 10,
        "peak_hours": 15,
        "free_hours": 20,
        "engagements": 2,
        "span": 4,
    }


@given(st.floats(0, 60), st.floats(0, 60), st.integers(0, 12), st.sampled_from([MARCO, OLIVIA]))
def test_whatever_does_not_pass_says_what_would_mend_it(
    hours: float, peak: float, engagements: int, manager: Manager
) -> None:
    duties = Duties(hours=hours, peak_hours=peak, engagements=engagements)
    verdict = manage.guard("books", manager, duties)
    assert (verdict.fix == "") == (verdict.answer == Answer.PASS)


def checkpoint(day: int, deliverable: str | None = "bank reconciliation") -> Checkpoint:
    return Checkpoint(day=date(2026, 3, day), deliverable=deliverable)


@pytest.mark.parametrize(
    ("checkpoints", "requests", "answer", "reason"),
    [
        ([], 0, Answer.PASS, "It is steered by deliverables."),
        ([checkpoint(2), checkpoint(3)], 3, Answer.PASS, "It is steered by deliverables."),
        ([checkpoint(2), checkpoint(2)], 0, Answer.BLOCK, "More than one checkpoint on 2 March 2026."),
        ([checkpoint(2, None)], 0, Answer.BLOCK, "The checkpoint on 2 March 2026 looks at no deliverable."),
        ([checkpoint(2)], 4, Answer.WARN, "4 unplanned status requests a week are micromanagement."),
    ],
)
def test_micromanagement_is_measured(
    checkpoints: list[Checkpoint], requests: float, answer: Answer, reason: str
) -> None:
    verdict = manage.guard_checkpoints("books", checkpoints, status_requests_per_week=requests)
    assert (verdict.answer, verdict.rule, verdict.reason) == (answer, "MANAGE-9", reason)


def test_there_are_eight_flags_of_employment() -> None:
    assert len(manage.FLAGS) == 8


@pytest.mark.parametrize(
    ("count", "answer"), [(0, Answer.PASS), (1, Answer.WARN), (2, Answer.WARN), (3, Answer.BLOCK)]
)
def test_three_flags_block_by_law(count: int, answer: Answer) -> None:
    verdict = manage.classification("books", list(manage.FLAGS)[:count])
    assert (verdict.answer, verdict.legal) == (answer, answer == Answer.BLOCK)


def test_open_questions_on_employment_warn() -> None:
    assert manage.classification("books", (), ["place"]).answer == Answer.WARN
