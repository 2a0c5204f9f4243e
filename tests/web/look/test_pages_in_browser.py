"""The overview, sharing, the door and the styleguide in a real browser: for everybody, on every width."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django import Settings

from tests.web.readable import LOOKS, NARROWEST, at, faults, open_menus, width_of
from tests.web.served import served

__all__ = ["served"]
pytestmark = pytest.mark.browser
NARROW_TOO = (*LOOKS, (NARROWEST, "light"))


@pytest.fixture
def door(served: str, settings: Settings) -> str:
    """The address of an installation with debugging on and nobody in it."""
    settings.DEBUG = True
    return served


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context()
    yield context
    context.close()


def share_page(context: BrowserContext, server: str) -> Page:
    """Olivia's page of the links to her plan, with a link just made."""
    page = context.new_page()
    page.goto(server)
    page.get_by_role("link", name="Print or share").click()
    page.get_by_label("Whom is it for?").fill("the bank")
    page.get_by_role("button", name="Make a link").click()
    page.locator("#new-link").wait_for()
    return page


@pytest.mark.parametrize("path", ["/", "/styleguide/", "/s/nothing/"])
def test_axe_finds_nothing_before_the_door_and_nothing_scrolls_sideways(
    context: BrowserContext, door: str, path: str
) -> None:
    page = context.new_page()
    page.goto(f"{door}{path}")
    assert faults(page) == []
    assert width_of(at(page, NARROWEST)) == NARROWEST


def test_sharing_is_for_everybody(context: BrowserContext, server: str) -> None:
    page = share_page(context, server)
    link = page.locator("#new-link").input_value()
    assert faults(open_menus(page), NARROW_TOO) == []
    page.goto(link)
    assert faults(page, NARROW_TOO) == []


def test_a_link_is_made_copied_and_taken_back_in_place(context: BrowserContext, server: str) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = share_page(context, server)
    answer = page.locator("#answer")
    before = answer.inner_text()
    page.get_by_role("button", name="Copy").click()
    page.get_by_role("button", name="Copied").wait_for()
    link = page.evaluate("navigator.clipboard.readText()")
    assert (link, page.evaluate("document.activeElement.id")) == (
        page.locator("#new-link").input_value(),
        "new-link",
    )
    page.locator("summary", has_text="Take back").first.click()
    page.get_by_role("button", name="Take it back").first.click()
    page.get_by_text("The link for the bank opens nothing any more.").wait_for()
    expect(answer).not_to_have_text(before)
    visitor = context.browser
    assert visitor is not None
    stranger = visitor.new_page()
    assert stranger.goto(link).status == 404  # type: ignore[union-attr] # a page that was answered
    stranger.close()


def test_a_link_is_made_without_script(browser: Browser, server: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = share_page(context, server)
    assert page.locator("#new-link").input_value().startswith(f"{server}/s/")
    assert page.get_by_role("button", name="Copy").count() == 0
    context.close()


def test_where_one_is_stays_in_view_on_a_phone(context: BrowserContext, server: str) -> None:
    page = at(context.new_page(), 320, "light")
    page.goto(server)
    page.goto(f"{page.url}plan/")
    seen = page.locator(".steps [aria-current]").bounding_box()
    assert seen is not None
    assert (seen["x"] >= 0, seen["x"] + seen["width"] <= 320) == (True, True)


def test_the_overview_needs_little_to_be_loaded(context: BrowserContext, server: str) -> None:
    page = context.new_page()
    sizes: list[int] = []
    page.on("requestfinished", lambda request: sizes.append(request.sizes()["responseBodySize"]))
    page.goto(server, wait_until="networkidle")
    assert 0 < sum(sizes) < 200_000


@pytest.mark.parametrize(
    "path",
    [
        "what-if/",
        "what-if/new/?table=processes&entry=books&field=pin&value=keep",
        "compare/",
        "policy/",
        "assumptions/",
        "tools/",
        "quotes/",
        "audit/",
        "members/",
    ],
)
def test_the_pages_beside_the_way_are_for_everybody(context: BrowserContext, server: str, path: str) -> None:
    page = context.new_page()
    page.goto(server)
    home = page.url
    page.goto(f"{home}{path}")
    assert faults(open_menus(page)) == []


@pytest.mark.parametrize("width", [720, 1030, 1280])
def test_the_journeys_never_lie_under_the_search_in_german_either(
    browser: Browser, server: str, width: int
) -> None:
    context = browser.new_context(locale="de-DE", viewport={"width": width, "height": 600})
    page = context.new_page()
    page.goto(server)
    journeys, aside = (page.locator(one).bounding_box() for one in (".journeys ul", ".top .aside"))
    context.close()
    assert journeys is not None
    assert aside is not None
    is_below = journeys["y"] >= aside["y"] + aside["height"]
    assert is_below or journeys["x"] + journeys["width"] <= aside["x"]
