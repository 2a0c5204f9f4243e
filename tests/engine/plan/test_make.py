"""Whole plans: what holds from a business to its report (§PLAN-1 to §PLAN-13)."""

from collections.abc import Mapping
from dataclasses import astuple, replace
from functools import cached_property
from itertools import pairwise

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outhaul.engine.business import Business, Process
from outhaul.engine.plan.alternatives import kept
from outhaul.engine.plan.make import inputs_sha256, make_plan
from outhaul.engine.plan.portfolio import portfolio, today
from outhaul.engine.plan.solve import solve
from outhaul.engine.report import PlanReport, ProcessReport, Spread, Waterfall
from outhaul.engine.risk.paths import Portfolio, Simulation, simulate
from outhaul.engine.risk.shelf import Shelf
from outhaul.engine.verdict import Answer, Guard
from outhaul.reference.model import Currency
from outhaul.reference.tables import BUILT_IN, Pack, Reference
from tests.engine.plan.small_business import (
    BAKERY,
    BOOKS,
    CORE,
    ELIGIBLE,
    FEW,
    MARCO,
    OLIVIA,
    PILOT,
    RECIPES,
    SHOP,
    FewCountries,
    Laid,
    laid,
    with_home,
    with_policy,
    work,
)

GAP = 2e-3
"""Two plans that are optimal within .1 % each may differ by so much of the objective."""
MONTHS = BAKERY.home.horizon_months


def plan(business: Business, reference: Reference = FEW, *, seed: int = 1, scenarios: int = 64) -> PlanReport:
    return make_plan(business, reference, seed=seed, scenarios=scenarios, replicates=2)


def with_books(**changes: object) -> Business:
    return replace(BAKERY, processes=(replace(BOOKS, **changes), SHOP, RECIPES))  # type: ignore[arg-type]


def one(report: PlanReport, process: str) -> ProcessReport:
    return next(row for row in report.processes if row.id == process)


def countries(report: PlanReport) -> dict[str, str | None]:
    return {row.id: row.country for row in report.processes}


def lived(chosen: Laid, scenarios: int = 64) -> tuple[Portfolio, Simulation]:
    """Live through a chosen plan on the first scenarios."""
    nothing = solve(kept(chosen.problem))
    own = portfolio(chosen.work, chosen.problem, chosen.best, today(chosen.work, nothing))
    return own, simulate(own, chosen.work.draws.first(scenarios))


@pytest.fixture(scope="module")
def bakery() -> PlanReport:
    return plan(BAKERY)


@pytest.fixture(scope="module")
def chosen() -> Laid:
    return laid(BAKERY)


def test_a_plan_from_all_tables_hands_out_what_is_eligible_and_keeps_the_core() -> None:
    report = plan(BAKERY, Reference(BUILT_IN))
    assert report.status == "optimal"
    assert [row.decision for row in report.processes] == ["hand_out", "hand_out", "keep"]
    assert report.headline is not None
    assert report.headline.npv.p5 > 0


# What the guards forbid never happens


@pytest.mark.parametrize(
    "temptation",
    [{"home_cost_per_hour": 500.0}, {"pin": "IN"}, {"accept_prepare": True}, {"owner_share": 1.0}],
    ids=lambda temptation: next(iter(temptation)),
)
def test_core_work_never_leaves_whatever_speaks_for_it(temptation: Mapping[str, object]) -> None:
    report = plan(with_books(answers=CORE, **temptation))
    books = one(report, "books")
    assert (books.verdict.class_, books.decision, books.country) == ("KEEP_CORE", "keep", None)
    assert all(alternative.decisions["books"] == "keep" for alternative in report.alternatives)


def test_work_that_law_or_measuring_forbids_stays() -> None:
    legal, vague = ELIGIBLE | {"G1": 4}, ELIGIBLE | {"M1": 1}
    found = laid(replace(BAKERY, processes=(work("law", answers=legal), work("vague", answers=vague), SHOP)))
    assert [len(listed) for listed in found.work.options[:2]] == [1, 1]


def test_data_that_must_stay_at_home_leaves_only_home_as_a_place() -> None:
    found = laid(with_books(answers=ELIGIBLE | {"G1": 3}))
    assert {option.country for option in found.work.options[0]} == {None, "US"}


def test_a_pilot_hands_out_half(chosen: Laid) -> None:
    report = plan(with_books(answers=PILOT, home_cost_per_hour=60.0))
    books = one(report, "books")
    assert (books.verdict.class_, books.decision) == ("PILOT", "pilot")
    assert books.owner_hours_freed_per_month == pytest.approx(0.5 * BOOKS.owner_share * BOOKS.hours_per_month)
    assert books.monthly_cost.kept > 0.5 * 60.0 * BOOKS.hours_per_month * 0.9
    assert chosen.work.choices[0].share == 1.0


def test_no_guard_blocks_what_the_plan_hands_out(bakery: PlanReport) -> None:
    out = {row.id for row in bakery.processes if row.country}
    blocks = [verdict for verdict in bakery.guards if verdict.answer is Answer.BLOCK]
    assert out == {"books", "shop"}
    assert [(verdict.guard, verdict.process) for verdict in blocks] == [(Guard.SCOPE, "recipes")]


def test_every_process_has_every_guard_s_answer(bakery: PlanReport) -> None:
    answered = {
        row.id: {verdict.guard for verdict in bakery.guards if verdict.process == row.id}
        for row in bakery.processes
    }
    whole = set(Guard)
    assert answered == {"books": whole, "shop": whole, "recipes": {Guard.SCOPE, Guard.MANAGE}}


# Limits hold


def test_managers_without_a_free_hour_make_a_plan_impossible_and_it_says_whose_hours_are_missing() -> None:
    idle = tuple(replace(manager, free_hours_per_month=0.0) for manager in BAKERY.managers)
    report = plan(replace(BAKERY, managers=idle, assumptions={"hire_slots": 0.0}))
    assert (report.status, report.headline, report.processes) == ("infeasible", None, ())
    ((what, missing, unit, fix),) = [astuple(obstacle) for obstacle in report.obstacles]
    assert (what.split(" of ")[0], unit) == ("hours", "h a month")
    assert missing == pytest.approx(0.06 * (40 + 22 + 20))
    assert fix.startswith("Free 4.9 hours a month more")


def test_the_hours_that_an_impossible_plan_misses_make_it_possible() -> None:
    nobody = (replace(MARCO, free_hours_per_month=0.0),)
    idle = replace(BAKERY, assumptions={"hire_slots": 0.0}, managers=nobody)
    (obstacle,) = plan(idle).obstacles
    enough = replace(idle, managers=(replace(MARCO, free_hours_per_month=obstacle.missing + 1e-6),))
    assert plan(enough).status == "optimal"


def test_without_a_budget_nothing_that_ties_up_money_goes_out() -> None:
    assert set(countries(plan(with_home(BAKERY, capital_budget=0.0))).values()) == {None}


@given(
    hours=st.lists(st.integers(5, 90), min_size=2, max_size=3),
    home_cost=st.integers(15, 90),
    free=st.integers(8, 60),
    budget=st.integers(0, 6000),
    answers=st.lists(st.sampled_from([ELIGIBLE, PILOT, CORE]), min_size=3, max_size=3),
)
@settings(max_examples=6, deadline=None, derandomize=True)
def test_every_plan_keeps_to_hours_span_budget_band_and_scope(
    hours: list[int], home_cost: int, free: int, budget: int, answers: list[dict[str, int | bool]]
) -> None:
    processes = tuple(
        work(f"p{number}", hours_per_month=float(size), home_cost_per_hour=float(home_cost), answers=given_)
        for number, (size, given_) in enumerate(zip(hours, answers, strict=False))
    )
    business = with_home(replace(BAKERY, processes=processes), capital_budget=float(budget))
    managers = (replace(MARCO, free_hours_per_month=float(free)), OLIVIA)
    report = plan(replace(business, managers=managers))
    if report.headline is None:
        assert report.obstacles
        return
    assert all(manager.hours_used <= manager.hours_free + 1e-6 for manager in report.managers)
    assert all(manager.engagements <= manager.span for manager in report.managers)
    assert report.headline.capital_needed <= budget + 1e-6
    for row in report.processes:
        assert row.rate is None or row.rate.band[0] - 1e-9 <= row.rate.hourly <= row.rate.band[1] + 1e-9
        assert row.country is None or row.verdict.class_ in {"ELIGIBLE", "PILOT"}


# What the owner wishes is obeyed


def test_a_pin_to_keep_keeps(bakery: PlanReport) -> None:
    report = plan(with_books(pin="keep"))
    assert (countries(bakery)["books"] is None, countries(report)["books"]) == (False, None)
    assert one(report, "books").reasons == ("You asked to keep it.",)


def test_what_costs_more_than_today_is_told_as_that() -> None:
    row = one(plan(with_books(pin="PL", hours_per_month=8.0)), "books")
    more = 100 * (sum(astuple(row.monthly_cost)) / row.cost_now - 1)
    assert f"it costs {more:.0f} % more than today." in " ".join(row.reasons)


def test_keeping_is_no_place_that_comes_next() -> None:
    business = with_home(with_books(owner_share=1.0, home_cost_per_hour=12.0), owner_hour_value=40.0)
    assert [reason for reason in one(plan(business), "books").reasons if "keeping" in reason.lower()] == [
        "It costs 13 USD a month more than keeping it, and frees 40 of your own hours for it."
    ]


def test_a_pin_to_a_country_sends_the_work_there_even_where_that_is_dearer() -> None:
    found = laid(with_books(pin="PL"))
    assert {option.country for option in found.work.options[0]} == {"PL"}
    assert countries(plan(with_books(pin="PL")))["books"] == "PL"


def test_a_pin_to_a_place_that_a_guard_blocks_keeps_the_work_and_says_why() -> None:
    report = plan(with_books(pin="PH"))
    (verdict,) = [
        verdict for verdict in report.guards if (verdict.process, verdict.guard) == ("books", Guard.MATCH)
    ]
    assert (countries(report)["books"], verdict.answer, verdict.rule) == (None, Answer.BLOCK, "PLAN-2")
    assert [option.excluded_by for option in one(report, "books").options] == ["match: overlap 0 h < 1 h"]


def test_an_excluded_country_is_in_no_plan_and_no_alternative(bakery: PlanReport) -> None:
    used = {code for code in countries(bakery).values() if code}
    report = plan(with_policy(BAKERY, exclude_countries=tuple(sorted(used))))
    proposed = set(countries(report).values())
    others = {place for other in report.alternatives for place in other.decisions.values()}
    assert (used & proposed, used & others) == (set(), set())


@pytest.mark.parametrize("share", [0.1, 0.5])
def test_excluding_a_country_never_makes_a_plan_better(share: float) -> None:
    business = with_policy(BAKERY, max_country_share=share)
    best = laid(business)
    least = best.best.objective - GAP * abs(best.best.objective)
    for code in best.work.countries:
        assert laid(with_policy(business, exclude_countries=(code,))).best.objective >= least, code


@pytest.mark.parametrize("least", [0.0, 0.20])
def test_every_rate_is_fair_there_and_worth_it_at_home(least: float) -> None:
    report = plan(with_policy(BAKERY, premium_min=least, premium_max=0.25))
    rates = [row.rate for row in report.processes if row.rate]
    assert len(rates) == 2
    for rate in rates:
        assert rate.home_hourly is not None
        assert rate.market_median * (1 + least) - 1e-9 <= rate.hourly <= rate.home_hourly * 0.9 + 1e-9


@pytest.mark.parametrize("shock", [0.01, 0.05])
def test_more_weight_on_risk_never_raises_the_worst_tenth(shock: float) -> None:
    weights = (0.0, 0.3, 0.6, 1.0)
    business = replace(BAKERY, assumptions={"country_shock": shock})
    found = [laid(with_policy(business, risk_weight=weight)).best for weight in weights]
    for (less, before), (more, after) in pairwise(zip(weights, found, strict=True)):
        slack = GAP / 2 * (abs(before.objective) + abs(after.objective)) / (more - less)
        assert after.of.cvar <= before.of.cvar + slack


# Nothing but the business counts


def test_the_order_of_the_file_changes_nothing_but_order(bakery: PlanReport) -> None:
    turned = plan(
        replace(
            BAKERY,
            managers=BAKERY.managers[::-1],
            processes=BAKERY.processes[::-1],
            tools=BAKERY.tools[::-1],
        )
    )
    assert [row.id for row in turned.processes] == [row.id for row in bakery.processes][::-1]
    assert [row.id for row in turned.managers] == [row.id for row in bakery.managers][::-1]
    assert [row.id for row in turned.tools] == [row.id for row in bakery.tools][::-1]
    assert by_name(turned) == by_name(bakery)
    assert headline(turned) == pytest.approx(headline(bakery), rel=1e-9)


def by_name(report: PlanReport) -> object:
    return (
        {row.id: (row.decision, row.country, row.rate, row.manager, row.verdict) for row in report.processes},
        {row.id: row for row in report.tools},
        {row.name: row.decisions for row in report.alternatives},
        {verdict.reason for verdict in report.guards},
    )


def headline(report: PlanReport) -> list[float]:
    """The figures of a headline in a row, the unknown ones as -1."""
    assert report.headline is not None
    amounts = msgspec.to_builtins(report.headline)
    nested = (*amounts.pop("npv").values(), *amounts.pop("payback_months").values())
    return [-1.0 if amount is None else amount for amount in (*amounts.values(), *nested)]


class WithCents(FewCountries):
    """The tables with a currency of which a dollar has a hundred."""

    @cached_property
    def currencies(self) -> Mapping[str, Currency]:
        known = Reference(BUILT_IN).currencies
        dollar = known["USD"]
        hundred = msgspec.structs.replace(dollar.per_usd, value=100.0)
        cents = msgspec.structs.replace(dollar, code="XCC", name="Cent", per_usd=hundred, follows="USD")
        return {**known, "XCC": cents}


def in_cents(business: Business) -> Business:
    def process(old: Process) -> Process:
        cost = old.home_cost_per_hour
        return replace(old, home_cost_per_hour=None if cost is None else 100 * cost)

    budget = 100 * business.home.capital_budget
    return replace(
        business,
        home=replace(business.home, currency="XCC", capital_budget=budget),
        managers=tuple(replace(old, cost_per_hour=100 * old.cost_per_hour) for old in business.managers),
        processes=tuple(process(old) for old in business.processes),
        tools=tuple(
            replace(
                old,
                fixed_cost_per_month=100 * old.fixed_cost_per_month,
                cost_per_seat_per_month=100 * old.cost_per_seat_per_month,
                capital_cost=100 * old.capital_cost,
            )
            for old in business.tools
        ),
    )


def hundredfold(amounts: Waterfall | Spread) -> list[float]:
    return [100 * amount for amount in astuple(amounts)]


def test_a_plan_counted_in_cents_is_the_same_plan() -> None:
    business = with_books(home_cost_per_hour=None)
    dollars, cents = plan(business), plan(in_cents(business), WithCents(BUILT_IN))
    assert countries(dollars) == countries(cents)
    for here, there in zip(dollars.processes, cents.processes, strict=True):
        assert hundredfold(here.monthly_cost) == pytest.approx(astuple(there.monthly_cost))
        assert 100 * here.cost_now == pytest.approx(there.cost_now)
    assert dollars.headline is not None
    assert cents.headline is not None
    assert hundredfold(dollars.headline.npv) == pytest.approx(astuple(cents.headline.npv))
    assert dollars.headline.payback_months == cents.headline.payback_months
    assert dollars.headline.true_saving == pytest.approx(cents.headline.true_saving)
    assert [bar.name for bar in dollars.tornado] == [bar.name for bar in cents.tornado]


def test_equal_inputs_give_equal_reports_byte_for_byte(bakery: PlanReport) -> None:
    assert msgspec.json.encode(plan(BAKERY)) == msgspec.json.encode(bakery)


def test_what_was_drawn_for_another_business_changes_no_plan() -> None:
    shelf = Shelf()
    other = with_home(with_books(name="Ledger", pin="keep"), horizon_months=30)
    shared = [
        make_plan(business, FEW, scenarios=64, replicates=2, shelf=shelf)
        for business in (BAKERY, other, BAKERY)
    ]
    alone = [make_plan(business, FEW, scenarios=64, replicates=2) for business in (BAKERY, other)]
    assert shared == [*alone, alone[0]]


def test_another_seed_gives_a_near_but_different_value() -> None:
    one_, other = (plan(BAKERY, seed=seed, scenarios=256).headline for seed in (1, 2))
    assert one_ is not None
    assert other is not None
    assert one_.npv.mean != other.npv.mean
    assert one_.npv.mean == pytest.approx(other.npv.mean, rel=0.04)


def test_what_a_plan_rests_on_is_in_its_fingerprint(bakery: PlanReport, chosen: Laid) -> None:
    outlook = chosen.work.outlook
    changed = (
        outlook,
        replace(outlook, seed=2),
        replace(outlook, year=2027),
        replace(outlook, business=with_books(hours_per_month=41.0)),
        replace(outlook, reference=Reference(BUILT_IN, (Pack(name="own", currencies={}),))),
    )
    prints = [inputs_sha256(one, 64, 2) for one in changed]
    assert (prints[0], len(set(prints))) == (bakery.inputs_sha256, 5)


# One cost function: the choice, the risk and the words tell the same story


@pytest.mark.parametrize(
    "business",
    [
        BAKERY,
        with_home(BAKERY, owner_hour_value=120.0),
        with_books(answers=PILOT),
        with_books(hours_are_estimated=True),
        with_books(pin="PL"),
        replace(BAKERY, managers=(replace(MARCO, free_hours_per_month=3.0), OLIVIA)),
    ],
    ids=["bakery", "dear owner", "pilot", "estimate", "pinned", "two managers"],
)
def test_the_value_that_a_plan_is_chosen_for_is_the_value_that_is_lived(business: Business) -> None:
    found = laid(business)
    own, life = lived(found)
    today = sum(
        float(priced.home_money[0] + priced.home_hours[0] * one.home_hour)
        for priced, one in zip(found.work.coefficients, own.commitments, strict=True)
    )
    worth = today * found.work.discounted_months - found.best.of.mean
    assert worth == pytest.approx(float(life.npv.mean()), rel=1e-9)


def test_the_sample_of_the_choice_agrees_with_the_whole_within_its_error(chosen: Laid) -> None:
    _, few = lived(chosen, 64)
    whole = simulate(lived(chosen)[0], replace(chosen.work.draws, scenarios=1024, replicates=2))
    error = float(whole.npv.std()) / np.sqrt(64)
    assert abs(float(few.npv.mean() - whole.npv.mean())) < 3 * error


def test_the_parts_of_all_processes_and_what_they_share_add_up_to_the_planned_cost(chosen: Laid) -> None:
    own, life = lived(chosen)
    spent = sum(sum(parts.values()) for parts in life.waterfalls.values()) + own.once / MONTHS + own.monthly
    planned = sum(life.costs_now.values()) - float(life.cumulative[-1].mean()) / MONTHS
    assert spent == pytest.approx(planned, rel=1e-9)


def test_the_headline_adds_up_from_the_reported_processes(bakery: PlanReport, chosen: Laid) -> None:
    assert bakery.headline is not None
    own, _ = lived(chosen)
    parts = sum(sum(astuple(row.monthly_cost)) for row in bakery.processes)
    assert bakery.headline.monthly_cost_now == pytest.approx(sum(row.cost_now for row in bakery.processes))
    assert bakery.headline.monthly_cost_planned == pytest.approx(parts + own.once / MONTHS + own.monthly)


def test_a_manager_without_whom_work_cannot_even_be_kept_is_part_of_doing_nothing() -> None:
    nobody = tuple(replace(manager, free_hours_per_month=0.0) for manager in BAKERY.managers)
    business = replace(BAKERY, managers=nobody, assumptions={"liquidity_months": 6.0})
    report, found = plan(business), laid(business)
    (nothing,) = [other for other in report.alternatives if other.name == "do nothing"]
    assert nothing.npv_mean == pytest.approx(0.0, abs=1e-6)
    worth = solve(kept(found.problem)).of.mean - found.best.of.mean
    assert worth == pytest.approx(float(lived(found)[1].npv.mean()), rel=1e-9)
    assert [manager.hire for manager in report.managers] == [False, False, True]


def test_doing_nothing_is_worth_nothing_and_risks_nothing(bakery: PlanReport) -> None:
    (nothing,) = [other for other in bakery.alternatives if other.name == "do nothing"]
    assert (nothing.npv_mean, nothing.p_loss, nothing.owner_hours_freed_per_month) == (0.0, 0.0, 0.0)
    assert nothing.decisions == {"books": "keep", "shop": "keep", "recipes": "keep"}


def test_the_plan_s_own_value_is_no_worse_than_that_of_any_named_one(chosen: Laid) -> None:
    best = chosen.best
    assert best.objective <= solve(kept(chosen.problem)).objective
    assert best.bound <= best.objective + 1e-9


def test_the_cheapest_option_leads_the_list_and_the_excluded_end_it(bakery: PlanReport) -> None:
    for row in bakery.processes[:2]:
        costs = [option.npv_cost for option in row.options if option.npv_cost is not None]
        assert costs == sorted(costs)
        assert [option.excluded_by is None for option in row.options] == sorted(
            (option.excluded_by is None for option in row.options), reverse=True
        )
        assert {option.country for option in row.options} == set(FEW.countries)


def test_progress_rises_from_nothing_to_everything() -> None:
    told: list[float] = []
    make_plan(BAKERY, FEW, scenarios=64, replicates=1, progress=lambda share, _what: told.append(share))
    assert (told[0], told[-1], told == sorted(told)) == (0.0, 1.0, True)
