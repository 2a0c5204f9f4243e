"""The same decisions under many prices, lived through on the same luck.

Most assumptions change what work costs and not what happens: who leaves when, who is learning, where
a country is shut. What happens is lived through once for each set of odds that differ, and each
pricing is then applied to the flows of each year.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from outhaul.engine.cost import course, discounts, first_price, ledger, next_price
from outhaul.engine.engagement.course import Array, Fate, Flows
from outhaul.engine.engagement.terms import EngagementTerms, stacked
from outhaul.engine.risk.draws import Draws
from outhaul.engine.risk.portfolio import Commitment, Portfolio

ODDS: Final = ("hazard", "failure", "T0", "R0")
"""Terms that decide what happens to work that is handed out."""
SIDE_BY_SIDE: Final = 64
"""Engagements that are lived through side by side."""


def mean_npvs(portfolios: Sequence[Portfolio], draws: Draws) -> Array:
    """Return the mean NPV of each of several pricings of the same decisions, as `simulate` has it."""
    pricings = [sorted(one.commitments, key=lambda commitment: commitment.process) for one in portfolios]
    fate = draws.fates(
        [one.process for one in pricings[0]],
        [one.country for one in pricings[0]],
        [one.currency for one in pricings[0]],
    )
    factors = discounts(portfolios[0].discount_rate, draws.horizon)
    months = float(factors[1:].sum())
    terms = [stacked([one.terms for one in pricing]) for pricing in pricings]
    happened = _Happened.of(terms, fate, factors)
    return np.array(
        [
            _worth(pricings[number], some, fate, happened.years(number), months)
            - portfolios[number].once
            - portfolios[number].monthly * months
            for number, some in enumerate(terms)
        ]
    )


@dataclass(frozen=True, slots=True)
class _Happened:
    """What happens under each set of odds that differ."""

    months: list[float]
    """Of each year, discounted."""
    flows: Array
    """(years, five flows, sets of odds, scenarios), discounted; all zero for kept work."""
    which: NDArray[np.intp]
    """(pricings, engagements) index into the sets of odds."""

    @classmethod
    def of(cls, terms: Sequence[EngagementTerms], fate: Fate, factors: Array) -> Self:
        """Live through the different odds in `terms`, one for each pricing."""
        count = fate.volume.shape[0]
        odds = np.array([[getattr(some, name) for name in ODDS] for some in terms])
        share = np.array([some.share for some in terms])[:, None] > 0.0
        engagement = np.broadcast_to(np.arange(float(count)), (len(terms), 1, count))
        keys = np.concatenate((engagement, share, np.where(share, odds, 0.0)), axis=1)
        different, which = np.unique(
            keys.transpose(0, 2, 1).reshape(-1, keys.shape[1]), axis=0, return_inverse=True
        )
        horizon = factors.size - 1
        flows = np.zeros((-(-horizon // 12), 5, len(different), fate.scenarios))
        happening = np.flatnonzero(different[:, 1])
        for start in range(0, happening.size, SIDE_BY_SIDE):
            some = happening[start : start + SIDE_BY_SIDE]
            _live(different[some], fate, factors, flows, some)
        months = [float(year.sum()) for year in np.split(factors[1:], range(12, horizon, 12))]
        return cls(months, flows, which.reshape(len(terms), count))

    def years(self, pricing: int) -> list[Flows]:
        """Return the discounted flows of each year under the odds of a pricing."""
        which = self.which[pricing]
        return [
            Flows(months, *(flow[which] for flow in flows))
            for months, flows in zip(self.months, self.flows, strict=True)
        ]


def _live(keys: Array, fate: Fate, factors: Array, flows: Array, where: NDArray[np.intp]) -> None:
    """Write the discounted flows of each year to `flows[:, :, where]`; `keys` are engagements and odds."""
    engagement, share, *odds = keys.T
    terms = EngagementTerms(hours=1.0, home_rate=1.0, share=share, **dict(zip(ODDS, odds, strict=True)))
    shape = (where.size, fate.scenarios)
    year, scratch = Flows.none(shape), np.empty(shape)
    for month, now in enumerate(
        course(terms, fate.of(engagement.astype(np.intp)), factors.size - 1), start=1
    ):
        year.add_discounted(now, float(factors[month]), scratch)
        if month % 12 == 0 or month == factors.size - 1:
            flows[(month - 1) // 12][:, where] = (year.up, year.slow, year.fresh, year.lost, year.exits)
            year.clear()


def _worth(
    pricing: Sequence[Commitment], terms: EngagementTerms, fate: Fate, years: Sequence[Flows], months: float
) -> float:
    """Return the mean NPV of all engagements against keeping."""
    books, price = ledger(terms, fate), first_price(terms, fate)
    hour, home_hour = (
        np.array([[getattr(one, name)] for one in pricing]) for name in ("manager_cost", "home_hour")
    )
    worth = months * (books.home_money + home_hour * books.home_hours)
    for year, flows in enumerate(years):
        price = next_price(price, terms, fate, year) if year else price
        worth -= books.money(flows, books.at(price))
        worth -= hour * books.manager_hours(flows)
    started = terms.setup + hour[:, 0] * terms.internal_hours
    return float(worth.mean(axis=-1).sum() - np.sum(started))
