"""First prices of large samples, by cubics through the function that prices the options.

The exact function, `cost.first_price`, asks the normal distribution twice for each engagement and
scenario. Here it is asked once for each knot, and kept; compiled code reads the same cubics.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from outhaul.engine.cost import EXPECTED, EngagementTerms, first_price
from outhaul.engine.engagement.course import Array
from outhaul.engine.risk.compiled.layout import KNOTS, REACH

Singles = NDArray[np.float32]

FURTHEST: Final = 7.0
"""Standard deviations beyond which an error counts as this: there a distribution is one in all its digits."""
KEPT: Final = 1024
"""Engagements whose cubics are kept, of eight kilobytes each."""


@lru_cache(maxsize=KEPT)
def cubics(terms: EngagementTerms) -> Singles:
    """Return the cubics (`KNOTS`, 4) that run through the first price of one engagement.

    They meet it and its slope, taken over two thousandths of a piece, at every knot.
    """
    step = 2.0 * REACH / KNOTS
    knots = np.linspace(-REACH, REACH, KNOTS + 1)
    near = 1e-3 * step

    def price(errors: Array) -> Array:
        fate = replace(EXPECTED, market=np.clip(errors, -FURTHEST, FURTHEST)[None])
        prices: Array = np.broadcast_to(first_price(terms, fate), (1, errors.size))[0]
        return prices

    value, slope = price(knots), (price(knots + near) - price(knots - near)) / 2e-3
    change = value[1:] - value[:-1]
    squared, cubed = 3.0 * change - 2.0 * slope[:-1] - slope[1:], slope[:-1] + slope[1:] - 2.0 * change
    return np.stack((value[:-1], slope[:-1], squared, cubed), axis=1).astype(np.float32)


def first_prices(terms: Sequence[EngagementTerms], market: Array) -> Array:
    """Return (engagements, scenarios) rates of the first year, in single precision as `market` is.

    `market` are the errors of the market level in standard normal units.
    """
    tables = np.concatenate([cubics(one) for one in terms])
    place = (market + np.float32(REACH)) * np.float32(KNOTS / (2.0 * REACH))
    np.clip(place, np.float32(0.0), np.float32(KNOTS - 0.001), out=place)
    whole = place.astype(np.int32)
    place -= whole.astype(np.float32)
    row = whole.astype(np.intp)
    row += KNOTS * np.arange(len(terms))[:, None]
    value = tables[:, 3][row]
    for power in (2, 1, 0):
        value *= place
        value += tables[:, power][row]
    return value
