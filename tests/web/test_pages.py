"""The pages in a real browser: readable by everybody, on every width, with nothing blocked."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request

from outhaul.documents import plan_html
from outhaul.engine.report import PlanReport

pytestmark = pytest.mark.browser
Scheme = Literal["light", "dark"]
WIDTHS = (375, 1280)
PLACES = ("", "plan/")
"""Pages of the sample business that must always be in order; the journeys test their own beside these."""


@contextmanager
def opened(browser: Browser, address: str, width: int, **how: Any) -> Iterator[Page]:  # noqa: ANN401 -- Playwright's
    context = browser.new_context(viewport={"width": width, "height": 800}, **how)
    page = context.new_page()
    page.goto(address)
    yield page
    context.close()


@contextmanager
def entered(browser: Browser, server: str, width: int, place: str = "plan/", **how: Any) -> Iterator[Page]:  # noqa: ANN401
    """Come in at the front of the demo and go to a page of the sample business."""
    with opened(browser, server, width, **how) as page:
        page.goto(page.url + place)
        yield page


def violations(page: Page) -> list[tuple[str, str]]:
    """Run axe, without the thousands of marks in drawings: to a screen reader each is one picture."""
    page.evaluate("document.querySelectorAll('figure svg > g').forEach(marks => marks.remove())")
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    return [(rule["id"], rule["nodes"][0]["html"]) for rule in found.response["violations"]]


def refused(request: Request) -> list[str]:
    """What could not be loaded; what the browser itself gave up when it went on is nothing to complain of."""
    return [] if request.failure == "net::ERR_ABORTED" else [f"{request.url}: {request.failure}"]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("width", "scheme"), [(375, "light"), (1280, "dark")])
def test_axe_finds_nothing(browser: Browser, server: str, place: str, width: int, scheme: Scheme) -> None:
    with entered(browser, server, width, place, color_scheme=scheme) as page:
        page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
        assert violations(page) == []


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("width", [320, *WIDTHS])
def test_nothing_has_to_be_scrolled_sideways(browser: Browser, server: str, place: str, width: int) -> None:
    with entered(browser, server, width, place) as page:
        page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("place", [*PLACES, "nowhere"])
def test_the_browser_has_nothing_to_complain_of(browser: Browser, server: str, place: str) -> None:
    complaints: list[str] = []
    with opened(browser, server, 1280) as page:
        page.on("console", lambda message: complaints.append(message.text))
        page.on("requestfailed", lambda request: complaints.extend(refused(request)))
        page.goto(page.url + place)
    missing = ["Failed to load resource: the server responded with a status of 404 (Not Found)"]
    assert complaints == (missing if place == "nowhere" else [])


def test_the_page_needs_no_script(browser: Browser, server: str) -> None:
    with entered(browser, server, 1280, java_script_enabled=False) as page:
        page.get_by_text(re.compile(r"All \d+ assumptions")).click()
        assert page.get_by_role("heading", level=1).inner_text().startswith("Handing out 4 of 11 processes")
        assert page.get_by_role("row", name="learning time of a new contractor").is_visible()


def test_night_recolours_page_and_drawings(browser: Browser, server: str) -> None:
    seen = {}
    schemes: tuple[Scheme, ...] = ("light", "dark")
    for scheme in schemes:
        with entered(browser, server, 1280, color_scheme=scheme) as page:
            seen[scheme] = page.evaluate(
                "[getComputedStyle(document.body).backgroundColor,"
                " getComputedStyle(document.querySelector('.chart [fill=\"#1c2b33\"]')).fill]"
            )
    assert seen == {
        "light": ["rgb(251, 248, 241)", "rgb(28, 43, 51)"],
        "dark": ["rgb(17, 24, 29)", "rgb(236, 231, 219)"],
    }


def test_the_keyboard_reaches_the_answer_and_every_table(browser: Browser, server: str) -> None:
    with entered(browser, server, 1280) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to the answer"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize(("width", "scheme"), [(375, "dark"), (1280, "light")])
def test_the_file_stands_alone_and_is_readable_too(
    browser: Browser, plan: PlanReport, tmp_path: Path, width: int, scheme: Scheme
) -> None:
    file = tmp_path / "plan.html"
    file.write_text(plan_html.render(plan), encoding="utf-8")
    with opened(browser, file.as_uri(), width, color_scheme=scheme, offline=True) as page:
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == width
