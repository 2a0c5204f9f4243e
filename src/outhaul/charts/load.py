"""The load of one manager over the next months: kept work, engagements, and what starts take besides."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from outhaul.charts.layout import frame
from outhaul.charts.picture import Box, Picture
from outhaul.charts.style import INK, MANAGE, MUTED, SIGNAL, STEPS
from outhaul.engine.workload import Month

HEIGHT = 150
LABEL = 18
GAP = 0.28
"""Of the room of a month, what stays empty beside its bar."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What the picture says, in the person's language."""

    name: str
    """Unique on the page."""
    title: str
    description: str
    columns: tuple[str, ...]
    kept: str
    running: str
    starting: str
    free: str
    month: Callable[[Month], str]
    hours: Callable[[float], str]


def manager_load(months: Sequence[Month], free: float, words: Words, box: Box) -> Picture:
    """Return a bar for each month, stacked, against the line of the free hours."""
    rows = tuple(
        (
            words.month(month),
            *map(words.hours, (month.kept, month.running, month.starting, month.hours, free)),
        )
        for month in months
    )
    return Picture(
        name=words.name,
        title=words.title,
        description=words.description,
        spec=_spec(months, free, words, box),
        columns=words.columns,
        rows=rows,
        hatched=STEPS[4],
    )


def _spec(months: Sequence[Month], free: float, words: Words, box: Box) -> dict[str, Any]:
    most = max([free, *(month.hours for month in months), 1.0]) * 1.08
    room = box.width - 4
    slot = room / len(months)

    def up(hours: float) -> float:
        return HEIGHT - HEIGHT * hours / most

    axis = {"type": "quantitative", "axis": None}
    return frame(box, HEIGHT + 4 * LABEL, left=2, right=2, top=4, bottom=2) | {
        "encoding": {
            "x": {"field": "x", "scale": {"domain": [0, room], "nice": False}} | axis,
            "y": {
                "field": "y",
                "scale": {"domain": [0, HEIGHT + 4 * LABEL], "reverse": True, "nice": False},
            }
            | axis,
        },
        "layer": [
            _bars(months, slot, up, ("kept", "running", "starting")),
            *_free(free, words, up, room),
            _rule(0, room, HEIGHT, INK),
            *_months(months, words, slot, every=1 if not box.narrow else 2),
            *_legend(words, room),
        ],
    }


COLOURS = {"kept": MUTED, "running": MANAGE, "starting": STEPS[4]}


def _bars(
    months: Sequence[Month], slot: float, up: Callable[[float], float], parts: Sequence[str]
) -> dict[str, Any]:
    values = []
    for place, month in enumerate(months):
        below = 0.0
        for part in parts:
            hours = getattr(month, part)
            box = {"x": (place + GAP / 2) * slot, "x2": (place + 1 - GAP / 2) * slot}
            values.append(box | {"y": up(below), "y2": up(below + hours), "colour": COLOURS[part]})
            below += hours
    return {
        "data": {"values": values},
        "mark": {"type": "rect"},
        "encoding": {
            "x2": {"field": "x2"},
            "y2": {"field": "y2"},
            "color": {"field": "colour", "type": "nominal", "scale": None, "legend": None},
        },
    }


def _free(free: float, words: Words, up: Callable[[float], float], room: float) -> list[dict[str, Any]]:
    line = _rule(0, room, up(free), SIGNAL, width=1.5)
    return [line, _text(words.free, room, up(free) - 6, SIGNAL, "right", bold=True)]


def _rule(x: float, x2: float, y: float, colour: str, width: float = 1) -> dict[str, Any]:
    return {
        "data": {"values": [{"x": x, "x2": x2, "y": y}]},
        "mark": {"type": "rule", "color": colour, "strokeWidth": width},
        "encoding": {"x2": {"field": "x2"}},
    }


def _text(  # noqa: PLR0913 -- words, place and look
    text: str, x: float, y: float, colour: str, align: str, *, bold: bool = False
) -> dict[str, Any]:
    weight = {"fontWeight": "bold"} if bold else {}
    mark = {"type": "text", "text": text, "align": align, "baseline": "alphabetic", "color": colour}
    return {"data": {"values": [{"x": x, "y": y}]}, "mark": mark | weight}


def _months(months: Sequence[Month], words: Words, slot: float, *, every: int) -> list[dict[str, Any]]:
    return [
        _text(words.month(month).split()[0], (place + 0.5) * slot, HEIGHT + LABEL, MUTED, "center")
        for place, month in enumerate(months)
        if place % every == 0
    ]


def _legend(words: Words, room: float) -> list[dict[str, Any]]:
    """Say what each colour is, below the months, each with a square of it."""
    labels = {"kept": words.kept, "running": words.running, "starting": words.starting}
    third = room / len(labels)
    found: list[dict[str, Any]] = []
    for place, (part, label) in enumerate(labels.items()):
        y, x = HEIGHT + 3 * LABEL, place * third
        square = {"x": x, "x2": x + 10, "y": y - 9, "y2": y + 1}
        found.append(
            {
                "data": {"values": [square]},
                "mark": {"type": "rect", "color": COLOURS[part]},
                "encoding": {"x2": {"field": "x2"}, "y2": {"field": "y2"}},
            }
        )
        found.append(_text(label, x + 15, y, INK, "left"))
    return found
