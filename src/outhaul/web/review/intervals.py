"""A value with its interval as a line: zero and the whole shown, so that few observations look wide."""

from markupsafe import Markup

WIDTH, HEIGHT, EDGE = 200, 16, 6


def interval(low: float, mean: float, high: float) -> Markup:
    """Return a drawing of 0..1 with `low` to `high` and a dot at `mean`; the words stand beside it."""

    def x(value: float) -> str:
        return f"{EDGE + min(1.0, max(0.0, value)) * (WIDTH - 2 * EDGE):.1f}"

    middle = HEIGHT / 2
    return Markup(
        '<svg class="interval" viewBox="0 0 {w} {h}" width="{w}" height="{h}" aria-hidden="true">'
        '<line class="interval-whole" x1="{zero}" x2="{one}" y1="{m}" y2="{m}"/>'
        '<line class="interval-range" x1="{low}" x2="{high}" y1="{m}" y2="{m}"/>'
        '<circle class="interval-mean" cx="{mean}" cy="{m}" r="4"/></svg>'
    ).format(w=WIDTH, h=HEIGHT, m=middle, zero=x(0), one=x(1), low=x(low), high=x(high), mean=x(mean))
