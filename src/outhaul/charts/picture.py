"""What a picture is, and how it becomes SVG."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Any

import msgspec

from outhaul.charts.style import CONFIG, MUTED
from outhaul.known import Known

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture that says one thing, with the table that says the same in figures."""

    name: str
    """Unique on a page: letters, digits and hyphens."""
    title: str
    """What the picture shows, as a sentence with its figure."""
    description: str
    """What is drawn, for somebody who cannot see it."""
    spec: Mapping[str, Any]
    columns: Row
    rows: tuple[Row, ...]
    """The table behind the picture, in words; the first column names the row."""
    hatched: str = ""
    """A colour of the drawing that is hatched, so that colour alone says nothing."""


@dataclass(frozen=True, slots=True)
class Box:
    """Room for a picture in pixels, and whether it is a phone's."""

    width: int
    narrow: bool = False


WIDE = Box(720)
HALF = Box(340)
NARROW = Box(340, narrow=True)


def draw(picture: Picture) -> str:
    """Return `picture` as a whole SVG document in daylight colours, for print."""
    drawn = _drawn(picture)
    return drawn.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)


def draw_inline(picture: Picture, suffix: str = "") -> str:
    """Return `picture` as SVG to be set into HTML: no style, no script, no address; ids end in `suffix`.

    Colours are those of `style`; a stylesheet recolours them by attribute: `[fill="#1c2b33"]`.
    """
    return _drawn(picture, suffix)


def _drawn(picture: Picture, suffix: str = "") -> str:
    name = f"{picture.name}{suffix}"
    marks = Known(msgspec.json.encode(picture.spec), picture.spec)
    (width, height), body = _rendered(marks, name, picture.hatched)
    return (
        f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" '
        f'aria-labelledby="{name}-title {name}-desc"><title id="{name}-title">{escape(picture.title)}</title>'
        f'<desc id="{name}-desc">{escape(picture.description)}</desc>{body}</svg>'
    )


@lru_cache(maxsize=64)
def _rendered(spec: Known[Mapping[str, Any]], name: str, hatched: str) -> tuple[list[str], str]:
    """Return width and height, and what is inside the frame; a page that is read again is not drawn again."""
    import vl_convert  # noqa: PLC0415 -- half a second to import

    raw: str = vl_convert.vegalite_to_svg({**spec.value, "config": CONFIG}, vl_version="5.21")
    return re.findall(r' (?:width|height)="([\d.]+)"', raw)[:2], _hatched(_cleaned(raw, name), hatched, name)


CLEANINGS: tuple[tuple[str, str], ...] = (
    (r"^<svg[^>]*>|</svg>$", ""),
    (r' (?:role|aria-[a-z]+|pointer-events|class|style)="[^"]*"', ""),
    (r'<path[^>]* (?:display="none"|d="M-?[\d.]+,-?[\d.]+h0v0h0Z")[^>]*/>', ""),
    (r"<g></g>", ""),
)
"""What a drawing loses: the frame, roles that repeat the title, invisible marks."""


def _cleaned(raw: str, name: str) -> str:
    body = raw
    for pattern, instead in CLEANINGS:
        body = re.sub(pattern, instead, body)
    body = re.sub(r"<[^>]*>", lambda tag: re.sub(r"(\.\d)\d+", r"\1", tag[0]), body)
    return re.sub(r'(id="|url\(#)(\w)', rf"\1{name}-\2", body)


def _hatched(body: str, colour: str, name: str) -> str:
    """Cover with lines what is filled with `colour`; without one nothing changes."""
    if not colour or f'fill="{colour}"' not in body:
        return body
    pattern = (
        f'<defs><pattern id="{name}-hatch" width="5" height="5" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="5" height="5" fill="{colour}"/>'
        f'<path d="M0,0V5" stroke="{MUTED}" stroke-width="0.8"/></pattern></defs>'
    )
    return pattern + body.replace(f'fill="{colour}"', f'fill="url(#{name}-hatch)"')
