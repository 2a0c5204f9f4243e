"""The cost waterfall: from the bare rate to what a month of the work truly costs."""

from typing import Any

from outhaul.charts.layout import frame, text_width
from outhaul.charts.picture import HALF, Box, Picture
from outhaul.charts.style import COST, INK, MANAGE, MATCH, MUTED, PAY, RULE
from outhaul.engine.report import PlanReport, ProcessReport
from outhaul.wording.numbers import Numbers
from outhaul.wording.sentences import numbers_of
from outhaul.wording.tongue import said, word
from outhaul.wording.work import COMPONENTS, components, total

COLOURS = {
    "rate": PAY,
    "fees": COST,
    "rework": MATCH,
    "ramp": MATCH,
    "management": MANAGE,
    "tools": COST,
    "turnover": PAY,
    "setup": COST,
    "kept": MUTED,
}
"""Each part in the hue of the guard that watches it."""
ROW = 24
LABELS = 128
"""Least room for the names of the parts."""


def cost_waterfall(process: ProcessReport, report: PlanReport, box: Box = HALF) -> Picture:
    """Return the waterfall of one handed-out process, a month."""
    numbers = numbers_of(report)
    cost, rate = numbers.money(total(process.monthly_cost)), numbers.money(process.monthly_cost.rate)
    steps = _steps(process)
    return Picture(
        name=f"cost-{process.id}",
        title=said("The bare rate is {rate} a month, the true cost {cost}", rate=rate, cost=cost),
        description=said(
            "Bars that add up from the bare rate of {process} to its true cost of {cost} a month, beside "
            "today's cost of {now}.",
            process=process.name,
            cost=cost,
            now=numbers.money(process.cost_now),
        ),
        spec=_spec(steps, numbers, box),
        columns=(said("Part"), said("{currency} a month", currency=report.currency)),
        rows=tuple((step["label"], numbers.exact_money(step["amount"])) for step in steps),
    )


def _steps(process: ProcessReport) -> list[dict[str, Any]]:
    reached, steps = 0.0, []
    for name, amount in components(process.monthly_cost):
        steps.append(_step(word(COMPONENTS[name]), reached, reached + amount, COLOURS[name]))
        reached += amount
    return [
        *steps,
        _step(said("True cost"), 0.0, reached, INK),
        _step(said("Today"), 0.0, process.cost_now, RULE),
    ]


def _step(label: str, start: float, end: float, colour: str) -> dict[str, Any]:
    return {"label": label, "start": start, "end": end, "amount": end - start, "colour": colour}


def _spec(steps: list[dict[str, Any]], numbers: Numbers, box: Box) -> dict[str, Any]:
    rows = [
        step
        | {"shown": numbers.money(step["amount"]), "weight": "bold" if place >= len(steps) - 2 else "normal"}
        for place, step in enumerate(steps)
    ]
    most = max(step["end"] for step in steps)
    right = max(text_width(row["shown"]) for row in rows) + 10
    left = max(LABELS, *(text_width(row["label"]) for row in rows))
    y = {
        "field": "label",
        "type": "ordinal",
        "sort": None,
        "scale": {"paddingInner": 0.34, "paddingOuter": 0.1},
        "axis": {"title": None, "labelColor": INK, "labelLimit": 0, "minExtent": left},
    }
    x = {"type": "quantitative", "scale": {"domain": [0, most]}, "axis": None}
    return {
        **frame(box, ROW * len(rows), left=left, right=right),
        "data": {"values": rows},
        "encoding": {"y": y},
        "layer": [
            {
                "mark": {"type": "bar", "cornerRadiusEnd": 1.5},
                "encoding": {
                    "x": {"field": "start"} | x,
                    "x2": {"field": "end"},
                    "color": {"field": "colour", "type": "nominal", "scale": None},
                },
            },
            {"mark": {"type": "rule", "color": INK}, "encoding": {"x": {"datum": 0} | x, "y": None}},
            {
                "mark": {"type": "text", "align": "left", "dx": 6},
                "encoding": {"x": {"field": "end"} | x, "text": {"field": "shown"}},
            },
        ],
    }
