"""The compiled months: what `living` does to handed-out work, `LANES` scenarios side by side.

The luck is that of `Draws`, number for number, and so is the model; only single precision and the
order of sums differ. Rows of one flat array hold what is known of each lane, so that the compiler
sees that they do not overlap and turns each loop over lanes into a few wide instructions.

Numba compiles for this processor and keeps what it compiled; it looks at the age of this file alone,
which is why nothing that is compiled stands elsewhere.
"""

import math
from typing import Any, Final

import numba
import numpy as np
from numba import float32, float64, int32, int64, uint16, uint32, void
from numpy.typing import NDArray

F = np.float32
I = np.int32  # noqa: E741 -- beside F
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
_COMMON, _Z, _NEAR, _PRODUCTIVE = 0 * LANES, 1 * LANES, 2 * LANES, 3 * LANES
_ACCEPTED, _OUTSIDE, _BOUGHT, _OVERSIGHT, _STARTING = 4 * LANES, 5 * LANES, 6 * LANES, 7 * LANES, 8 * LANES
_LEARN, _DECAY, _CHARGE, _PRICE, _MONTH = 9 * LANES, 10 * LANES, 11 * LANES, 12 * LANES, 13 * LANES
_HANDED, _HANDED_HOURS, _AGE, _GAP, _WORKS = 14 * LANES, 15 * LANES, 16 * LANES, 17 * LANES, 18 * LANES
_UP, _SLOW, _FRESH, _DELIVERED = 19 * LANES, 20 * LANES, 21 * LANES, 22 * LANES
_ALL_UP, _ALL_SLOW, _PAID_UP, _PAID_SLOW, _PAID_EXITS = 23 * LANES, 24 * LANES, 25 * LANES, 26 * LANES, 27 * LANES
_TOOLS, _STEERED, _FREED, _HOME, _TENURE = 28 * LANES, 29 * LANES, 30 * LANES, 31 * LANES, 32 * LANES
_SUM, _ROWS = 33 * LANES, 34 * LANES

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
def _normals(digits: Any, w: Any, n: Any) -> None:
    """Write the normals of n uniforms `digits` / 2^30 to `_Z`, as `chance.single_normals` has them."""
    for i in range(n):
        d = I(digits[i])
        q = F(I(d - I(1 << 29))) * F(2.0**-30)
        s = F(0.425**2) - q * q
        above = ((F(5.9109374720e1) * s + F(1.5929113202e2)) * s + F(5.0434271938e1)) * s + F(3.3871327179)
        below = ((F(6.7187563600e1) * s + F(7.8757757664e1)) * s + F(1.7895169469e1)) * s + F(1.0)
        w[_Z + i] = q * above / below
        w[_NEAR + i] = max(F(min(d, I(I(1 << 30) - d))), F(0.125)) * F(2.0**-30)
    for i in range(n):
        w[_NEAR + i] = -_log(w[_NEAR + i])
    for i in range(n):
        t = F(math.sqrt(w[_NEAR + i])) - F(1.6)
        above = ((F(1.7023821103e-1) * t + F(1.3067284816)) * t + F(2.7568153900)) * t + F(1.4234372777)
        below = (F(1.2021132975e-1) * t + F(7.3700164250e-1)) * t + F(1.0)
        w[_NEAR + i] = above / below
    for i in range(n):
        q = F(I(I(digits[i]) - I(1 << 29))) * F(2.0**-30)
        w[_Z + i] = math.copysign(w[_NEAR + i], q) if abs(q) > F(0.425) else w[_Z + i]


@_compiled()
def _triangle(step: Any) -> F:
    """Return a draw of the symmetric triangle on -1..1."""
    u = (F(step) + F(0.5)) * F(2.0**-16)
    low = F(math.sqrt(F(2.0) * min(u, F(1.0) - u)))
    return low - F(1.0) if u < F(0.5) else F(1.0) - low


@_compiled()
def _total(w: Any, row: Any, n: Any) -> float:
    """Return the sum of n lanes; always in the same order."""
    a = b = c = d = 0.0
    whole = n // 4 * 4
    for i in range(0, whole, 4):
        a += w[row + i]
        b += w[row + i + 1]
        c += w[row + i + 2]
        d += w[row + i + 3]
    for i in range(whole, n):
        a += w[row + i]
    return a + b + (c + d)


@_compiled()
def _add(out: Any, lanes: Any, n: Any) -> None:
    """Add n lanes to an array of doubles."""
    for i in range(n):
        out[i] += lanes[i]


@_compiled()
def _factors(term: Any, spread: Any, digits: Any, rows: Any, minor: Any, first: Any, n: Any, w: Any) -> None:
    """Draw what scatters between scenarios and work out what follows from it for one engagement."""
    stop = first + n
    _normals(digits[rows[0], first:stop], w, n)
    for i in range(n):
        w[_PRODUCTIVE + i] = F(0.4) * w[_COMMON + i] + F(math.sqrt(1 - 0.4**2)) * w[_Z + i]
    _normals(digits[rows[5], first:stop], w, n)
    sd, spans = spread[_SD_VOLUME], term[_BIAS_SPREAD]
    for i in range(n):
        volume = _exp(sd * w[_Z + i] - F(0.5) * sd * sd)
        bias = term[_BIAS] + spans * _triangle(minor[i, 0])
        w[_ACCEPTED + i] = term[_HOURS] * bias * volume
        w[_OUTSIDE + i] = w[_ACCEPTED + i] * term[_SHARE]
        w[_CHARGE + i] = F(1.0) + spread[_SD_CHARGES] * _triangle(minor[i, 1])
    _normals(digits[rows[3], first:stop], w, n)
    sd, most = spread[_SD_ABLE], max(term[_REWORK], F(0.6))
    for i in range(n):
        z = F(-0.3) * w[_PRODUCTIVE + i] + F(math.sqrt(1 - 0.3**2)) * w[_Z + i]
        redone = min(term[_REWORK] * _exp(spread[_SD_REWORK] * z), most)
        able = term[_ABLE] * _exp(sd * w[_PRODUCTIVE + i] - F(0.5) * sd * sd)
        w[_BOUGHT + i] = w[_OUTSIDE + i] * (F(1.0) + redone) / able
    _normals(digits[rows[4], first:stop], w, n)
    sd = spread[_SD_LOAD]
    for i in range(n):
        z = F(-0.4) * w[_COMMON + i] + F(math.sqrt(1 - 0.4**2)) * w[_Z + i]
        w[_OVERSIGHT + i] = term[_MU] * _exp(sd * z - F(0.5) * sd * sd) * w[_BOUGHT + i]
        w[_STARTING + i] = w[_OVERSIGHT + i] * (term[_START_LOAD] - F(1.0))
        w[_HANDED + i] = w[_OUTSIDE + i] * term[_HOME_RATE]
        w[_HANDED_HOURS + i] = w[_OUTSIDE + i] * term[_MU_HOME]
    _normals(digits[rows[7], first:stop], w, n)
    least, longest = min(term[_T0], F(1.0)), max(term[_T0], F(9.0))
    for i in range(n):
        learning = min(max(term[_T0] * _exp(spread[_SD_LEARNING] * w[_Z + i]), least), longest)
        w[_LEARN + i] = F(1.5) / learning
        w[_DECAY + i] = _exp(-w[_LEARN + i])
    drawn = digits[rows[2], first:stop]
    for i in range(n):
        u = F(I(I(1 << 30) - I(drawn[i]))) * F(2.0**-30)
        w[_TENURE + i] = -_log(u)


@_compiled()
def _first_price(pieces: Any, level: Any, digits: Any, n: Any, w: Any) -> None:
    """Write the rate of the first year to `_PRICE`."""
    _normals(digits, w, n)
    half, scale = F(math.sqrt(0.5)), F(KNOTS / (2 * REACH))
    for i in range(n):
        error = half * (level[i] + w[_Z + i])
        place = min(max((error + F(REACH)) * scale, F(0.0)), F(KNOTS - 0.001))
        at = I(place)
        t = place - F(at)
        w[_PRICE + i] = ((pieces[at, 3] * t + pieces[at, 2]) * t + pieces[at, 1]) * t + pieces[at, 0]


@_compiled()
def _reprice(term: Any, spread: Any, growth: Any, move: Any, n: Any, w: Any) -> None:
    """Raise the rate at the end of a year."""
    sd = term[_FX] * F(math.sqrt(12.0))
    for i in range(n):
        moved = _exp(spread[_PASS] * (sd * move[i] - F(0.5) * sd * sd))
        raised = (F(1.0) + term[_GROWTH] + spread[_SD_GROWTH] * growth[i]) * moved
        w[_PRICE + i] *= max(F(1.0), raised)


@_compiled()
def _stay(tenure: Any, is_failing: Any, pace: Any) -> F:
    """Return the months that an engagement lasts; a thousand years where nobody ever leaves."""
    months = tenure * pace if pace > F(0.0) else F(10_000.0)
    return min(months, F(3.0)) if is_failing else months


@_compiled()
def _month(term: Any, is_open: Any, n: Any, w: Any, cash: Any, need: Any) -> None:
    """Live through a month: `cash` and `need` are its rows."""
    missing = F(1.0) - term[_R0]
    for i in range(n):
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
def _live_one(
    term: Any, spread: Any, digits: Any, rows: Any, minor: Any, pieces: Any, levels: Any, moves: Any,
    is_open: Any, first: Any, n: Any, w: Any, cash: Any, need: Any, following: Any, head: Any, number: Any,
) -> None:  # fmt: skip
    """Live through the horizon of one engagement in n scenarios from `first`."""
    horizon = is_open.shape[0]
    stop = first + n
    _factors(term, spread, digits, rows, minor, first, n, w)
    _first_price(pieces, levels[0, first:stop], digits[rows[1], first:stop], n, w)
    failure = digits[rows[6], first:stop]
    pace = F(12.0) / term[_HAZARD] if term[_HAZARD] > F(0.0) else F(0.0)
    missing, weeks = F(1.0) - term[_R0], term[_WEEKS] / F(52.0) * F(12.0)
    head[:] = -1
    for i in range(n):
        is_failing = F(failure[i]) * F(2.0**-30) < term[_FAILURE]
        w[_WORKS + i] = F(0.0) if is_failing else F(1.0)
        w[_AGE + i] = F(0.0)
        w[_GAP + i] = missing
        number[i] = 0
        months = _stay(w[_TENURE + i], is_failing, pace)
        if F(0.0) < months <= F(horizon):
            end = int(math.ceil(months))
            following[i] = head[end]
            head[end] = i
    for row in (_ALL_UP, _ALL_SLOW, _FRESH, _DELIVERED, _PAID_UP, _PAID_SLOW, _PAID_EXITS, _UP, _SLOW):
        for i in range(n):
            w[row + i] = F(0.0)
    for month in range(1, horizon + 1):
        if month % 12 == 1:
            if month > 1:
                year = month // 12
                _reprice(term, spread, levels[year, first:stop], moves[year - 1, first:stop], n, w)
            for i in range(n):
                w[_MONTH + i] = w[_BOUGHT + i] * w[_PRICE + i] * (F(1.0) + term[_FEE] * w[_CHARGE + i])
        _month(term, is_open[month - 1, first:stop], n, w, cash[month], need[month])
        i = head[month]
        while i >= 0:
            after = following[i]
            cash[month, i] -= weeks * w[_OUTSIDE + i] * w[_PRICE + i]
            w[_PAID_EXITS + i] += w[_PRICE + i]
            number[i] = (number[i] + 1) % 6
            k = number[i]
            short, span = spread[_SHORT], spread[_LONG] - spread[_SHORT]
            vacancy = (F(minor[i, 8 + k]) + F(0.5)) * F(2.0**-16) * span + short
            chance, tenure = (F(minor[i, 14 + k]) + F(0.5)) * F(2.0**-16), w[_TENURE + i]
            if k:
                tenure = -_log(F(1.0) - (F(minor[i, 2 + k]) + F(0.5)) * F(2.0**-16))
            else:
                chance = F(failure[i]) * F(2.0**-30)
            is_failing = chance < term[_FAILURE]
            w[_WORKS + i] = F(0.0) if is_failing else F(1.0)
            w[_AGE + i] = -vacancy
            w[_GAP + i] = missing * _exp(w[_LEARN + i] * vacancy)
            months = F(month) + vacancy + _stay(tenure, is_failing, pace)
            if months <= F(horizon):
                end = int(math.ceil(months))
                if end > month:
                    following[i] = head[end]
                    head[end] = i
            i = after
        if month % 12 == 0 or month == horizon:
            for i in range(n):
                w[_ALL_UP + i] += w[_UP + i]
                w[_ALL_SLOW + i] += w[_SLOW + i]
                w[_PAID_UP + i] += w[_PRICE + i] * w[_UP + i]
                w[_PAID_SLOW + i] += w[_PRICE + i] * w[_SLOW + i]
                w[_UP + i] = F(0.0)
                w[_SLOW + i] = F(0.0)


@_compiled()
def _close(term: Any, parts: Any, stratum: Any, horizon: Any, n: Any, w: Any) -> None:
    """Count the horizon of one engagement by what it was paid for."""
    weeks, months = term[_WEEKS] / F(52.0) * F(12.0), F(horizon)
    for i in range(n):
        w[_SUM + i] = w[_OUTSIDE + i] * w[_PAID_UP + i]
    parts[0, stratum] += _total(w, _SUM, n)
    for i in range(n):
        w[_SUM + i] = term[_FEE] * w[_CHARGE + i] * w[_BOUGHT + i] * w[_PAID_SLOW + i]
    parts[1, stratum] += _total(w, _SUM, n)
    for i in range(n):
        w[_SUM + i] = (w[_BOUGHT + i] - w[_OUTSIDE + i]) * w[_PAID_UP + i]
    parts[2, stratum] += _total(w, _SUM, n)
    for i in range(n):
        w[_SUM + i] = w[_BOUGHT + i] * (w[_PAID_SLOW + i] - w[_PAID_UP + i])
    parts[3, stratum] += _total(w, _SUM, n)
    for i in range(n):
        tool = term[_TOOL] * w[_CHARGE + i]
        w[_TOOLS + i] += tool
        w[_SUM + i] = tool * months
    parts[4, stratum] += _total(w, _SUM, n)
    for i in range(n):
        lost = w[_ALL_UP + i] - w[_DELIVERED + i]
        w[_SUM + i] = weeks * w[_OUTSIDE + i] * w[_PAID_EXITS + i] + w[_HANDED + i] * lost
    parts[5, stratum] += _total(w, _SUM, n)
    for i in range(n):
        w[_SUM + i] = w[_ACCEPTED + i] * term[_HOME_RATE] * months - w[_HANDED + i] * w[_ALL_UP + i]
    parts[7, stratum] += _total(w, _SUM, n)
    cost, home = term[_COST], term[_HOME_HOUR]
    for i in range(n):
        home_hours = w[_ACCEPTED + i] * term[_MU_HOME]
        hours = w[_OVERSIGHT + i] * w[_ALL_SLOW + i] + w[_STARTING + i] * w[_FRESH + i]
        hours += (term[_FIXED] + home_hours) * months - w[_HANDED_HOURS + i] * w[_DELIVERED + i]
        w[_SUM + i] = cost * hours
        w[_HOME + i] += home_hours
        w[_STEERED + i] += (home - cost) * home_hours
        w[_FREED + i] += term[_OWNED] * w[_OUTSIDE + i] * w[_DELIVERED + i]
    parts[8, stratum] += _total(w, _SUM, n)
    for i in range(n):
        w[_SUM + i] = w[_ACCEPTED + i] * (term[_HOME_RATE] + home * term[_MU_HOME]) * months
    parts[9, stratum] += _total(w, _SUM, n)


_SIGNATURE = void(
    float32[:, ::1],
    float32[::1],
    uint32[:, ::1],
    int64[:, ::1],
    uint16[:, :, ::1],
    float32[:, :, ::1],
    float32[:, :, ::1],
    float32[:, :, ::1],
    numba.boolean[:, :, ::1],
    int64[:, ::1],
    float64[:, ::1],
    float64[:, ::1],
    float64[:, :, ::1],
    float64[:, ::1],
    float64[:, :, ::1],
)


@_compiled(cache=True)
def live_block(  # noqa: PLR0913, PLR0917 -- what compiled code takes is arrays alone
    terms: NDArray[np.float32],
    spread: NDArray[np.float32],
    digits: NDArray[np.uint32],
    rows: NDArray[np.int64],
    minor: NDArray[np.uint16],
    pieces: NDArray[np.float32],
    levels: NDArray[np.float32],
    moves: NDArray[np.float32],
    is_open: NDArray[np.bool_],
    places: NDArray[np.int64],
    money: NDArray[np.float64],
    own: NDArray[np.float64],
    need: NDArray[np.float64],
    home: NDArray[np.float64],
    parts: NDArray[np.float64],
) -> None:
    """Live through B scenarios of E engagements and add what becomes of them to the last five arrays.

    `terms` (E, `TERMS` and `PEOPLE`), `spread` (`SCATTER`, shortest and longest vacancy), `digits`
    (Sobol dimensions, B), `rows` (E, 8) the rows of `digits` in the order of `draws.SOBOL`, `minor`
    (E, B, 20), `pieces` (E, `KNOTS`, 4), `levels` (countries, 1 + years, B), `moves` (currencies,
    years, B), `is_open` (countries, months, B), `places` (E, 3) country, currency and charge, those of
    one charge in a row. Added to: `money` (T+1, B), `own` (2, B) what is steered more cheaply a month
    and the owner's hours handed out, `need` (charges, T+1, B), `home` (charges, B), `parts`
    (E, `PARTS`, strata).
    """
    count, horizon = digits.shape[1], is_open.shape[1]
    w = np.zeros(_ROWS, np.float32)
    cash, hours = np.empty((horizon + 1, LANES), np.float32), np.zeros((horizon + 1, LANES), np.float32)
    following, number, head = np.empty(LANES, np.int64), np.empty(LANES, np.int64), np.empty(horizon + 1, np.int64)
    for first in range(0, count, LANES):
        n = min(LANES, count - first)
        stop = first + n
        _normals(digits[0, first:stop], w, n)
        for i in range(n):
            w[_COMMON + i] = w[_Z + i]
        w[_TOOLS:_TENURE] = F(0.0)
        cash[:] = F(0.0)
        for one in range(terms.shape[0]):
            country, currency, charge = places[one, 0], places[one, 1], places[one, 2]
            _live_one(
                terms[one], spread, digits, rows[one], minor[one, first:stop], pieces[one], levels[country],
                moves[currency], is_open[country], first, n, w, cash, hours, following, head, number,
            )  # fmt: skip
            _close(terms[one], parts[one], first // 256, horizon, n, w)
            if one + 1 == terms.shape[0] or places[one + 1, 2] != charge:
                for month in range(1, horizon + 1):
                    _add(need[charge, month, first:stop], hours[month], n)
                hours[:] = F(0.0)
                _add(home[charge, first:stop], w[_HOME:_TENURE], n)
                w[_HOME:_TENURE] = F(0.0)
        for month in range(1, horizon + 1):
            out, row = money[month, first:stop], cash[month]
            for i in range(n):
                out[i] += row[i] - w[_TOOLS + i]
        _add(own[0, first:stop], w[_STEERED:_FREED], n)
        _add(own[1, first:stop], w[_FREED:_HOME], n)
