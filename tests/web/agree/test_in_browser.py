"""On a phone: Ana signs through the link, and checks the signed file without sending it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request

from outhaul.apps.work.domain.letters import sign_address
from tests.people import People
from tests.signing_made import code_in, contractors, last_letter, olivia_signs, sent, token_in
from tests.web.served import served

__all__ = ["served"]
pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 375, "height": 800}, timezone_id="Asia/Manila")
    yield context.new_page()
    context.close()


def test_ana_signs_on_her_phone_and_checks_the_file(
    page: Page, served: str, people: People, tmp_path: Path
) -> None:
    statement = sent(people.olivia)
    olivia_signs(people, statement)
    page.goto(f"{served}/a/sign/{token_in(sign_address(contractors(statement)))}/")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Send me the code").click()
    page.locator("#sign").get_by_text("The code is on its way").wait_for()
    page.get_by_label("Code from the mail").fill(code_in(last_letter()))
    page.get_by_label("Type your name to sign").fill("Ana Reyes")
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Sign", exact=True).click()
    page.get_by_role("heading", level=1, name="Both sides have signed.").wait_for()
    with page.expect_download() as kept:
        page.get_by_role("link", name="PDF").click()
    kept.value.save_as(tmp_path / "signed.pdf")
    said = checked(page, served, tmp_path / "signed.pdf")
    assert said.startswith("Yes: this file was signed here")
    (tmp_path / "changed.pdf").write_bytes((tmp_path / "signed.pdf").read_bytes() + b" ")
    assert checked(page, served, tmp_path / "changed.pdf").startswith("No: this file")


def checked(page: Page, address: str, file: Path) -> str:
    """What the page says of a file of which it gets the fingerprint alone."""
    sent: list[Request] = []
    page.goto(f"{address}/verify/")
    page.on("request", lambda request: sent.append(request))  # noqa: PLW0108 -- Playwright marks what it calls
    page.get_by_label("The signed PDF").set_input_files(file)
    page.get_by_role("button", name="Check it").click()
    page.get_by_text("SHA-256 of the file").wait_for()
    posted = [request.post_data_buffer or b"" for request in sent if request.method == "POST"]
    assert [b"%PDF" in body for body in posted] == [False]
    return page.get_by_role("heading", level=1).inner_text()
