"""The simulation beside the same model written as a plain Python loop.

Both live through the same portfolio on the same luck and must agree in every scenario. The loop is
run on few scenarios and its time scaled, as it is proportional to their number; drawing its luck is
not counted.

    python benchmarks/simulation.py [processes]
"""

import math
import sys
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from resource import RUSAGE_SELF, getrusage
from typing import NamedTuple

import numpy as np

from outhaul.engine.assumptions import Assumptions
from outhaul.engine.cost import EngagementTerms, failure, hazard
from outhaul.engine.engagement.course import Fate
from outhaul.engine.risk.coefficients import coefficients
from outhaul.engine.risk.draws import Draws, Spreads
from outhaul.engine.risk.paths import Commitment, Portfolio, simulate
from outhaul.engine.risk.shelf import Shelf

PLACES = (("PH", "PHP"), ("PL", "PLN"), ("KE", "KES"), ("CO", "COP"), ("IN", "INR"))
LOOPED = 128
MEGABYTE = 1 << 20


def portfolio(processes: int) -> Portfolio:
    """Return a plan that hands out every process; figures are spread over sensible ranges."""
    spread = np.random.default_rng(1)

    def terms() -> EngagementTerms:
        premium = float(spread.uniform(0.05, 0.15))
        return EngagementTerms(
            hours=float(spread.uniform(20, 120)),
            home_rate=45,
            mu_home=0.06,
            rate=float(spread.uniform(10, 24)),
            productivity=float(spread.uniform(0.85, 0.98)),
            rework=float(spread.uniform(0.1, 0.2)),
            mu=float(spread.uniform(0.05, 0.09)),
            fixed_hours=1.5,
            start_load=2,
            T0=3,
            R0=0.5,
            fee=0.06,
            tool=40,
            setup=700,
            internal_hours=44,
            hazard=float(hazard(0.35, premium, 2)),
            replacement_weeks=7.5,
            failure=float(failure(0.12, premium)),
            rate_growth=0.03,
            fx_sd=0.025,
        )

    commitments = tuple(
        Commitment(
            process=f"process {number}",
            terms=terms(),
            country=PLACES[number % 5][0],
            currency=PLACES[number % 5][1],
            manager=f"manager {number % 3}",
            manager_cost=50,
        )
        for number in range(processes)
    )
    return Portfolio(commitments=commitments, once=2000, monthly=100)


def luck(processes: int) -> Draws:
    """Return the draws of the issue's size: 8 scrambles of 4,096 scenarios."""
    return Draws(
        processes=tuple(f"process {number}" for number in range(processes)),
        currencies=tuple(currency for _, currency in PLACES),
        spreads=Spreads.of(Assumptions()),
    )


class Luck(NamedTuple):
    """The fate of one process in one scenario, as plain Python numbers."""

    volume: float
    productivity: float
    rework: float
    load: float
    learning: float
    charges: float
    growth: list[float]
    exchange: list[float]
    pass_through: float
    open: list[bool]
    tenure: list[float]
    vacancy: list[float]
    failure: list[float]


def lucks(fate: Fate, scenarios: int) -> list[Luck]:
    """Return the first scenarios of a fate."""
    return [
        Luck(
            volume=float(fate.volume[scenario]),
            productivity=float(fate.productivity[scenario]),
            rework=float(fate.rework[scenario]),
            load=float(fate.load[scenario]),
            learning=float(fate.learning[scenario]),
            charges=float(fate.charges[scenario]),
            growth=fate.growth[:, 0, scenario].tolist(),
            exchange=fate.exchange[:, 0, scenario].tolist(),
            pass_through=fate.pass_through,
            open=fate.open[:, 0, scenario].tolist(),
            tenure=fate.tenure[:, scenario].tolist(),
            vacancy=fate.vacancy[:, scenario].tolist(),
            failure=fate.failure[:, scenario].tolist(),
        )
        for scenario in range(scenarios)
    ]


def plain_npv(one: Commitment, luck: Luck, discount_rate: float) -> float:
    """Return the NPV against keeping of one engagement in one scenario, in plain Python."""
    terms = one.terms
    accepted = terms.hours * luck.volume
    rework = min(terms.rework * luck.rework, 0.6)
    bought = accepted * (1 + rework) / (terms.productivity * luck.productivity)
    learning = min(max(terms.T0 * luck.learning, 1), 9)
    rate, fee, tool = terms.rate, terms.fee * luck.charges, terms.tool * luck.charges
    oversight = terms.mu * luck.load
    npv = -terms.setup - terms.internal_hours * one.manager_cost
    engagement, start = 0, 0.0
    failing, end = stay(terms, luck, engagement, start)
    for month in range(1, 37):
        if month in {13, 25}:
            rate *= max(1.0, raised(terms, luck, month // 12 - 1))
        age = month - 1 - start
        up = max(0.0, min(1.0, age + 1)) if luck.open[month - 1] else 0.0
        learned = 1 - (1 - terms.R0) * math.exp(-max(age, 0.0) * 1.5 / learning)
        hours = bought * up / learned
        at_home = accepted * (1 - up) + (accepted * up if failing else 0.0)
        load = oversight * (terms.start_load if age < 3 else 1.0)  # noqa: PLR2004 -- months of a start
        managed = hours * load + terms.fixed_hours + terms.mu_home * at_home
        money = hours * rate * (1 + fee) + tool + at_home * terms.home_rate
        if end == month:
            money += terms.replacement_weeks / 52 * 12 * accepted * rate
            engagement = (engagement + 1) % len(luck.tenure)
            start = month + luck.vacancy[engagement]
            failing, end = stay(terms, luck, engagement, start)
        home = accepted * (terms.home_rate + terms.mu_home * one.home_hour)
        npv += (home - money - managed * one.manager_cost) * (1 + discount_rate) ** (-month / 12)
    return float(npv)


def raised(terms: EngagementTerms, luck: Luck, year: int) -> float:
    """Return the factor of a yearly repricing."""
    sd = terms.fx_sd * math.sqrt(12)
    move = sd * luck.exchange[year] - sd**2 / 2
    return float((1 + terms.rate_growth + luck.growth[year]) * math.exp(luck.pass_through * move))


def stay(terms: EngagementTerms, luck: Luck, engagement: int, start: float) -> tuple[bool, int]:
    """Return whether an engagement fails and the month in which it ends."""
    months = 12 * luck.tenure[engagement] / terms.hazard
    failing = bool(luck.failure[engagement] < terms.failure)
    return failing, math.ceil(start + (min(months, 3) if failing else months))


def plain(plan: Portfolio, fates: list[list[Luck]]) -> list[float]:
    """Return the NPV of each scenario in plain Python."""
    shared = plan.once + plan.monthly * sum(
        (1 + plan.discount_rate) ** (-month / 12) for month in range(1, 37)
    )
    return [
        sum(
            plain_npv(one, luck, plan.discount_rate)
            for one, luck in zip(plan.commitments, scenario, strict=True)
        )
        - shared
        for scenario in zip(*fates, strict=True)
    ]


def timed(work: Callable[[], object]) -> float:
    """Return the processor's seconds that `work` takes: neighbours on the machine do not count."""
    start = time.process_time()
    work()
    return time.process_time() - start


def peak(work: Callable[[], object]) -> float:
    """Return the megabytes that `work` holds at most."""
    tracemalloc.start()
    work()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most / MEGABYTE


def option_seconds(plan: Portfolio, draws: Draws, options: int) -> float:
    """Return the seconds that the plan's coefficients take, `options` for each process."""
    few = draws.first(256)

    def price() -> None:
        for one in plan.commitments:
            rates = np.linspace(0.8, 1.2, options) * one.terms.rate
            places = [PLACES[number % 5] for number in range(options)]
            countries, currencies = zip(*places, strict=True)
            terms = replace(one.terms, rate=rates)
            coefficients(terms, one.process, countries, currencies, few, discount_rate=0.1)

    return timed(price)


def main() -> None:
    """Measure, check that both agree, print the table."""
    processes = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    plan, draws = portfolio(processes), luck(processes)
    imports = timed(lambda: draws.first(2).fate("process 0", ("PH",), ("PHP",)))
    cold = timed(lambda: simulate(plan, draws))
    warm = min(timed(lambda: simulate(plan, draws)) for _ in range(3))
    held = peak(lambda: simulate(plan, replace(draws, shelf=Shelf())))
    looped: list[float] = []
    few = draws.first(LOOPED)
    fates = [
        lucks(few.fate(one.process, (one.country,), (one.currency,)), LOOPED) for one in plan.commitments
    ]
    loop = timed(lambda: looped.extend(plain(plan, fates)))
    worst = float(np.abs(np.array(looped) / simulate(plan, few).npv[0] - 1).max())
    size = draws.size
    print(f"{processes} processes x 36 months x {size:,} scenarios")
    print(f"{'':34}{'cpu s':>10}{'us a scenario':>15}{'ratio':>8}")
    for name, seconds in (
        (f"plain Python loop ({LOOPED}, scaled)", loop * size / LOOPED),
        ("outhaul, luck drawn first", cold),
        ("outhaul, luck on the shelf", warm),
    ):
        print(f"{name:34}{seconds:10.2f}{seconds / size * 1e6:15.1f}{loop * size / LOOPED / seconds:8.0f}")
    print(f"peak of arrays {held:.0f} MB, of the process {getrusage(RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    print(f"loading SciPy and the first draw {imports:.2f} s (once)")
    print(f"largest relative difference between the two, by scenario: {worst:.1e}")
    print(
        f"coefficients of {processes} x 400 options x 256 scenarios: {option_seconds(plan, draws, 400):.2f} s"
    )
    if worst > 1e-6:  # noqa: PLR2004 -- luck is kept in single precision, sums in double
        sys.exit("the two do not agree")


if __name__ == "__main__":
    main()
