"""The pages in a real browser: readable by everybody, on every width, with nothing blocked."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from outhaul.documents import plan_html
from outhaul.engine.report import PlanReport
from tests.web.readable import (
    ALL_LOOKS,
    NARROWEST,
    Look,
    Scheme,
    at,
    faults,
    open_menus,
    violations,
    width_of,
)

pytestmark = pytest.mark.browser
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


def refused(request: Request) -> list[str]:
    """What could not be loaded; what the browser itself gave up when it went on is nothing to complain of."""
    return [] if request.failure == "net::ERR_ABORTED" else [f"{request.url}: {request.failure}"]


@pytest.mark.parametrize(
    ("place", "looks"),
    [("", (*ALL_LOOKS, (NARROWEST, "light"))), ("plan/", ALL_LOOKS), ("plans/", ALL_LOOKS)],
)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    browser: Browser, server: str, place: str, looks: Sequence[Look]
) -> None:
    widths = (NARROWEST, 375, 1280)
    with entered(browser, server, NARROWEST, place) as page:
        assert [width_of(at(page, width)) for width in widths] == [*widths]
        open_menus(page)
        assert [width_of(at(page, width)) for width in widths] == [*widths]
        assert faults(page, looks) == []


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
        expect(page.locator("#main")).to_be_focused()


@pytest.mark.parametrize(("width", "scheme"), [(375, "dark"), (1280, "light")])
def test_the_file_stands_alone_and_is_readable_too(
    browser: Browser, plan: PlanReport, tmp_path: Path, width: int, scheme: Scheme
) -> None:
    file = tmp_path / "plan.html"
    file.write_text(plan_html.render(plan), encoding="utf-8")
    with opened(browser, file.as_uri(), width, color_scheme=scheme, offline=True) as page:
        assert violations(page) == []
        assert width_of(page) == width
