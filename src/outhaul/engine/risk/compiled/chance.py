"""What chance does to a group of lanes, compiled: countries, currencies, commitments."""

from typing import Any

import numpy as np

from outhaul.engine.risk.compiled import layout as at
from outhaul.engine.risk.compiled.layout import LANES
from outhaul.engine.risk.compiled.numbers import F, I, U, compiled, deal, hash_of, log, normals


@compiled
def draw_countries(
    plan: Any, counter: Any, levels: Any, is_open: Any, drawn: Any, digits: Any, near: Any
) -> None:
    """Draw levels (countries, 1 + years, lanes) and which countries are open (countries, T, lanes).

    `drawn` (T + 3, lanes), `digits` and `near` are overwritten.
    """
    horizon, batch = is_open.shape[1], U(U(counter >> U(6)) >> U(8))
    first = np.uint32(U(counter >> U(6)) & U(255))
    for place in range(levels.shape[0]):
        for row in range(levels.shape[1]):
            order, key = hash_of(batch, plan.strata[place, row]), plan.levels[place]
            for i in range(LANES):
                word = U(hash_of(U(counter + U(i * 64 + row // 3)), key) >> U(43 - 21 * (row % 3)))
                jitter = np.uint32(np.uint32(U(word & U((1 << 21) - 1))) << np.uint32(1))
                digits[i] = np.uint32(deal(np.uint32(first + np.uint32(i)), order) << np.uint32(22)) | jitter
            normals(digits, levels[place, row], near)
        for number in range((horizon + 3) // 4):
            for i in range(LANES):
                word = hash_of(U(counter + U(i * 64 + number)), plan.opening[place])
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


@compiled
def draw_currencies(plan: Any, counter: Any, moves: Any, digits: Any, near: Any, z: Any) -> None:
    """Draw the yearly moves of currencies, (currencies, years, lanes)."""
    moves[:] = F(0.0)
    for year in range(moves.shape[1]):
        for known in range(plan.exchange.size):
            for i in range(LANES):
                word = hash_of(U(counter + U(i * 64 + year // 2)), plan.exchange[known])
                digits[i] = np.uint32(U(U(word >> U(34 - 30 * (year % 2))) & U((1 << 30) - 1)))
            normals(digits, z[0], near)
            for place in range(moves.shape[0]):
                out, weight = moves[place, year], plan.weights[place, known]
                for i in range(LANES):
                    out[i] += weight * z[0, i]


@compiled
def draw_commitment(rows: Any, luck: Any, group: Any, is_kept: Any, digits: Any, near: Any, z: Any) -> None:
    """Draw the Sobol numbers of one commitment, (8, lanes); of kept work, its volume alone counts."""
    for number in range(at.VOLUME_DRAWN if is_kept else 0, at.FAILS if is_kept else 8):
        low, high, out = luck.low[rows[number]], luck.high[rows[number], group], z[number]
        for i in range(LANES):
            digits[i] = low[i] ^ high
        normals(digits, out, near)
    if not is_kept:
        low, high, out = luck.low[rows[at.TENURE]], luck.high[rows[at.TENURE], group], z[at.TENURE]
        for i in range(LANES):
            out[i] = -log(F(I(I(1 << 30) - I(low[i] ^ high))) * F(2.0**-30))
        low, high, out = luck.low[rows[at.FAILS]], luck.high[rows[at.FAILS], group], z[at.FAILS]
        for i in range(LANES):
            out[i] = F(I(low[i] ^ high)) * F(2.0**-30)
