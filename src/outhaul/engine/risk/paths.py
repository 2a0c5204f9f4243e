"""The plan lived through: cash against keeping the work, manager hours, the owner's hours.

Every scenario runs on the course and the ledger that the options were priced with (§COST-1).
Memory holds one block of scenarios at a time; results do not depend on the blocks' size.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

import numpy as np

from outhaul.engine.cost import COMPONENTS, EngagementTerms, Ledger, discounts, ledger, priced_course
from outhaul.engine.engagement.course import Array, Fate, Flows
from outhaul.engine.risk.draws import BLOCK, Draws


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """What a plan decided on one process, kept work included; `terms` hold single figures."""

    process: str
    terms: EngagementTerms
    country: str
    currency: str
    manager: str = ""
    manager_cost: float = 0.0
    """Cost of an hour of this manager; 0 where the person is paid as a whole in `Portfolio.monthly`."""
    home_manager_cost: float | None = None
    """Cost of a manager hour of today's work; None: as `manager_cost`."""
    owner_share: float = 0.0
    """Share of the process's hours at home that the owner works."""
    owner_manages: bool = False
    """The manager is the owner, whose hours then count against the hours freed."""

    @property
    def home_hour(self) -> float:
        """Cost of a manager hour of today's work."""
        return self.manager_cost if self.home_manager_cost is None else self.home_manager_cost


@dataclass(frozen=True, slots=True, kw_only=True)
class Portfolio:
    """A whole plan in money: its commitments and what they share."""

    commitments: tuple[Commitment, ...]
    once: float = 0.0
    """Cash at month 0 beside the engagements' own: shared tools, training, countries, hiring."""
    monthly: float = 0.0
    """Money a month beside the engagements' own: shared tools, pay of hired managers."""
    kept_monthly: float = 0.0
    """Money a month that keeping all work takes beside the processes' own; `monthly` comes on top."""
    capacity: Mapping[str, float] = field(default_factory=dict)
    """Manager -> free hours a month."""
    discount_rate: float = 0.10


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulation:
    """A portfolio in R scrambles of N scenarios over T months; money against keeping all work."""

    cumulative: Array
    """(T+1, R, N) cumulative cash, undiscounted: above zero the plan has saved money by then."""
    npv: Array
    """(R, N)."""
    lowest: Array
    """(R, N) where cumulative money is lowest; the time of managers who are paid anyway is no money."""
    manager_hours: Mapping[str, Array]
    """Manager -> (T+1,) mean hours a month."""
    overload: Mapping[str, Array]
    """Manager -> (R, N) months, after month 0, in which more hours were needed than are free."""
    owner_hours: Array
    """(R, N) hours a month that the owner no longer works, mean over the horizon."""
    waterfalls: Mapping[str, Mapping[str, float]]
    """Process -> money a month by `cost.COMPONENTS` and "management", mean over all."""
    costs_now: Mapping[str, float]
    """Process -> mean money a month of keeping it, management included."""


def simulate(portfolio: Portfolio, draws: Draws) -> Simulation:
    """Live through `portfolio` in every scenario of `draws`.

    The order of the commitments is of no effect. Raises KeyError for a process that `draws` does
    not know.
    """
    commitments = sorted(portfolio.commitments, key=lambda commitment: commitment.process)
    cash, money = np.zeros((2, draws.horizon + 1, draws.size))
    owner_hours = np.zeros(draws.size)
    teams = {name: _Team.empty(draws) for name in sorted({one.manager for one in commitments})}
    tallies = {commitment.process: _Tally() for commitment in commitments}
    for block in draws.blocks():
        for one in commitments:
            fate = draws.fate(one.process, (one.country,), (one.currency,), block)
            life = _live(one, fate, draws.horizon, tallies[one.process])
            cash[:, block] += life.cash
            money[:, block] += life.money
            owner_hours[block] += life.owner_hours
            teams[one.manager].need[:, : fate.scenarios] += life.manager_hours
        for name, team in teams.items():
            team.close(block, portfolio.capacity.get(name, np.inf))
    for flows in (cash, money):
        flows[0] -= portfolio.once
        flows[1:] -= portfolio.monthly
    lowest = np.cumsum(money, axis=0, out=money).min(axis=0)
    return _simulation(portfolio, draws, cash, lowest, owner_hours, teams, tallies)


@dataclass(frozen=True, slots=True)
class _Life:
    """One commitment in one block of B scenarios."""

    cash: Array
    """(T+1, B) against keeping the work."""
    money: Array
    """(T+1, B) likewise, without managers' time."""
    manager_hours: Array
    """(T+1, B)."""
    owner_hours: Array
    """(B,) freed a month."""


@dataclass(slots=True)
class _Tally:
    """What one commitment adds up to over blocks, each the sum of scenario means times scenarios."""

    scenarios: int = 0
    now: float = 0.0
    money: dict[str, float] = field(default_factory=lambda: dict.fromkeys((*COMPONENTS, "management"), 0.0))

    def count(self, name: str, by_scenario: Array, scenarios: int) -> None:
        """Add the sum of a component over the scenarios of a block."""
        self.money[name] += float(np.mean(by_scenario)) * scenarios


@dataclass(slots=True)
class _Team:
    """The hours of one manager."""

    need: Array
    """(T+1, B) hours in the block that runs."""
    total: Array
    """(T+1,) sum over scenarios."""
    overload: Array
    """(scenarios,)."""

    @classmethod
    def empty(cls, draws: Draws) -> Self:
        """Return a manager without work."""
        months, block = draws.horizon + 1, min(BLOCK, draws.size)
        return cls(np.zeros((months, block)), np.zeros(months), np.zeros(draws.size))

    def close(self, block: slice, capacity: float) -> None:
        """Book the hours of a finished block."""
        need = self.need[:, : block.stop - block.start]
        self.overload[block] = (need[1:] > capacity).sum(axis=0)
        self.total += need.sum(axis=1)
        self.need.fill(0.0)


def _live(commitment: Commitment, fate: Fate, horizon: int, tally: _Tally) -> _Life:
    """Live through one commitment; flows of a year are split into components together."""
    terms, count = commitment.terms, fate.scenarios
    books, year = ledger(terms, fate), Flows.none((1, count))
    whole = Flows.none((1, count))
    cost, hours = np.zeros((2, horizon + 1, count))
    cost[0], hours[0] = terms.setup, terms.internal_hours
    tally.count("setup", cost[0], count)
    for month, flows, tariff in priced_course(terms, books, fate, horizon):
        cost[month] = books.money(flows, tariff)
        hours[month] = books.manager_hours(flows)
        year.add(flows)
        if month % 12 == 0 or month == horizon:
            for name, value in books.components(year, tariff).items():
                tally.count(name, value, count)
            whole.add(year)
            year.clear()
    return _life(commitment, books, whole, cost, hours, tally)


def _life(  # noqa: PLR0913, PLR0917 -- what was lived, and where to count it
    commitment: Commitment, books: Ledger, whole: Flows, cost: Array, hours: Array, tally: _Tally
) -> _Life:
    """Compare what was lived with keeping the work."""
    months, count = whole.months, cost.shape[1]
    steered = books.home_hours * commitment.home_hour
    now = books.home_money + steered
    management = commitment.manager_cost * hours
    money = -cost
    money[1:] += books.home_money
    cash = money - management
    cash[1:] += steered
    freed = commitment.owner_share * books.outside * (whole.up - whole.lost)
    if commitment.owner_manages:
        freed = freed - (hours.sum(axis=0) - months * books.home_hours)
    tally.scenarios += count
    tally.now += float(now.mean()) * count
    tally.count("management", management.sum(axis=0), count)
    return _Life(cash, money, hours, np.broadcast_to(freed / months, (1, count))[0])


def _simulation(  # noqa: PLR0913, PLR0917 -- everything that was counted
    portfolio: Portfolio,
    draws: Draws,
    cash: Array,
    lowest: Array,
    owner_hours: Array,
    teams: Mapping[str, _Team],
    tallies: Mapping[str, _Tally],
) -> Simulation:
    """Put what was counted into the shape in which it is told."""
    factors = discounts(portfolio.discount_rate, draws.horizon)
    sample = (draws.replicates, draws.scenarios)
    return Simulation(
        npv=(factors @ cash).reshape(sample),
        lowest=lowest.reshape(sample),
        cumulative=np.cumsum(cash, axis=0, out=cash).reshape(-1, *sample),
        manager_hours={name: team.total / draws.size for name, team in teams.items()},
        overload={name: team.overload.reshape(sample) for name, team in teams.items()},
        owner_hours=owner_hours.reshape(sample),
        waterfalls={
            process: {name: value / (tally.scenarios * draws.horizon) for name, value in tally.money.items()}
            for process, tally in tallies.items()
        },
        costs_now={process: tally.now / tally.scenarios for process, tally in tallies.items()},
    )


def savings(portfolio: Portfolio, simulation: Simulation) -> tuple[float, float]:
    """Return headline and true saving, as shares of today's cost of what is handed out (§COST-9).

    The headline is what the bare rates promise; the true saving is the mean cash that is left at the
    end. Both are 0 where nothing is handed out.
    """
    today = promised = 0.0
    for one in portfolio.commitments:
        terms = one.terms
        outside = float(terms.hours * terms.bias * terms.share)
        today += float(terms.share) * simulation.costs_now[one.process]
        promised += outside * float(terms.home_rate - terms.rate)
    if not today:
        return 0.0, 0.0
    months = simulation.cumulative.shape[0] - 1
    return promised / today, float(simulation.cumulative[-1].mean()) / (months * today)
