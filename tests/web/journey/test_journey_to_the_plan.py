"""From an empty database to a chosen plan, in a real browser, against a real server with a real worker."""

import pytest
from playwright.sync_api import Page, expect

from tests.web.journey.conftest import OpenPage
from tests.web.journey.installation import Installation
from tests.web.journey.steps import pick_work, sign_up, tell_business, tell_people, watch

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "owner"), [(1280, "Olivia"), (375, "Orla")])
def test_ten_minutes_from_the_first_page_to_a_chosen_plan(
    installation: Installation, somebody: OpenPage, width: int, owner: str
) -> None:
    page = somebody(width)
    home = sign_up(page, installation.address, owner, f"{owner}'s Bakery")
    page.get_by_role("link", name="Begin").click()
    tell_business(page)
    page.get_by_role("link", name="Go on to your people").click()
    tell_people(page)
    page.get_by_role("link", name="Go on to your work").click()
    pick_work(page)
    page.get_by_role("link", name="Next: core or not").click()
    page.get_by_role("link", name="Go on with").click()
    answer_core(page)
    page.get_by_role("link", name="Go on to the plan").click()
    page.get_by_role("button", name="Make the plan").click()
    watch(page)
    page.get_by_role("button", name="Make it ours").click()
    expect(page.get_by_text(f"chosen by {owner}")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    headline = page.get_by_role("heading", level=1).inner_text()
    page.goto(home)
    expect(page.get_by_role("heading", level=1)).to_have_text(headline)


def answer_core(page: Page) -> None:
    """Answer one question, and agree with the catalogue on the rest of all three processes."""
    notice = page.get_by_role("group", name="Would customers notice")
    notice.get_by_label("nobody would notice").check()
    expect(page.locator("#note-C1")).to_have_text("answered")
    for _ in range(3):
        page.get_by_role("button", name="The rest is right, too: go on").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("3 of 3 processes looked at")
