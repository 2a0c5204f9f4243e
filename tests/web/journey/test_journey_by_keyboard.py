"""The whole way to a chosen plan with nothing but a keyboard."""

import pytest
from playwright.sync_api import Page, expect

from tests.web.journey import steps
from tests.web.journey.conftest import OpenPage
from tests.web.journey.installation import Installation

pytestmark = pytest.mark.browser
FAR = 120
"""Presses of Tab after which a control counts as out of reach."""
NAME = """() => {
  const at = document.activeElement;
  const words = at.labels?.length ? at.labels[0].innerText : at.getAttribute("aria-label") ?? at.innerText;
  return (words ?? "").replace(/\\s+/g, " ").trim();
}"""
"""What a person hears or reads of the control that has the focus."""


def test_a_plan_is_reached_and_chosen_by_keyboard_alone(
    installation: Installation, somebody: OpenPage
) -> None:
    page = somebody()
    page.goto(installation.address)
    press(page, "Make an account")
    write(page, "Your name", "Keira")
    write(page, "E-mail address", "keira@example.org")
    write(page, "Password", steps.PASSWORD)
    press(page, "Make the account")
    write(page, "What is your business called?", "Keira's Bakery")
    press(page, "Go on")

    skip(page)
    press(page, "Begin")
    skip(page)
    tell(page, "Where is it?", "Ireland")
    tell(page, "How much may be tied up?", "6000")
    back_to(page, "Go on to your people")
    skip(page)
    tell(page, "Free for managing", "25")
    tell(page, "An hour costs", "50")
    back_to(page, "Go on to your work")

    press(page, "Pick from the catalogue")
    write(page, "Search the catalogue", "bookkeeping")
    expect(page.locator(".offer")).to_have_count(2)
    reach(page, "Bookkeeping", whole=False)
    page.keyboard.press("Space")
    press(page, "Add what is ticked")
    skip(page)
    press(page, "Bookkeeping")
    skip(page)
    tell(page, "Hours", "60")
    tell(page, "Of these the owner works", "50")
    back_to(page, "Your work")
    press(page, "Next: core or not")
    press(page, "Go on with Bookkeeping")
    press(page, "The rest is right, too: go on")
    press(page, "Go on to the plan")
    press(page, "Make the plan")
    steps.watch(page, "1 of 1 process frees")
    skip(page)
    press(page, "Make it ours")
    expect(page.get_by_text("chosen by Keira")).to_be_visible()


def skip(page: Page) -> None:
    """Come to a new page and skip what stands above its answer."""
    reach(page, "Skip to the answer")
    page.keyboard.press("Enter")


def press(page: Page, name: str) -> None:
    """Reach a link or a button, and press it."""
    reach(page, name)
    enter(page)


def enter(page: Page) -> None:
    """Press Enter, and come to the page that it leads to."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def write(page: Page, label: str, value: str) -> None:
    """Reach a control and type into it, in place of what it holds."""
    reach(page, label)
    page.keyboard.press("Control+A")
    page.keyboard.type(value)


def tell(page: Page, label: str, value: str) -> None:
    """Answer a field, leave it, and wait until it is kept."""
    write(page, label, value)
    with page.expect_response("**/field/**"):
        page.keyboard.press("Tab")


def back_to(page: Page, name: str) -> None:
    """Go back up a page to a link, and press it."""
    reach(page, name, key="Shift+Tab")
    enter(page)


def reach(page: Page, name: str, *, key: str = "Tab", whole: bool = True) -> None:
    """Press a key until the control called `name` has the focus, as everybody can see."""
    heard: list[str] = []
    for _ in range(FAR):
        page.keyboard.press(key)
        heard.append(page.evaluate(NAME))
        if heard[-1] == name or (not whole and heard[-1].startswith(name)):
            break
    else:
        pytest.fail(f"{name!r} is out of reach: {heard}")
    ring = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert (name, ring) != (name, "none")
