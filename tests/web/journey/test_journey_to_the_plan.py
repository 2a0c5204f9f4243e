"""From an empty database to a chosen plan, in a real browser, against a real server with a real worker."""

import pytest
from playwright.sync_api import expect

from tests.web.journey import steps
from tests.web.journey.conftest import OpenPage
from tests.web.journey.installation import Installation

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "owner"), [(1280, "Olivia"), (375, "Orla")])
def test_ten_minutes_from_the_first_page_to_a_chosen_plan(
    installation: Installation, somebody: OpenPage, width: int, owner: str
) -> None:
    page = somebody(width)
    home = steps.sign_up(page, installation.address, owner, f"{owner}'s Bakery")
    page.get_by_role("link", name="Begin").click()
    steps.tell_business(page)
    page.get_by_role("link", name="Go on to your people").click()
    steps.tell_people(page)
    page.get_by_role("link", name="Go on to your work").click()
    steps.pick_work(page)
    steps.measure_work(page)
    page.get_by_role("link", name="Next: core or not").click()
    page.get_by_role("link", name="Go on with").click()
    steps.answer_core(page)
    page.get_by_role("link", name="Go on to the plan").click()
    page.get_by_role("button", name="Make the plan").click()
    steps.watch(page)

    page.get_by_role("link", name="Where from?").first.click()
    expect(page.get_by_role("dialog")).to_contain_text("Your hours freed")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Make it ours").click()
    expect(page.get_by_text(f"chosen by {owner}")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    headline = page.get_by_role("heading", level=1).inner_text()
    page.goto(home)
    expect(page.get_by_role("heading", level=1)).to_have_text(headline)
