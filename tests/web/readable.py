"""Whether everybody can read a page in a real browser: what axe finds, and what sticks out of the window."""

from collections.abc import Sequence
from typing import Literal

from axe_playwright_python.base import AXE_SCRIPT
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

Scheme = Literal["light", "dark"]
Look = tuple[int, Scheme]
"""Width of the window in pixels, and whether it is day or night."""
LOOKS: Sequence[Look] = ((375, "dark"), (1280, "light"))
"""Every colour of text is reckoned for both schemes in look/test_styleguide.py."""
ALL_LOOKS: Sequence[Look] = (*LOOKS, (375, "light"), (1280, "dark"))
NARROWEST = 320


def faults(page: Page, looks: Sequence[Look] = LOOKS) -> list[tuple[int, Scheme, object]]:
    """Return what axe finds at each look, and how wide the page is where it has to be scrolled sideways.

    The page is loaded once: its window becomes wider and narrower, as when somebody turns a tablet.
    """
    found: list[tuple[int, Scheme, object]] = []
    for width, scheme in looks:
        at(page, width, scheme)
        found += [(width, scheme, fault) for fault in violations(page)]
        wide = width_of(page)
        found += [(width, scheme, wide)] if wide != width else []
    return found


def violations(page: Page) -> list[tuple[str, str]]:
    """Run axe, without the thousands of marks in drawings: to a screen reader each is one picture."""
    page.evaluate("document.querySelectorAll('figure svg > g').forEach(marks => marks.remove())")
    script = "0" if page.evaluate("'axe' in window") else AXE_SCRIPT
    found = Axe(script).run(page, options={"resultTypes": ["violations"]})
    return [(rule["id"], rule["nodes"][0]["html"]) for rule in found.response["violations"]]


def at(page: Page, width: int, scheme: Scheme = "light") -> Page:
    page.set_viewport_size(ViewportSize(width=width, height=800))
    page.emulate_media(color_scheme=scheme)
    return page


def width_of(page: Page) -> int:
    """Return how wide the page is, with what can only be reached by scrolling sideways."""
    return int(page.evaluate("document.documentElement.scrollWidth"))


def open_menus(page: Page) -> Page:
    page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
    return page
