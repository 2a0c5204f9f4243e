"""The cash fan: how far ahead or behind the plan is, month by month, and when it has paid back."""

from collections.abc import Iterable
from typing import Any

from outhaul.charts.layout import frame, spread, text_width, ticks, written
from outhaul.charts.picture import Box, Picture
from outhaul.charts.style import INK, MANAGE, MUTED, SIGNAL
from outhaul.engine.report import CashFan, Payback, PlanReport
from outhaul.wording.numbers import Numbers, months
from outhaul.wording.sentences import handed_out, numbers_of
from outhaul.wording.tongue import later, said, word

BANDS = (("p5", "p95", 0.16), ("p25", "p75", 0.26))
COLUMNS = (
    later("Month"),
    later("1 in 20 below"),
    later("1 in 4 below"),
    later("Middle"),
    later("1 in 4 above"),
    later("1 in 20 above"),
)
MONTH = {"field": "month", "type": "quantitative"}
AMOUNT = {"field": "amount", "type": "quantitative"}
LINE_HEIGHT = 15
RIGHT = 96
"""Least room for what is named at the right end."""
MIDDLE = 1


def cash_fan(report: PlanReport, box: Box) -> Picture | None:
    """Return the fan of `report`, or nothing where all work stays, so that no money moves."""
    if report.fan is None or report.headline is None or not handed_out(report):
        return None
    numbers, back, horizon = numbers_of(report), report.headline.payback_months, report.horizon_months
    return Picture(
        name="cash",
        title=_title(back, horizon),
        description=said(
            "Money ahead of keeping the work, month 0 to {horizon}, in {currency}: a middle line in two "
            "bands, half of all futures in the inner one and nine of ten in the outer one.",
            horizon=horizon,
            currency=report.currency,
        ),
        spec=_spec(report.fan, back, numbers, box),
        columns=tuple(map(word, COLUMNS)),
        rows=tuple(
            (str(month), *(numbers.money(line[month]) for line in _lines(report.fan)))
            for month in sorted({0, 1, 3, *range(6, horizon + 1, 6), horizon})
        ),
    )


def _title(back: Payback, horizon: int) -> str:
    if back.p50 is None:
        return said("In most futures the plan does not pay for itself within {months} months", months=horizon)
    return said("The plan pays for itself after {months}", months=months(back.p50, back.p90, horizon))


def _lines(fan: CashFan) -> tuple[tuple[float, ...], ...]:
    return fan.p5, fan.p25, fan.p50, fan.p75, fan.p95


def _spec(fan: CashFan, back: Payback, numbers: Numbers, box: Box) -> dict[str, Any]:
    horizon = len(fan.p50) - 1
    marks = ticks(min(map(min, _lines(fan))), max(map(max, _lines(fan))))
    labels = {mark: numbers.money(mark) for mark in marks}
    height = 230 if box.narrow else 280
    y = {
        "axis": {"values": marks, "labelExpr": written(labels), "title": None},
        "scale": {"nice": False, "domain": [marks[0], marks[-1]]},
    }
    x = {
        "scale": {"domain": [0, horizon], "nice": False},
        "axis": {
            "values": list(range(0, horizon + 1, 6)),
            "title": said("months from the start"),
            "grid": False,
        },
    }
    left = max(map(text_width, labels.values())) + 8
    return {
        **frame(box, height, left=left, right=end_room(_named_ends(fan)), top=18, bottom=40),
        "data": {"values": _points(fan)},
        "encoding": {"x": MONTH | x},
        "layer": [
            *(_band(low, high, opacity, y) for low, high, opacity in BANDS),
            {"mark": {"type": "rule", "color": INK}, "encoding": {"y": {"datum": 0}, "x": None}},
            {
                "mark": {"type": "line", "color": MANAGE, "strokeWidth": 2.5},
                "encoding": {"y": {"field": "p50", "type": "quantitative"} | y},
            },
            *_payback(back, horizon, box),
            *_ends(fan, numbers, (marks[-1] - marks[0]) / height),
        ],
    }


def _points(fan: CashFan) -> list[dict[str, float]]:
    rows = zip(*_lines(fan), strict=True)
    return [
        {"month": month} | dict(zip(("p5", "p25", "p50", "p75", "p95"), row, strict=True))
        for month, row in enumerate(rows)
    ]


def _band(low: str, high: str, opacity: float, y: dict[str, Any]) -> dict[str, Any]:
    return {
        "mark": {"type": "area", "color": MANAGE, "fillOpacity": opacity},
        "encoding": {"y": {"field": low, "type": "quantitative"} | y, "y2": {"field": high}},
    }


def _payback(back: Payback, horizon: int, box: Box) -> list[dict[str, Any]]:
    if back.p50 is None:
        return []
    told = [said("paid back after"), months(back.p50, back.p90, horizon)]
    data = {"values": [{"month": back.p50, "to": back.p90 or horizon, "amount": 0}]}
    at = {"x": MONTH, "y": AMOUNT}
    label = {
        "type": "text",
        "align": "left",
        "dy": 20,
        "lineHeight": LINE_HEIGHT,
        "color": SIGNAL,
        "fontWeight": "bold",
        "text": told if box.narrow else " ".join(told),
    }
    return [
        {
            "data": data,
            "mark": {"type": "rule", "color": SIGNAL, "strokeWidth": 5, "strokeCap": "round"},
            "encoding": at | {"x2": {"field": "to"}},
        },
        {
            "data": data,
            "mark": {"type": "point", "color": SIGNAL, "filled": True, "size": 90, "opacity": 1},
            "encoding": at,
        },
        {"data": data, "mark": label, "encoding": at},
    ]


def _named_ends(fan: CashFan) -> tuple[tuple[float, str], ...]:
    """Return where the fan ends, and how that is called, from above."""
    return (
        (fan.p95[-1], said("1 in 20 above")),
        (fan.p50[-1], said("the middle")),
        (fan.p5[-1], said("1 in 20 below")),
    )


def end_room(ends: Iterable[tuple[float, str]]) -> float:
    """Return the room that the names at the right end need."""
    return max(RIGHT, *(text_width(words) + 12 for _, words in ends))


def _ends(fan: CashFan, numbers: Numbers, pixel: float) -> list[dict[str, Any]]:
    ends = [(value, words, place == MIDDLE) for place, (value, words) in enumerate(_named_ends(fan))]
    places = spread([end[0] for end in ends], 2.4 * LINE_HEIGHT * pixel)
    return [
        {
            "data": {"values": [{"month": len(fan.p50) - 1, "amount": place}]},
            "mark": {
                "type": "text",
                "align": "left",
                "dx": 8,
                "dy": -4,
                "text": [numbers.money(value), words],
                "lineHeight": LINE_HEIGHT,
                "color": INK if is_middle else MUTED,
                "fontWeight": "bold" if is_middle else "normal",
            },
            "encoding": {"x": MONTH, "y": AMOUNT},
        }
        for place, (value, words, is_middle) in zip(places, ends, strict=True)
    ]
