"""The pictures of two plans beside each other, drawn for a page."""

from collections.abc import Callable

from markupsafe import Markup

from outhaul.charts.dumbbell import dumbbells
from outhaul.charts.picture import NARROW, WIDE, Box, Picture, draw_inline
from outhaul.charts.two_fans import two_fans
from outhaul.documents.pages import Drawn
from outhaul.engine.report import PlanReport

PICTURES: dict[str, Callable[[PlanReport, PlanReport, Box], Picture | None]] = {
    "figures": dumbbells,
    "cash": two_fans,
}


def draw_comparison(before: PlanReport, after: PlanReport) -> dict[str, Drawn]:
    """Return the pictures that two plans allow, by name."""
    found = {name: _both(make, before, after) for name, make in PICTURES.items()}
    return {name: drawn for name, drawn in found.items() if drawn}


def _both(
    make: Callable[[PlanReport, PlanReport, Box], Picture | None], before: PlanReport, after: PlanReport
) -> Drawn | None:
    wide, narrow = make(before, after, WIDE), make(before, after, NARROW)
    if wide is None or narrow is None:
        return None
    return Drawn(wide, _inline(wide), _inline(narrow, "-narrow"))


def _inline(picture: Picture, suffix: str = "") -> Markup:
    return Markup(draw_inline(picture, suffix))  # noqa: S704 -- drawn here; all words in it are escaped
