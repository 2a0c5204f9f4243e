"""The course of some means from 1 to 5 as a small line; the words stand beside it."""

from collections.abc import Sequence

from markupsafe import Markup

WIDTH, HEIGHT, EDGE = 120, 32, 4
LEAST, MOST = 1.0, 5.0


def trend(means: Sequence[float]) -> Markup:
    """Return a line through `means`, the oldest first; 1 lies at the bottom, 5 on top."""
    if not means:
        return Markup("")
    wide = (WIDTH - 2 * EDGE) / max(1, len(means) - 1)
    tall = (HEIGHT - 2 * EDGE) / (MOST - LEAST)
    points = [
        (EDGE + place * wide, HEIGHT - EDGE - (mean - LEAST) * tall) for place, mean in enumerate(means)
    ]
    x, y = points[-1]
    return Markup(
        '<svg class="trend" viewBox="0 0 {w} {h}" width="{w}" height="{h}" aria-hidden="true">'
        '<line class="trend-floor" x1="0" x2="{w}" y1="{floor}" y2="{floor}"/>'
        '<polyline points="{points}"/><circle cx="{x:.1f}" cy="{y:.1f}" r="3"/></svg>'
    ).format(
        w=WIDTH,
        h=HEIGHT,
        floor=HEIGHT - 1,
        points=" ".join(f"{x:.1f},{y:.1f}" for x, y in points),
        x=x,
        y=y,
    )
