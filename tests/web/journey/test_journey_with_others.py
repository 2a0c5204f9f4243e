"""A what-if chosen and shared with somebody outside; an adviser with two businesses."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.web.journey import steps
from tests.web.journey.conftest import OpenPage
from tests.web.journey.installation import Installation

pytestmark = pytest.mark.browser


def test_a_what_if_becomes_the_plan_and_the_bank_reads_it_until_the_link_is_taken_back(
    installation: Installation, somebody: OpenPage, kept: Path
) -> None:
    page = somebody()
    home = steps.sign_up(page, installation.address, "Oonagh", "Orla's Bakery")
    steps.bring_in(page, home, kept)
    page.goto(f"{home}plan/")
    page.get_by_role("button", name="Make the plan").click()
    steps.watch(page, "Keep the one process")

    page.get_by_role("link", name="What if …?").click()
    page.get_by_role("link", name="What if Orla had 10 hours more?").click()
    page.get_by_role("button", name="Try it").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(
        "No process is decided otherwise", timeout=steps.A_PLAN
    )
    page.get_by_role("button", name="Make this ours").click()
    expect(page.get_by_text("This is the plan of the business, chosen by Oonagh")).to_be_visible()

    page.goto(home)
    page.get_by_role("link", name="Print or share").click()
    page.get_by_label("Whom is it for?").fill("the bank")
    page.get_by_role("button", name="Make a link").click()
    link = page.locator("#new-link").input_value()

    banker = somebody(375)
    banker.goto(link)
    expect(banker.get_by_role("banner")).to_contain_text("A plan of Orla's Bakery")
    expect(banker.get_by_role("heading", level=1)).to_contain_text("Keep the one process")
    banker.goto(home)
    assert "/account/login/" in banker.url

    page.locator("summary", has_text="Take back").click()
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("0 links open this plan")
    banker.goto(link)
    expect(banker.get_by_role("heading", level=1)).to_have_text("This link opens nothing.")


def test_an_adviser_switches_between_the_businesses_of_two_owners(
    installation: Installation, somebody: OpenPage
) -> None:
    adviser = somebody()
    owners = {name: somebody() for name in ("Una", "Ida")}
    homes: dict[str, str] = {}
    for name, page in owners.items():
        homes[name] = steps.sign_up(page, installation.address, name, f"{name}'s Shop")
        page.goto(f"{homes[name]}members/")
        page.get_by_label("E-mail address").fill(steps.email_of("Ada"))
        page.get_by_label("Viewer").check()
        page.get_by_role("button", name="Send the invitation").click()
        adviser.goto(page.locator("#link").input_value())
        if name == "Una":
            adviser.get_by_role("link", name="Make an account").click()
            steps.introduce(adviser, "Ada")
        adviser.get_by_role("button", name="Join as Ada").click()
        expect(adviser.locator(".answer-first .kicker")).to_have_text(f"{name}'s Shop")

    adviser.locator("header.top summary", has_text="Ida's Shop").click()
    adviser.get_by_role("link", name="Una's Shop").click()
    assert adviser.url == homes["Una"]
    expect(adviser.get_by_text("An owner or a manager of the business does this.")).to_be_visible()
    assert adviser.get_by_role("link", name="Begin").count() == 0
    assert owners["Ida"].goto(homes["Una"]).status == 404  # type: ignore[union-attr] # it was answered
