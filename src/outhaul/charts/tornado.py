"""The tornado: which assumptions move the worth of the plan most."""

from itertools import accumulate
from textwrap import wrap
from typing import Any

from outhaul.charts.layout import frame, text_width
from outhaul.charts.picture import Box, Picture
from outhaul.charts.style import COST, INK, MUTED
from outhaul.engine.report import Headline, PlanReport, TornadoBar
from outhaul.wording.numbers import Numbers
from outhaul.wording.sentences import capital, handed_out, numbers_of
from outhaul.wording.tongue import said, word

LINE = 15
HEAD = 20
BAR = 12
GAP = 18


def tornado(report: PlanReport, box: Box) -> Picture | None:
    """Return the bars of `report.tornado`, widest first; nothing where there are none, or all work stays."""
    if not report.tornado or report.headline is None or not handed_out(report):
        return None
    numbers = numbers_of(report)
    bars = sorted(report.tornado, key=lambda bar: -abs(bar.npv_at_high - bar.npv_at_low))
    return Picture(
        name="tornado",
        title=said("Most depends on: {what}", what=word(bars[0].meaning)),
        description=said(
            "A bar for each assumption, from the worth of the plan with it at its low value to that with it "
            "at its high value, all others unchanged. A line marks the plan, another zero."
        ),
        spec=_spec(bars, report.headline, numbers, box),
        columns=(said("Assumption"), said("Low"), said("Worth then"), said("High"), said("Worth then")),
        rows=tuple(_cells(bar, numbers) for bar in bars),
    )


def _cells(bar: TornadoBar, numbers: Numbers) -> tuple[str, ...]:
    return (
        f"{word(bar.meaning)} ({bar.name})",
        numbers.number(bar.low_value),
        numbers.money(bar.npv_at_low),
        numbers.number(bar.high_value),
        numbers.money(bar.npv_at_high),
    )


def _named(bars: list[TornadoBar], box: Box) -> list[str]:
    """Return the meanings, each in as many lines as it needs, at most two."""
    letters = int(box.width / text_width("n", 13))
    meanings = (capital(word(bar.meaning)) for bar in bars)
    return ["\n".join(wrap(meaning, letters, max_lines=2, placeholder=" …")) for meaning in meanings]


def _row(bar: TornadoBar, name: str, top: float, numbers: Numbers) -> dict[str, Any]:
    low, high = sorted((bar.npv_at_low, bar.npv_at_high))
    start = top + LINE * (1 + name.count("\n"))
    first, last = (
        (bar.low_value, bar.high_value)
        if bar.npv_at_low <= bar.npv_at_high
        else (bar.high_value, bar.low_value)
    )
    return {
        "name": name,
        "low": low,
        "high": high,
        "shown_low": said("{worth} at {value}", worth=numbers.money(low), value=numbers.number(first)),
        "shown_high": said("{worth} at {value}", worth=numbers.money(high), value=numbers.number(last)),
        "text": top + 12,
        "top": start + 5,
        "middle": start + 5 + BAR / 2,
        "bottom": start + 5 + BAR,
        "above": start + 1,
        "below": start + 9 + BAR,
    }


def _spec(bars: list[TornadoBar], head: Headline, numbers: Numbers, box: Box) -> dict[str, Any]:
    names = _named(bars, box)
    heights = [LINE * (1 + name.count("\n")) + BAR + GAP for name in names]
    tops = accumulate(heights, initial=HEAD)
    rows = [_row(bar, name, top, numbers) for bar, name, top in zip(bars, names, tops, strict=False)]
    low, high = min(0.0, *(row["low"] for row in rows)), max(0.0, *(row["high"] for row in rows))
    height, worth = HEAD + sum(heights), numbers.money(head.npv.mean, se=head.npv.se)
    right = max(text_width(row["shown_high"], 11) for row in rows) + 8
    left = max(_left_of(row, low, high, box.width - right) for row in rows)
    x = {"type": "quantitative", "scale": {"domain": [low, high], "nice": False}, "axis": None}
    y = {
        "type": "quantitative",
        "scale": {"domain": [0, height], "reverse": True, "nice": False},
        "axis": None,
    }
    return {
        **frame(box, height, left=left, right=right),
        "data": {"values": rows},
        "layer": [
            {
                "mark": {"type": "rect", "color": COST},
                "encoding": {
                    "x": {"field": "low"} | x,
                    "x2": {"field": "high"},
                    "y": {"field": "top"} | y,
                    "y2": {"field": "bottom"},
                },
            },
            _rule(0.0, numbers.money(0), MUTED, x, y),
            _rule(head.npv.mean, said("this plan {worth}", worth=worth), INK, x, y),
            _text(
                "name",
                x | {"datum": low},
                y | {"field": "text"},
                {"fontSize": 13, "lineBreak": "\n", "lineHeight": LINE},
            ),
            _text(
                "shown_low",
                x | {"field": "low"},
                y | {"field": "middle"},
                {"align": "right", "dx": -5} | SMALL,
            ),
            _text("shown_high", x | {"field": "high"}, y | {"field": "middle"}, {"dx": 5} | SMALL),
        ],
    }


def _left_of(row: dict[str, Any], low: float, high: float, width: float) -> float:
    """Return how far left of the axis the label of a bar's low end needs room."""
    share = (float(row["low"]) - low) / (high - low)
    return max(4.0, (text_width(row["shown_low"], 11) + 8 - share * width) / (1 - share))


SMALL = {"baseline": "middle", "fontSize": 11, "color": MUTED}


def _text(field: str, x: dict[str, Any], y: dict[str, Any], how: dict[str, Any]) -> dict[str, Any]:
    return {
        "mark": {"type": "text", "align": "left", "baseline": "alphabetic", "color": INK} | how,
        "encoding": {"x": x, "y": y, "text": {"field": field}},
    }


def _rule(value: float, label: str, colour: str, x: dict[str, Any], y: dict[str, Any]) -> dict[str, Any]:
    """Draw a line at `value` through the bars, not through the words, and name it at the top."""
    at = {"x": x | {"datum": value}}
    edge = "left" if value == x["scale"]["domain"][0] else "center"
    return {
        "layer": [
            {
                "mark": {"type": "rule", "color": colour, "strokeWidth": 1.5},
                "encoding": at | {"y": {"field": "above"} | y, "y2": {"field": "below"}},
            },
            {
                "data": {"values": [{"text": 10}]},
                "mark": {
                    "type": "text",
                    "color": colour,
                    "baseline": "alphabetic",
                    "align": edge,
                    "text": label,
                },
                "encoding": at | {"y": {"field": "text"} | y},
            },
        ],
    }
