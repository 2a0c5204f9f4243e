"""The colours of the stylesheets, by day and by night, and how well each can be read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

PAIR = re.compile(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")
READABLE = 4.5
"""Least contrast of text with its ground (WCAG 2.2, 1.4.3)."""


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour by its name in the stylesheet."""

    name: str
    light: str
    dark: str
    contrast_light: float
    """With the paper, 1..21."""
    contrast_dark: float


def colours(stylesheet: str) -> tuple[Colour, ...]:
    """Return the colours that `stylesheet` declares for both schemes, in its order; it declares --paper."""
    found: Mapping[str, tuple[str, str]] = {
        name: (light, dark) for name, light, dark in PAIR.findall(stylesheet)
    }
    paper_light, paper_dark = found["paper"]
    return tuple(
        Colour(name, light, dark, contrast(light, paper_light), contrast(dark, paper_dark))
        for name, (light, dark) in found.items()
    )


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1..21 (WCAG 2.2).

    >>> contrast("#ffffff", "#000000")
    21.0
    """
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """Return the relative luminance, 0..1."""
    red, green, blue = (_linear(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 -- sRGB
