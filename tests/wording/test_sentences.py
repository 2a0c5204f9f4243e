"""What a plan says in sentences."""

from dataclasses import replace

import pytest

from outhaul.engine.report import Headline, Payback, PlanReport
from outhaul.wording import findings, sentences, summary, work


def with_headline(report: PlanReport, **changes: float) -> PlanReport:
    assert isinstance(report.headline, Headline)
    return replace(report, headline=replace(report.headline, **changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "frees 31 hours a month and saves 18 %, with a 6 % chance of losing money."),
        (
            {"true_saving": -0.04},
            "frees 31 hours a month and costs 4 % more, with a 6 % chance of losing money.",
        ),
        (
            {"true_saving": 0.001},
            "frees 31 hours a month and costs as much as today, with a 6 % chance of losing money.",
        ),
        ({"owner_hours_freed_per_month": 0.0}, "saves 18 %, with a 6 % chance of losing money."),
        (
            {"owner_hours_freed_per_month": -2.0},
            "takes 2 hours a month more of the owner and saves 18 %, with a 6 % chance of losing money.",
        ),
        ({"p_loss": 0.08}, "frees 31 hours a month and saves 18 %, with an 8 % chance of losing money."),
        (
            {"p_loss": 0.003},
            "frees 31 hours a month and saves 18 %, with a less than 1 % chance of losing money.",
        ),
        (
            {"p_loss": 0.0},
            "frees 31 hours a month and saves 18 %, and loses money in none of 4,096 simulated futures.",
        ),
    ],
)
def test_the_headline_says_what_is_so(plan: PlanReport, changes: dict[str, float], said: str) -> None:
    assert summary.headline(with_headline(plan, **changes)) == f"Handing out 4 of 11 processes {said}"


def test_keeping_everything_is_an_answer_too(nothing_out: PlanReport) -> None:
    assert summary.headline(nothing_out) == (
        "Keep all 11 processes for now: handing out would not pay, or may not be done."
    )
    assert summary.key_figures(nothing_out) == ()


def test_the_six_key_figures_of_a_plan(plan: PlanReport) -> None:
    assert [(figure.label, figure.value) for figure in summary.key_figures(plan)] == [
        ("Your hours freed", "31 h a month"),
        ("True saving", "18 %"),
        ("Worth over 36 months", "$23,100"),
        ("Chance of losing money", "6 %"),
        ("Pays for itself in", "8 to 14 months"),
        ("Money needed up front", "$3,350"),
    ]


def test_a_plan_that_costs_more_says_what_each_hour_that_comes_back_costs(plan: PlanReport) -> None:
    head = plan.headline
    assert head is not None
    dearer = with_headline(
        plan,
        true_saving=-0.11,
        owner_hours_freed_per_month=22.0,
        monthly_cost_planned=head.monthly_cost_now + 187.0,
    )
    assert summary.key_figures(dearer)[1].note == "each of your hours that comes back costs $8"


def test_a_plan_that_never_pays_back_says_in_how_many_futures(plan: PlanReport) -> None:
    head = plan.headline
    assert head is not None
    never = replace(plan, headline=replace(head, payback_months=Payback(p50=None, p90=None, never=0.68)))
    figure = summary.key_figures(never)[4]
    assert (figure.value, figure.note) == ("not within 36 months", "in 68 % of futures")


def test_flips_name_the_assumption_in_words_and_the_way_it_has_to_move(plan: PlanReport) -> None:
    numbers = sentences.numbers_of(plan)
    assert [sentences.flip_sentence(flip, plan, numbers) for flip in plan.flips] == [
        "Bookkeeping would stay if rate per hour rose above $21.40; it is $9.40 now.",
        (
            "Web shop upkeep would stay if manager hours for each contractor hour (mu0) rose above 0.13; "
            "it is 0.05 now."
        ),
    ]


def test_where_nothing_was_found_that_would_change_a_decision_that_is_said(plan: PlanReport) -> None:
    numbers = sentences.numbers_of(plan)
    assert sentences.flip_sentences(replace(plan, flips=()), numbers) == (
        "No rate abroad and no cost at home was found that would change a decision by itself.",
    )
    assert sentences.flip_sentences(replace(plan, headline=None), numbers) == ()
    assert len(sentences.flip_sentences(plan, numbers)) == len(plan.flips)


def test_blocks_stand_before_warnings_and_passes_stay_silent(plan: PlanReport) -> None:
    assert [finding.verdict.rule for finding in findings.concerns(plan)] == ["SCOPE-3", "MANAGE-4", "PAY-5"]


def test_the_parts_of_the_true_cost_add_up_in_order(plan: PlanReport) -> None:
    monthly = plan.processes[0].monthly_cost
    parts = work.components(monthly)
    assert [name for name, _ in parts] == [
        "rate",
        "fees",
        "rework",
        "ramp",
        "management",
        "tools",
        "turnover",
        "setup",
    ]
    assert work.total(monthly) == pytest.approx(823.05)
