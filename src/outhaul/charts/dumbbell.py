"""Two plans in four figures: what each was before, what it is after, and how far apart they lie."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from outhaul.charts.layout import frame
from outhaul.charts.picture import Box, Picture
from outhaul.charts.style import INK, MANAGE, MUTED, PAPER, RULE, SIGNAL
from outhaul.engine.report import Headline, PlanReport
from outhaul.wording.comparison import compare
from outhaul.wording.comparison_figures import FigureChange
from outhaul.wording.numbers import listed
from outhaul.wording.tongue import inside, said

SHOWN = ("hours", "cost", "worth", "loss")
"""The figures that are drawn, by their names in a comparison."""
ROW = 64
HEAD = 14
LINE = 38
"""Where a row's name stands, and its line, below the row's top."""
ROOM = 0.06
"""Share of the width that is kept free at both ends of a line."""


@dataclass(frozen=True, slots=True)
class _Row:
    """One figure in both plans; spans are the 5th and 95th percentile where they are known."""

    change: FigureChange
    before: float
    after: float
    before_span: tuple[float, float] | None = None
    after_span: tuple[float, float] | None = None

    def everything(self) -> tuple[float, ...]:
        return (0.0, self.before, self.after, *(self.before_span or ()), *(self.after_span or ()))


def dumbbells(before: PlanReport, after: PlanReport, box: Box) -> Picture | None:
    """Return a line for each figure with a ring where it was and a dot where it is now.

    Nothing where one of the plans does not exist, or where their amounts are of two currencies.
    """
    if before.headline is None or after.headline is None or before.currency != after.currency:
        return None
    compared = compare(before, after)
    figures = {figure.name: figure for figure in compared.figures}
    rows = tuple(_rows(figures, before.headline, after.headline))
    return Picture(
        name="dumbbells",
        title=_title(rows),
        description=said(
            "A line for each figure: a ring where the plan stands, a dot where it would stand. A thin bar "
            "behind the worth spans nine futures of ten. A short mark is zero."
        ),
        spec=_spec(rows, box),
        columns=(said("Figure"), said("Before"), said("After"), said("Difference")),
        rows=tuple((row.label, row.before, row.after, row.difference) for row in compared.figures),
    )


def _title(rows: tuple[_Row, ...]) -> str:
    """Return which figures get better and which worse."""
    sides = (
        (said("better"), [row.change.label for row in rows if row.change.better is True]),
        (said("worse"), [row.change.label for row in rows if row.change.better is False]),
    )
    told = "; ".join(f"{side}: {listed(tuple(map(inside, labels)))}" for side, labels in sides if labels)
    return f"{told[:1].upper()}{told[1:]}" if told else said("None of the four figures moves")


def _rows(figures: dict[str, FigureChange], was: Headline, now: Headline) -> Iterator[_Row]:
    yield _Row(figures["hours"], was.owner_hours_freed_per_month, now.owner_hours_freed_per_month)
    yield _Row(figures["cost"], was.monthly_cost_planned, now.monthly_cost_planned)
    spans = (was.npv.p5, was.npv.p95), (now.npv.p5, now.npv.p95)
    yield _Row(figures["worth"], was.npv.mean, now.npv.mean, *spans)
    yield _Row(figures["loss"], was.p_loss, now.p_loss)


def _mark(row: _Row, place: int) -> dict[str, Any]:
    """Return where the parts of a row stand: shares of the width, and pixels from the top."""
    low, high = min(row.everything()), max(row.everything())
    reach = (high - low) or 1.0

    def at(value: float) -> float:
        return ROOM + (1 - 2 * ROOM) * (value - low) / reach

    top = place * ROW
    change = row.change
    spans = {
        f"{name}_{end}": at(value)
        for name, span in (("before", row.before_span), ("after", row.after_span))
        for end, value in zip(("low", "high"), span or (), strict=False)
    }
    return {
        "label": change.label,
        "shown": f"○ {change.before} → ● {change.after}"
        if change.differs
        else said("{figure}, unchanged", figure=change.after),
        "colour": {True: MANAGE, False: SIGNAL, None: INK}[change.better],
        "before": at(row.before),
        "after": at(row.after if change.differs else row.before),
        "zero": at(0.0),
        "text": top + HEAD,
        "line": top + LINE,
        "above": top + LINE - 7,
        "below": top + LINE + 7,
        "before_line": top + LINE - 5,
        "after_line": top + LINE + 5,
        **spans,
    }


def _spec(rows: tuple[_Row, ...], box: Box) -> dict[str, Any]:
    height = ROW * len(rows)
    marks = [_mark(row, place) for place, row in enumerate(rows)]
    x: dict[str, Any] = {"type": "quantitative", "scale": {"domain": [0, 1], "nice": False}, "axis": None}
    y: dict[str, Any] = {
        "type": "quantitative",
        "scale": {"domain": [0, height], "reverse": True, "nice": False},
        "axis": None,
    }
    line: dict[str, Any] = {"y": {"field": "line"} | y}
    colour: dict[str, Any] = {"color": {"field": "colour", "type": "nominal", "scale": None}}
    spanned = [mark for mark in marks if "before_low" in mark]
    return {
        **frame(box, height, left=2, right=2),
        "data": {"values": marks},
        "layer": [
            _bar(x, line, {"x": {"datum": 0} | x, "x2": {"datum": 1}}, RULE, 1),
            *_spans(spanned, x, y),
            {
                "mark": {"type": "rule", "color": MUTED},
                "encoding": {
                    "x": {"field": "zero"} | x,
                    "y": {"field": "above"} | y,
                    "y2": {"field": "below"},
                },
            },
            {
                "mark": {"type": "rule", "strokeWidth": 3},
                "encoding": line | {"x": {"field": "before"} | x, "x2": {"field": "after"}} | colour,
            },
            {
                "mark": {"type": "point", "filled": True, "fill": PAPER, "stroke": INK, "strokeWidth": 2}
                | ROUND,
                "encoding": line | {"x": {"field": "before"} | x},
            },
            {
                "mark": {"type": "point", "filled": True} | ROUND,
                "encoding": line | {"x": {"field": "after"} | x} | colour,
            },
            _words("label", x | {"datum": 0}, y, {"align": "left", "color": INK}),
            _words("shown", x | {"datum": 1}, y, {"align": "right", "color": MUTED}),
        ],
    }


ROUND: dict[str, Any] = {"shape": "circle", "size": 110, "opacity": 1}


def _bar(
    x: dict[str, Any], line: dict[str, Any], ends: dict[str, Any], colour: str, width: float
) -> dict[str, Any]:
    return {
        "mark": {"type": "rule", "color": colour, "strokeWidth": width},
        "encoding": line | {"x": x} | ends,
    }


def _spans(spanned: list[dict[str, Any]], x: dict[str, Any], y: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the bars of nine futures of ten: what was above the line, what is now below it."""
    for name, colour in (("before", MUTED), ("after", MANAGE)):
        ends = {"x": {"field": f"{name}_low"} | x, "x2": {"field": f"{name}_high"}}
        bar = _bar(x, {"y": {"field": f"{name}_line"} | y}, ends, colour, 4)
        bar["mark"]["opacity"] = 0.4
        yield {"data": {"values": spanned}} | bar


def _words(field: str, x: dict[str, Any], y: dict[str, Any], how: dict[str, Any]) -> dict[str, Any]:
    return {
        "mark": {"type": "text", "baseline": "alphabetic", "fontSize": 13} | how,
        "encoding": {"x": x, "y": {"field": "text"} | y, "text": {"field": field}},
    }
