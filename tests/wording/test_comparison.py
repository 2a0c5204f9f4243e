"""A plan held against another one: what is said of the differences."""

import doctest
from dataclasses import replace

import pytest

from outhaul.engine.report import PlanReport, ProcessReport
from outhaul.engine.verdict import Answer, Guard, Verdict
from outhaul.wording import comparison_figures
from outhaul.wording.comparison import Comparison, ProcessChange, compare
from outhaul.wording.comparison_reasons import Why


def changed(plan: PlanReport, process: str, **how: object) -> PlanReport:
    """The plan with one process as `how` says."""
    return replace(
        plan,
        processes=tuple(replace(one, **how) if one.id == process else one for one in plan.processes),  # type: ignore[arg-type]
    )


SAME_LUCK = "Both plans live through the same 4,096 simulated futures, with the same luck (seed 1)."
KEPT: dict[str, object] = {
    "decision": "keep",
    "country": None,
    "rate": None,
    "manager": "olivia",
    "reasons": ("Marco has no free hours left for it.",),
}


def process(plan: PlanReport, key: str) -> ProcessReport:
    return next(one for one in plan.processes if one.id == key)


@pytest.fixture(scope="module")
def other(plan: PlanReport) -> PlanReport:
    """The plan with the web shop kept, fewer hours freed, worth less, riskier, paid back later."""
    head = plan.headline
    assert head is not None
    return replace(
        changed(plan, "shop", **KEPT),
        headline=replace(
            head,
            owner_hours_freed_per_month=27.5,
            true_saving=0.15,
            npv=replace(head.npv, mean=18144.7),
            p_loss=0.11,
            payback_months=replace(head.payback_months, p50=11.0, p90=19.0),
            monthly_cost_planned=8314.0,
        ),
    )


def test_the_examples_hold() -> None:
    assert doctest.testmod(comparison_figures).failed == 0


def test_a_plan_does_not_differ_from_itself(plan: PlanReport) -> None:
    same = compare(plan, plan)
    assert (
        same.sentence,
        same.changed,
        {figure.difference for figure in same.figures},
        {figure.better for figure in same.figures},
        same.unchanged,
    ) == (
        "No process is decided otherwise: hours freed, worth and chance of losing money stay as they are.",
        (),
        {"the same"},
        {None},
        tuple(one.name for one in plan.processes),
    )


def test_the_sentence_tells_what_changes_with_its_figures(plan: PlanReport, other: PlanReport) -> None:
    assert compare(plan, other).sentence == (
        "1 of 11 processes is decided otherwise: 3 h a month fewer come back to you, the plan is worth "
        "$5,000 less and the chance of losing money is 11 % instead of 6 %."
    )


def test_every_figure_tells_before_after_and_which_way_is_better(plan: PlanReport, other: PlanReport) -> None:
    told = [
        (figure.name, figure.before, figure.after, figure.difference, figure.better)
        for figure in compare(plan, other).figures
    ]
    assert told == [
        ("hours", "31 h a month", "28 h a month", "3 h a month fewer", False),
        ("saving", "18 %", "15 %", "3 points less", False),
        ("cost", "$8,210", "$8,310", "$100 more", False),
        ("worth", "$23,100", "$18,100", "$5,000 less", False),
        ("loss", "6 %", "11 %", "5 points higher", False),
        ("payback", "8 to 14 months", "11 to 19 months", "3 months later", False),
        ("capital", "$3,350", "$3,350", "the same", None),
    ]


def test_turned_round_worse_is_better(plan: PlanReport, other: PlanReport) -> None:
    there, back = compare(plan, other), compare(other, plan)
    assert [figure.better for figure in back.figures] == [
        None if figure.better is None else not figure.better for figure in there.figures
    ]


def test_a_process_tells_both_decisions_what_else_differs_and_why(
    plan: PlanReport, other: PlanReport
) -> None:
    assert compare(plan, other).changed == (
        ProcessChange(
            id="shop",
            name="Web shop upkeep",
            before="Hand out to Colombia",
            after="Keep",
            details=("Olivia instead of Marco answers for it",),
            why=(Why("Marco has no free hours left for it."),),
        ),
    )


def only(comparison: Comparison) -> ProcessChange:
    (change,) = comparison.changed
    return change


def test_a_place_that_was_lost_tells_the_guard(plan: PlanReport) -> None:
    options = tuple(
        replace(option, excluded_by="match: you rule it out") if option.country == "PH" else option
        for option in process(plan, "books").options
    )
    after = changed(plan, "books", country="CO", options=options)
    assert only(compare(plan, after)).why[0] == Why(
        "The Philippines is no longer possible: you rule it out.", "match"
    )


def test_a_place_whose_true_hour_became_cheaper_tells_it(plan: PlanReport) -> None:
    options = tuple(
        replace(option, true_cost_per_accepted_hour=21.0) if option.country == "CO" else option
        for option in process(plan, "books").options
    )
    after = changed(plan, "books", country="CO", options=options)
    assert only(compare(plan, after)).why == (
        Why("A good hour of it in Colombia truly costs $21.00 now, $24.90 before.", "cost"),
    )


def test_a_guard_that_blocks_now_comes_first(plan: PlanReport) -> None:
    block = Verdict(
        guard=Guard.SCOPE,
        answer=Answer.BLOCK,
        rule="SCOPE-4",
        reason="It is core.",
        fix="Keep it.",
        process="shop",
    )
    after = replace(changed(plan, "shop", **KEPT), guards=(*plan.guards, block))
    there, back = only(compare(plan, after)), only(compare(after, plan))
    assert (there.why[0], back.why[0]) == (
        Why("It is core.", "scope"),
        Why("No longer so: It is core.", "scope"),
    )


def test_a_new_manager_alone_is_no_new_decision(plan: PlanReport) -> None:
    change = only(compare(plan, changed(plan, "books", manager="olivia")))
    assert (change.decides, change.details, change.why) == (
        False,
        ("Olivia instead of Marco answers for it",),
        (),
    )


def test_a_process_that_one_plan_lacks_is_told(plan: PlanReport) -> None:
    fewer = replace(plan, processes=plan.processes[1:])
    assert (only(compare(plan, fewer)).after, only(compare(fewer, plan)).before) == (
        "Not part of the business",
        "Not part of the business",
    )


def test_without_a_plan_there_are_no_figures(plan: PlanReport, infeasible: PlanReport) -> None:
    there, back = compare(plan, infeasible), compare(infeasible, plan)
    assert (there.sentence, there.figures, back.sentence.partition(". ")[0], back.figures) == (
        "With this, no plan is left: 2 things are in the way.",
        (),
        "With this there is a plan",
        (),
    )


def test_two_currencies_are_not_subtracted(plan: PlanReport) -> None:
    compared = compare(plan, replace(plan, currency="EUR"))
    amounts = {figure.name: figure.difference for figure in compared.figures}
    assert ({amounts[name] for name in ("cost", "worth", "capital")}, compared.notes[1]) == (
        {""},
        "Amounts are in USD before, in EUR after; they are not subtracted.",
    )


def test_only_the_same_seed_is_the_same_luck(plan: PlanReport) -> None:
    told = compare(plan, plan).notes[0], compare(plan, replace(plan, seed=2)).notes[0]
    assert told == (
        f"{SAME_LUCK} So a difference comes from the plans, and not from chance.",
        "The two plans live through different simulated futures, so small differences may be chance.",
    )


def test_a_plan_that_never_pays_back_is_worse(plan: PlanReport) -> None:
    head = plan.headline
    assert head is not None
    never = replace(head.payback_months, p50=None, p90=None, never=0.6)
    after = replace(plan, headline=replace(head, payback_months=never))
    there = {figure.name: figure for figure in compare(plan, after).figures}["payback"]
    assert (there.after, there.better) == ("not within 36 months", False)
