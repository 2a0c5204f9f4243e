"""Two cash fans in one picture: how far ahead each of two plans is, month by month."""

from typing import Any

from outhaul.charts.layout import frame, spread, text_width, ticks, written
from outhaul.charts.picture import Box, Picture
from outhaul.charts.style import INK, MANAGE, MUTED
from outhaul.engine.report import CashFan, PlanReport
from outhaul.wording.numbers import Numbers
from outhaul.wording.sentences import numbers_of
from outhaul.wording.tongue import later, said, word

MONTH = {"field": "month", "type": "quantitative"}
LINE_HEIGHT = 15
COLUMNS = (
    later("Month"),
    later("Middle, before"),
    later("Middle, after"),
    later("1 in 20 below, before"),
    later("1 in 20 below, after"),
)


def two_fans(before: PlanReport, after: PlanReport, box: Box) -> Picture | None:
    """Return both fans; nothing where one of them is missing or they are of two currencies."""
    if before.fan is None or after.fan is None or before.currency != after.currency:
        return None
    numbers, horizon = numbers_of(after), min(len(before.fan.p50), len(after.fan.p50)) - 1
    return Picture(
        name="two-fans",
        title=_title(before.fan, after.fan, numbers, horizon),
        description=said(
            "Money ahead of keeping the work, month 0 to {horizon}, in {currency}: one plan as a dashed grey "
            "line, the other as a green line, each in a band that holds nine futures of ten.",
            horizon=horizon,
            currency=after.currency,
        ),
        spec=_spec(before.fan, after.fan, numbers, box),
        columns=tuple(map(word, COLUMNS)),
        rows=tuple(
            (
                str(month),
                *(
                    numbers.money(line[month])
                    for line in (before.fan.p50, after.fan.p50, before.fan.p5, after.fan.p5)
                ),
            )
            for month in sorted({0, *range(6, horizon + 1, 6), horizon})
        ),
    )


def _title(before: CashFan, after: CashFan, numbers: Numbers, month: int) -> str:
    was, now = (_standing(fan.p50[month], numbers) for fan in (before, after))
    if was == now:
        return said("Against keeping the work, both are {now} after {month} months", now=now, month=month)
    return said(
        "Against keeping the work, it is {now} after {month} months, instead of {was}",
        now=now,
        month=month,
        was=was,
    )


def _standing(amount: float, numbers: Numbers) -> str:
    told = numbers.money(abs(amount))
    return said("{amount} behind", amount=told) if amount < 0 else said("{amount} ahead", amount=told)


def _spec(before: CashFan, after: CashFan, numbers: Numbers, box: Box) -> dict[str, Any]:
    horizon = max(len(before.p50), len(after.p50)) - 1
    marks = ticks(min(map(min, (before.p5, after.p5))), max(map(max, (before.p95, after.p95))))
    labels = {mark: numbers.money(mark) for mark in marks}
    height = 230 if box.narrow else 280
    y = {
        "type": "quantitative",
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
        **frame(box, height, left=left, right=96, top=18, bottom=40),
        "encoding": {"x": MONTH | x},
        "layer": [
            *_fan(before, y, MUTED, dashed=True),
            *_fan(after, y, MANAGE, dashed=False),
            {"mark": {"type": "rule", "color": INK}, "encoding": {"y": {"datum": 0} | y, "x": None}},
            *_ends(before, after, y, (marks[-1] - marks[0]) / height),
        ],
    }


def _fan(fan: CashFan, y: dict[str, Any], colour: str, *, dashed: bool) -> list[dict[str, Any]]:
    points = [
        {"month": month, "low": low, "middle": middle, "high": high}
        for month, (low, middle, high) in enumerate(zip(fan.p5, fan.p50, fan.p95, strict=True))
    ]
    dash: dict[str, Any] = {"strokeDash": [6, 4]} if dashed else {}
    return [
        {
            "data": {"values": points},
            "mark": {"type": "area", "color": colour, "fillOpacity": 0.16},
            "encoding": {"y": {"field": "low"} | y, "y2": {"field": "high"}},
        },
        {
            "data": {"values": points},
            "mark": {"type": "line", "color": colour, "strokeWidth": 2.5} | dash,
            "encoding": {"y": {"field": "middle"} | y},
        },
    ]


def _ends(before: CashFan, after: CashFan, y: dict[str, Any], pixel: float) -> list[dict[str, Any]]:
    """Name the two middle lines at their ends, the upper one first."""
    ends = sorted(
        (
            (before.p50[-1], len(before.p50) - 1, said("before"), MUTED),
            (after.p50[-1], len(after.p50) - 1, said("after"), INK),
        ),
        reverse=True,
    )
    places = spread([end[0] for end in ends], 1.4 * LINE_HEIGHT * pixel)
    return [
        {
            "data": {"values": [{"month": month, "amount": place}]},
            "mark": {
                "type": "text",
                "align": "left",
                "baseline": "middle",
                "dx": 8,
                "text": word,
                "color": colour,
                "fontWeight": "bold",
            },
            "encoding": {"x": MONTH, "y": {"field": "amount"} | y},
        }
        for place, (_, month, word, colour) in zip(places, ends, strict=True)
    ]
