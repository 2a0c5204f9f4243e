"""What one more quote does: market and fair band before and after, one under the other on one scale."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from outhaul.charts import svg
from outhaul.charts.style import FAINT, INK, MUTED, PAY, SIGNAL

ROW, TOP = 46, 26
LEFT, RIGHT = 4, 4
AIR = 1.06
"""How much wider the scale is than the widest thing on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """One estimate: its name and figures, and what they are."""

    label: str
    said: str
    median: float
    low: float
    high: float
    """Ends of the 80 % interval of the median."""
    band: tuple[float, float] | None


def draw_moved(  # noqa: PLR0913 -- what the picture says
    stands: Sequence[Stand],
    asked: float,
    *,
    asked_said: str,
    name: str,
    title: str,
    description: str,
    width: int,
) -> str:
    """Return a row for each stand: its median as a tick, the doubt as a line, the band as a bar."""
    ends = [stand.high for stand in stands] + [stand.band[1] for stand in stands if stand.band]
    most = AIR * max(*ends, asked)

    def x(value: float) -> float:
        return LEFT + (width - LEFT - RIGHT) * value / most

    height = TOP + ROW * len(stands)
    anchor = "end" if x(asked) > width * 0.6 else "start"
    shift = -5 if anchor == "end" else 5
    body = (
        *(mark for row, stand in enumerate(stands) for mark in _row(stand, TOP + ROW * row, x, width)),
        svg.line(x(asked), 4, x(asked), height - 4, stroke=SIGNAL, stroke_width=2),
        svg.words(x(asked) + shift, 14, asked_said, fill=SIGNAL, text_anchor=anchor, font_weight="bold"),
    )
    return svg.drawing(body, name=name, title=title, description=description, width=width, height=height)


def _row(stand: Stand, top: float, x: Callable[[float], float], width: int) -> Iterator[str]:
    middle = top + 30
    yield svg.words(LEFT, top + 14, stand.label, font_weight="bold")
    yield svg.words(width - RIGHT, top + 14, stand.said, fill=MUTED, text_anchor="end")
    yield svg.line(LEFT, middle, width - RIGHT, middle, stroke=FAINT)
    if stand.band and stand.band[1] > stand.band[0]:
        low, high = stand.band
        yield svg.rect(x(low), middle - 9, x(high) - x(low), 18, fill=PAY, fill_opacity=0.22)
    yield svg.line(x(stand.low), middle, x(stand.high), middle, stroke=MUTED, stroke_width=5)
    yield svg.line(x(stand.median), middle - 8, x(stand.median), middle + 8, stroke=INK, stroke_width=2)
