"""The highest bound that prices can give, by cutting planes.

The master programme knows each choice seen as a plane and proposes the prices at which the bound could
still be highest, within a box around the best prices so far. Hires are lumps: where the best mix of
choices hires a part of a manager, the bound is that of hiring fewer or of hiring more, whichever is lower.
"""

from dataclasses import dataclass, field, replace

import numpy as np

from outhaul.engine.plan.problem import Floats, Ints
from outhaul.engine.plan.solution import tail_weights
from outhaul.engine.plan.summing import summed
from outhaul.engine.plan.wide.crowd import Crowd
from outhaul.engine.plan.wide.master import Master
from outhaul.engine.plan.wide.prices import Choice, Prices, choose
from outhaul.engine.plan.wide.terms import Range, Supply, Terms

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


def prices_of(crowd: Crowd, tails: Floats, theta: Floats) -> Prices:
    """The prices that a vector of `Bound` stands for."""
    return Terms(crowd, tails).prices(theta)


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


def branches(within: Range, found: Bound) -> tuple[Range, Range] | None:
    """Hiring fewer, and hiring more, than the best mix does; None if it hires whole numbers."""
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
    terms, supply = Terms(crowd, tails), Supply(crowd, within)
    theta = np.zeros(terms.size) if start is None else start.theta.copy()
    if guess is not None and guess.size == terms.size:
        theta = np.minimum(guess, terms.top)
    costs, uses, options = _seen(terms, start)
    master = Master(supply, terms, list(zip(costs, uses, strict=True)))
    best_value, best_theta, best_choice = -np.inf, theta, None
    hires, mix = np.zeros(crowd.one.size), np.zeros(0)
    reach = None
    steps = grown = 0
    for _ in range(PLANES):
        steps += 1
        choice = choose(crowd, terms.prices(theta), terms.excess)
        use = terms.use(choice.option, choice.tools)
        value = choice.value - float(summed(theta, terms.give)) - supply.value(terms, theta)
        costs.append(choice.value - float(summed(theta, use)))
        uses.append(use)
        options.append(choice.option)
        master.add(costs[-1], use)
        if reach is None:
            reach = _reach(terms, np.array(uses), choice, theta)
            reach = reach * NEARBY if theta.any() else reach
        if value > best_value:
            at_edge = best_choice is not None and bool((np.abs(theta - best_theta) >= 0.99 * reach).any())
            reach = reach * GROW if at_edge else reach
            best_value, best_theta, best_choice = value, theta, choice
        else:
            reach = reach * SHRINK
        hope, theta, hires, mix = master.solved(best_theta, reach)
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


def _seen(terms: Terms, start: Bound | None) -> tuple[list[float], list[Floats], list[Ints]]:
    if start is None:
        return [], [], []
    planes = start.planes
    known = planes.use[:, : terms.goal]
    more = [terms.crowd.problem.risk_weight * terms.excess[:, option].sum(axis=1) for option in planes.option]
    uses = [np.concatenate([row, tail]) for row, tail in zip(known, more, strict=True)]
    return list(planes.cost), uses, list(planes.option)


def _reach(terms: Terms, uses: Floats, choice: Choice, theta: Floats) -> Floats:
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


def _worst_tail(crowd: Crowd, found: Bound) -> Floats:
    """(0 or 1, S) the worst tail of the cheapest choice, if those that are known understate it."""
    problem = crowd.problem
    if problem.risk_weight == 0 or problem.scenarios == 1:
        return np.zeros((0, problem.scenarios))
    costs = np.zeros(problem.scenarios)
    for number in np.flatnonzero(found.mix > ROUNDING):
        costs += found.mix[number] * problem.scenario_cost[:, found.planes.option[number]].sum(axis=1)
    weights = tail_weights(costs, problem.alpha)
    known = max((float(summed(row, costs)) for row in found.tails), default=float(costs.mean()))
    missing = problem.risk_weight * (summed(weights, costs) - known) > CLOSE * abs(found.value)
    return weights[None, :][: int(missing)]
