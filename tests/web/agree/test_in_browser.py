"""On a phone: Ana signs through the link, and checks the signed file without sending it."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request

from tests.web.conftest import started

START = """
import sys
from pathlib import Path
from outhaul.web.serve import prepare, serve

if __name__ == "__main__":
    sys.path.insert(0, {root!r})
    prepare()
    from outhaul.apps.planning.domain.sample import make_sample, sample_visit
    from outhaul.apps.work.domain.letters import sign_address
    from outhaul.apps.work.domain.signing import sign_for_business
    from outhaul.cli.demo import samples
    from outhaul.reference.tables import load
    from tests.signing_made import HERE, contractors, sent

    make_sample(samples(), reference=load())
    olivia = sample_visit()
    statement = sent(olivia)
    sign_for_business(olivia, statement, typed_name="Olivia", agrees=True, evidence=HERE)
    Path("link").write_text(sign_address(contractors(statement)).partition("/a/")[2])
    serve(int(sys.argv[1]), workers=1)
"""

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 375, "height": 800}, timezone_id="Asia/Manila")
    yield context.new_page()
    context.close()


def code_in_mail(folder: Path) -> str:
    """The newest code that was mailed to Ana; mail without a server is written into the data folder."""
    for _ in range(600):
        for letter in sorted((folder / "var/mail").glob("*"), key=lambda path: path.stat().st_mtime):
            found = re.search(r"^(\d{6})\s*$", letter.read_text(), re.MULTILINE)
            if found:
                return found[1]
        time.sleep(0.1)
    pytest.fail("no code came")


def test_ana_signs_on_her_phone_and_checks_the_file(page: Page, tmp_path: Path) -> None:
    (tmp_path / "start.py").write_text(START.format(root=str(Path(__file__).parents[3])))
    with started(tmp_path, "start.py", OUTHAUL_DEMO="true") as address:
        page.goto(f"{address}/a/{(tmp_path / 'link').read_text()}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.get_by_role("button", name="Send me the code").click()
        page.locator("#sign").get_by_text("The code is on its way").wait_for()
        page.get_by_label("Code from the mail").fill(code_in_mail(tmp_path))
        page.get_by_label("Type your name to sign").fill("Ana Reyes")
        page.get_by_role("checkbox").check()
        page.get_by_role("button", name="Sign", exact=True).click()
        page.get_by_role("heading", level=1, name="Both sides have signed.").wait_for()
        with page.expect_download() as kept:
            page.get_by_role("link", name="PDF").click()
        kept.value.save_as(tmp_path / "signed.pdf")
        said = checked(page, address, tmp_path / "signed.pdf")
        assert said.startswith("Yes: this file was signed here")
        (tmp_path / "changed.pdf").write_bytes((tmp_path / "signed.pdf").read_bytes() + b" ")
        assert checked(page, address, tmp_path / "changed.pdf").startswith("No: this file")


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
