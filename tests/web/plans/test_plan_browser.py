"""The plan's pages in a real browser: the panel, the map, paper; ../test_pages.py reads them with axe."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.web.readable import LOOKS, Scheme, violations

pytestmark = pytest.mark.browser


@contextmanager
def opened(
    browser: Browser,
    server: str,
    path: str,
    width: int,
    **how: Any,  # noqa: ANN401 -- Playwright's
) -> Iterator[Page]:
    """Open a page of the sample business."""
    context = browser.new_context(viewport={"width": width, "height": 900}, **how)
    page = context.new_page()
    page.goto(server)
    page.goto(page.url + path)
    yield page
    context.close()


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_a_figure_opens_beside_the_plan_and_closes_by_the_keyboard(
    browser: Browser, server: str, width: int, scheme: Scheme
) -> None:
    with opened(browser, server, "plan/", width, color_scheme=scheme) as page:
        link = page.locator(".key-figures .opens").first
        link.focus()
        page.keyboard.press("Enter")
        page.wait_for_selector("dialog[open] .origin")
        assert page.locator("#panel h2").inner_text() == "Your hours freed"
        assert violations(page) == []
        page.keyboard.press("Escape")
        expect(page.locator("dialog[open]")).to_have_count(0)
        expect(link).to_be_focused()


def test_without_a_script_a_figure_is_a_page_and_the_map_a_form(browser: Browser, server: str) -> None:
    with opened(browser, server, "plan/", 1280, java_script_enabled=False) as page:
        page.locator(".key-figures .opens").first.click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Where a figure comes from")
        page.go_back()
        page.get_by_label("Show the places for").select_option("books")
        page.get_by_role("button", name="Show").click()
        expect(page).to_have_url(re.compile(r"/map/\?process=books$"))
        expect(page.locator("option:checked")).to_have_text("Bookkeeping")


def test_the_map_of_a_process_comes_in_place(browser: Browser, server: str) -> None:
    with opened(browser, server, "plan/", 1280) as page:
        page.get_by_label("Show the places for").select_option("shop")
        page.wait_for_function("!document.querySelector('#map').textContent.includes('Bookkeeping')")
        assert page.locator("#map figcaption").count() == 1
        assert page.url.endswith("/plan/")


def test_on_paper_stands_the_plan_and_nothing_to_press(browser: Browser, server: str) -> None:
    with opened(browser, server, "plan/", 1280) as page:
        page.emulate_media(media="print")
        pressed = page.locator("button, select, .contents, .opens, .top, .foot")
        shown = [part.inner_text() for part in pressed.all() if part.is_visible()]
        assert shown == []
        assert page.locator("h1").is_visible()


def test_what_was_not_scrolled_to_is_printed_too(browser: Browser, server: str) -> None:
    with opened(browser, server, "plan/", 1280) as page:
        section = page.locator(".plan-body section.process").nth(1)
        words = " ".join(section.locator(".reasons li").first.inner_text().split())
        section.evaluate(
            "one => { one.innerHTML = ''; one.classList.add('later'); one.dataset.place = '2'; }"
        )
        printed = " ".join(
            " ".join(sheet.extract_text() for sheet in PdfReader(BytesIO(page.pdf())).pages).split()
        )
        assert words
        assert words in printed
