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
ALIKE = """() => {
    const styles = ["color", "fontSize", "fontWeight", "textShadow", "backgroundColor", "backgroundImage",
                    "opacity", "filter", "position", "clipPath", "overflow"];
    const looks = new Map(), numbers = new Map(), seen = new Map();
    const look = element => {
        if (!element) return 0;
        if (!looks.has(element)) {
            const style = getComputedStyle(element);
            const key = [look(element.parentElement), ...styles.map(name => style[name])].join("|");
            if (!numbers.has(key)) numbers.set(key, numbers.size + 1);
            looks.set(element, numbers.get(key));
        }
        return looks.get(element);
    };
    const isRead = element => element.checkVisibility({visibilityProperty: true})
        && !element.closest(":disabled, [aria-disabled=true], label, [inert]")
        && [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim().length > 3);
    for (const element of document.querySelectorAll("[data-alike]")) delete element.dataset.alike;
    for (const element of document.body.querySelectorAll("*")) {
        if (!isRead(element)) continue;
        const before = seen.get(look(element)) || 0;
        seen.set(look(element), before + 1);
        if (before >= 3) element.dataset.alike = "";
    }
    axe.configure({rules: [{id: "color-contrast", selector: ":not([data-alike])"}]});
}"""
"""Of texts with the same colours, sizes and grounds, up to the root, let axe reckon the contrast of three.

That of each line of a long table takes it longer than all its other rules together.
"""


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
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    page.evaluate(ALIKE)
    found = Axe("0").run(page, options={"resultTypes": ["violations"]})
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
