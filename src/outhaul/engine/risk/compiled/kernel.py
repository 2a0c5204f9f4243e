"""The compiled months: what `living` does, `LANES` scenarios side by side, luck included.

The luck is that of `LargeDraws`, number for number, and so is the model; only single precision and
the order of sums differ. Numba compiles for this processor and keeps what it compiled.
"""

from typing import Any, Final

import numpy as np

from outhaul.engine.risk.compiled import layout as at
from outhaul.engine.risk.compiled.chance import draw_commitment, draw_countries, draw_currencies
from outhaul.engine.risk.compiled.layout import LANES, Calendar, Outcome, Plan, Sample
from outhaul.engine.risk.compiled.months import close, factors, live_one
from outhaul.engine.risk.compiled.numbers import F, U, compiled, kept, normals, total_of

CALLED: Final = "1d869428f76e89f4b750eea9a804a240"
"""SHA-256 of the modules that are compiled into `live_block`: numba compiles anew where this file changes."""


@compiled
def settle(plan: Any, found: Any, first: Any, w: Any, cash: Any, hours: Any, d: Any) -> None:
    """Tell what becomes of the money of all lanes of a group; `d` (6, lanes) is overwritten."""
    horizon = cash.shape[0] - 1
    month_cash, cumulative, till, lowest, npv, short = d[0], d[1], d[2], d[3], d[4], d[5]
    d[1:] = 0.0
    for month in range(horizon + 1):
        row, started = cash[month], 1.0 if month else 0.0
        shared = plan.fixed[0] if month else plan.at_start[0]
        for i in range(LANES):
            money = row[i] - started * w[at.TOOLS + i] - shared
            till[i] += money
            lowest[i] = min(lowest[i], till[i]) if month else till[i]
            month_cash[i] = money + started * w[at.STEERED + i]
        for charge in range(plan.costs.size):
            need, cost = hours[charge, month], plan.costs[charge]
            more = plan.fixed[1 + charge] if month else plan.at_start[1 + charge]
            for i in range(LANES):
                month_cash[i] -= cost * (need[i] + more)
        out, factor = found.cumulative[month], plan.factors[month]
        for i in range(LANES):
            npv[i] += factor * month_cash[i]
            cumulative[i] += month_cash[i]
            short[i] = month + 1.0 if cumulative[i] < 0.0 else short[i]
            out[first + i] = cumulative[i]
    for i in range(LANES):
        found.npv[first + i] = npv[i]
        found.lowest[first + i] = lowest[i]
        found.payback[first + i] = -1 if short[i] > horizon else int(short[i])


@compiled
def count_hours(plan: Any, found: Any, first: Any, w: Any, hours: Any, homes: Any, d: Any) -> None:
    """Tell what becomes of the hours of managers and of the owner; `d` is overwritten."""
    horizon, total, over, freed = hours.shape[1] - 1, d[0], d[1], d[2]
    for i in range(LANES):
        freed[i] = w[at.FREED + i]
    for manager in range(plan.capacity.size):
        over[:] = 0.0
        for month in range(horizon + 1):
            total[:] = 0.0
            for charge in range(plan.costs.size):
                if plan.managers[charge] == manager:
                    add_hours(plan, charge, month, hours[charge, month], homes[charge], total, freed)
            if month:
                for i in range(LANES):
                    over[i] += 1.0 if total[i] > plan.capacity[manager] else 0.0
            found.hours[manager, month, first // 256] += total_of(total)
        for i in range(LANES):
            found.overload[manager, first + i] = int(over[i])
    for i in range(LANES):
        found.owner_hours[first + i] = freed[i]


@compiled
def add_hours(plan: Any, charge: Any, month: Any, need: Any, home: Any, total: Any, freed: Any) -> None:
    """Add the hours of a charge in a month; those of an owner who steers are not freed."""
    more, started = plan.at_start[1 + charge], 0.0
    if month:
        more, started = plan.fixed[1 + charge], 1.0
    owns = plan.owners[charge] / (plan.factors.size - 1)
    for i in range(LANES):
        total[i] += need[i] + more + started * home[i]
        freed[i] -= owns * (need[i] + more)


@kept
def live_block(plan: Plan, luck: Sample, found: Outcome) -> None:
    """Live through the scenarios of `luck` and write what becomes of them to `found`.

    Sums, which are `hours` and `parts`, are added to what is there.
    """
    horizon, charges = plan.factors.size - 1, plan.costs.size
    countries, years = plan.strata.shape
    w, d = np.zeros(at.ROWS, np.float32), np.zeros((6, LANES))
    cash, hours = (
        np.empty((horizon + 1, LANES), np.float32),
        np.empty((charges, horizon + 1, LANES), np.float32),
    )
    levels, is_open = (
        np.empty((countries, years, LANES), np.float32),
        np.empty((countries, horizon, LANES), np.float32),
    )
    moves = np.empty((plan.weights.shape[0], years - 1, LANES), np.float32)
    drawn, digits = np.empty((horizon + 3, LANES), np.uint16), np.empty(LANES, np.uint32)
    homes, z, near = (
        np.empty((charges, LANES), np.float32),
        np.empty((8, LANES), np.float32),
        np.empty(LANES, np.float32),
    )
    calendar = Calendar(np.empty(horizon + 1, np.int64), np.empty(LANES, np.int64), np.empty(LANES, np.int64))
    for group in range(luck.high.shape[1]):
        first = group * LANES
        counter = U(luck.counter + U(first * 64))
        draw_countries(plan, counter, levels, is_open, drawn, digits, near)
        draw_currencies(plan, counter, moves, digits, near, z)
        for i in range(LANES):
            digits[i] = luck.low[0, i] ^ luck.high[0, group]
        normals(digits, w[at.COMMON : at.COMMON + LANES], near)
        w[at.TOOLS : at.HOME] = F(0.0)
        cash[:], hours[:], homes[:] = F(0.0), F(0.0), F(0.0)
        for one in range(plan.terms.shape[0]):
            term, rows, key = plan.terms[one], plan.rows[one], plan.events[one]
            country, currency, charge = plan.places[one]
            is_kept = term[at.SHARE] <= F(0.0)
            draw_commitment(rows, luck, group, is_kept, digits, near, z)
            factors(term, plan.spread, key, counter, z, w)
            w[at.UP : at.ROWS] = F(0.0)
            if not is_kept:
                live_one(
                    term, plan.spread, key, counter, plan.pieces[one], levels[country], moves[currency],
                    is_open[country], z, w, cash, hours[charge], calendar,
                )  # fmt: skip
            close(term, found.parts[one], first // 256, horizon, w)
            home = homes[charge]
            for i in range(LANES):
                home[i] += w[at.HOME + i]
        settle(plan, found, first, w, cash, hours, d)
        count_hours(plan, found, first, w, hours, homes, d)
