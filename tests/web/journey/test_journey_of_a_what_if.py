"""A whole what-if in a real browser, from an idea to the business's own plan; readable on every width."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.web.journey import steps
from tests.web.journey.conftest import OpenPage
from tests.web.journey.installation import Installation
from tests.web.readable import faults, open_menus

pytestmark = pytest.mark.browser

SMALL = """
[business]
name = "Harbour Bakery"
country = "US"
currency = "USD"
time_zone = "America/New_York"
languages = { en = "C2" }
capital_budget = 5000
[[managers]]
id = "marco"
name = "Marco"
free_hours_per_month = 30
cost_per_hour = 42
[[processes]]
id = "books"
occupation = "bookkeeping"
pin = "keep"
"""


@pytest.fixture
def bakery(tmp_path: Path) -> Path:
    """The bakery with so little work that a plan is made in a moment."""
    path = tmp_path / "bakery.toml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def test_a_what_if_from_an_idea_to_the_own_plan(
    installation: Installation, somebody: OpenPage, bakery: Path
) -> None:
    page = somebody()
    home = steps.sign_up(page, installation.address, "Wanda", "Harbour Bakery")
    steps.bring_in(page, home, bakery)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(f"{home}what-if/")
    page.get_by_role("link", name="What if Marco had 10 hours more?").click()
    page.get_by_role("button", name="Try it").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(
        "No process is decided otherwise", timeout=steps.A_PLAN
    )

    page.get_by_text("Change something else, too").click()
    page.get_by_label("Find anything that the plan rests on").press_sequentially("books hours")
    page.locator("#what-if-hits").get_by_role("link", name="Bookkeeping: Hours", exact=True).click()
    page.get_by_role("textbox", name="Hours", exact=True).fill("60")
    at_once = page.locator("#what-if-live")
    expect(at_once).to_contain_text("True cost a month", timeout=steps.A_PLAN)
    page.get_by_role("button", name="Try it").click()
    expect(page.get_by_role("row", name="True cost a month")).to_contain_text("more", timeout=steps.A_PLAN)

    page.get_by_role("button", name="Make this ours").click()
    expect(page.get_by_text("This is the plan of the business, chosen by Wanda")).to_be_visible()
    page.get_by_role("button", name="Take these changes over").click()
    expect(page.get_by_text("2 changes were taken over.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("The business says again what it said before.")).to_be_visible()
    assert complaints == []

    where = page.url.removeprefix(home)
    for path in (
        "what-if/",
        "what-if/new/",
        "what-if/new/?table=business&entry=business&field=languages",
        "what-if/new/?table=processes&entry=books&field=answers",
        "what-if/new/?table=policy&entry=policy&field=risk_weight&value=7",
        where,
        "compare/",
    ):
        page.goto(f"{home}{path}")
        open_menus(page)
        assert (path, faults(page)) == (path, [])


def test_a_what_if_needs_no_script(
    browser: Browser, installation: Installation, somebody: OpenPage, bakery: Path
) -> None:
    signed_in = somebody(375)
    home = steps.sign_up(signed_in, installation.address, "Wim", "Harbour Bakery")
    steps.bring_in(signed_in, home, bakery)
    context = browser.new_context(
        viewport={"width": 375, "height": 800},
        java_script_enabled=False,
        storage_state=signed_in.context.storage_state(),
    )
    page = context.new_page()
    page.goto(f"{home}what-if/new/?q=interest")
    page.get_by_role("link", name="Yearly interest").click()
    page.get_by_label("Yearly interest").first.fill("12 %")
    with page.expect_navigation():
        page.get_by_role("button", name="Try it").click()
    for _ in range(steps.A_PLAN // 500):
        again = page.get_by_role("link", name="Look again")
        if not again.count():
            break
        page.wait_for_timeout(500)
        with page.expect_navigation():
            again.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("No process is decided otherwise")
    context.close()
