"""The fair band: where the offer stands between the local market and the price at home."""

from collections.abc import Callable, Mapping
from math import exp
from typing import Any

from outhaul.charts.layout import frame
from outhaul.charts.market import curve, mark, stretch, written
from outhaul.charts.picture import HALF, Box, Picture
from outhaul.charts.style import INK, MUTED, PAY, RULE, SIGNAL
from outhaul.engine.report import PlanReport, ProcessReport, RateReport
from outhaul.wording.numbers import Numbers
from outhaul.wording.places import in_country
from outhaul.wording.sentences import numbers_of
from outhaul.wording.tongue import said
from outhaul.wording.work import band

HEIGHT = 156
FLOOR = 118
"""Where the curve stands; above it the market, below it what is named."""
PEAK = 62
EIGHTY = 1.2816
"""Standard deviations on either side that hold 80 % of a normal distribution."""


def fair_band(process: ProcessReport, report: PlanReport, box: Box = HALF) -> Picture | None:
    """Return the market of the chosen place with band, offer and price at home; nothing for kept work."""
    if process.rate is None or process.country is None:
        return None
    numbers, rate = numbers_of(report), process.rate
    fair, offer = band(process, numbers), numbers.rate(rate.hourly)
    return Picture(
        name=f"rate-{process.id}",
        title=said("Fair is {fair} an hour; the offer is {offer}", fair=fair, offer=offer),
        description=said(
            "What contractors in {place} ask for an hour of it, as a curve; the fair band from {fair}; the "
            "offer of {offer}.",
            place=in_country(process.country),
            fair=fair,
            offer=offer,
        ),
        spec=_spec(rate, numbers, fair, box),
        columns=(said("Rate"), said("{currency} an hour", currency=report.currency)),
        rows=tuple((label, numbers.rate(value)) for label, value in _named(rate)),
    )


def _named(rate: RateReport) -> list[tuple[str, float]]:
    named = [
        (said("Middle of the market"), rate.market_median),
        *zip((said("Fair from"), said("Fair to")), rate.band, strict=True),
    ]
    home = [(said("At home"), rate.home_hourly)] if rate.home_hourly is not None else []
    return sorted([*named, (said("Offer"), rate.hourly), *home], key=lambda pair: pair[1])


def _spec(rate: RateReport, numbers: Numbers, fair: str, box: Box) -> dict[str, Any]:
    tail = rate.market_median * exp(2 * (rate.sd_ln_individual or 0.0))
    most = max(rate.band[1], rate.hourly, rate.home_hourly or 0.0, tail) * 1.04
    room = box.width - 4

    def at(value: float) -> float:
        return room * value / most

    axis = {"type": "quantitative", "axis": None}
    return frame(box, HEIGHT, left=2, right=2) | {
        "encoding": {
            "x": {"field": "x", "scale": {"domain": [0, room], "nice": False}} | axis,
            "y": {"field": "y", "scale": {"domain": [0, HEIGHT], "reverse": True, "nice": False}} | axis,
        },
        "layer": [
            mark({"type": "area", "color": RULE}, _curve(rate, most, at), to_y=True),
            mark(
                {"type": "rect", "color": PAY, "fillOpacity": 0.2},
                stretch(at(rate.band[0]), at(rate.band[1]), 20, FLOOR),
                to_y=True,
                to_x=True,
            ),
            mark({"type": "rule", "color": INK}, stretch(0, room, FLOOR, FLOOR), to_x=True),
            *_unsure(rate, at),
            *_poles(rate, at),
            *(written(text, at(value), y, how, room) for text, value, y, how in _words(rate, numbers, fair)),
        ],
    }


def _words(
    rate: RateReport, numbers: Numbers, fair: str
) -> list[tuple[str, float, float, Mapping[str, Any]]]:
    bold = {"fontWeight": "bold"}
    words: list[tuple[str, float, float, Mapping[str, Any]]] = [
        (said("fair {band}", band=fair), rate.band[0], 14, bold | {"color": PAY}),
        (said("offer {rate}", rate=numbers.rate(rate.hourly)), rate.hourly, 35, bold | {"color": SIGNAL}),
        (
            said("middle of the market {rate}", rate=numbers.rate(rate.market_median)),
            rate.market_median,
            FLOOR + 17,
            {"color": MUTED},
        ),
        (numbers.rate(0), 0, FLOOR + 33, {"color": MUTED}),
    ]
    if rate.home_hourly is not None:
        words.append(
            (
                said("at home {rate}", rate=numbers.rate(rate.home_hourly)),
                rate.home_hourly,
                FLOOR + 33,
                {"color": INK},
            )
        )
    return words


def _poles(rate: RateReport, at: Callable[[float], float]) -> list[dict[str, Any]]:
    poles = [(rate.market_median, 56, FLOOR + 5, MUTED, 1.0), (rate.hourly, 24, FLOOR, SIGNAL, 2.5)]
    if rate.home_hourly is not None:
        poles.append((rate.home_hourly, 56, FLOOR + 22, INK, 1.0))
    return [
        mark(
            {"type": "rule", "color": colour, "strokeWidth": width},
            [{"x": at(value), "y": top, "to_y": bottom}],
            to_y=True,
        )
        for value, top, bottom, colour, width in poles
    ]


def _curve(rate: RateReport, most: float, at: Callable[[float], float]) -> list[dict[str, float]]:
    """Return the density of the rates asked; none where their spread is not known."""
    if not rate.sd_ln_individual:
        return []
    return curve((rate.market_median, rate.sd_ln_individual), most, at, (FLOOR, PEAK))


def _unsure(rate: RateReport, at: Callable[[float], float]) -> list[dict[str, Any]]:
    """Draw how sure the middle of the market is: the 80 % interval of the median."""
    if not rate.sd_ln_median:
        return []
    low, high = (rate.market_median * exp(side * EIGHTY * rate.sd_ln_median) for side in (-1, 1))
    line = {"type": "rule", "color": MUTED, "strokeWidth": 5, "strokeCap": "round"}
    return [mark(line, stretch(at(low), at(high), FLOOR, FLOOR), to_x=True)]
