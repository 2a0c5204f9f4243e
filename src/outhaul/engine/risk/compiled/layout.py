"""What compiled code reads and writes: the columns and rows of its arrays, and the arrays together."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

LANES: Final = 128
"""Scenarios side by side; 256, a stratum, is a multiple."""
TERMS: Final = (
    *("hours", "bias", "bias_spread", "home_rate", "mu_home", "share", "productivity", "rework", "mu"),
    *("start_load", "T0", "R0", "fee", "tool", "hazard", "replacement_weeks", "failure", "rate_growth"),
    *("fx_sd", "fixed_hours"),
)
"""Figures of an engagement, in the order of their columns; those of its people follow."""
PEOPLE: Final = ("manager_cost", "home_hour", "owner_share")
SCATTER: Final = (
    "productivity",
    "rework",
    "load",
    "volume",
    "learning",
    "growth",
    "charges",
    "fx_pass_through",
)
"""Spreads, in their order; the shortest and the longest vacancy follow."""
KNOTS: Final = 512
"""Cubic pieces of the first price as a function of the market's error."""
REACH: Final = 9.0
"""Market errors in standard deviations that the pieces cover, either way."""
PARTS: Final = 10
"""Rows of `living.PARTS`."""

# Columns of `Plan.terms`.
HOURS, BIAS, BIAS_SPREAD, HOME_RATE, MU_HOME, SHARE, ABLE, REWORK, MU = range(9)
START_LOAD, T0, R0, FEE, TOOL, HAZARD, WEEKS, FAILURE, GROWTH, FX, FIXED = range(9, 20)
COST, HOME_HOUR, OWNED = range(20, 23)

# Places of `Plan.spread`.
SD_ABLE, SD_REWORK, SD_LOAD, SD_VOLUME, SD_LEARNING, SD_GROWTH, SD_CHARGES = range(7)
PASS, SHORT, LONG = range(7, 10)

# Rows of the Sobol numbers of a commitment.
ABLE_DRAWN, MARKET_DRAWN, TENURE, REWORK_DRAWN, LOAD_DRAWN, VOLUME_DRAWN, FAILS, LEARNING_DRAWN = range(8)

# Rows of what is known of each lane, where they begin: first of the whole group, then of a commitment.
COMMON, TOOLS, STEERED, FREED, HOME = range(0, 5 * LANES, LANES)
BIAS_DRAWN, CHARGE, ACCEPTED, OUTSIDE, BOUGHT = range(5 * LANES, 10 * LANES, LANES)
OVERSIGHT, STARTING, LEARN, DECAY, PRICE, MONTH = range(10 * LANES, 16 * LANES, LANES)
HANDED, HANDED_HOURS, AGE, GAP, WORKS, SUM = range(16 * LANES, 22 * LANES, LANES)
# Sums over a year, over the horizon, and over the horizon times the price; they begin at zero.
UP, SLOW, FRESH, DELIVERED, ALL_UP, ALL_SLOW = range(22 * LANES, 28 * LANES, LANES)
PAID_UP, PAID_SLOW, PAID_EXITS, ROWS = range(28 * LANES, 32 * LANES, LANES)


class Plan(NamedTuple):
    """What is the same for all scenarios; E commitments, those of one charge in a row."""

    terms: NDArray[np.float32]
    """(E, `TERMS` and `PEOPLE`)."""
    spread: NDArray[np.float32]
    """`SCATTER`, shortest and longest vacancy."""
    rows: NDArray[np.int64]
    """(E, 8) Sobol dimensions in the order of `luck.SOBOL`."""
    pieces: NDArray[np.float32]
    """(E, `KNOTS`, 4) the first price as a function of the market's error."""
    places: NDArray[np.int64]
    """(E, 3) country, currency, charge."""
    events: NDArray[np.uint64]
    """(E,) keys, as those that follow."""
    strata: NDArray[np.uint64]
    """(countries, 1 + years)."""
    levels: NDArray[np.uint64]
    """(countries,)."""
    opening: NDArray[np.uint64]
    """(countries,)."""
    shocks: NDArray[np.int64]
    """(countries, 3) chances, in 65,536ths, that a country shuts for one month, two, three and more."""
    exchange: NDArray[np.uint64]
    """(all currencies,)."""
    weights: NDArray[np.float32]
    """(currencies, all currencies) which turn free moves into correlated ones."""
    costs: NDArray[np.float64]
    """(charges,) of an hour."""
    owners: NDArray[np.float64]
    """(charges,) one where the owner steers, zero elsewhere."""
    managers: NDArray[np.int64]
    """(charges,) who steers."""
    capacity: NDArray[np.float64]
    """(managers,) free hours a month."""
    at_start: NDArray[np.float64]
    """(1 + charges,) money, then hours of each charge in month 0."""
    fixed: NDArray[np.float64]
    """(1 + charges,) money a month that the plan shares, then fixed hours of each charge."""
    factors: NDArray[np.float64]
    """(T+1,) discount factors."""


class Sample(NamedTuple):
    """The luck of a block of scenarios in a row of one scramble, whole groups of `LANES`."""

    counter: np.uint64
    """Of the first scenario, see `large.LargeDraws.counters`."""
    low: NDArray[np.uint32]
    """(Sobol dimensions, `LANES`) what distinguishes the lanes of a group."""
    high: NDArray[np.uint32]
    """(Sobol dimensions, groups) what distinguishes the groups."""


class Outcome(NamedTuple):
    """What `living.Lived` tells of B scenarios; written by `live_block`."""

    npv: NDArray[np.float64]
    lowest: NDArray[np.float64]
    owner_hours: NDArray[np.float64]
    payback: NDArray[np.int16]
    cumulative: NDArray[np.float64]
    overload: NDArray[np.int16]
    """(managers, B)."""
    hours: NDArray[np.float64]
    """(managers, T+1, strata)."""
    parts: NDArray[np.float64]
    """(E, `PARTS`, strata)."""


class Calendar(NamedTuple):
    """Which lanes' engagements end when: chains of lanes, one for each month."""

    head: NDArray[np.int64]
    """(T+1,) the first lane of each chain, -1 = none."""
    following: NDArray[np.int64]
    """(`LANES`,) the next lane of the same chain."""
    number: NDArray[np.int64]
    """(`LANES`,) engagements that ended before."""
