"""Every page of running work, of pay, of the review and of the portal: for everybody, on phone and laptop."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import get_resolver
from playwright.sync_api import Browser

from outhaul.apps.delivery.domain.tasks import add_task, move_task
from outhaul.apps.people.models import User
from outhaul.engine.report import PlanReport
from tests.delivery_made import running
from tests.people import People
from tests.web.arguments import Arguments, routes
from tests.web.readable import faults, open_menus
from tests.web.served import served, sign_in

__all__ = ["served"]
pytestmark = pytest.mark.browser
OF_THE_CLIENT = tuple(f"b/<slug:business>/{part}/" for part in ("run", "pay", "review"))
OF_ONESELF = ("inbox/", "portal/")
OK = 200


def pages(everything: Arguments, user: User, *beginnings: str) -> Iterator[str]:
    """Give the address of each page below `beginnings` that somebody may read."""
    client = Client()
    client.force_login(user)
    for route in routes(get_resolver().url_patterns):
        if not route.is_named or not route.path.startswith(beginnings):
            continue
        address = everything.address(route)
        answer = client.get(address)
        if answer.status_code == OK and answer.headers["Content-Type"].startswith("text/html"):
            yield address


def test_every_page_is_for_everybody(served: str, people: People, plan: PlanReport, browser: Browser) -> None:
    everything = Arguments.of(people, plan)
    olivia, ana = people.olivia.user, everything.assignment.user
    found, seen = {}, 0
    for user, beginnings in ((olivia, (*OF_THE_CLIENT, "inbox/")), (ana, OF_ONESELF)):
        page = browser.new_context().new_page()
        sign_in(page, served, user)
        for address in list(pages(everything, user, *beginnings)):
            seen += 1
            page.goto(f"{served}{address}")
            if wrong := faults(open_menus(page)):
                found[address] = wrong
        page.context.close()
    assert found == {}
    assert seen > 40


def test_a_line_of_the_own_board_is_dragged_by_its_grip_and_stays_there(
    served: str, people: People, browser: Browser
) -> None:
    ana = running(people)
    lines = [add_task(ana, title=title) for title in ("Book the bank", "Ask for receipts")]
    move_task(ana, lines[1], column="doing")
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    sign_in(page, served, ana.user)
    page.goto(f"{served}/portal/{ana.engagement.key}/board/")
    page.locator(".tasks li", has_text="Book the bank").locator(".grip").hover()
    page.mouse.down()
    above = page.locator(".tasks li", has_text="Ask for receipts").bounding_box()
    assert above is not None
    page.mouse.move(above["x"] + 20, above["y"] + 2, steps=5)
    with page.expect_navigation():
        page.mouse.up()
    doing = page.locator("ol[data-column=doing] li p:first-of-type").all_inner_texts()
    page.context.close()
    assert [text.strip() for text in doing] == ["Book the bank", "Ask for receipts"]
