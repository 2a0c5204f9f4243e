"""The months of one commitment in a group of lanes, compiled.

Rows of one flat array hold what is known of each lane, so that the compiler sees that they do not
overlap and turns each loop over lanes into a few wide instructions.
"""

import math
from typing import Any

from outhaul.engine.risk.compiled import layout as at
from outhaul.engine.risk.compiled.layout import KNOTS, LANES, REACH
from outhaul.engine.risk.compiled.numbers import (
    F,
    I,
    U,
    compiled,
    exp,
    hash_of,
    log,
    share,
    total_of,
    triangle,
)


@compiled
def factors(term: Any, spread: Any, key: Any, counter: Any, z: Any, w: Any) -> None:
    """Work out what scatters between scenarios and what follows from it for one commitment."""
    for i in range(LANES):
        word = hash_of(U(counter + U(i * 64)), key)
        w[at.BIAS_DRAWN + i] = share(word, 41, 23)
        w[at.CHARGE + i] = share(word, 18, 23)
    sd = spread[at.SD_VOLUME]
    for i in range(LANES):
        w[at.CHARGE + i] = F(1.0) + spread[at.SD_CHARGES] * triangle(w[at.CHARGE + i])
        volume = exp(sd * z[at.VOLUME_DRAWN, i] - F(0.5) * sd * sd)
        bias = term[at.BIAS] + term[at.BIAS_SPREAD] * triangle(w[at.BIAS_DRAWN + i])
        w[at.ACCEPTED + i] = term[at.HOURS] * bias * volume
        w[at.OUTSIDE + i] = w[at.ACCEPTED + i] * term[at.SHARE]
        w[at.HANDED + i] = w[at.OUTSIDE + i] * term[at.HOME_RATE]
        w[at.HANDED_HOURS + i] = w[at.OUTSIDE + i] * term[at.MU_HOME]


@compiled
def outside_factors(term: Any, spread: Any, z: Any, w: Any) -> None:
    """Work out what scatters of work that is handed out, after `_factors`."""
    sd, sd_load, most = spread[at.SD_ABLE], spread[at.SD_LOAD], max(term[at.REWORK], F(0.6))
    least, longest = min(term[at.T0], F(1.0)), max(term[at.T0], F(9.0))
    for i in range(LANES):
        productive = F(0.4) * w[at.COMMON + i] + F(math.sqrt(1 - 0.4**2)) * z[at.ABLE_DRAWN, i]
        mixed = F(-0.3) * productive + F(math.sqrt(1 - 0.3**2)) * z[at.REWORK_DRAWN, i]
        redone = min(term[at.REWORK] * exp(spread[at.SD_REWORK] * mixed), most)
        able = term[at.ABLE] * exp(sd * productive - F(0.5) * sd * sd)
        w[at.BOUGHT + i] = w[at.OUTSIDE + i] * (F(1.0) + redone) / able
    for i in range(LANES):
        mixed = F(-0.4) * w[at.COMMON + i] + F(math.sqrt(1 - 0.4**2)) * z[at.LOAD_DRAWN, i]
        w[at.OVERSIGHT + i] = (
            term[at.MU] * exp(sd_load * mixed - F(0.5) * sd_load * sd_load) * w[at.BOUGHT + i]
        )
        w[at.STARTING + i] = w[at.OVERSIGHT + i] * (term[at.START_LOAD] - F(1.0))
        learning = min(
            max(term[at.T0] * exp(spread[at.SD_LEARNING] * z[at.LEARNING_DRAWN, i]), least), longest
        )
        w[at.LEARN + i] = F(1.5) / learning
        w[at.DECAY + i] = exp(-w[at.LEARN + i])


@compiled
def first_price(pieces: Any, level: Any, z: Any, w: Any) -> None:
    """Write the rate of the first year to `at.PRICE`."""
    half, scale = F(math.sqrt(0.5)), F(KNOTS / (2 * REACH))
    for i in range(LANES):
        error = half * (level[i] + z[at.MARKET_DRAWN, i])
        place = min(max((error + F(REACH)) * scale, F(0.0)), F(KNOTS - 0.001))
        piece = I(place)
        t = place - F(piece)
        w[at.PRICE + i] = ((pieces[piece, 3] * t + pieces[piece, 2]) * t + pieces[piece, 1]) * t + pieces[
            piece, 0
        ]


@compiled
def reprice(term: Any, spread: Any, growth: Any, move: Any, w: Any) -> None:
    """Raise the rate at the end of a year."""
    sd = term[at.FX] * F(math.sqrt(12.0))
    for i in range(LANES):
        moved = exp(spread[at.PASS] * (sd * move[i] - F(0.5) * sd * sd))
        raised = (F(1.0) + term[at.GROWTH] + spread[at.SD_GROWTH] * growth[i]) * moved
        w[at.PRICE + i] *= max(F(1.0), raised)


@compiled
def stay(tenure: Any, is_failing: Any, pace: Any) -> F:
    """Return the months that an engagement lasts; a thousand years where nobody ever leaves."""
    months = tenure * pace if pace > F(0.0) else F(10_000.0)
    return min(months, F(3.0)) if is_failing else months


@compiled
def live_month(term: Any, is_open: Any, w: Any, cash: Any, need: Any) -> None:
    """Live through a month: `cash` and `need` are its rows."""
    missing = F(1.0) - term[at.R0]
    for i in range(LANES):
        age = w[at.AGE + i] + F(1.0)
        up = min(max(age, F(0.0)), F(is_open[i]))
        slow = up / (F(1.0) - min(w[at.GAP + i], missing))
        fresh = slow if age < F(4.0) else F(0.0)
        done = up * w[at.WORKS + i]
        cash[i] += done * w[at.HANDED + i] - slow * w[at.MONTH + i]
        need[i] += slow * w[at.OVERSIGHT + i] + fresh * w[at.STARTING + i] - done * w[at.HANDED_HOURS + i]
        w[at.UP + i] += up
        w[at.SLOW + i] += slow
        w[at.FRESH + i] += fresh
        w[at.DELIVERED + i] += done
        w[at.AGE + i] = age
        w[at.GAP + i] *= w[at.DECAY + i]


@compiled
def start_first(term: Any, pace: Any, horizon: Any, z: Any, w: Any, calendar: Any) -> None:
    """Start the first engagement in all lanes; `calendar.head` chains the lanes where it ends in a month."""
    missing = F(1.0) - term[at.R0]
    calendar.head[:] = -1
    for i in range(LANES):
        is_failing = z[at.FAILS, i] < term[at.FAILURE]
        w[at.WORKS + i] = F(0.0) if is_failing else F(1.0)
        w[at.AGE + i] = F(0.0)
        w[at.GAP + i] = missing
        calendar.number[i] = 0
        months = stay(z[at.TENURE, i], is_failing, pace)
        if F(0.0) < months <= F(horizon):
            end = math.ceil(months)
            calendar.following[i] = calendar.head[end]
            calendar.head[end] = i


@compiled
def start_successors(
    term: Any, spread: Any, counter: Any, key: Any, month: Any, pace: Any, w: Any, calendar: Any
) -> None:
    """Start the successors of those who leave at the end of a month."""
    missing, horizon = F(1.0) - term[at.R0], calendar.head.size - 1
    short, span = spread[at.SHORT], spread[at.LONG] - spread[at.SHORT]
    i = calendar.head[month]
    while i >= 0:
        after = calendar.following[i]
        w[at.PAID_EXITS + i] += w[at.PRICE + i]
        calendar.number[i] += 1
        word = hash_of(U(counter + U(i * 64 + calendar.number[i])), key)
        vacancy = share(word, 21, 20) * span + short
        is_failing = share(word, 0, 21) < term[at.FAILURE]
        w[at.WORKS + i] = F(0.0) if is_failing else F(1.0)
        w[at.AGE + i] = -vacancy
        w[at.GAP + i] = missing * exp(w[at.LEARN + i] * vacancy)
        months = F(month) + vacancy + stay(-log(share(word, 41, 23)), is_failing, pace)
        if months <= F(horizon):
            end = math.ceil(months)
            if end > month:
                calendar.following[i] = calendar.head[end]
                calendar.head[end] = i
        i = after


@compiled
def live_one(
    term: Any, spread: Any, key: Any, counter: Any, pieces: Any, levels: Any, moves: Any, is_open: Any,
    z: Any, w: Any, cash: Any, hours: Any, calendar: Any,
) -> None:  # fmt: skip
    """Live through the horizon of one engagement in all lanes."""
    horizon = is_open.shape[0]
    outside_factors(term, spread, z, w)
    first_price(pieces, levels[0], z, w)
    pace = F(12.0) / term[at.HAZARD] if term[at.HAZARD] > F(0.0) else F(0.0)
    weeks = term[at.WEEKS] / F(52.0) * F(12.0)
    start_first(term, pace, horizon, z, w, calendar)
    for month in range(1, horizon + 1):
        if month % 12 == 1:
            if month > 1:
                reprice(term, spread, levels[month // 12], moves[month // 12 - 1], w)
            for i in range(LANES):
                w[at.MONTH + i] = (
                    w[at.BOUGHT + i] * w[at.PRICE + i] * (F(1.0) + term[at.FEE] * w[at.CHARGE + i])
                )
        live_month(term, is_open[month - 1], w, cash[month], hours[month])
        i = calendar.head[month]
        while i >= 0:
            cash[month, i] -= weeks * w[at.OUTSIDE + i] * w[at.PRICE + i]
            i = calendar.following[i]
        start_successors(term, spread, counter, key, month, pace, w, calendar)
        if month % 12 == 0 or month == horizon:
            for i in range(LANES):
                w[at.ALL_UP + i] += w[at.UP + i]
                w[at.ALL_SLOW + i] += w[at.SLOW + i]
                w[at.PAID_UP + i] += w[at.PRICE + i] * w[at.UP + i]
                w[at.PAID_SLOW + i] += w[at.PRICE + i] * w[at.SLOW + i]
                w[at.UP + i] = F(0.0)
                w[at.SLOW + i] = F(0.0)


@compiled
def close(term: Any, parts: Any, stratum: Any, horizon: Any, w: Any) -> None:
    """Count the horizon of one engagement by what it was paid for."""
    total = w[at.SUM : at.SUM + LANES]
    weeks, months = term[at.WEEKS] / F(52.0) * F(12.0), F(horizon)
    for i in range(LANES):
        total[i] = w[at.OUTSIDE + i] * w[at.PAID_UP + i]
    parts[0, stratum] += total_of(total)
    for i in range(LANES):
        total[i] = term[at.FEE] * w[at.CHARGE + i] * w[at.BOUGHT + i] * w[at.PAID_SLOW + i]
    parts[1, stratum] += total_of(total)
    for i in range(LANES):
        total[i] = (w[at.BOUGHT + i] - w[at.OUTSIDE + i]) * w[at.PAID_UP + i]
    parts[2, stratum] += total_of(total)
    for i in range(LANES):
        total[i] = w[at.BOUGHT + i] * (w[at.PAID_SLOW + i] - w[at.PAID_UP + i])
    parts[3, stratum] += total_of(total)
    for i in range(LANES):
        tool = term[at.TOOL] * w[at.CHARGE + i]
        w[at.TOOLS + i] += tool
        total[i] = tool * months
    parts[4, stratum] += total_of(total)
    for i in range(LANES):
        lost = w[at.ALL_UP + i] - w[at.DELIVERED + i]
        total[i] = weeks * w[at.OUTSIDE + i] * w[at.PAID_EXITS + i] + w[at.HANDED + i] * lost
    parts[5, stratum] += total_of(total)
    for i in range(LANES):
        total[i] = w[at.ACCEPTED + i] * term[at.HOME_RATE] * months - w[at.HANDED + i] * w[at.ALL_UP + i]
    parts[7, stratum] += total_of(total)
    cost, home = term[at.COST], term[at.HOME_HOUR]
    for i in range(LANES):
        home_hours = w[at.ACCEPTED + i] * term[at.MU_HOME]
        hours = w[at.OVERSIGHT + i] * w[at.ALL_SLOW + i] + w[at.STARTING + i] * w[at.FRESH + i]
        hours += (term[at.FIXED] + home_hours) * months - w[at.HANDED_HOURS + i] * w[at.DELIVERED + i]
        total[i] = cost * hours
        w[at.HOME + i] = home_hours
        w[at.STEERED + i] += (home - cost) * home_hours
        w[at.FREED + i] += term[at.OWNED] / months * w[at.OUTSIDE + i] * w[at.DELIVERED + i]
    parts[8, stratum] += total_of(total)
    for i in range(LANES):
        total[i] = w[at.ACCEPTED + i] * (term[at.HOME_RATE] + home * term[at.MU_HOME]) * months
    parts[9, stratum] += total_of(total)
