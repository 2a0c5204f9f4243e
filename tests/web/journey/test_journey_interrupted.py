"""The power goes while a plan is being made."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.web.journey import steps
from tests.web.journey.conftest import OpenPage
from tests.web.journey.installation import Installation

pytestmark = pytest.mark.browser


def test_a_plan_comes_although_server_and_worker_were_killed_in_the_middle(
    installation: Installation, somebody: OpenPage, small: Path
) -> None:
    page = somebody()
    home = steps.sign_up(page, installation.address, "Kate", "Kate's Bakery")
    steps.bring_in(page, home, small)
    page.goto(f"{home}plan/")
    page.get_by_role("button", name="Make the plan").click()
    expect(page.get_by_role("progressbar")).not_to_have_attribute("value", "0", timeout=steps.A_PLAN)
    page.goto("about:blank")
    installation.kill()
    assert installation.states_of_jobs()[-1] == "running"

    installation.start()
    page.goto(f"{home}plan/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 of 1 process frees", timeout=steps.A_PLAN)
    installation.wait_for_job("done")
