"""Prices as one vector, and what classes of managers have room for at such prices."""

from dataclasses import dataclass

import numpy as np

from outhaul.engine.plan.model import Entries
from outhaul.engine.plan.problem import Floats, Ints
from outhaul.engine.plan.summing import summed
from outhaul.engine.plan.wide.crowd import Crowd, money_needs
from outhaul.engine.plan.wide.prices import Prices

INFINITE = 1e30


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Range:
    """How many of each class may be hired, at least and at most."""

    least: Ints
    most: Ints


def whole_range(crowd: Crowd) -> Range:
    """Anyone may be hired; who is employed stays."""
    hireable = crowd.problem.hireable[crowd.one]
    return Range(least=np.where(hireable, 0, crowd.size), most=crowd.size)


class Terms:
    """The prices as one vector: where each begins, what limits give, how far they may go."""

    def __init__(self, crowd: Crowd, tails: Floats) -> None:
        problem = crowd.problem
        self.crowd, self.tails = crowd, tails
        self.needs, limits = money_needs(problem)
        kinds = len(crowd.able)
        self.hours = len(crowd.amounts) * kinds
        self.money = self.hours + len(limits)
        bounded = problem.max_country_share < 1
        self.place = self.money + (problem.countries if bounded else 0)
        self.goal, self.size = self.place + 1, self.place + 1 + len(tails)
        self.give = np.zeros(self.size)
        self.give[self.hours : self.money] = limits
        self.give[self.money : self.place] = problem.allowances if bounded else 0.0
        self.give[self.place] = -problem.owner_goal
        self.top = np.full(self.size, np.inf)
        self.top[self.place] = problem.goal_price
        self.top[self.goal :] = 1.0
        self.excess = tail_costs(crowd, tails)

    def prices(self, theta: Floats) -> Prices:
        """The prices that a vector stands for."""
        place = np.zeros(self.crowd.problem.countries)
        place[: self.place - self.money] = theta[self.money : self.place]
        return Prices(
            hours=theta[: self.hours].reshape(len(self.crowd.amounts), -1),
            money=theta[self.hours : self.money],
            place=place,
            goal=float(theta[self.place]),
            tails=theta[self.goal :],
        )

    def use(self, option: Ints, tools: int) -> Floats:
        """(X,) what a choice uses of everything that has a price."""
        crowd, problem = self.crowd, self.crowd.problem
        kinds = len(crowd.able)
        parts = [
            np.bincount(crowd.kind[option], weights=row[option], minlength=kinds) for row in crowd.amounts
        ]
        on = (tools >> np.arange(crowd.tool.size) & 1).astype(bool)
        shared = float(problem.tool_capital[crowd.tool[on]].sum())
        parts.append(self.needs[:, option].sum(axis=1) + shared)
        if self.place > self.money:
            spend, country = problem.spend[option], problem.country[option]
            abroad = country >= 0
            paid = np.bincount(country[abroad], weights=spend[abroad], minlength=problem.countries)
            parts.append(paid - problem.max_country_share * spend.sum())
        parts.append(np.array([-problem.owner_hours_freed[option].sum()]))
        parts.append(problem.risk_weight * self.excess[:, option].sum(axis=1))
        return np.concatenate(parts)


def tail_costs(crowd: Crowd, tails: Floats) -> Floats:
    """(N, O) by how much, at least, each option costs more in a tail than in the mean."""
    problem = crowd.problem
    weights = tails - 1 / problem.scenarios
    if not len(weights):
        return np.zeros((0, problem.options))
    cost, hours = summed(weights, problem.scenario_cost), summed(weights, problem.scenario_hours)
    low = np.where(crowd.able, problem.hour_cost, np.inf).min(axis=1)[crowd.kind]
    high = np.where(crowd.able, problem.hour_cost, 0.0).max(axis=1)[crowd.kind]
    return np.asarray(cost + np.where(hours > 0, hours * np.where(np.isfinite(low), low, 0.0), hours * high))


class Supply:
    """What classes of managers have room for, in the master programme.

    Each class takes the best of at most four courses: hire few or many, train them or not. The worth of
    its room at the prices is a column `v`, above each course; the best price of an hour among the kinds
    that the class may lead is a column `s`.
    """

    def __init__(self, crowd: Crowd, within: Range) -> None:
        self.crowd = crowd
        courses: list[tuple[int, int, bool]] = []
        for k in range(crowd.one.size):
            counts = sorted({int(within.least[k]), int(within.most[k])})
            trained = bool(crowd.problem.trained[crowd.one[k]])
            courses += [(k, count, True) for count in counts]
            courses += [] if trained else [(k, count, False) for count in counts if count]
        self.courses = courses
        self.of = np.array([k for k, _, _ in courses])
        self.count = np.array([count for _, count, _ in courses], dtype=float)
        self.steers = np.array([steers for _, _, steers in courses])
        problem, one = crowd.problem, crowd.one[self.of]
        train = self.steers & ~problem.trained[one]
        hire = problem.hireable[one]
        self.fixed = self.count * (train * problem.training_cost[one] + hire * problem.hire_cost[one])
        self.capital = self.count * (train * problem.training_capital[one] + hire * problem.hire_capital[one])
        self.room = crowd.room[:, self.of] * self.count / crowd.size[self.of]
        self.may = crowd.able.T[one] & (self.steers[:, None] | ~crowd.outside)
        self.pay = np.outer(problem.hour_cost[one], crowd.pace)

    def worths(self, terms: Terms, theta: Floats) -> Floats:
        """(R,) worth of each course at some prices."""
        hours = theta[: terms.hours].reshape(len(self.crowd.amounts), -1)
        worth = -self.fixed - theta[terms.hours : terms.money].sum() * self.capital
        for q, row in enumerate(hours):
            price = row - self.pay if q == 0 else np.broadcast_to(row, self.pay.shape)
            worth = worth + self.room[q] * np.where(self.may, price, 0.0).max(axis=1, initial=0.0)
        return np.asarray(worth)

    def value(self, terms: Terms, theta: Floats) -> float:
        """Worth of all room at some prices."""
        best = np.full(self.crowd.one.size, -np.inf)
        np.maximum.at(best, self.of, self.worths(terms, theta))
        return float(best.sum())

    def fixed_rows(self, terms: Terms) -> tuple[Entries, Floats]:
        """The rows that stay: worth of courses, prices of an hour, weights of tails; and their sides."""
        courses, kinds = len(self.courses), len(self.crowd.able)
        amounts, s = len(self.crowd.amounts), terms.size + 1
        v, each, rows = s + amounts * courses, np.arange(courses), Entries([], [], [])
        sides = [self.fixed]
        for q in range(amounts):
            rows.add(each, s + q * courses + each, self.room[q])
        money = 1 + np.arange(terms.hours, terms.money)
        rows.add(each[:, None], money[None, :], -self.capital[:, None])
        rows.add(each, v + self.of, -1.0)
        may_row, may_kind = np.nonzero(self.may)
        for q in range(amounts):
            row = courses + q * may_row.size + np.arange(may_row.size)
            rows.add(row, 1 + q * kinds + may_kind, 1.0)
            rows.add(row, s + q * courses + may_row, -1.0)
            sides.append(self.pay[may_row, may_kind] if q == 0 else np.zeros(may_row.size))
        rows.add(courses + amounts * may_row.size, np.arange(1 + terms.goal, s), 1.0)
        return rows, np.concatenate([*sides, [1.0]])
