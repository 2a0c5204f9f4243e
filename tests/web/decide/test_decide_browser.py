"""Work and questionnaire in a real browser: by keyboard, while one types, on every width."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.readable import faults

pytestmark = pytest.mark.browser


def opened(browser: Browser, server: str, path: str) -> Page:
    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    page.goto(server)
    page.goto(page.url.rstrip("/") + path)
    return page


def test_a_question_is_answered_with_the_keyboard_alone(browser: Browser, server: str) -> None:
    page = opened(browser, server, "/core/delivery/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # skip to the answer
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "G2":
            break
    assert page.evaluate("document.activeElement.name") == "G2"
    for _ in range(5):
        if page.evaluate("document.activeElement.value") == "4":
            break
        page.keyboard.press("ArrowRight")
    expect(page.locator(".verdict-panel h2")).to_have_text("It stays: the law keeps it with your own people.")
    expect(page.locator("#spoken")).to_have_text("Saved. It stays: the law keeps it with your own people.")
    expect(page.locator("#note-G2")).to_have_text("answered")
    assert page.evaluate("[document.activeElement.name, document.activeElement.value]") == ["G2", "4"]
    page.reload()
    expect(page.locator("input[name=G2][value='4']")).to_be_checked()
    page.context.close()


def test_the_catalogue_follows_what_is_typed_and_keeps_what_is_ticked(browser: Browser, server: str) -> None:
    page = opened(browser, server, "/work/add/")
    page.get_by_label("Bookkeeping", exact=False).first.check()
    page.get_by_label("Search the catalogue").press_sequentially("newsl")
    expect(page.locator("#catalogue input[name=pick]")).to_have_count(2)
    expect(page.locator("#catalogue input[value=bookkeeping]")).to_be_checked()
    page.context.close()


def test_everyday_words_are_matched_as_one_types(browser: Browser, server: str) -> None:
    page = opened(browser, server, "/work/add/")
    page.get_by_label("What is done, in your own words?").press_sequentially("web shop")
    expect(page.locator("#meant input[type=radio]").first).to_be_checked()
    expect(page.locator("#meant .choice").first).to_contain_text("Online Merchants")
    page.context.close()


def test_what_was_refused_is_where_one_goes_on(browser: Browser, server: str) -> None:
    page = opened(browser, server, "/work/add/")
    page.get_by_label("What is done, in your own words?").fill("answers the phone")
    expect(page.locator("#meant")).to_contain_text("Switchboard Operators")
    page.get_by_label("Hours a month, all people together").fill("a lot")
    page.get_by_role("button", name="Add this process").click()
    hours = page.get_by_label("Hours a month, all people together")
    expect(hours).to_be_focused()
    expect(hours).to_be_in_viewport()
    expect(page.locator("#hours_per_month-wrong")).to_have_text("“a lot” is not a number.")
    page.context.close()


@pytest.fixture(scope="module")
def reader(browser: Browser, server: str) -> Iterator[tuple[Page, str]]:
    """A page of somebody who only reads, and the address of the business."""
    page = opened(browser, server, "/")
    yield page, page.url.rstrip("/")
    page.context.close()


@pytest.mark.parametrize(
    "path",
    [
        "/work/",
        "/work/add/?words=books&q=pay",
        "/work/paste/",
        "/work/file/",
        "/work/books/edit/",
        "/core/",
        "/core/social-media/",
        "/core/books/second/",
    ],
)
def test_axe_finds_nothing_and_nothing_runs_over(reader: tuple[Page, str], path: str) -> None:
    page, home = reader
    page.goto(f"{home}{path}")
    assert faults(page) == []


def test_clicking_what_the_catalogue_has_ticked_counts_as_answered(browser: Browser, server: str) -> None:
    page = opened(browser, server, "/core/newsletter/")
    label = page.locator(".anchor-borrowed:has(:checked)").first
    key = label.locator("input").get_attribute("name")
    expect(page.locator(f"#note-{key}")).to_have_text("from the catalogue")
    label.click()
    expect(page.locator(f"#note-{key}")).to_have_text("answered")
    page.context.close()
