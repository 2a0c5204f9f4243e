"""The search by keyboard alone, in a real browser: "/" opens it, arrows and Enter go on, Escape goes back."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser, server: str) -> Iterator[Page]:
    """The work of the bakery."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(server)
    page.goto(f"{page.url.split('?')[0].rstrip('/')}/work/")
    yield page
    context.close()


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent.trim() || document.activeElement.id"))


def open_find(page: Page) -> None:
    page.keyboard.press("/")
    page.wait_for_url("**/find/")
    expect(page.locator("#find-here")).to_be_focused()


def test_slash_opens_it_and_escape_leads_back(page: Page) -> None:
    came_from = page.url
    open_find(page)
    page.keyboard.type("book")
    page.get_by_role("heading", level=1, name="called book").wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/find/?q=book")
    page.keyboard.press("Escape")
    page.wait_for_url(came_from)


def test_arrows_and_enter_go_to_a_thing(page: Page) -> None:
    open_find(page)
    page.keyboard.type("ma")
    page.get_by_role("heading", level=1, name="called ma").wait_for()
    links = page.locator("ul.found a")
    names = [text.strip() for text in links.all_inner_texts()]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert focused(page) == names[1]
    page.keyboard.press("ArrowUp")
    assert focused(page) == names[0]
    page.keyboard.press("ArrowUp")
    assert focused(page) == "find-here"
    page.keyboard.press("ArrowDown")
    target = str(links.first.evaluate("link => link.href"))
    page.keyboard.press("Enter")
    page.wait_for_url(target)


def test_while_one_writes_a_slash_is_a_slash(page: Page) -> None:
    open_find(page)
    page.keyboard.type("a/b")
    expect(page.locator("#find-here")).to_have_value("a/b")


def test_who_switched_the_key_off_stays_where_they_are(page: Page) -> None:
    work = page.url
    open_find(page)
    page.get_by_role("checkbox").uncheck()
    page.goto(work)
    page.keyboard.press("/")
    page.keyboard.press("Tab")
    assert page.url == work
