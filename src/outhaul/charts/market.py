"""A local market as a curve of what is asked, and how marks and words are set on it, in pixels."""

from collections.abc import Callable, Mapping
from math import exp, log
from typing import Any

from outhaul.charts.layout import text_width

POINTS = 80


def curve(
    market: tuple[float, float], most: float, at: Callable[[float], float], stand: tuple[float, float]
) -> list[dict[str, float]]:
    """Return the density of the rates asked: lognormal about the median, from near 0 to `most`.

    `market` is the median and the standard deviation of the logarithm; `stand` is where the curve
    stands and how high its highest point rises.
    """
    median, spread = market
    floor, peak = stand
    highest = _density(median * exp(-(spread**2)), median, spread)
    rates = (place * most / POINTS for place in range(1, POINTS + 1))
    return [
        {"x": at(asked), "y": floor - peak * _density(asked, median, spread) / highest, "to_y": floor}
        for asked in rates
    ]


def _density(value: float, median: float, spread: float) -> float:
    return exp(-((log(value / median) / spread) ** 2) / 2) / value


def written(text: str, x: float, y: float, how: Mapping[str, Any], room: float) -> dict[str, Any]:
    """Write `text` to the right of `x`, or further left where it would leave the picture."""
    start = max(0.0, min(x + 4, room - text_width(text)))
    words = {"type": "text", "align": "left", "baseline": "alphabetic", "text": text}
    return mark({**words, **how}, [{"x": start, "y": y}])


def stretch(start: float, end: float, y: float, floor: float) -> list[dict[str, float]]:
    """Return the one value of a mark from `start` to `end` and from `y` to `floor`."""
    return [{"x": start, "to_x": end, "y": y, "to_y": floor}]


def mark(
    drawn: Mapping[str, Any], values: list[dict[str, float]], *, to_x: bool = False, to_y: bool = False
) -> dict[str, Any]:
    """Return a layer in pixels from the top left; `to_x` and `to_y` say that a mark has an end."""
    ends = {"x2": {"field": "to_x"}} if to_x else {}
    return {
        "data": {"values": values},
        "mark": drawn,
        "encoding": ends | ({"y2": {"field": "to_y"}} if to_y else {}),
    }
