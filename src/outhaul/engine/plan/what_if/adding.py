"""What single commitments add to a plan, or take from it, in every scenario: cash and the owner's hours.

It is what `simulate` sums over all of them (§COST-1), for some alone, and without what a what-if does
not tell. Engagements that differ in their manager alone take the same course: it is lived through once.
Where only what they are held against differs, an hour of today's manager, no month is lived through.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import compress
from typing import Final, Self

import numpy as np

from outhaul.engine.cost import Ledger, ledger, priced_course
from outhaul.engine.engagement.course import Array, Fate
from outhaul.engine.engagement.terms import EngagementTerms, stacked
from outhaul.engine.plan.problem import Bools
from outhaul.engine.risk.draws import Draws
from outhaul.engine.risk.paths import Commitment

LANES: Final = 40_960
"""Engagements x scenarios that are lived through at once: their arrays fit the processor's cache."""

Signed = Sequence[tuple[Commitment, float]]
"""Commitments, each with the sign it counts with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What each of R lists of commitments comes to; money against keeping all work."""

    cash: Array
    """(R, T+1, N) in each month and scenario."""
    owner_hours: Array
    """(R, N) freed a month."""
    costs_now: tuple[dict[str, float], ...]
    """Process -> mean money a month of keeping it, of commitments that are added."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lives:
    """L courses side by side, and how often the figures of each count in each list (R, L)."""

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
    added: list[tuple[int, Commitment, int]]
    """List, commitment that is added, and its course."""

    @property
    def matters(self) -> Bools:
        """(L,) True for courses whose months count in some list."""
        counted = np.concatenate([self.money, self.steering, self.owned, self.managed])
        return np.asarray(counted.any(axis=0))

    def parts(self) -> "Iterator[_Lives]":
        """Yield the courses whose months count, then the others."""
        matters = self.matters
        for which in (matters, ~matters):
            if which.any():
                yield self if which.all() else self._part(which)

    def _part(self, which: Bools) -> "_Lives":
        number = np.cumsum(which) - 1
        mine = ("money", "steering", "keeping", "owned", "managed")
        return replace(
            self,
            commitments=tuple(compress(self.commitments, which)),
            terms=stacked([one.terms for one in compress(self.commitments, which)]),
            added=[(list_, one, int(number[place])) for list_, one, place in self.added if which[place]],
            **{name: getattr(self, name)[:, which] for name in mine},
        )

    @classmethod
    def of(cls, lists: Sequence[Signed]) -> Self:
        """Put commitments of one course together."""
        first: dict[tuple[object, ...], int] = {}
        rows = [(number, one, sign) for number, signed in enumerate(lists) for one, sign in signed]
        places, leads = np.zeros((2, len(rows)), dtype=np.int64), list[Commitment]()
        for at, (number, one, _) in enumerate(rows):
            place = first.setdefault((one.process, one.terms, one.country, one.currency), len(first))
            leads += [one] * (place == len(leads))
            places[:, at] = number, place

        def counted(figure: Callable[[Commitment], float]) -> Array:
            found = np.zeros((len(lists), len(leads)))
            np.add.at(found, tuple(places), [sign * figure(one) for _, one, sign in rows])
            return found

        return cls(
            commitments=tuple(leads),
            terms=stacked([one.terms for one in leads]),
            money=counted(lambda _one: 1.0),
            steering=counted(lambda one: one.manager_cost),
            keeping=counted(lambda one: one.home_hour - one.manager_cost),
            owned=counted(lambda one: one.owner_share),
            managed=counted(lambda one: float(one.owner_manages)),
            added=[
                (number, one, int(place))
                for (number, one, sign), place in zip(rows, places[1], strict=True)
                if sign > 0
            ],
        )


def added(lists: Sequence[Signed], draws: Draws) -> Added:
    """Return what each list of commitments adds to a plan on the luck of `draws`."""
    cash = np.zeros((len(lists), draws.horizon + 1, draws.size))
    owner_hours = np.zeros((len(lists), draws.size))
    costs_now: tuple[dict[str, float], ...] = tuple({} for _ in lists)
    for lives in _sides(lists):
        now, home = np.zeros((2, len(lives.commitments)))
        for block in draws.blocks(LANES // len(lives.commitments)):
            fate = draws.fates(
                [one.process for one in lives.commitments],
                [one.country for one in lives.commitments],
                [one.currency for one in lives.commitments],
                block,
            )
            books = ledger(lives.terms, fate)
            owner_hours[:, block] += _live(lives, books, fate, cash[:, :, block]) / draws.horizon
            now += (books.home_money + np.zeros(fate.scenarios)).sum(axis=1)
            home += (books.home_hours + np.zeros(fate.scenarios)).sum(axis=1)
        for number, one, place in lives.added:
            costs_now[number][one.process] = float(now[place] + one.home_hour * home[place]) / draws.size
    return Added(cash=cash, owner_hours=owner_hours, costs_now=costs_now)


def _sides(lists: Sequence[Signed]) -> Iterator[_Lives]:
    """Yield courses of work that is handed out, those whose months count apart, and of work that is kept."""
    for is_out in (True, False):
        some = [[pair for pair in signed if bool(pair[0].terms.share) is is_out] for signed in lists]
        if any(some):
            lives = _Lives.of(some)
            yield from lives.parts() if is_out else (lives,)


def _live(lives: _Lives, books: Ledger, fate: Fate, cash: Array) -> Array:
    """Add the cash of a block to `cash` (R, T+1, B); return the owner's hours (R, B) over the horizon."""
    horizon, terms, count = cash.shape[1] - 1, lives.terms, len(lives.commitments)
    money, steering, managed = lives.money, lives.steering, lives.managed
    setup, internal, fixed = (
        np.ravel(one) + np.zeros(count) for one in (terms.setup, terms.internal_hours, books.fixed_hours)
    )
    cash[:, 0] -= (money @ setup + steering @ internal)[:, None]
    steady = lives.keeping @ books.home_hours - money @ books.tool - (steering @ fixed)[:, None]
    cash[:, 1:] += steady[:, None]
    hours = (managed @ (internal + horizon * fixed))[:, None] + np.zeros(fate.scenarios)
    if not (np.any(terms.share) and lives.matters.any()):
        return np.asarray(-hours)
    delivered, total, scratch, done = np.empty((4, *books.outside.shape))
    done.fill(0.0)
    for month, flows, tariff in priced_course(terms, books, fate, horizon):
        np.subtract(flows.up, flows.lost, out=delivered)
        done += delivered
        cash[:, month] -= money @ books.money_beyond(flows, tariff, delivered, total, scratch)
        need = books.hours_beyond(flows, delivered, total, scratch)
        cash[:, month] -= steering @ need
        hours += managed @ need
    freed: Array = lives.owned @ (books.outside * done) - hours
    return freed
