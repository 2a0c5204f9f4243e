"""Blocks, threads and precision are of no effect; a plain loop tells the same (§RISK-2, §RISK-12)."""

import math
from collections.abc import Mapping
from dataclasses import fields, replace
from statistics import NormalDist
from typing import Any

import numpy as np
import pytest
from numpy.typing import DTypeLike

from outhaul.engine.cost import EngagementTerms, kept
from outhaul.engine.engagement.course import Fate
from outhaul.engine.risk import paths
from outhaul.engine.risk.draws import Draws
from outhaul.engine.risk.paths import Commitment, Portfolio, Simulation, simulate
from outhaul.engine.risk.repricing import mean_npvs
from outhaul.engine.risk.shelf import Shelf
from outhaul.engine.risk.summary import cvar, paid_back, payback, probability, spread


@pytest.fixture(scope="module")
def mixed(portfolio: Portfolio) -> Portfolio:
    """Two engagements, one process that is kept, and managers who are not paid extra."""
    stays = Commitment(
        process="recipes",
        terms=kept(30, 45, 0.06),
        country="DE",
        currency="EUR",
        manager="olivia",
        manager_cost=75,
        home_manager_cost=60,
    )
    return replace(portfolio, commitments=(*portfolio.commitments, stays))


@pytest.fixture(scope="module")
def lot(draws: Draws) -> Draws:
    """Five chunks and a half of each of two scrambles."""
    return replace(draws, currencies=("EUR", "PHP", "PLN"), scenarios=22_600, replicates=2, shelf=Shelf())


def same(one: Simulation, other: Simulation) -> bool:
    def equal(a: Any, b: Any) -> bool:  # noqa: ANN401 -- whatever a field holds
        if isinstance(a, Mapping) and isinstance(b, Mapping):
            return a.keys() == b.keys() and all(equal(a[name], b[name]) for name in a)
        return bool(np.array_equal(a, b)) if isinstance(a, np.ndarray) else a == b

    return all(equal(getattr(one, item.name), getattr(other, item.name)) for item in fields(Simulation))


@pytest.mark.parametrize("precision", [np.float32, np.float64])
def test_neither_blocks_nor_threads_change_a_single_bit(
    precision: DTypeLike, mixed: Portfolio, lot: Draws, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = replace(lot, scenarios=4_600)
    found = []
    for block, threads in ((256, 1), (1000, 3), (4096, 1), (4096, 2)):
        monkeypatch.setattr(paths, "BLOCK", block)
        found.append(simulate(mixed, replace(few, shelf=Shelf()), precision=precision, threads=threads))
    assert [same(found[0], other) for other in found[1:]] == [True, True, True]


def test_single_precision_tells_what_double_precision_tells(mixed: Portfolio, lot: Draws) -> None:
    few = replace(lot, scenarios=4096)
    double, single = (simulate(mixed, few, precision=kind) for kind in (np.float64, np.float32))
    close = np.isclose(single.npv, double.npv, rtol=1e-5, atol=1.0)
    assert float(close.mean()) > 0.998, "a rounded date of leaving moves a scenario now and then"
    assert float(single.npv.mean()) == pytest.approx(float(double.npv.mean()), rel=1e-5)
    assert spread(single.npv).se == pytest.approx(spread(double.npv).se, rel=1e-3)
    assert cvar(single.npv, 0.95).value == pytest.approx(cvar(double.npv, 0.95).value, rel=1e-5)
    assert probability(single.npv < 0).value == pytest.approx(probability(double.npv < 0).value, abs=2e-4)
    parts, exact = (found.waterfalls["books"] for found in (single, double))
    assert list(parts.values()) == pytest.approx(list(exact.values()), rel=1e-5)


def test_the_first_scenarios_are_the_same_in_a_larger_sample(mixed: Portfolio, lot: Draws) -> None:
    many, few = (
        simulate(mixed, replace(lot, scenarios=count, replicates=1, shelf=Shelf())) for count in (9000, 5000)
    )
    assert np.array_equal(many.npv[:, :5000], few.npv)


def test_every_chunk_of_luck_is_its_own(lot: Draws) -> None:
    fate = lot.fate("books", ("PH",), ("PHP",))
    samples = (fate.growth[0, 0], fate.vacancy[1], fate.exchange[1, 0], fate.bias)
    for sample in samples:
        chunks = sample[: 5 * 4096].reshape(5, 4096)
        between = np.corrcoef(chunks)[np.triu_indices(5, 1)]
        assert float(np.abs(between).max()) < 4 / math.sqrt(4096)


def test_what_becomes_of_all_scenarios_is_told_and_the_paths_of_the_first(
    mixed: Portfolio, lot: Draws, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = replace(lot, scenarios=900)
    whole = simulate(mixed, few)
    monkeypatch.setattr(paths, "PATHS", 600)
    part = simulate(mixed, few)
    assert part.cumulative.shape == (37, 2, 300)
    assert np.array_equal(part.cumulative, whole.cumulative[:, :, :300])
    assert np.array_equal(part.left, whole.cumulative[-1])
    assert same(replace(part, cumulative=whole.cumulative), whole)
    assert paid_back(part.payback) == payback(whole.cumulative)


def test_a_kept_process_costs_what_its_manager_costs_more_than_today(mixed: Portfolio, lot: Draws) -> None:
    few = replace(lot, scenarios=512)
    alone = replace(mixed, commitments=mixed.commitments[2:], once=0.0, monthly=0.0)
    found, volume = simulate(alone, few), few.fate("recipes", ("DE",), ("EUR",)).volume
    np.testing.assert_allclose(found.left.ravel(), 36 * (60 - 75) * 0.06 * 30 * volume)
    assert found.costs_now["recipes"] == pytest.approx(30 * (45 + 0.06 * 60) * volume.mean())


def test_the_owner_steers_kept_work_and_handed_out_work_and_each_counts_once(
    mixed: Portfolio, lot: Draws
) -> None:
    few = replace(lot, scenarios=256)
    owners = tuple(
        replace(one, manager="olivia", manager_cost=75, owner_manages=True) for one in mixed.commitments
    )
    parts = [simulate(replace(mixed, commitments=(one,)), few).owner_hours for one in owners]
    together = simulate(replace(mixed, commitments=owners), few).owner_hours
    np.testing.assert_allclose(together, sum(parts), rtol=1e-12)
    unsteered = replace(owners[0], owner_manages=False)
    assert float(simulate(replace(mixed, commitments=(unsteered,)), few).owner_hours.mean()) > float(
        parts[0].mean()
    )


def test_a_plan_without_work_costs_what_it_shares(mixed: Portfolio, lot: Draws) -> None:
    found = simulate(replace(mixed, commitments=()), replace(lot, scenarios=300))
    assert set(found.left.ravel().tolist()) == {-1000 - 36 * 25}
    assert (found.costs_now, found.overload) == ({}, {})


def test_many_pricings_are_worth_what_each_is_worth_alone(mixed: Portfolio, lot: Draws) -> None:
    def priced(**changes: float) -> Portfolio:
        return replace(
            mixed,
            monthly=changes.get("hazard", 0.0),
            commitments=tuple(
                one if one.process == "recipes" else replace(one, terms=replace(one.terms, **changes))
                for one in mixed.commitments
            ),
        )

    few = replace(lot, scenarios=256, replicates=1)
    pricings = [priced(), priced(rate=20.0), priced(hazard=0.9), priced(R0=0.3, mu=0.1), priced(failure=0.4)]
    alone = [float(simulate(one, few).npv.mean()) for one in pricings]
    assert mean_npvs(pricings, few).tolist() == pytest.approx(alone, rel=1e-9)


@pytest.mark.parametrize("figure", ["mean", "loss", "tail"])
def test_the_spread_over_24_seeds_is_the_error_that_is_told(
    figure: str, estimates: dict[str, list[tuple[float, float]]]
) -> None:
    values, errors = np.array(estimates[figure]).T
    ratio = float(values.var(ddof=1) / np.mean(errors**2))
    assert 0.35 < ratio < 2.4, "beyond the 99.9 % range of F(23, 168)"


@pytest.fixture(scope="module")
def estimates(portfolio: Portfolio, draws: Draws) -> dict[str, list[tuple[float, float]]]:
    """Value and error of three figures with each of 24 seeds."""
    found: dict[str, list[tuple[float, float]]] = {"mean": [], "loss": [], "tail": []}
    for seed in range(24):
        luck = replace(draws, seed=seed, scenarios=256, shelf=Shelf())
        npv = simulate(portfolio, luck, precision=np.float32).npv
        mean, loss, tail = spread(npv), probability(npv < 0.0), cvar(npv, 0.95)
        found["mean"].append((mean.mean, mean.se))
        found["loss"].append((loss.value, loss.se))
        found["tail"].append((tail.value, tail.se))
    return found


def test_a_plain_loop_tells_the_same_of_every_scenario(mixed: Portfolio, lot: Draws) -> None:
    few = replace(lot, scenarios=64, replicates=1)
    found = simulate(mixed, few).npv[0]
    for scenario in range(64):
        shared = mixed.once + sum(mixed.monthly * 1.1 ** (-month / 12) for month in range(1, 37))
        told = sum(
            plain_npv(one, few.fate(one.process, (one.country,), (one.currency,)), scenario)
            for one in mixed.commitments
        )
        assert told - shared == pytest.approx(float(found[scenario]), rel=1e-9)


def plain_npv(one: Commitment, fate: Fate, scenario: int) -> float:
    """Live through one engagement in one scenario, month by month, as one writes it down."""
    terms = one.terms
    accepted = terms.hours * fate.volume[scenario]
    out, home = accepted * terms.share, accepted * (terms.home_rate + terms.mu_home * one.home_hour)
    rework = min(terms.rework * fate.rework[scenario], 0.6)
    bought = out * (1 + rework) / (terms.productivity * fate.productivity[scenario])
    learning = min(max(terms.T0 * fate.learning[scenario], 1.0), 9.0)
    price, charges = first_rate(terms, float(fate.market[0, scenario])), fate.charges[scenario]
    npv = -terms.setup - terms.internal_hours * one.manager_cost
    number, start = 0, 0.0
    failing, end = stay(terms, fate, scenario, number, start)
    for month in range(1, 37):
        if month in {13, 25}:
            price *= max(1.0, raised(terms, fate, scenario, month // 12 - 1))
        age = month - start
        up = max(0.0, min(1.0, age)) if fate.open[month - 1, 0, scenario] else 0.0
        slow = up / (1 - (1 - terms.R0) * math.exp(-max(age - 1, 0.0) * 1.5 / learning))
        back = accepted - out * up + (out * up if failing else 0.0)
        load = terms.start_load if age < 4 else 1.0
        hours = slow * bought * load * terms.mu * fate.load[scenario] + terms.fixed_hours
        money = slow * bought * price * (1 + terms.fee * charges) + terms.tool * charges
        if end == month:
            money += terms.replacement_weeks / 52 * 12 * out * price
            number = (number + 1) % 6
            start = month + float(fate.vacancy[number, scenario])
            failing, end = stay(terms, fate, scenario, number, start)
        money += back * terms.home_rate + (hours + back * terms.mu_home) * one.manager_cost
        npv += (home - money) * 1.1 ** (-month / 12)
    return float(npv)


def first_rate(terms: EngagementTerms, z: float) -> float:
    """Cut the market's error off on both sides, so that the rate never passes its cap."""
    if not terms.market_sd:
        return float(terms.rate)
    normal, room = NormalDist(), float(np.log(terms.rate_cap / terms.rate) / terms.market_sd)
    tail = normal.cdf(-room)
    within = normal.inv_cdf(tail + (1 - 2 * tail) * normal.cdf(z))
    return float(terms.rate * math.exp(terms.market_sd * within))


def raised(terms: EngagementTerms, fate: Fate, scenario: int, year: int) -> float:
    sd = terms.fx_sd * math.sqrt(12)
    move = sd * float(fate.exchange[year, 0, scenario]) - sd**2 / 2
    growth = 1 + terms.rate_growth + float(fate.growth[year, 0, scenario])
    return float(growth * math.exp(fate.pass_through * move))


def stay(terms: EngagementTerms, fate: Fate, scenario: int, number: int, start: float) -> tuple[bool, float]:
    """Return whether an engagement fails, and the month at whose end it ends."""
    if not terms.hazard:
        return False, math.inf
    months = 12 * float(fate.tenure[number, scenario]) / terms.hazard
    failing = bool(fate.failure[number, scenario] < terms.failure)
    return failing, math.ceil(start + (min(months, 3.0) if failing else months))
