"""The highest bound that prices can give, by cutting planes.

The master programme knows each choice seen as a plane and proposes the prices at which the bound could
still be highest, within a box around the best prices so far. Hires are lumps: where the best mix of
choices hires a part of a manager, the bound is that of hiring fewer or of hiring more, whichever is lower.
"""

from dataclasses import dataclass, field, replace

import numpy as np

from outhaul.engine.plan.crowd import Crowd, money_needs
from outhaul.engine.plan.highs import solve_linear
from outhaul.engine.plan.model import Entries, Programme, compressed
from outhaul.engine.plan.prices import Choice, Prices, choose
from outhaul.engine.plan.problem import Floats, Ints
from outhaul.engine.plan.solution import tail_weights

CLOSE = 3e-5
"""More planes are not worth their time where they end so close above the bound, relative to it."""
PLANES = 120
SHRINK, GROW = 0.6, 2.0
"""How the box changes after a worse choice, and after a better one at its edge."""
WIDENED = 3
"""How often the box is widened because the master has no more hope within it."""
NEARBY = 0.1
"""Part of the first box for prices that are known to be about right."""
TAILS = 25
WHOLE = 0.01
"""A number of hires so close to a whole one is whole."""
INFINITE = 1e30
ROUNDING = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Planes:
    """Choices seen, as planes over the prices (N of them)."""

    cost: Floats
    """(N,) what each choice costs without prices."""
    use: Floats
    """(N, X) what it uses of everything that has a price."""
    option: Ints
    """(N, P) the choice."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Bound:
    """The best bound found, and what it tells about a good plan."""

    value: float
    """No plan costs less."""
    theta: Floats
    """(X,) the prices: hours, money, places, goal, tails."""
    choice: Choice
    """The cheapest choice at these prices."""
    hires: Floats
    """(K,) managers of each class who are hired in the best mix of choices; all of those employed."""
    mix: Floats
    """(N,) weights of the planes in the best mix of choices."""
    tails: Floats
    """(N, S) tails with a price."""
    planes: Planes = field(repr=False)
    steps: int = 0

    def reduced(self, crowd: Crowd) -> Floats:
        """(O,) by how much the bound rises, at least, if an option is chosen."""
        outside = crowd.problem.external
        than = np.where(
            outside, self.choice.best[crowd.problem.process], self.choice.kept[crowd.problem.process]
        )
        return np.asarray((self.choice.price - than).clip(min=0.0))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Range:
    """How many of each class may be hired, at least and at most."""

    least: Ints
    most: Ints


def whole_range(crowd: Crowd) -> Range:
    """Anyone may be hired; who is employed stays."""
    hireable = crowd.problem.hireable[crowd.one]
    return Range(least=np.where(hireable, 0, crowd.size), most=crowd.size)


class _Terms:
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
    cost, hours = weights @ problem.scenario_cost, weights @ problem.scenario_hours
    low = np.where(crowd.able, problem.hour_cost, np.inf).min(axis=1)[crowd.kind]
    high = np.where(crowd.able, problem.hour_cost, 0.0).max(axis=1)[crowd.kind]
    return np.asarray(cost + np.where(hours > 0, hours * np.where(np.isfinite(low), low, 0.0), hours * high))


def prices_of(crowd: Crowd, tails: Floats, theta: Floats) -> Prices:
    """The prices that a vector of `Bound` stands for."""
    return _Terms(crowd, tails).prices(theta)


def theta_of(crowd: Crowd, prices: Prices) -> Floats:
    """The vector of `Bound` that stands for prices."""
    bounded = crowd.problem.max_country_share < 1
    place = prices.place if bounded else prices.place[:0]
    return np.concatenate([prices.hours.ravel(), prices.money, place, [prices.goal], prices.tails])


def bound_of(
    crowd: Crowd,
    within: Range,
    *,
    tails: Floats | None = None,
    start: Bound | None = None,
    theta: Floats | None = None,
) -> Bound:
    """The best bound for plans that hire `within`.

    From the prices and planes of `start`, or from the prices `theta` alone (of a problem a little different).
    """
    problem = crowd.problem
    tails = np.zeros((0, problem.scenarios)) if tails is None else tails
    found = None
    for _ in range(TAILS):
        found = _climbed(crowd, within, tails, start, theta)
        worst = _worst_tail(crowd, found)
        if not len(worst):
            break
        tails = np.concatenate([tails, worst])
        start, theta = replace(found, theta=np.append(found.theta, 0.0), tails=tails), None
    return found  # type: ignore[return-value] # there is at least one round


def branches(crowd: Crowd, within: Range, found: Bound) -> tuple[Range, Range] | None:
    """Hiring fewer, and hiring more, than the part of a manager whom the best mix hires; None if it hires none."""
    part = np.abs(found.hires - np.round(found.hires))
    part[within.least == within.most] = 0.0
    if part.max(initial=0.0) <= WHOLE:
        return None
    k = int(part.argmax())
    below = int(np.floor(found.hires[k]))
    fewer, more = within.most.copy(), within.least.copy()
    fewer[k], more[k] = below, below + 1
    return replace(within, most=fewer), replace(within, least=more)


def _climbed(crowd: Crowd, within: Range, tails: Floats, start: Bound | None, guess: Floats | None) -> Bound:
    """Raise the bound, plane by plane, until the master has no hope of a higher one."""
    terms, master_rows = _Terms(crowd, tails), _Supply(crowd, within)
    theta = np.zeros(terms.size) if start is None else start.theta.copy()
    if guess is not None and guess.size == terms.size:
        theta = np.minimum(guess, terms.top)
    costs, uses, options = _seen(terms, start)
    best_value, best_theta, best_choice = -np.inf, theta, None
    hires, mix = np.zeros(crowd.one.size), np.zeros(0)
    reach = None
    steps = grown = 0
    for steps in range(1, PLANES + 1):
        choice = choose(crowd, terms.prices(theta), terms.excess)
        use = terms.use(choice.option, choice.tools)
        value = choice.value - float(theta @ terms.give) - master_rows.value(terms, theta)
        costs.append(choice.value - float(theta @ use))
        uses.append(use)
        options.append(choice.option)
        if reach is None:
            reach = _reach(terms, np.array(uses), choice, theta)
            reach = reach * NEARBY if theta.any() else reach
        if value > best_value:
            at_edge = best_choice is not None and bool((np.abs(theta - best_theta) >= 0.99 * reach).any())
            reach = reach * GROW if at_edge else reach
            best_value, best_theta, best_choice = value, theta, choice
        else:
            reach = reach * SHRINK
        hope, theta, hires, mix = master_rows.solved(terms, np.array(costs), np.array(uses), best_theta, reach)
        if hope - best_value <= CLOSE * abs(best_value):
            inside = np.abs(theta - best_theta) < 0.99 * reach
            if inside.all() or grown == WIDENED:
                break
            grown += 1
            reach = reach * GROW
    return Bound(
        value=best_value,
        theta=best_theta,
        choice=best_choice,  # type: ignore[arg-type] # at least one step was made
        hires=hires,
        mix=mix,
        tails=tails,
        planes=Planes(cost=np.array(costs), use=np.array(uses), option=np.array(options)),
        steps=steps,
    )


def _seen(terms: _Terms, start: Bound | None) -> tuple[list[float], list[Floats], list[Ints]]:
    if start is None:
        return [], [], []
    planes = start.planes
    known = planes.use[:, : terms.goal]
    more = [terms.crowd.problem.risk_weight * terms.excess[:, option].sum(axis=1) for option in planes.option]
    uses = [np.concatenate([row, tail]) for row, tail in zip(known, more, strict=True)]
    return list(planes.cost), uses, list(planes.option)


def _reach(terms: _Terms, uses: Floats, choice: Choice, theta: Floats) -> Floats:
    """(X,) how far a price may move at first: what choosing gains, for a unit of what it uses."""
    kept = np.where(np.isfinite(choice.kept), choice.kept, choice.best)
    gain = float((kept - choice.best).sum()) or float(np.abs(choice.best).sum()) or 1.0
    use = np.abs(uses).max(axis=0)
    kinds = len(terms.crowd.able)
    hours = use[: terms.hours].reshape(-1, kinds)
    use[: terms.hours] = np.repeat(hours.sum(axis=1), kinds)
    use[terms.money : terms.place] = use[terms.money : terms.place].sum() or 1.0
    reach = 2.0 * gain / np.where(use > 0, use, np.inf)
    reach = np.maximum(reach, np.abs(theta) * 0.2)
    reach[terms.place] = terms.crowd.problem.goal_price
    reach[terms.goal :] = 1.0
    return reach


class _Supply:
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

    def worths(self, terms: _Terms, theta: Floats) -> Floats:
        """(R,) worth of each course at some prices."""
        hours = theta[: terms.hours].reshape(len(self.crowd.amounts), -1)
        worth = -self.fixed - theta[terms.hours : terms.money].sum() * self.capital
        for q, row in enumerate(hours):
            price = row - self.pay if q == 0 else np.broadcast_to(row, self.pay.shape)
            worth = worth + self.room[q] * np.where(self.may, price, 0.0).max(axis=1, initial=0.0)
        return np.asarray(worth)

    def value(self, terms: _Terms, theta: Floats) -> float:
        """Worth of all room at some prices."""
        best = np.full(self.crowd.one.size, -np.inf)
        np.maximum.at(best, self.of, self.worths(terms, theta))
        return float(best.sum())

    def solved(
        self, terms: _Terms, costs: Floats, uses: Floats, around: Floats, reach: Floats
    ) -> tuple[float, Floats, Floats, Floats]:
        """The master's hope, the prices it proposes, (K,) hires in its mix of choices, and (N,) the mix."""
        size, courses, classes = terms.size, len(self.courses), self.crowd.one.size
        amounts = len(self.crowd.amounts)
        s = size + 1
        fixed, sides = self._fixed(terms)
        row, column = np.nonzero(uses)
        used = Entries([row], [column + 1], [-uses[row, column]])
        used.add(np.arange(len(costs)), 0, 1.0)
        rows = Entries(
            [*used.row, *(part + len(costs) for part in fixed.row)],
            [*used.column, *fixed.column],
            [*used.value, *fixed.value],
        )
        cost = np.concatenate([[-1.0], terms.give, np.zeros(amounts * courses), np.ones(classes)])
        lower = np.concatenate(
            [
                [-INFINITE],
                np.maximum(0.0, around - reach),
                np.zeros(amounts * courses),
                np.full(classes, -INFINITE),
            ]
        )
        upper = np.concatenate(
            [
                [INFINITE],
                np.minimum(terms.top, around + reach),
                np.full(amounts * courses + classes, INFINITE),
            ]
        )
        start, index, value = compressed(rows, cost.size)
        answer = solve_linear(
            Programme(
                cost=cost,
                lower=lower,
                upper=upper,
                integer=np.zeros(cost.size, dtype=bool),
                row_lower=np.full(len(costs) + sides.size, -np.inf),
                row_upper=np.concatenate([costs, sides]),
                start=start,
                index=index,
                value=value,
            )
        )
        dual = -answer.row_dual[len(costs) :][:courses]
        hires = np.bincount(self.of, weights=dual * self.count, minlength=classes)
        return -answer.objective, answer.x[1:s], hires, -answer.row_dual[: len(costs)]

    def _fixed(self, terms: _Terms) -> tuple[Entries, Floats]:
        """The rows that do not change: worth of courses, prices of an hour, weights of tails; and their sides."""
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


def _worst_tail(crowd: Crowd, found: Bound) -> Floats:
    """(0 or 1, S) the worst tail of the cheapest choice, if those that are known understate it."""
    problem = crowd.problem
    if problem.risk_weight == 0 or problem.scenarios == 1:
        return np.zeros((0, problem.scenarios))
    costs = np.zeros(problem.scenarios)
    for number in np.flatnonzero(found.mix > ROUNDING):
        costs += found.mix[number] * problem.scenario_cost[:, found.planes.option[number]].sum(axis=1)
    weights = tail_weights(costs, problem.alpha)
    known = max((float(row @ costs) for row in found.tails), default=float(costs.mean()))
    missing = problem.risk_weight * (weights @ costs - known) > CLOSE * abs(found.value)
    return weights[None, :][: int(missing)]
