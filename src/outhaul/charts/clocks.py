"""Two clocks over the year: the working day here, theirs by our clock, and what both work.

Days run down, hours across. Where one side changes its clock before the other, their day steps aside for
a week or three; there the picture shows it, and the table beside it says it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from outhaul.charts import svg
from outhaul.charts.layout import spread, text_width
from outhaul.charts.style import FAINT, INK, MATCH, MUTED, PAPER, RULE
from outhaul.engine.matching.clocks import Clocks, Span, Window

DAY = 24
TOP, BOTTOM, LEFT = 48, 6, 38
LETTERS = 22
"""Pixels beside the picture that its marks need before a label."""
BOLD = 1.14
"""How much wider bold letters are than plain ones."""
A_DAY_HIGH = 0.9
MONTHS = 12
LABEL_GAP = 15
WIDE, NARROW = 720, 340


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockWords:
    """What stands on the picture, in the reader's language."""

    title: str
    description: str
    ours: str
    """Heads the working day here."""
    theirs: str
    months: Sequence[str]
    """Twelve short names."""
    spans: Sequence[str]
    """For each span of the year, how many hours are shared in it."""


def draw_clocks(clocks: Clocks, said: ClockWords, *, name: str, width: int = WIDE) -> str:
    """Return the year of two clocks as SVG."""
    days = (clocks.spans[-1].last - clocks.spans[0].first).days + 1
    height = TOP + days * A_DAY_HIGH + BOTTOM
    frame = _Frame(clocks=clocks, said=said, name=name, width=width)
    return svg.drawing(
        (svg.hatch(f"{name}-hatch", MATCH), *frame.hours(), *frame.bands(), *frame.months(), *frame.labels()),
        name=name,
        title=said.title,
        description=said.description,
        width=width,
        height=height,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    """Where things stand: x of an hour by the clock here, y of a day."""

    clocks: Clocks
    said: ClockWords
    name: str
    width: int

    def x(self, hour: float) -> float:
        return LEFT + (self.right - LEFT) * hour / DAY

    @property
    def right(self) -> float:
        """Where the day ends: as far left as the longest label needs."""
        return self.width - LETTERS - BOLD * max(map(text_width, self.said.spans), default=0.0)

    def y(self, day: int) -> float:
        return TOP + day * A_DAY_HIGH

    def rows(self) -> Iterator[tuple[Span, float, float]]:
        """Give each span with its top and its bottom."""
        first = self.clocks.spans[0].first
        for span in self.clocks.spans:
            yield span, self.y((span.first - first).days), self.y((span.last - first).days + 1)

    def hours(self) -> Iterator[str]:
        """Draw the hours of the day on top."""
        bottom = list(self.rows())[-1][2]
        for hour in range(0, DAY + 1, 3):
            yield svg.line(self.x(hour), TOP, self.x(hour), bottom, stroke=FAINT)
            if hour % 6 == 0:
                yield svg.words(self.x(hour), TOP - 6, f"{hour}", fill=MUTED, text_anchor="middle")

    def bands(self) -> Iterator[str]:
        """Draw our day, theirs, and what both work, span by span."""
        for span, top, bottom in self.rows():
            high = bottom - top
            for start, end in _within_a_day(self.clocks.home):
                yield svg.rect(self.x(start), top, self.x(end) - self.x(start), high, fill=RULE)
            for start, end in _within_a_day(span.theirs):
                fill = f"url(#{self.name}-hatch)"
                yield svg.rect(self.x(start), top, self.x(end) - self.x(start), high, fill=fill)
            for window in span.shared:
                for start, end in _within_a_day(window):
                    yield svg.rect(self.x(start), top, self.x(end) - self.x(start), high, fill=MATCH)
        yield from self._heads()

    def _heads(self) -> Iterator[str]:
        """Name both days over their bands; ours on top where the two would touch."""
        ours = (self.clocks.home[0] + min(self.clocks.home[1], DAY)) / 2
        start, end = next(iter(_within_a_day(self.clocks.spans[0].theirs)))
        for hour, text, colour in ((ours, self.said.ours, INK), ((start + end) / 2, self.said.theirs, MATCH)):
            place = 12 if colour == INK else 28
            anchor = "start" if hour < 4 else "end" if hour > DAY - 4 else "middle"  # noqa: PLR2004 -- near an edge
            yield svg.words(
                self.x(hour), place - 1, text, fill=colour, text_anchor=anchor, font_weight="bold"
            )

    def months(self) -> Iterator[str]:
        """Draw a line where each month begins, and its name."""
        first = self.clocks.spans[0].first
        for month in range(MONTHS):
            day = (first.replace(month=month + 1) - first).days
            yield svg.line(LEFT, self.y(day), self.right, self.y(day), stroke=PAPER, stroke_width=0.7)
            yield svg.words(0, self.y(day) + 18, self.said.months[month], fill=MUTED)

    def labels(self) -> Iterator[str]:
        """Say beside each span how much is shared in it, and mark where one begins."""
        rows = list(self.rows())
        wished = [-(top + bottom) / 2 for _, top, bottom in rows]
        for (_, top, bottom), text, place in zip(
            rows, self.said.spans, spread(wished, LABEL_GAP), strict=True
        ):
            right = self.right
            if top > TOP:
                yield svg.line(LEFT, top, right + 4, top, stroke=INK, stroke_width=1)
            yield svg.line(right + 4, (top + bottom) / 2, right + 14, -place, stroke=MUTED)
            yield svg.words(right + 18, -place + 4, text, font_weight="bold")


def _within_a_day(window: Window) -> Iterator[Window]:
    """Give the parts of a window that lie in one day, 0 to 24: what passes midnight comes again."""
    start = window[0] % DAY
    end = start + window[1] - window[0]
    yield start, min(end, DAY)
    if end > DAY:
        yield 0.0, end - DAY
