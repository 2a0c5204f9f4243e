"""Small drawings without a library behind them: shapes as text, quick enough to be drawn for each page.

As everywhere in pictures there is no style and no script: colours are those of `style`, which a page's
stylesheet recolours by attribute.
"""

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from outhaul.charts.style import INK

SIZE = 12


def drawing(  # noqa: PLR0913 -- what every drawing has
    body: Iterable[str], *, name: str, title: str, description: str, width: float, height: float
) -> str:
    """Return an SVG to be set into HTML; `name` is unique on the page."""
    box = f"{width:g} {height:g}"
    return (
        f'<svg viewBox="0 0 {box}" width="{width:g}" height="{height:g}" role="img" '
        f'aria-labelledby="{name}-title {name}-desc"><title id="{name}-title">{escape(title)}</title>'
        f'<desc id="{name}-desc">{escape(description)}</desc>{"".join(body)}</svg>'
    )


def rect(x: float, y: float, width: float, height: float, **how: str | float) -> str:
    """Return a rectangle from its top left."""
    return _mark("rect", {"x": x, "y": y, "width": width, "height": height}, how)


def line(x1: float, y1: float, x2: float, y2: float, **how: str | float) -> str:
    """Return a straight line, in ink if nothing else is said."""
    return _mark("line", {"x1": x1, "y1": y1, "x2": x2, "y2": y2}, {"stroke": INK, **how})


def dot(x: float, y: float, radius: float, **how: str | float) -> str:
    """Return a circle."""
    return _mark("circle", {"cx": x, "cy": y, "r": radius}, how)


def words(x: float, y: float, said: str, **how: str | float) -> str:
    """Return text that stands on the line at `y`."""
    marks = _attributes({"x": x, "y": y, "fill": INK, "font_size": SIZE, **how})
    return f"<text {marks}>{escape(said)}</text>"


def hatch(name: str, colour: str, gap: float = 5) -> str:
    """Return a pattern of slanted lines, to be used as the fill `url(#name)`."""
    return (
        f'<defs><pattern id="{name}" width="{gap:g}" height="{gap:g}" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><path d="M0,0V{gap:g}" stroke="{colour}" stroke-width="1.2"/>'
        "</pattern></defs>"
    )


def _mark(kind: str, place: dict[str, float], how: dict[str, str | float]) -> str:
    return f"<{kind} {_attributes({**place, **how})}/>"


def _attributes(values: dict[str, str | float]) -> str:
    return " ".join(
        f"{name.replace('_', '-')}={quoteattr(value if isinstance(value, str) else f'{round(value, 2):g}')}"
        for name, value in values.items()
    )
