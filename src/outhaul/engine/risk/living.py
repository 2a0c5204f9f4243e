"""A block of scenarios lived through: all engagements side by side, month by month.

Arrays are (engagements, scenarios) and are written over from month to month, so that a block stays
in the processor's cache. What leaves it are figures by scenario, and sums over `STRATA` scenarios in
a row: whatever the blocks' size and order, the same figures are summed in the same order.
"""

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from itertools import groupby, pairwise
from typing import Final, Self

import numpy as np
from numpy.typing import DTypeLike, NDArray

from outhaul.engine.cost import COMPONENTS, Ledger, discounts, ledger, payback_month
from outhaul.engine.engagement.course import Array, Fate, Flows
from outhaul.engine.engagement.terms import EngagementTerms, stacked
from outhaul.engine.risk.chance import STRATA
from outhaul.engine.risk.draws import Draws
from outhaul.engine.risk.portfolio import Commitment, Portfolio
from outhaul.engine.risk.working import Places, Work, Worked, tariffs

PARTS: Final = (*COMPONENTS, "management", "now")
"""Money of a commitment that is summed: its waterfall, and what keeping it costs."""


@dataclass(frozen=True, slots=True)
class Charge:
    """What one manager steers at one cost."""

    manager: str
    cost: float
    is_owner: bool


@dataclass(frozen=True, slots=True)
class Crew:
    """Commitments side by side, those of one manager in a row; all handed out, or all kept."""

    commitments: tuple[Commitment, ...]
    terms: EngagementTerms
    charges: tuple[tuple[slice, Charge], ...]
    """Commitments in a row, and who steers them."""
    is_kept: bool

    @classmethod
    def of(cls, commitments: Sequence[Commitment]) -> Self:
        """Put commitments side by side, in whatever order they come."""

        def charge(one: Commitment) -> Charge:
            return Charge(one.manager, one.manager_cost, one.owner_manages)

        ordered = sorted(commitments, key=lambda one: (*astuple(charge(one)), one.process))
        charges, start = [], 0
        for key, members in groupby(ordered, charge):
            stop = start + len(list(members))
            charges.append((slice(start, stop), key))
            start = stop
        return cls(
            tuple(ordered),
            stacked([one.terms for one in ordered]),
            tuple(charges),
            is_kept=not np.any(ordered[0].terms.share),
        )

    def column(self, name: str, precision: DTypeLike) -> Array:
        """Return a figure of each commitment, (commitments, 1)."""
        return np.array([[getattr(one, name)] for one in self.commitments], dtype=precision)


def crews(portfolio: Portfolio) -> tuple[Crew, ...]:
    """Return the commitments that are handed out, and those that are kept."""
    out = [one for one in portfolio.commitments if one.terms.share]
    kept = [one for one in portfolio.commitments if not one.terms.share]
    return tuple(Crew.of(some) for some in (out, kept) if some)


@dataclass(frozen=True, slots=True)
class Lived:
    """B scenarios of a plan; money against keeping all work."""

    npv: Array
    """(B,)."""
    lowest: Array
    """(B,) where cumulative money is lowest; the time of managers who are paid anyway is no money."""
    cumulative: Array
    """(T+1, B) cumulative cash."""
    payback: NDArray[np.int16]
    """(B,) see `cost.payback_month`."""
    owner_hours: Array
    """(B,) freed a month."""
    overload: Mapping[str, NDArray[np.int16]]
    """Manager -> (B,) months in which more hours were needed than are free."""
    manager_hours: Mapping[str, Array]
    """Manager -> (T+1, strata) sums of hours."""
    parts: Array
    """(commitments of the crews, `PARTS`, strata) sums of money over the horizon."""


def live(
    portfolio: Portfolio, sides: Sequence[Crew], draws: Draws, scenarios: slice, precision: DTypeLike
) -> Lived:
    """Live through `scenarios` of `draws`; the engagements' arrays have `precision`, sums double."""
    count = scenarios.stop - scenarios.start
    till = Till.empty(draws.horizon, count)
    parts = [np.zeros((0, len(PARTS), -(-count // STRATA)))]
    parts += [live_crew(crew, draws, scenarios, precision, till) for crew in sides]
    till.money[0] -= portfolio.once
    till.money[1:] -= portfolio.monthly
    cash = till.money.copy()
    cash[1:] += till.steered
    for charge, need in till.need.items():
        cash -= charge.cost * need
    factors = discounts(portfolio.discount_rate, draws.horizon)
    npv = np.zeros(count)
    for factor, month in zip(factors, cash, strict=True):
        npv += factor * month
    cumulative = _added_up(cash)
    hours = till.hours()
    return Lived(
        npv=npv,
        lowest=_added_up(till.money).min(axis=0),
        cumulative=cumulative,
        payback=payback_month(cumulative).astype(np.int16),
        owner_hours=till.freed() / draws.horizon,
        overload={
            name: (need[1:] > portfolio.capacity.get(name, np.inf)).sum(axis=0, dtype=np.int16)
            for name, need in hours.items()
        },
        manager_hours={name: by_strata(need) for name, need in hours.items()},
        parts=np.concatenate(parts),
    )


def _added_up(months: Array) -> Array:
    """Add each month to all before it, in place."""
    for before, month in pairwise(months):
        np.add(before, month, out=month)
    return months


def by_strata(values: Array) -> Array:
    """Return the sums of (..., B) over `STRATA` scenarios in a row."""
    whole = values.shape[-1] // STRATA
    split = values[..., : whole * STRATA].reshape(*values.shape[:-1], whole, STRATA)
    rest = values[..., whole * STRATA :]
    sums = [split.sum(axis=-1), *([rest.sum(axis=-1, keepdims=True)] if rest.size else [])]
    return np.concatenate(sums, axis=-1, dtype=np.float64)


@dataclass(slots=True)
class Till:
    """What all commitments add up to in B scenarios."""

    money: Array
    """(T+1, B) against keeping, without managers' time."""
    steered: Array
    """(B,) what a month's manager hours at home cost less at the new managers' cost than today."""
    owner_hours: Array
    """(B,) of the owner's own work that is handed out, over the horizon."""
    need: dict[Charge, Array]
    """(T+1, B) hours beyond those that keeping takes."""
    home: dict[str, Array]
    """Manager -> (B,) hours a month that keeping takes."""

    @classmethod
    def empty(cls, horizon: int, count: int) -> Self:
        """Return the till before anything happens."""
        return cls(np.zeros((horizon + 1, count)), np.zeros(count), np.zeros(count), {}, {})

    def of(self, charge: Charge) -> Array:
        """Return the hours beyond keeping of a manager at a cost."""
        return self.need.setdefault(charge, np.zeros_like(self.money))

    def freed(self) -> Array:
        """Return (B,) hours that the owner no longer works, less those of steering in their place."""
        freed = self.owner_hours.copy()
        for charge, need in self.need.items():
            if charge.is_owner:
                freed -= need.sum(axis=0)
        return freed

    def hours(self) -> dict[str, Array]:
        """Return manager -> (T+1, B) all hours."""
        found: dict[str, Array] = {}
        for charge, need in self.need.items():
            found[charge.manager] = found.get(charge.manager, 0.0) + need
        for name, need in found.items():
            need[1:] += self.home[name]
        return found


def live_crew(crew: Crew, draws: Draws, scenarios: slice, precision: DTypeLike, till: Till) -> Array:
    """Live through the months of a crew, add them to `till`, return its rows of `Lived.parts`."""
    fate = draws.fates(
        [one.process for one in crew.commitments],
        [one.country for one in crew.commitments],
        [one.currency for one in crew.commitments],
        scenarios,
        precision,
    )
    books = ledger(crew.terms, fate)
    book = _Book.opened(crew, books, fate, till)
    if crew.is_kept:
        nothing = Flows.none((1, 1), precision)
        nothing.months = float(draws.horizon)
        book.close(nothing, books.components(nothing, books.at(np.zeros((1, 1), precision))))
        book.manage(np.zeros((1, 1), precision))
        return book.parts
    work = Work.of(crew.terms, books, fate, draws.horizon)
    prices = tariffs(crew.commitments, crew.terms, books, fate, draws.horizon)
    found = work.live(prices, till.money, book.charges)
    none = np.zeros((1, 1), precision)
    for year, (up, slow) in enumerate(zip(found.up, found.slow, strict=True)):
        flows = Flows(min(12.0, draws.horizon - 12.0 * year), up, slow, none, none, none)
        book.close(flows, books.components(flows, prices[year]))
    book.turn_over(found, work.followed.places, work.replace(prices, till.money))
    book.manage(found.hours)
    till.owner_hours += (crew.column("owner_share", precision) * found.done).sum(axis=0)
    return book.parts


@dataclass(slots=True)
class _Book:
    """What is counted by commitment in a block."""

    crew: Crew
    books: Ledger
    parts: Array
    """(commitments, `PARTS`, strata)."""
    cost: Array
    """(commitments, 1) of a manager's hour."""
    now: Array
    """(commitments, B) money a month if the work is kept, manager hours included."""
    charges: list[tuple[slice, Array]]
    """Commitments in a row, and the hours beyond keeping of who steers them, (T+1, B)."""

    @classmethod
    def opened(cls, crew: Crew, books: Ledger, fate: Fate, till: Till) -> Self:
        """Book what is there before the first month."""
        count, strata = fate.scenarios, -(-fate.scenarios // STRATA)
        parts = np.zeros((len(crew.commitments), len(PARTS), strata))
        sizes = by_strata(np.ones(count))
        setup, internal = (
            np.reshape(value, (-1, 1)) + np.zeros((len(crew.commitments), 1))
            for value in (crew.terms.setup, crew.terms.internal_hours)
        )
        parts[:, PARTS.index("setup")] = setup * sizes
        precision = books.outside.dtype
        cost, home_hour = (crew.column(name, precision) for name in ("manager_cost", "home_hour"))
        parts[:, PARTS.index("management")] = cost * internal * sizes
        till.money[0] -= setup.sum()
        till.money[1:] -= books.tool.sum(axis=0)
        till.steered += ((home_hour - cost) * books.home_hours).sum(axis=0)
        for rows, charge in crew.charges:
            need = till.of(charge)
            need[0] += internal[rows].sum()
            need[1:] += books.fixed_hours[rows].sum()
            home = books.home_hours[rows].sum(axis=0)
            till.home[charge.manager] = till.home.get(charge.manager, 0.0) + home
        charges = [(rows, till.of(charge)) for rows, charge in crew.charges]
        now = books.home_money + home_hour * books.home_hours
        return cls(crew, books, parts, cost, now, charges)

    def close(self, year: Flows, components: Mapping[str, Array]) -> None:
        """Count the flows of a year; its set-up is counted already."""
        for place, name in enumerate(COMPONENTS):
            if name != "setup":
                self.parts[:, place] += self._sums(components[name])
        self.parts[:, PARTS.index("now")] += year.months * self._sums(self.now)

    def turn_over(self, found: Worked, exits: Places, cost: Array) -> None:
        """Count what the `exits` cost, and work that was lost and is done at home."""
        outside, strata = self.books.outside, self.parts.shape[2]
        lost = outside * sum(found.up) - found.done
        option = exits // outside.shape[1]
        stratum = (exits - option * outside.shape[1]) // STRATA
        paid = np.bincount(option * strata + stratum, cost, len(outside) * strata)
        turnover = self.parts[:, PARTS.index("turnover")]
        turnover += self._sums(self.books.home_rate * lost) + paid.reshape(turnover.shape)

    def manage(self, hours: Array) -> None:
        """Count the manager hours of all months; `hours` are those beyond keeping and fixed ones."""
        horizon = len(self.charges[0][1]) - 1
        total = hours + horizon * (self.books.fixed_hours + self.books.home_hours)
        self.parts[:, PARTS.index("management")] += self._sums(self.cost * total)

    def _sums(self, values: Array) -> Array:
        return by_strata(np.broadcast_to(values, self.now.shape))
