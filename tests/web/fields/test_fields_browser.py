"""The pages of the business file in a real browser: readable by everybody, told by keyboard alone."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.readable import faults, violations

pytestmark = pytest.mark.browser
PAGES = ("business", "people", "tools", "quotes", "policy", "assumptions")


@contextmanager
def business_of(browser: Browser, server: str) -> Iterator[tuple[Page, str]]:
    """A page in the demo, and the address of its business."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(server)
    home = page.get_by_role("link", name="Business", exact=True).get_attribute("href") or ""
    yield page, f"{server}{home.removesuffix('business/')}"
    context.close()


def test_axe_finds_nothing_and_nothing_sticks_out(browser: Browser, server: str) -> None:
    with business_of(browser, server) as (page, address):
        for name in PAGES:
            page.goto(f"{address}{name}/")
            page.evaluate("document.querySelectorAll('main details').forEach(details => details.open = true)")
            assert (name, faults(page)) == (name, [])


def test_a_field_is_told_mended_and_taken_back_by_keyboard_alone(browser: Browser, server: str) -> None:
    with business_of(browser, server) as (page, address):
        page.goto(f"{address}business/")
        budget = page.get_by_label("How much may be tied up?")
        row = page.locator("#business-business-capital_budget-row")
        budget.focus()
        page.keyboard.press("Control+A")
        page.keyboard.type("12.500,5")
        page.keyboard.press("Tab")
        expect(row.locator(".wrong")).to_contain_text("can be read in more than one way")
        assert violations(page) == []
        expect(page.get_by_label("What is an hour of yours worth?")).to_be_focused()
        page.keyboard.press("Shift+Tab")
        page.keyboard.type("12500")
        page.keyboard.press("Enter")
        expect(page.locator("#said")).to_have_text("How much may be tied up: saved.")
        expect(budget).to_have_value("12,500")
        expect(budget).to_be_focused()
        page.keyboard.press("Tab")
        expect(row.get_by_role("button", name="Undo")).to_be_focused()
        page.keyboard.press("Enter")
        expect(budget).to_have_value("8,000")


def test_times_are_saved_when_one_leaves_them_and_the_dial_follows(browser: Browser, server: str) -> None:
    with business_of(browser, server) as (page, address):
        page.goto(f"{address}business/")
        page.get_by_label("from", exact=True).fill("08:00")
        page.get_by_label("How many of you are there?").focus()
        expect(page.get_by_role("img", name="9 working hours on a dial of 24")).to_be_visible()
        page.locator("#business-business-working_hours-row").get_by_role("button", name="Undo").click()
        expect(page.get_by_role("img", name="8 working hours on a dial of 24")).to_be_visible()


def test_a_slider_moves_the_number_that_is_saved(browser: Browser, server: str) -> None:
    with business_of(browser, server) as (page, address):
        page.goto(f"{address}policy/")
        number = page.get_by_role("textbox", name="How careful?")
        page.get_by_role("slider", name="How careful?").focus()
        page.keyboard.press("ArrowRight")
        expect(number).to_have_value("31")
        row = page.locator("#policy-policy-risk_weight-row")
        expect(row.locator(".saved")).to_contain_text("Saved.")
        row.get_by_role("button", name="Undo").click()
        expect(number).to_have_value("30")
