"""What prices the course of an engagement: money and manager hours of any flows (§COST-5, §COST-6)."""

from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np
from numpy.typing import DTypeLike

from outhaul.engine.engagement.course import Array, Fate, Flows
from outhaul.engine.engagement.terms import EngagementTerms

REWORK_CAP: Final = 0.6
"""Rework per accepted hour never passes this: somebody stops such an engagement."""
COMPONENTS: Final = ("rate", "fees", "rework", "ramp", "tools", "turnover", "setup", "kept")
"""The money of `report.Waterfall` besides management, in its order."""
WEEKS_A_YEAR: Final = 52.0


def column(value: float | Array, precision: DTypeLike = np.float64) -> Array:
    """Return `value` with shape (options, 1)."""
    return np.reshape(np.asarray(value, dtype=precision), (-1, 1))


@dataclass(frozen=True, slots=True)
class Tariff:
    """Prices that stand still for a year; arrays broadcast to (options, scenarios)."""

    price: Array
    """Contractor's rate, an hour."""
    month: Array
    """All paid for a full month of a contractor who has learned, fees included."""
    exit: Array
    """Cost of replacing one contractor."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """The factors that price a course; arrays broadcast to (options, scenarios).

    Linear in the flows: the summed flows of a year are priced like those of a month, as the tariff is
    that of the year (§COST-5).
    """

    outside: Array
    """Accepted hours a month that are handed out."""
    bought: Array
    """Hours a month that a contractor who has learned is paid for them."""
    accepted: Array
    """Accepted hours a month, wherever they are done."""
    home_rate: Array
    home_money: Array
    """Cost of all work at home, a month."""
    home_hours: Array
    """Manager hours of all work at home, a month."""
    handed_money: Array
    """Cost at home of what is handed out, a month."""
    handed_hours: Array
    """Manager hours at home of what is handed out, a month."""
    oversight: Array
    """Manager hours for a full month of a contractor who has learned."""
    start_load: Array
    fixed_hours: Array
    fee: Array
    tool: Array
    replacement: Array
    """Months of `outside` hours that one exit costs."""
    starting: Array
    """Manager hours that the first months of an engagement take beside `oversight`."""

    def at(self, price: Array) -> Tariff:
        """Return the tariff of a year with `price` an hour."""
        return Tariff(
            price=price,
            month=self.bought * price * (1.0 + self.fee),
            exit=self.replacement * self.outside * price,
        )

    def money(self, flows: Flows, tariff: Tariff) -> Array:
        """Money of `flows`, manager time excluded."""
        total = flows.slow * tariff.month
        total += (flows.lost - flows.up) * self.handed_money
        total += flows.exits * tariff.exit
        total += flows.months * (self.tool + self.home_money)
        return total

    def manager_hours(self, flows: Flows) -> Array:
        """Manager hours of `flows`: contractors, fixed, and work at home."""
        total = ((self.start_load - 1.0) * flows.fresh + flows.slow) * self.oversight
        total += (flows.lost - flows.up) * self.handed_hours
        total += flows.months * (self.fixed_hours + self.home_hours)
        return total

    def money_beyond(
        self, flows: Flows, tariff: Tariff, delivered: Array, out: Array, scratch: Array
    ) -> Array:
        """Money of `flows` beyond keeping, tools excluded, in `out`; `delivered` is up less lost."""
        np.multiply(flows.slow, tariff.month, out=out)
        out -= np.multiply(delivered, self.handed_money, out=scratch)
        out += np.multiply(flows.exits, tariff.exit, out=scratch)
        return out

    def hours_beyond(self, flows: Flows, delivered: Array, out: Array, scratch: Array) -> Array:
        """Manager hours of `flows` beyond keeping, fixed hours excluded, in `out`."""
        np.multiply(flows.slow, self.oversight, out=out)
        out += np.multiply(flows.fresh, self.starting, out=scratch)
        out -= np.multiply(delivered, self.handed_hours, out=scratch)
        return out

    def components(self, flows: Flows, tariff: Tariff) -> dict[str, Array]:
        """Split `money` into its `COMPONENTS`; set-up is none of a month's (§COST-5)."""
        pay, steady = self.outside * tariff.price, self.bought * tariff.price
        return {
            "rate": pay * flows.up,
            "fees": self.fee * steady * flows.slow,
            "rework": (steady - pay) * flows.up,
            "ramp": steady * (flows.slow - flows.up),
            "tools": self.tool * flows.months,
            "turnover": tariff.exit * flows.exits + self.handed_money * flows.lost,
            "setup": np.zeros((1, 1)),
            "kept": self.home_money * flows.months - self.handed_money * flows.up,
        }


def ledger(terms: EngagementTerms, fate: Fate) -> Ledger:
    """Return the pricing factors of `terms` in the scenarios of `fate`, and in its precision."""
    cell = partial(column, precision=fate.volume.dtype)
    accepted = cell(terms.hours) * (cell(terms.bias) + cell(terms.bias_spread) * fate.bias) * fate.volume
    outside = accepted * cell(terms.share)
    rho = cell(terms.rework)
    redone = np.minimum(rho * fate.rework, np.maximum(rho, REWORK_CAP))
    bought = outside * (1.0 + redone) / (cell(terms.productivity) * fate.productivity)
    home_rate, mu_home = cell(terms.home_rate), cell(terms.mu_home)
    oversight, start_load = cell(terms.mu) * fate.load * bought, cell(terms.start_load)
    return Ledger(
        outside=outside,
        bought=bought,
        accepted=accepted,
        home_rate=home_rate,
        home_money=accepted * home_rate,
        home_hours=accepted * mu_home,
        handed_money=outside * home_rate,
        handed_hours=outside * mu_home,
        oversight=oversight,
        start_load=start_load,
        fixed_hours=cell(terms.fixed_hours),
        fee=cell(terms.fee) * fate.charges,
        tool=cell(terms.tool) * fate.charges,
        replacement=cell(terms.replacement_weeks) / WEEKS_A_YEAR * 12.0,
        starting=oversight * (start_load - 1.0),
    )
