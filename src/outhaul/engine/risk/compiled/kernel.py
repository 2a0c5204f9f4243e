"""The compiled months: what `living` does, `LANES` scenarios side by side, luck included.

The luck is that of `LargeDraws`, number for number, and so is the model; only single precision and
the order of sums differ. Rows of one flat array hold what is known of each lane, so that the compiler
sees that they do not overlap and turns each loop over lanes into a few wide instructions.

Numba compiles for this processor and keeps what it compiled; it looks at the age of this file alone,
which is why nothing that is compiled stands elsewhere.
"""

import math
from typing import Any, Final, NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

F = np.float32
I = np.int32  # noqa: E741 -- beside F
U = np.uint64
LANES: Final = 64
"""Scenarios side by side; 256, a stratum, is a multiple."""
TERMS: Final = (
    *("hours", "bias", "bias_spread", "home_rate", "mu_home", "share", "productivity", "rework", "mu"),
    *("start_load", "T0", "R0", "fee", "tool", "hazard", "replacement_weeks", "failure", "rate_growth"),
    *("fx_sd", "fixed_hours"),
)
"""Figures of an engagement, in the order of their columns; those of its people follow."""
PEOPLE: Final = ("manager_cost", "home_hour", "owner_share")
SCATTER: Final = ("productivity", "rework", "load", "volume", "learning", "growth", "charges", "fx_pass_through")
"""Spreads, in their order; the shortest and the longest vacancy follow."""
KNOTS: Final = 512
"""Cubic pieces of the first price as a function of the market's error."""
REACH: Final = 9.0
"""Market errors in standard deviations that the pieces cover, either way."""
PARTS: Final = 10
"""Rows of `living.PARTS`."""

_HOURS, _BIAS, _BIAS_SPREAD, _HOME_RATE, _MU_HOME, _SHARE, _ABLE, _REWORK, _MU = range(9)
_START_LOAD, _T0, _R0, _FEE, _TOOL, _HAZARD, _WEEKS, _FAILURE, _GROWTH = range(9, 18)
_FX, _FIXED, _COST, _HOME_HOUR, _OWNED = range(18, 23)
_SD_ABLE, _SD_REWORK, _SD_LOAD, _SD_VOLUME, _SD_LEARNING, _SD_GROWTH, _SD_CHARGES, _PASS, _SHORT, _LONG = range(10)

# Rows of the lanes' figures.
_COMMON = 0 * LANES
_ACCEPTED, _OUTSIDE, _BOUGHT, _OVERSIGHT, _STARTING = 4 * LANES, 5 * LANES, 6 * LANES, 7 * LANES, 8 * LANES
_LEARN, _DECAY, _CHARGE, _PRICE, _MONTH = 9 * LANES, 10 * LANES, 11 * LANES, 12 * LANES, 13 * LANES
_HANDED, _HANDED_HOURS, _AGE, _GAP, _WORKS = 14 * LANES, 15 * LANES, 16 * LANES, 17 * LANES, 18 * LANES
_UP, _SLOW, _FRESH, _DELIVERED = 19 * LANES, 20 * LANES, 21 * LANES, 22 * LANES
_ALL_UP, _ALL_SLOW, _PAID_UP, _PAID_SLOW, _PAID_EXITS = 23 * LANES, 24 * LANES, 25 * LANES, 26 * LANES, 27 * LANES
_TOOLS, _STEERED, _FREED, _HOME = 28 * LANES, 29 * LANES, 30 * LANES, 31 * LANES
_SUM, _BIAS_DRAWN, _ROWS = 32 * LANES, 33 * LANES, 34 * LANES

# Rows of the Sobol numbers of a commitment.
_ABLE_DRAWN, _MARKET_DRAWN, _TENURE, _REWORK_DRAWN, _LOAD_DRAWN, _VOLUME_DRAWN, _FAILS, _LEARNING_DRAWN = range(8)


_SAFE = {"contract", "nsz", "nnan", "ninf"}


def _compiled(*signature: Any, **options: Any) -> Any:  # noqa: ANN401 -- numba ships no types
    return numba.njit(*signature, nogil=True, error_model="numpy", fastmath=_SAFE, **options)


@_compiled()
def _log(x: F) -> F:
    """Natural logarithm of a positive number (Cephes, logf)."""
    bits = F(x).view(np.int32)
    power = I(I(bits >> I(23)) - I(126))
    half = I(I(bits & I(0x7FFFFF)) | I(0x3F000000))
    m = F(I(half).view(np.float32))
    low = m < F(0.70710678)
    power = I(power - I(1)) if low else power
    m = F(m + m) if low else m
    m -= F(1.0)
    z = m * m
    p = F(7.0376836292e-2)
    p = p * m + F(-1.1514610310e-1)
    p = p * m + F(1.1676998740e-1)
    p = p * m + F(-1.2420140846e-1)
    p = p * m + F(1.4249322787e-1)
    p = p * m + F(-1.6668057665e-1)
    p = p * m + F(2.0000714765e-1)
    p = p * m + F(-2.4999993993e-1)
    p = p * m + F(3.3333331174e-1)
    scale = F(power)
    return m + (m * z * p + scale * F(-2.12194440e-4) - F(0.5) * z) + scale * F(0.693359375)


@_compiled()
def _exp(x: F) -> F:
    """Exponential (Cephes, expf)."""
    x = min(max(x, F(-80.0)), F(80.0))
    n = F(math.floor(x * F(1.44269504088896341) + F(0.5)))
    x -= n * F(0.693359375)
    x -= n * F(-2.12194440e-4)
    p = F(1.9875691500e-4)
    p = p * x + F(1.3981999507e-3)
    p = p * x + F(8.3334519073e-3)
    p = p * x + F(4.1665795894e-2)
    p = p * x + F(1.6666665459e-1)
    p = p * x + F(5.0000001201e-1)
    p = p * x * x + x + F(1.0)
    power = I(I(I(n) + I(127)) << I(23))
    return p * F(I(power).view(np.float32))


@_compiled()
def _normals(digits: Any, out: Any, near: Any) -> None:
    """Write the normals of uniforms `digits` / 2^30 to `out`, as `chance.single_normals` has them."""
    for i in range(LANES):
        d = I(digits[i])
        q = F(I(d - I(1 << 29))) * F(2.0**-30)
        s = F(0.425**2) - q * q
        above = ((F(5.9109374720e1) * s + F(1.5929113202e2)) * s + F(5.0434271938e1)) * s + F(3.3871327179)
        below = ((F(6.7187563600e1) * s + F(7.8757757664e1)) * s + F(1.7895169469e1)) * s + F(1.0)
        out[i] = q * above / below
        near[i] = max(F(min(d, I(I(1 << 30) - d))), F(0.125)) * F(2.0**-30)
    for i in range(LANES):
        near[i] = -_log(near[i])
    for i in range(LANES):
        t = F(math.sqrt(near[i])) - F(1.6)
        above = ((F(1.7023821103e-1) * t + F(1.3067284816)) * t + F(2.7568153900)) * t + F(1.4234372777)
        below = (F(1.2021132975e-1) * t + F(7.3700164250e-1)) * t + F(1.0)
        near[i] = above / below
    for i in range(LANES):
        q = F(I(I(digits[i]) - I(1 << 29))) * F(2.0**-30)
        out[i] = math.copysign(near[i], q) if abs(q) > F(0.425) else out[i]


@_compiled()
def _hash(counter: Any, key: Any) -> Any:
    """Return 64 random digits, see `large.hashed`."""
    word = U(U(counter) * U(0x9E3779B97F4A7C15)) + U(key)
    word = U(word ^ U(word >> U(30))) * U(0xBF58476D1CE4E5B9)
    word = U(word ^ U(word >> U(27))) * U(0x94D049BB133111EB)
    return U(word ^ U(word >> U(31)))


@_compiled()
def _share(word: Any, shift: Any, bits: Any) -> F:
    """Return the uniform that some digits of a word choose, see `large.shares`."""
    step = I(U(word >> U(shift)) & U((1 << bits) - 1))
    return (F(step) + F(0.5)) * F(1.0 / (1 << bits))


@_compiled()
def _triangle(u: Any) -> F:
    """Return a draw of the symmetric triangle on -1..1."""
    low = F(math.sqrt(F(2.0) * min(u, F(1.0) - u)))
    return low - F(1.0) if u < F(0.5) else F(1.0) - low


@_compiled()
def _total(lanes: Any) -> float:
    """Return the sum of all lanes; always in the same order."""
    a = b = c = d = 0.0
    for i in range(0, LANES, 4):
        a += lanes[i]
        b += lanes[i + 1]
        c += lanes[i + 2]
        d += lanes[i + 3]
    return a + b + (c + d)


@_compiled()
def _draw(rows: Any, luck: Any, group: Any, is_kept: Any, digits: Any, near: Any, z: Any) -> None:
    """Draw the Sobol numbers of one commitment, (8, lanes); of kept work, its volume alone counts."""
    for at in range(_VOLUME_DRAWN if is_kept else 0, _FAILS if is_kept else 8):
        low, high, out = luck.low[rows[at]], luck.high[rows[at], group], z[at]
        for i in range(LANES):
            digits[i] = low[i] ^ high
        _normals(digits, out, near)
    if not is_kept:
        low, high, out = luck.low[rows[_TENURE]], luck.high[rows[_TENURE], group], z[_TENURE]
        for i in range(LANES):
            out[i] = -_log(F(I(I(1 << 30) - I(low[i] ^ high))) * F(2.0**-30))
        low, high, out = luck.low[rows[_FAILS]], luck.high[rows[_FAILS], group], z[_FAILS]
        for i in range(LANES):
            out[i] = F(I(low[i] ^ high)) * F(2.0**-30)


@_compiled()
def _factors(term: Any, spread: Any, key: Any, counter: Any, z: Any, w: Any) -> None:
    """Work out what scatters between scenarios and what follows from it for one commitment."""
    for i in range(LANES):
        word = _hash(U(counter + U(i * 64)), key)
        w[_BIAS_DRAWN + i] = _share(word, 41, 23)
        w[_CHARGE + i] = _share(word, 18, 23)
    sd = spread[_SD_VOLUME]
    for i in range(LANES):
        w[_CHARGE + i] = F(1.0) + spread[_SD_CHARGES] * _triangle(w[_CHARGE + i])
        volume = _exp(sd * z[_VOLUME_DRAWN, i] - F(0.5) * sd * sd)
        bias = term[_BIAS] + term[_BIAS_SPREAD] * _triangle(w[_BIAS_DRAWN + i])
        w[_ACCEPTED + i] = term[_HOURS] * bias * volume
        w[_OUTSIDE + i] = w[_ACCEPTED + i] * term[_SHARE]
        w[_HANDED + i] = w[_OUTSIDE + i] * term[_HOME_RATE]
        w[_HANDED_HOURS + i] = w[_OUTSIDE + i] * term[_MU_HOME]


@_compiled()
def _outside_factors(term: Any, spread: Any, z: Any, w: Any) -> None:
    """Work out what scatters of work that is handed out, after `_factors`."""
    sd, sd_load, most = spread[_SD_ABLE], spread[_SD_LOAD], max(term[_REWORK], F(0.6))
    least, longest = min(term[_T0], F(1.0)), max(term[_T0], F(9.0))
    for i in range(LANES):
        productive = F(0.4) * w[_COMMON + i] + F(math.sqrt(1 - 0.4**2)) * z[_ABLE_DRAWN, i]
        mixed = F(-0.3) * productive + F(math.sqrt(1 - 0.3**2)) * z[_REWORK_DRAWN, i]
        redone = min(term[_REWORK] * _exp(spread[_SD_REWORK] * mixed), most)
        able = term[_ABLE] * _exp(sd * productive - F(0.5) * sd * sd)
        w[_BOUGHT + i] = w[_OUTSIDE + i] * (F(1.0) + redone) / able
    for i in range(LANES):
        mixed = F(-0.4) * w[_COMMON + i] + F(math.sqrt(1 - 0.4**2)) * z[_LOAD_DRAWN, i]
        w[_OVERSIGHT + i] = term[_MU] * _exp(sd_load * mixed - F(0.5) * sd_load * sd_load) * w[_BOUGHT + i]
        w[_STARTING + i] = w[_OVERSIGHT + i] * (term[_START_LOAD] - F(1.0))
        learning = min(max(term[_T0] * _exp(spread[_SD_LEARNING] * z[_LEARNING_DRAWN, i]), least), longest)
        w[_LEARN + i] = F(1.5) / learning
        w[_DECAY + i] = _exp(-w[_LEARN + i])


@_compiled()
def _first_price(pieces: Any, level: Any, z: Any, w: Any) -> None:
    """Write the rate of the first year to `_PRICE`."""
    half, scale = F(math.sqrt(0.5)), F(KNOTS / (2 * REACH))
    for i in range(LANES):
        error = half * (level[i] + z[_MARKET_DRAWN, i])
        place = min(max((error + F(REACH)) * scale, F(0.0)), F(KNOTS - 0.001))
        at = I(place)
        t = place - F(at)
        w[_PRICE + i] = ((pieces[at, 3] * t + pieces[at, 2]) * t + pieces[at, 1]) * t + pieces[at, 0]


@_compiled()
def _reprice(term: Any, spread: Any, growth: Any, move: Any, w: Any) -> None:
    """Raise the rate at the end of a year."""
    sd = term[_FX] * F(math.sqrt(12.0))
    for i in range(LANES):
        moved = _exp(spread[_PASS] * (sd * move[i] - F(0.5) * sd * sd))
        raised = (F(1.0) + term[_GROWTH] + spread[_SD_GROWTH] * growth[i]) * moved
        w[_PRICE + i] *= max(F(1.0), raised)


@_compiled()
def _stay(tenure: Any, is_failing: Any, pace: Any) -> F:
    """Return the months that an engagement lasts; a thousand years where nobody ever leaves."""
    months = tenure * pace if pace > F(0.0) else F(10_000.0)
    return min(months, F(3.0)) if is_failing else months


@_compiled()
def _month(term: Any, is_open: Any, w: Any, cash: Any, need: Any) -> None:
    """Live through a month: `cash` and `need` are its rows."""
    missing = F(1.0) - term[_R0]
    for i in range(LANES):
        age = w[_AGE + i] + F(1.0)
        up = min(max(age, F(0.0)), F(is_open[i]))
        slow = up / (F(1.0) - min(w[_GAP + i], missing))
        fresh = slow if age < F(4.0) else F(0.0)
        done = up * w[_WORKS + i]
        cash[i] += done * w[_HANDED + i] - slow * w[_MONTH + i]
        need[i] += slow * w[_OVERSIGHT + i] + fresh * w[_STARTING + i] - done * w[_HANDED_HOURS + i]
        w[_UP + i] += up
        w[_SLOW + i] += slow
        w[_FRESH + i] += fresh
        w[_DELIVERED + i] += done
        w[_AGE + i] = age
        w[_GAP + i] *= w[_DECAY + i]


@_compiled()
def _start(term: Any, pace: Any, horizon: Any, z: Any, w: Any, calendar: Any) -> None:
    """Start the first engagement in all lanes; `calendar.head` chains the lanes where it ends in a month."""
    missing = F(1.0) - term[_R0]
    calendar.head[:] = -1
    for i in range(LANES):
        is_failing = z[_FAILS, i] < term[_FAILURE]
        w[_WORKS + i] = F(0.0) if is_failing else F(1.0)
        w[_AGE + i] = F(0.0)
        w[_GAP + i] = missing
        calendar.number[i] = 0
        months = _stay(z[_TENURE, i], is_failing, pace)
        if F(0.0) < months <= F(horizon):
            end = int(math.ceil(months))
            calendar.following[i] = calendar.head[end]
            calendar.head[end] = i


@_compiled()
def _replace(term: Any, spread: Any, counter: Any, key: Any, month: Any, pace: Any, w: Any, calendar: Any) -> None:
    """Start the successors of those who leave at the end of a month."""
    missing, horizon = F(1.0) - term[_R0], calendar.head.size - 1
    short, span = spread[_SHORT], spread[_LONG] - spread[_SHORT]
    i = calendar.head[month]
    while i >= 0:
        after = calendar.following[i]
        w[_PAID_EXITS + i] += w[_PRICE + i]
        calendar.number[i] += 1
        word = _hash(U(counter + U(i * 64 + calendar.number[i])), key)
        vacancy = _share(word, 21, 20) * span + short
        is_failing = _share(word, 0, 21) < term[_FAILURE]
        w[_WORKS + i] = F(0.0) if is_failing else F(1.0)
        w[_AGE + i] = -vacancy
        w[_GAP + i] = missing * _exp(w[_LEARN + i] * vacancy)
        months = F(month) + vacancy + _stay(-_log(_share(word, 41, 23)), is_failing, pace)
        if months <= F(horizon):
            end = int(math.ceil(months))
            if end > month:
                calendar.following[i] = calendar.head[end]
                calendar.head[end] = i
        i = after


@_compiled()
def _live_one(
    term: Any, spread: Any, key: Any, counter: Any, pieces: Any, levels: Any, moves: Any, is_open: Any,
    z: Any, w: Any, cash: Any, hours: Any, calendar: Any,
) -> None:  # fmt: skip
    """Live through the horizon of one engagement in all lanes."""
    horizon = is_open.shape[0]
    _outside_factors(term, spread, z, w)
    _first_price(pieces, levels[0], z, w)
    pace = F(12.0) / term[_HAZARD] if term[_HAZARD] > F(0.0) else F(0.0)
    weeks = term[_WEEKS] / F(52.0) * F(12.0)
    _start(term, pace, horizon, z, w, calendar)
    for month in range(1, horizon + 1):
        if month % 12 == 1:
            if month > 1:
                _reprice(term, spread, levels[month // 12], moves[month // 12 - 1], w)
            for i in range(LANES):
                w[_MONTH + i] = w[_BOUGHT + i] * w[_PRICE + i] * (F(1.0) + term[_FEE] * w[_CHARGE + i])
        _month(term, is_open[month - 1], w, cash[month], hours[month])
        i = calendar.head[month]
        while i >= 0:
            cash[month, i] -= weeks * w[_OUTSIDE + i] * w[_PRICE + i]
            i = calendar.following[i]
        _replace(term, spread, counter, key, month, pace, w, calendar)
        if month % 12 == 0 or month == horizon:
            for i in range(LANES):
                w[_ALL_UP + i] += w[_UP + i]
                w[_ALL_SLOW + i] += w[_SLOW + i]
                w[_PAID_UP + i] += w[_PRICE + i] * w[_UP + i]
                w[_PAID_SLOW + i] += w[_PRICE + i] * w[_SLOW + i]
                w[_UP + i] = F(0.0)
                w[_SLOW + i] = F(0.0)


@_compiled()
def _close(term: Any, parts: Any, stratum: Any, horizon: Any, w: Any) -> None:
    """Count the horizon of one engagement by what it was paid for."""
    total = w[_SUM : _SUM + LANES]
    weeks, months = term[_WEEKS] / F(52.0) * F(12.0), F(horizon)
    for i in range(LANES):
        total[i] = w[_OUTSIDE + i] * w[_PAID_UP + i]
    parts[0, stratum] += _total(total)
    for i in range(LANES):
        total[i] = term[_FEE] * w[_CHARGE + i] * w[_BOUGHT + i] * w[_PAID_SLOW + i]
    parts[1, stratum] += _total(total)
    for i in range(LANES):
        total[i] = (w[_BOUGHT + i] - w[_OUTSIDE + i]) * w[_PAID_UP + i]
    parts[2, stratum] += _total(total)
    for i in range(LANES):
        total[i] = w[_BOUGHT + i] * (w[_PAID_SLOW + i] - w[_PAID_UP + i])
    parts[3, stratum] += _total(total)
    for i in range(LANES):
        tool = term[_TOOL] * w[_CHARGE + i]
        w[_TOOLS + i] += tool
        total[i] = tool * months
    parts[4, stratum] += _total(total)
    for i in range(LANES):
        lost = w[_ALL_UP + i] - w[_DELIVERED + i]
        total[i] = weeks * w[_OUTSIDE + i] * w[_PAID_EXITS + i] + w[_HANDED + i] * lost
    parts[5, stratum] += _total(total)
    for i in range(LANES):
        total[i] = w[_ACCEPTED + i] * term[_HOME_RATE] * months - w[_HANDED + i] * w[_ALL_UP + i]
    parts[7, stratum] += _total(total)
    cost, home = term[_COST], term[_HOME_HOUR]
    for i in range(LANES):
        home_hours = w[_ACCEPTED + i] * term[_MU_HOME]
        hours = w[_OVERSIGHT + i] * w[_ALL_SLOW + i] + w[_STARTING + i] * w[_FRESH + i]
        hours += (term[_FIXED] + home_hours) * months - w[_HANDED_HOURS + i] * w[_DELIVERED + i]
        total[i] = cost * hours
        w[_HOME + i] = home_hours
        w[_STEERED + i] += (home - cost) * home_hours
        w[_FREED + i] += term[_OWNED] / months * w[_OUTSIDE + i] * w[_DELIVERED + i]
    parts[8, stratum] += _total(total)
    for i in range(LANES):
        total[i] = w[_ACCEPTED + i] * (term[_HOME_RATE] + home * term[_MU_HOME]) * months
    parts[9, stratum] += _total(total)


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


class _Calendar(NamedTuple):
    """Which lanes' engagements end when: chains of lanes, one for each month."""

    head: NDArray[np.int64]
    """(T+1,) the first lane of each chain, -1 = none."""
    following: NDArray[np.int64]
    """(`LANES`,) the next lane of the same chain."""
    number: NDArray[np.int64]
    """(`LANES`,) engagements that ended before."""


@_compiled()
def _deal(stratum: Any, order: Any) -> Any:
    """Return the stratum of a place in an order, see `large._dealt`."""
    for number in range(4):
        odd = np.uint32(U(order >> U(16 * number)))
        stratum = np.uint32(np.uint32(stratum * np.uint32(odd | np.uint32(1))) + np.uint32(odd >> np.uint32(8)))
        stratum = np.uint32(stratum & np.uint32(255))
        stratum = np.uint32(stratum ^ np.uint32(stratum >> np.uint32(4)))
    return stratum


@_compiled()
def _countries(plan: Any, counter: Any, levels: Any, is_open: Any, drawn: Any, digits: Any, near: Any) -> None:
    """Draw what befalls countries: `levels` (countries, 1 + years, lanes), `is_open` (countries, T, lanes)."""
    horizon, batch = is_open.shape[1], U(U(counter >> U(6)) >> U(8))
    first = np.uint32(U(counter >> U(6)) & U(255))
    for place in range(levels.shape[0]):
        for row in range(levels.shape[1]):
            order, key = _hash(batch, plan.strata[place, row]), plan.levels[place]
            for i in range(LANES):
                jitter = np.uint32(U(_hash(U(counter + U(i * 64 + row)), key) >> U(42)))
                digits[i] = np.uint32(_deal(np.uint32(first + np.uint32(i)), order) << np.uint32(22)) | jitter
            _normals(digits, levels[place, row], near)
        for number in range((horizon + 3) // 4):
            for i in range(LANES):
                word = _hash(U(counter + U(i * 64 + number)), plan.opening[place])
                for part in range(4):
                    drawn[number * 4 + part, i] = np.uint16(U(word >> U(16 * part)))
        one, two, three = plan.shocks[place]
        for month in range(horizon):
            now, out = drawn[month], is_open[place, month]
            before, earlier = drawn[max(month - 1, 0)], drawn[max(month - 2, 0)]
            second, third = I(two if month > 0 else 0), I(three if month > 1 else 0)
            for i in range(LANES):
                is_free = (I(now[i]) >= I(one)) & (I(before[i]) >= second) & (I(earlier[i]) >= third)
                out[i] = F(1.0) if is_free else F(0.0)


@_compiled()
def _currencies(plan: Any, counter: Any, moves: Any, digits: Any, near: Any, z: Any) -> None:
    """Draw the yearly moves of currencies, (currencies, years, lanes)."""
    moves[:] = F(0.0)
    for year in range(moves.shape[1]):
        for known in range(plan.exchange.size):
            for i in range(LANES):
                digits[i] = np.uint32(U(_hash(U(counter + U(i * 64 + year)), plan.exchange[known]) >> U(34)))
            _normals(digits, z[0], near)
            for place in range(moves.shape[0]):
                out, weight = moves[place, year], plan.weights[place, known]
                for i in range(LANES):
                    out[i] += weight * z[0, i]


@_compiled()
def _settle(plan: Any, found: Any, first: Any, w: Any, cash: Any, hours: Any, homes: Any, d: Any) -> None:
    """Tell what becomes of all lanes of a group; `d` (6, lanes) is overwritten."""
    horizon = cash.shape[0] - 1
    month_cash, cumulative, till, lowest, npv, short = d[0], d[1], d[2], d[3], d[4], d[5]
    d[1:] = 0.0
    for i in range(LANES):
        found.owner_hours[first + i] = w[_FREED + i]
    for month in range(horizon + 1):
        row, started = cash[month], 1.0 if month else 0.0
        shared = plan.fixed[0] if month else plan.at_start[0]
        for i in range(LANES):
            money = row[i] - started * w[_TOOLS + i] - shared
            till[i] += money
            lowest[i] = min(lowest[i], till[i]) if month else till[i]
            month_cash[i] = money + started * w[_STEERED + i]
        for charge in range(plan.costs.size):
            need, cost, owns = hours[charge, month], plan.costs[charge], plan.owners[charge] / horizon
            more = plan.fixed[1 + charge] if month else plan.at_start[1 + charge]
            for i in range(LANES):
                month_cash[i] -= cost * (need[i] + more)
            if owns > 0.0:
                for i in range(LANES):
                    found.owner_hours[first + i] -= owns * (need[i] + more)
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
    for manager in range(plan.capacity.size):
        most = plan.capacity[manager]
        short[:] = 0.0
        for month in range(horizon + 1):
            month_cash[:] = 0.0
            for charge in range(plan.costs.size):
                if plan.managers[charge] == manager:
                    need, home = hours[charge, month], homes[charge]
                    more = plan.fixed[1 + charge] if month else plan.at_start[1 + charge]
                    started = 1.0 if month else 0.0
                    for i in range(LANES):
                        month_cash[i] += need[i] + more + started * home[i]
            if month:
                for i in range(LANES):
                    short[i] += 1.0 if month_cash[i] > most else 0.0
            found.hours[manager, month, first // 256] += _total(month_cash)
        for i in range(LANES):
            found.overload[manager, first + i] = int(short[i])


@_compiled(cache=True)
def live_block(plan: Plan, luck: Sample, found: Outcome) -> None:
    """Live through the scenarios of `luck` and write what becomes of them to `found`; its sums begin at zero."""
    horizon, charges = plan.factors.size - 1, plan.costs.size
    countries, years = plan.strata.shape
    w, d = np.zeros(_ROWS, np.float32), np.zeros((6, LANES))
    cash, hours = np.empty((horizon + 1, LANES), np.float32), np.empty((charges, horizon + 1, LANES), np.float32)
    levels, is_open = np.empty((countries, years, LANES), np.float32), np.empty((countries, horizon, LANES), np.float32)
    moves = np.empty((plan.weights.shape[0], years - 1, LANES), np.float32)
    drawn, digits = np.empty((horizon + 3, LANES), np.uint16), np.empty(LANES, np.uint32)
    homes, z, near = np.empty((charges, LANES), np.float32), np.empty((8, LANES), np.float32), np.empty(LANES, np.float32)
    calendar = _Calendar(np.empty(horizon + 1, np.int64), np.empty(LANES, np.int64), np.empty(LANES, np.int64))
    for group in range(luck.high.shape[1]):
        first = group * LANES
        counter = U(luck.counter + U(first * 64))
        _countries(plan, counter, levels, is_open, drawn, digits, near)
        _currencies(plan, counter, moves, digits, near, z)
        for i in range(LANES):
            digits[i] = luck.low[0, i] ^ luck.high[0, group]
        _normals(digits, w[_COMMON : _COMMON + LANES], near)
        w[_TOOLS:_HOME] = F(0.0)
        cash[:], hours[:], homes[:] = F(0.0), F(0.0), F(0.0)
        for one in range(plan.terms.shape[0]):
            term, rows, key = plan.terms[one], plan.rows[one], plan.events[one]
            country, currency, charge = plan.places[one]
            is_kept = term[_SHARE] <= F(0.0)
            _draw(rows, luck, group, is_kept, digits, near, z)
            _factors(term, plan.spread, key, counter, z, w)
            w[_UP:_TOOLS] = F(0.0)
            if not is_kept:
                _live_one(
                    term, plan.spread, key, counter, plan.pieces[one], levels[country], moves[currency],
                    is_open[country], z, w, cash, hours[charge], calendar,
                )  # fmt: skip
            _close(term, found.parts[one], first // 256, horizon, w)
            home = homes[charge]
            for i in range(LANES):
                home[i] += w[_HOME + i]
        _settle(plan, found, first, w, cash, hours, homes, d)
