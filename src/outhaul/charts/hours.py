"""The owner's hours: what each process takes of them today, and what of it is freed."""

from typing import Any

from outhaul.charts.layout import frame
from outhaul.charts.picture import Box, Picture
from outhaul.charts.style import INK, MUTED, RULE, STEPS
from outhaul.engine.report import PlanReport, ProcessReport
from outhaul.wording.numbers import hours, plain_hours
from outhaul.wording.tongue import said

ROW = 42
BAR = 12
WORTH_TELLING = 0.5
"""Hours a month below which managing is not told apart."""


def owner_hours(report: PlanReport, box: Box) -> Picture | None:
    """Return a bar for each process that frees hours; nothing where none does."""
    freeing = sorted(
        (process for process in report.processes if abs(process.owner_hours_freed_per_month) >= 0.25),  # noqa: PLR2004 -- shown as nothing
        key=lambda process: -process.owner_hours_freed_per_month,
    )
    if not freeing or report.headline is None:
        return None
    return Picture(
        name="hours",
        title=_title(freeing, report.headline.owner_hours_freed_per_month),
        description=said(
            "A bar for each process: the owner's hours in it today, and the part that is freed."
        ),
        spec=_spec(freeing, box),
        columns=(said("Process"), said("Freed, h a month"), said("Today, h a month")),
        rows=tuple((process.name, *_figures(process)) for process in freeing),
    )


def _title(freeing: list[ProcessReport], left: float) -> str:
    """What comes back, and what managing takes of it where the owner is a manager."""
    handed_over = sum(process.owner_hours_freed_per_month for process in freeing)
    if handed_over - left < WORTH_TELLING:
        return said("{hours} a month come back to the owner", hours=hours(left))
    return said(
        "{gone} a month of work go; managing takes {taken}, so {left} come back to the owner",
        gone=hours(handed_over),
        taken=hours(handed_over - left),
        left=hours(left),
    )


def _figures(process: ProcessReport) -> tuple[str, str]:
    today = process.owner_hours_now
    return plain_hours(process.owner_hours_freed_per_month), "" if today is None else plain_hours(today)


def _row(process: ProcessReport, place: int) -> dict[str, Any]:
    freed, today = process.owner_hours_freed_per_month, process.owner_hours_now
    shown = plain_hours(freed)
    if today is None:
        told = said("{freed} h", freed=shown)
    else:
        told = said("{freed} of {today} h", freed=shown, today=plain_hours(today))
    return {
        "name": process.name,
        "freed": freed,
        "today": today or freed,
        "shown": told,
        "text": place * ROW + 13,
        "top": place * ROW + 19,
        "bottom": place * ROW + 19 + BAR,
    }


def _spec(freeing: list[ProcessReport], box: Box) -> dict[str, Any]:
    rows = [_row(process, place) for place, process in enumerate(freeing)]
    most = max(max(row["today"], row["freed"]) for row in rows)
    least = min(0.0, *(row["freed"] for row in rows))
    height = ROW * len(rows)
    x = {"type": "quantitative", "scale": {"domain": [least, most], "nice": False}, "axis": None}
    y = {
        "type": "quantitative",
        "scale": {"domain": [0, height], "reverse": True, "nice": False},
        "axis": None,
    }
    bar = {"y": {"field": "top"} | y, "y2": {"field": "bottom"}, "x2": {"datum": 0}}
    text = {"type": "text", "baseline": "alphabetic"}
    return {
        **frame(box, height, left=2, right=2),
        "data": {"values": rows},
        "layer": [
            {"mark": {"type": "rect", "color": RULE}, "encoding": bar | {"x": {"field": "today"} | x}},
            {"mark": {"type": "rect", "color": STEPS[0]}, "encoding": bar | {"x": {"field": "freed"} | x}},
            {
                "mark": {"type": "rule", "color": INK},
                "encoding": {"x": {"datum": 0} | x, "y": {"field": "top"} | y, "y2": {"field": "bottom"}},
            },
            {
                "mark": text | {"align": "left", "color": INK, "fontSize": 13},
                "encoding": {
                    "x": {"datum": least} | x,
                    "y": {"field": "text"} | y,
                    "text": {"field": "name"},
                },
            },
            {
                "mark": text | {"align": "right", "color": MUTED, "fontSize": 13},
                "encoding": {
                    "x": {"datum": most} | x,
                    "y": {"field": "text"} | y,
                    "text": {"field": "shown"},
                },
            },
        ],
    }
