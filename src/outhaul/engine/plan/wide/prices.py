"""What no large plan goes below: prices for what is shared, and the cheapest choice at those prices.

A Lagrangian bound. Every limit that ties processes together gets a price (an hour of a kind of work,
a unit of money, of a country's share, of the owner's goal, of a tail of scenarios); at given prices
each process chooses alone, and the best set of shared tools is the best of all sets, exactly. The best
prices are found by cutting planes: each choice seen is a plane that the bound stays below.
Source: Kelley, Journal of SIAM 8(4), 1960; the box: Marsten, Hogan & Blankenship, Op. Research 23(3), 1975.
"""

from dataclasses import dataclass

import numpy as np

from outhaul.engine.plan.problem import Floats, Ints
from outhaul.engine.plan.summing import summed
from outhaul.engine.plan.wide.crowd import Crowd, money_needs


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Prices:
    """One price for each limit, never negative."""

    hours: Floats
    """(Q, G) of a unit of each amount in each kind."""
    money: Floats
    """(B,) of a unit of each limit of money."""
    place: Floats
    """(C,) of a unit of each country's share."""
    goal: float
    """Of an hour that misses the owner's goal, up to its own price."""
    tails: Floats
    """(N,) weights of tails, together at most 1."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Choice:
    """The cheapest choice at some prices."""

    value: float
    """What it costs at those prices, tools included; what limits give is not taken off yet."""
    option: Ints
    """(P,) chosen options."""
    tools: int
    """Shared tools in use, as bits."""
    kept: Floats
    """(P,) cheapest price of not handing out; inf where that is no option."""
    best: Floats
    """(P,) price of the cheapest option."""
    price: Floats
    """(O,) price of every option."""


def choose(crowd: Crowd, prices: Prices, excess: Floats) -> Choice:
    """Let each process choose alone at `prices`; `excess` (N, O) is by how much tails exceed the mean."""
    problem, (needs, _) = crowd.problem, money_needs(crowd.problem)
    price = crowd.cost + summed(prices.money, needs)
    for amount, unit in zip(crowd.amounts, prices.hours, strict=True):
        price += unit[crowd.kind] * amount
    share = np.append(prices.place, 0.0) - problem.max_country_share * prices.place.sum()
    price += share[problem.country] * problem.spend - prices.goal * problem.owner_hours_freed
    if len(excess):
        price += problem.risk_weight * (summed(prices.tails, excess))
    best, _ = _lowest(crowd, price)
    kept, own = _lowest(crowd, np.where(problem.external, np.inf, price))
    out, away = _lowest(crowd, np.where(problem.external, price, np.inf))
    must = np.isinf(kept)
    base = np.where(must, out, kept)
    tools = crowd.tool
    saved = np.minimum(0.0, np.where(must, 0.0, out - kept))
    gain = np.bincount(crowd.mask, weights=saved, minlength=1 << tools.size).astype(float)
    dear = problem.tool_cost[tools] + prices.money.sum() * problem.tool_capital[tools]
    total = _over_subsets(gain, dear, int(np.bitwise_or.reduce(crowd.mask[must], initial=0)))
    chosen = int(total.argmin())
    goes = must | ((out < kept) & (crowd.mask & ~chosen == 0))
    return Choice(
        value=float(base.sum() + total[chosen]),
        option=np.where(goes, away, own),
        tools=chosen,
        kept=kept,
        best=best,
        price=price,
    )


def _lowest(crowd: Crowd, price: Floats) -> tuple[Floats, Ints]:
    """(P,) lowest price of each process, and (P,) where."""
    lowest = np.minimum.reduceat(price, crowd.first)
    equal = np.flatnonzero(price == lowest[crowd.problem.process])
    _, where = np.unique(crowd.problem.process[equal], return_index=True)
    return lowest, equal[where]


def _over_subsets(gain: Floats, cost: Floats, forced: int) -> Floats:
    """(2^T,) cost of each set of tools and what all that needs no other tool gains; inf without `forced`."""
    total = gain.copy()
    for bit in range(cost.size):
        halves = total.reshape(-1, 2, 1 << bit)
        halves[:, 1] += halves[:, 0]
    sets = np.arange(total.size)
    for bit, price in enumerate(cost):
        total += price * (sets >> bit & 1)
    total[(sets & forced) != forced] = np.inf
    return total
