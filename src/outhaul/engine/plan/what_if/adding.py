"""What single commitments add to a plan, or take from it, in every scenario: cash and the owner's hours.

It is what `simulate` sums over all of them (§COST-1), for some alone, and without what a what-if does
not tell. Engagements that differ in their manager alone take the same course: it is lived through once.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Self

import numpy as np

from outhaul.engine.cost import Ledger, ledger, priced_course
from outhaul.engine.engagement.course import Array, Fate
from outhaul.engine.engagement.terms import EngagementTerms, stacked
from outhaul.engine.risk.draws import Draws
from outhaul.engine.risk.paths import Commitment

LANES: Final = 20_480
"""Engagements x scenarios that are lived through at once: their arrays fit the processor's cache."""

Signed = Sequence[tuple[Commitment, float]]
"""Commitments, each with the sign it counts with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What commitments come to; money against keeping all work."""

    cash: Array
    """(T+1, N) in each month and scenario."""
    owner_hours: Array
    """(N,) freed a month."""
    costs_now: dict[str, float]
    """Process -> mean money a month of keeping it, of commitments that are added."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lives:
    """Courses side by side, and how often the figures of each (L, 1) count."""

    commitments: tuple[Commitment, ...]
    terms: EngagementTerms
    money: Array
    steering: Array
    """Cost of an hour of the manager."""
    keeping: Array
    """What an hour of today's manager costs more than that."""
    owned: Array
    """The owner's share of the work."""
    managed: Array
    """Whether the owner manages it."""
    added: list[tuple[Commitment, int]]
    """Commitments that are added, and their course."""

    @classmethod
    def of(cls, signed: Signed) -> Self:
        """Put commitments of one course together."""
        first: dict[tuple[object, ...], int] = {}
        places: list[int] = []
        leads: list[Commitment] = []
        for one, _ in signed:
            place = first.setdefault((one.process, one.terms, one.country, one.currency), len(first))
            leads += [one] * (place == len(leads))
            places.append(place)

        def counted(*figures: float) -> Array:
            weights = [sign * figure for (_, sign), figure in zip(signed, figures, strict=True)]
            return np.bincount(places, weights=weights, minlength=len(leads)).astype(np.float64)[:, None]

        each = [one for one, _ in signed]
        return cls(
            commitments=tuple(leads),
            terms=stacked([one.terms for one in leads]),
            money=counted(*(1.0 for _ in each)),
            steering=counted(*(one.manager_cost for one in each)),
            keeping=counted(*(one.home_hour - one.manager_cost for one in each)),
            owned=counted(*(one.owner_share for one in each)),
            managed=counted(*(float(one.owner_manages) for one in each)),
            added=[(one, place) for (one, sign), place in zip(signed, places, strict=True) if sign > 0],
        )


def added(signed: Signed, draws: Draws) -> Added:
    """Return what commitments add to a plan on the luck of `draws`."""
    cash, owner_hours = np.zeros((draws.horizon + 1, draws.size)), np.zeros(draws.size)
    costs_now: dict[str, float] = {}
    for lives in _sides(signed):
        now, home = np.zeros((2, len(lives.commitments)))
        for block in draws.blocks(LANES // len(lives.commitments)):
            fate = draws.fates(
                [one.process for one in lives.commitments],
                [one.country for one in lives.commitments],
                [one.currency for one in lives.commitments],
                block,
            )
            books = ledger(lives.terms, fate)
            owner_hours[block] += _live(lives, books, fate, cash[:, block]) / draws.horizon
            now += (books.home_money + np.zeros(fate.scenarios)).sum(axis=1)
            home += (books.home_hours + np.zeros(fate.scenarios)).sum(axis=1)
        for one, place in lives.added:
            costs_now[one.process] = float(now[place] + one.home_hour * home[place]) / draws.size
    return Added(cash=cash, owner_hours=owner_hours, costs_now=costs_now)


def _sides(signed: Signed) -> Iterator[_Lives]:
    """Yield the courses of work that is handed out, and of work that is kept."""
    out = [pair for pair in signed if pair[0].terms.share]
    kept = [pair for pair in signed if not pair[0].terms.share]
    yield from (_Lives.of(some) for some in (out, kept) if some)


def _live(lives: _Lives, books: Ledger, fate: Fate, cash: Array) -> Array:
    """Add the cash of a block to `cash` (T+1, B); return the owner's hours (B,) over the horizon."""
    horizon, terms = cash.shape[0] - 1, lives.terms
    money, steering, managed = (part.ravel() for part in (lives.money, lives.steering, lives.managed))
    internal = np.ravel(terms.internal_hours) + np.zeros(money.size)
    cash[0] -= money @ (np.ravel(terms.setup) + np.zeros(money.size)) + steering @ internal
    steady = lives.keeping * books.home_hours - lives.money * books.tool
    cash[1:] += (steady - lives.steering * books.fixed_hours).sum(axis=0)
    steered = managed @ internal + horizon * float((lives.managed * books.fixed_hours).sum())
    hours = np.full(fate.scenarios, steered)
    if not np.any(terms.share):
        return np.asarray(-hours)
    shape = books.outside.shape
    delivered, total, scratch, done = np.empty((4, *shape))
    done.fill(0.0)
    for month, flows, tariff in priced_course(terms, books, fate, horizon):
        np.subtract(flows.up, flows.lost, out=delivered)
        done += delivered
        cash[month] -= money @ books.money_beyond(flows, tariff, delivered, total, scratch)
        need = books.hours_beyond(flows, delivered, total, scratch)
        cash[month] -= steering @ need
        hours += managed @ need
    freed: Array = (lives.owned * books.outside * done).sum(axis=0) - hours
    return freed
