"""Somebody who is faster than the page: it shows, and its scripts are still on their way."""

import pytest
from playwright.sync_api import Route, expect

from tests.web.journey import steps
from tests.web.journey.conftest import OpenPage
from tests.web.journey.installation import Installation

pytestmark = pytest.mark.browser


SCRIPT = "**/htmx-2.min*.js"


def test_what_is_answered_before_the_scripts_have_come_is_kept(
    installation: Installation, somebody: OpenPage
) -> None:
    page = somebody()
    home = steps.sign_up(page, installation.address, "Sloane", "Sloane's Bakery")
    held: list[Route] = []
    page.route(SCRIPT, lambda route: held.append(route))  # noqa: PLW0108 -- it marks a function
    page.goto(f"{home}business/", wait_until="commit")
    page.get_by_label("How many of you are there?", exact=True).fill("4")
    page.keyboard.press("Tab")
    expect(page.get_by_label("How much may be tied up?", exact=True)).to_be_visible()
    assert len(held) == 1
    with page.expect_response("**/field/**") as answered:
        held.pop().continue_()
    assert answered.value.status == 200
    page.unroute(SCRIPT)
    page.reload()
    expect(page.get_by_label("How many of you are there?", exact=True)).to_have_value("4")
