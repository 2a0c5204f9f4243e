"""What if: one thing changes, and the plan follows from where it stands."""

from dataclasses import asdict, fields, replace
from functools import cache

import numpy as np
import pytest

from outhaul.engine.assumptions import Assumptions
from outhaul.engine.business import Business
from outhaul.engine.plan.alternatives import kept
from outhaul.engine.plan.choices import NO_CHOICE, choices
from outhaul.engine.plan.model import Pairs
from outhaul.engine.plan.options import repriced
from outhaul.engine.plan.problem import PlanProblem
from outhaul.engine.plan.solution import evaluate, excesses
from outhaul.engine.plan.solve import solve
from outhaul.engine.plan.stepping.nudging import nudged
from outhaul.engine.plan.stepping.weighing import Plan, option_costs, weigh
from outhaul.engine.plan.what_if.asking import ask
from outhaul.engine.plan.what_if.lived import lived_again
from outhaul.engine.plan.what_if.prepared import Prepared, outlook_of, prepare
from outhaul.engine.plan.what_if.pricing import AMOUNTS, priced_again
from outhaul.engine.plan.writing import Written, problem_of
from outhaul.engine.risk.paths import simulate
from tests.engine.plan.instances import Size, business
from tests.engine.plan.small_business import (
    BAKERY,
    BOOKS,
    ELIGIBLE,
    FEW,
    MARCO,
    OLIVIA,
    RECIPES,
    SHOP,
    laid,
    with_home,
    with_policy,
    work,
)

LARGER = replace(
    BAKERY,
    processes=(
        BOOKS,
        SHOP,
        RECIPES,
        work("mail", hours_per_month=30.0),
        work("orders", hours_per_month=25.0),
    ),
)


@cache
def ready() -> Prepared:
    found = prepare(LARGER, FEW, scenarios=64, replicates=2)
    assert found is not None
    return found


@pytest.fixture
def known() -> Prepared:
    return ready()


def with_books(**changes: object) -> Business:
    others = LARGER.processes[1:]
    return replace(LARGER, processes=(replace(BOOKS, **changes), *others))  # type: ignore[arg-type]


def with_marco(**changes: object) -> Business:
    return replace(LARGER, managers=(replace(MARCO, **changes), OLIVIA))  # type: ignore[arg-type]


EDITS = {
    "hours of a manager": with_marco(free_hours_per_month=30.0),
    "budget": with_home(LARGER, capital_budget=3000.0),
    "hours of a process": with_books(hours_per_month=60.0),
    "cost at home": with_books(home_cost_per_hour=30.0),
    "a wish to keep": with_books(pin="keep"),
    "a wish for a place": with_books(pin="PL"),
    "risk": with_policy(LARGER, risk_weight=0.8),
    "an assumption": replace(LARGER, assumptions={"T0": 5.0}),
    "answers": with_books(answers=ELIGIBLE | {"C1": 4, "C2": 3}),
}
PRICED = {
    "hours of a manager": 0,
    "budget": 0,
    "hours of a process": 1,
    "cost at home": 1,
    "a wish to keep": 1,
    "a wish for a place": 1,
    "risk": 0,
    "an assumption": 5,
    "answers": 1,
}


def test_without_a_change_nothing_changes(known: Prepared) -> None:
    answer = ask(known, LARGER)
    assert (answer.moved, answer.priced, answer.placed, answer.after) == ((), 0, known.placed, known.outcome)


@pytest.mark.parametrize("name", EDITS)
def test_only_what_a_change_touches_is_priced_again(known: Prepared, name: str) -> None:
    assert ask(known, EDITS[name]).priced == PRICED[name]


@pytest.mark.parametrize("name", EDITS)
def test_the_answer_is_what_its_decisions_come_to(known: Prepared, name: str) -> None:
    """Priced and lived through from the beginning, they give the same figures."""
    answer = ask(known, EDITS[name])
    assert answer.after is not None
    again = prepare(EDITS[name], FEW, scenarios=64, replicates=2, made=answer.placed)
    assert again is not None
    assert again.placed == answer.placed
    for figure, here in asdict(answer.after).items():
        assert here == pytest.approx(getattr(again.outcome, figure), rel=1e-6), figure


@pytest.mark.parametrize("name", EDITS)
def test_what_is_lived_through_for_an_answer_is_what_the_risk_tells(known: Prepared, name: str) -> None:
    answer = ask(known, EDITS[name])
    again = prepare(EDITS[name], FEW, scenarios=64, replicates=2, made=answer.placed)
    assert again is not None
    told = simulate(again.lived.portfolio, again.lived.draws)
    for one in (again.lived, lived_again(known.lived, again.lived.portfolio, again.lived.draws)):
        assert one.npv == pytest.approx(told.npv[0], rel=1e-9, abs=1e-6)
        assert one.cumulative == pytest.approx(told.cumulative[:, 0], rel=1e-9, abs=1e-6)
        assert one.owner_hours == pytest.approx(told.owner_hours[0], rel=1e-9, abs=1e-9)
        assert one.costs_now == pytest.approx(told.costs_now)


@pytest.mark.parametrize("name", EDITS)
def test_a_problem_is_the_same_written_down_from_an_earlier_one(known: Prepared, name: str) -> None:
    outlook = outlook_of(EDITS[name], FEW, known.work.outlook.year, known.work.outlook.seed)
    work, _ = priced_again(known.work, known.survey, outlook)
    found, anew = problem_of(work, Written(work=known.work, problem=known.problem)), problem_of(work)
    for item in fields(PlanProblem):
        np.testing.assert_array_equal(getattr(found, item.name), getattr(anew, item.name), item.name)


def otherwise() -> Assumptions:
    """Return assumptions that differ in all that no guard asks."""
    ranges = {item.name: item.metadata for item in fields(Assumptions) if item.name in NO_CHOICE}
    assert set(ranges) == NO_CHOICE
    return Assumptions(**{name: (one["low"] + 2 * one["high"]) / 3 for name, one in ranges.items()})


def test_what_no_guard_asks_changes_no_choice(known: Prepared) -> None:
    outlook = known.work.outlook
    before = [choices(outlook, process) for process in (BOOKS, SHOP)]
    amounts = {"hours_per_month": 7.0, "hours_are_estimated": True, "owner_share": 0.9}
    assert set(amounts) | {"name"} == set(AMOUNTS)
    for process, found in zip((BOOKS, SHOP), before, strict=True):
        changed = replace(process, name="Another", **amounts)  # type: ignore[arg-type]
        assert choices(replace(outlook, assumptions=otherwise()), changed) == replace(found, process=changed)


def test_what_no_guard_asks_prices_an_option_as_if_its_place_were_looked_at_again(known: Prepared) -> None:
    work = known.work
    survey = known.survey.under(replace(work.outlook, assumptions=otherwise()))
    for asked, found in zip(work.choices, work.options, strict=True):
        for option in found:
            again, as_known = (
                repriced(survey, asked, option, guarded_alike=alike) for alike in (False, True)
            )
            assert asdict(as_known.terms) == pytest.approx(asdict(again.terms))
            assert (as_known.load, as_known.capital) == pytest.approx((again.load, again.capital))


def test_a_wish_is_obeyed(known: Prepared) -> None:
    kept, poland = (ask(known, EDITS[name]).placed[0] for name in ("a wish to keep", "a wish for a place"))
    assert (kept.country, poland.country) == (None, "PL")


def test_core_work_stays_however_much_it_would_save(known: Prepared) -> None:
    assert ask(known, EDITS["answers"]).placed[0].country is None


def test_a_budget_of_nothing_keeps_all_work(known: Prepared) -> None:
    answer = ask(known, with_home(LARGER, capital_budget=0.0))
    assert {one.country for one in answer.placed} == {None}


def test_where_no_plan_is_possible_none_is_told(known: Prepared) -> None:
    busy = replace(
        LARGER, managers=(replace(MARCO, free_hours_per_month=0.0),), assumptions={"hire_slots": 0}
    )
    answer = ask(known, busy)
    assert (answer.status, answer.after, answer.placed) == ("infeasible", None, ())


def test_other_processes_are_no_what_if(known: Prepared) -> None:
    with pytest.raises(ValueError, match="the processes that there are"):
        ask(known, BAKERY)


@pytest.mark.parametrize("name", EDITS)
def test_the_answer_is_hardly_dearer_than_the_best_plan(known: Prepared, name: str) -> None:
    """Steps from the old plan find what a search from the beginning finds, to a hundredth."""
    cold = laid(EDITS[name])
    again = prepare(EDITS[name], FEW, scenarios=64, replicates=2, made=ask(known, EDITS[name]).placed)
    assert again is not None
    assert again.best.objective <= cold.best.objective + 0.01 * abs(cold.best.objective)


@pytest.mark.parametrize("seed", range(4))
def test_steps_are_weighed_as_the_plans_that_they_lead_to(seed: int) -> None:
    problem = business(Size(processes=8, countries=8, scenarios=16), seed)
    best = solve(kept(problem), gap=1e-2)
    option, manager = np.nonzero(problem.manager_allowed)
    pairs, plan = Pairs(option=option, manager=manager), Plan(option=best.option, manager=best.manager)
    alike = np.full(problem.scenarios, 1 / problem.scenarios)
    weighed = weigh(problem, pairs, plan, option_costs(problem, alike))
    for place in np.random.default_rng(seed).choice(option.size, 60, replace=False):
        after = plan.after(int(problem.process[option[place]]), int(option[place]), int(manager[place]))
        figures = evaluate(problem, after.option, after.manager)
        assert weighed.cost[place] == pytest.approx(figures.mean - figures.owner_value, rel=1e-9)
        assert (weighed.passed[place] > 0) == bool(excesses(problem, after.option, after.manager))


@pytest.mark.parametrize("seed", range(4))
def test_steps_never_lead_to_a_worse_plan_or_past_a_limit(seed: int) -> None:
    problem = business(Size(processes=8, countries=8, scenarios=16), seed)
    start = solve(kept(problem), gap=1e-2)
    option, manager = nudged(problem, start.option, start.manager)
    assert not excesses(problem, option, manager)
    assert evaluate(problem, option, manager).objective <= start.objective


@pytest.mark.parametrize("seed", range(4))
def test_steps_lead_back_within_limits_that_became_tighter(seed: int) -> None:
    problem = business(Size(processes=8, countries=8, scenarios=16), seed)
    best = solve(problem, gap=1e-2)
    tighter = replace(problem, budget=0.8 * best.of.capital)
    option, manager = nudged(tighter, best.option, best.manager)
    assert not excesses(tighter, option, manager)


def test_a_plan_that_is_hardly_worse_stays_as_it_is(known: Prepared) -> None:
    """The cost at home of one process rises by a hair: nobody wants to hear of another place."""
    assert ask(known, with_books(home_cost_per_hour=38.02)).moved == ()
