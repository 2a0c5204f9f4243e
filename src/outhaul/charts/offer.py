"""One offer on its market: what is asked there, what is fair, the cost at home, the asked rate."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import exp
from typing import Any

from outhaul.charts.layout import frame
from outhaul.charts.market import curve, mark, stretch, written
from outhaul.charts.picture import WIDE, Box, Picture
from outhaul.charts.style import INK, MATCH, MUTED, PAY, RULE, SIGNAL

HEIGHT = 226
FLOOR = 158
"""Where the curve stands; above it what is fair and offered, below it what is compared with."""
PEAK = 84
TOP = 66
"""Where poles of what is compared with begin."""
FARTHEST = 1.5
"""How far beyond all that it is compared with an offer is still drawn at its own place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedRate:
    """All that the picture shows; rates an hour, in the currency of the offer."""

    offer: float
    median: float
    spread: float
    """Of single contractors, sd in ln."""
    band: tuple[float, float]
    slightly_above: tuple[float, float]
    """The 55th and the 65th percentile."""
    home: float
    asked: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferWords:
    """The words of the picture, in the reader's language; a figure follows each label."""

    title: str
    description: str
    columns: tuple[str, str]
    rate: Callable[[float], str]
    fair: str
    slightly_above: str
    offer: str
    median: str
    home: str
    asked: str
    ends: tuple[str, str, str, str]
    """For the table: fair from, fair to, and the rates that 55 % and 65 % there stay below."""


def offer_on_market(shown: OfferedRate, words: OfferWords, box: Box = WIDE) -> Picture:
    """Return the picture of an offer on its market."""
    return Picture(
        name="offer",
        title=words.title,
        description=words.description,
        spec=_spec(shown, words, box),
        columns=words.columns,
        rows=tuple((label, words.rate(value)) for label, value in _named(shown, words)),
    )


def _named(shown: OfferedRate, words: OfferWords) -> list[tuple[str, float]]:
    """Return every figure of the picture, the lowest first."""
    named = [
        (words.median, shown.median),
        *zip(words.ends, (*shown.band, *shown.slightly_above), strict=True),
        (words.offer, shown.offer),
        (words.home, shown.home),
    ]
    if shown.asked is not None:
        named.append((words.asked, shown.asked))
    return sorted(named, key=lambda pair: pair[1])


def _spec(shown: OfferedRate, words: OfferWords, box: Box) -> dict[str, Any]:
    compared = max(shown.band[1], shown.home, shown.asked or 0.0, shown.median * exp(2 * shown.spread))
    most = max(compared, min(shown.offer, compared * FARTHEST)) * 1.04
    room = box.width - 4

    def at(value: float) -> float:
        return room * min(value, most) / most

    axis = {"type": "quantitative", "axis": None}
    return frame(box, HEIGHT, left=2, right=2) | {
        "encoding": {
            "x": {"field": "x", "scale": {"domain": [0, room], "nice": False}} | axis,
            "y": {"field": "y", "scale": {"domain": [0, HEIGHT], "reverse": True, "nice": False}} | axis,
        },
        "layer": [
            mark(
                {"type": "area", "color": RULE},
                curve((shown.median, shown.spread), most, at, (FLOOR, PEAK)),
                to_y=True,
            ),
            _fill(shown.band, at, 20, 0.16),
            _fill(shown.slightly_above, at, 38, 0.4),
            mark({"type": "rule", "color": INK}, stretch(0, room, FLOOR, FLOOR), to_x=True),
            *_poles(shown, at),
            *(written(text, at(value), y, how, room) for text, value, y, how in _labels(shown, words)),
        ],
    }


def _fill(
    ends: tuple[float, float], at: Callable[[float], float], top: float, opacity: float
) -> dict[str, Any]:
    """Fill what lies between two rates, from `top` down to the floor."""
    if ends[1] <= ends[0]:
        return mark({"type": "rule", "color": PAY}, stretch(at(ends[0]), at(ends[0]), top, FLOOR), to_y=True)
    drawn = {"type": "rect", "color": PAY, "fillOpacity": opacity}
    return mark(drawn, stretch(at(ends[0]), at(ends[1]), top, FLOOR), to_y=True, to_x=True)


def _poles(shown: OfferedRate, at: Callable[[float], float]) -> list[dict[str, Any]]:
    poles = [
        (shown.median, TOP + 8, FLOOR + 5, MUTED, 1.0),
        (shown.home, TOP, FLOOR + 37, INK, 1.0),
        (shown.offer, 46, FLOOR, SIGNAL, 2.5),
    ]
    if shown.asked is not None:
        poles.append((shown.asked, TOP, FLOOR + 21, MATCH, 1.0))
    return [
        mark(
            {"type": "rule", "color": colour, "strokeWidth": width},
            [{"x": at(value), "y": top, "to_y": bottom}],
            to_y=True,
        )
        for value, top, bottom, colour, width in poles
    ]


def _labels(shown: OfferedRate, words: OfferWords) -> list[tuple[str, float, float, Mapping[str, Any]]]:
    """Return text, rate, height and look of each label; each has its own row, so none covers another."""
    rate, bold = words.rate, {"fontWeight": "bold"}
    between = " \N{EN DASH} ".join
    labels: list[tuple[str, float, float, Mapping[str, Any]]] = [
        (f"{words.fair} {between(map(rate, shown.band))}", shown.band[0], 14, bold | {"color": PAY}),
        (
            f"{words.slightly_above} {between(map(rate, shown.slightly_above))}",
            shown.slightly_above[0],
            33,
            {"color": PAY},
        ),
        (f"{words.offer} {rate(shown.offer)}", shown.offer, 56, bold | {"color": SIGNAL}),
        (f"{words.median} {rate(shown.median)}", shown.median, FLOOR + 17, {"color": MUTED}),
        (f"{words.home} {rate(shown.home)}", shown.home, FLOOR + 49, {"color": INK}),
        (rate(0), 0, FLOOR + 64, {"color": MUTED}),
    ]
    if shown.asked is not None:
        labels.append((f"{words.asked} {rate(shown.asked)}", shown.asked, FLOOR + 33, {"color": MATCH}))
    return labels
