"""Room on a picture: margins, ticks, and labels that keep clear of each other."""

from collections.abc import Mapping, Sequence
from math import ceil, floor, log10
from typing import Any

from outhaul.charts.picture import Box

LETTER = 0.56
"""Mean width of a letter as a share of its size; generous, for the fonts differ."""


def frame(  # noqa: PLR0913 -- a rectangle has four sides
    box: Box, height: int, *, left: float = 0, right: float = 0, top: float = 8, bottom: float = 8
) -> dict[str, Any]:
    """Return the settings of a picture exactly as wide as `box`, with room at its sides for labels."""
    return {
        "autosize": "none",
        "width": box.width - left - right,
        "height": height,
        "padding": {"left": left, "right": right, "top": top, "bottom": bottom},
    }


def text_width(text: str, size: float = 12) -> float:
    """Return about how wide `text` is, in pixels.

    >>> text_width("$20,000")
    48.0
    """
    return float(ceil(len(text) * size * LETTER))


def ticks(low: float, high: float, count: int = 5) -> list[float]:
    """Return round values from at or below `low` to at or above `high`; zero is one of them.

    >>> ticks(-3300, 41000)
    [-10000.0, 0.0, 10000.0, 20000.0, 30000.0, 40000.0, 50000.0]
    """
    bottom, top = min(0.0, low), max(0.0, high)
    step = nice_step((top - bottom) / count)
    return [step * place + 0.0 for place in range(floor(bottom / step), ceil(top / step) + 1)]


def nice_step(rough: float) -> float:
    """Return 1, 2 or 5 times a power of ten, the smallest that is not below `rough`.

    >>> nice_step(0.3), nice_step(700), nice_step(0)
    (0.5, 1000.0, 1.0)
    """
    if rough <= 0:
        return 1.0
    power = 10.0 ** floor(log10(rough))
    return next(power * times for times in (1, 2, 5, 10) if power * times >= rough * (1 - 1e-9))


def written(labels: Mapping[float, str]) -> str:
    """Return the Vega expression that writes each tick as `labels` says."""
    cases = "".join(f"abs(datum.value - {tick!r}) < 1e-9 ? {label!r} : " for tick, label in labels.items())
    return f"{cases}''"


def spread(places: Sequence[float], gap: float) -> list[float]:
    """Move `places`, which fall from first to last, so far apart that each keeps `gap` to the next.

    >>> spread([10.0, 9.0, 1.0], 4)
    [11.5, 7.5, 1.0]
    """
    moved = list(places)
    for _ in moved:
        for first in range(len(moved) - 1):
            short = gap - (moved[first] - moved[first + 1])
            if short > 0:
                moved[first] += short / 2
                moved[first + 1] -= short / 2
    return moved
