"""The tutorial from a plan to a signed agreement: each step leads on, and each word is on a page."""

import re
import time
from pathlib import Path

import msgspec
import pytest
from babel.messages.pofile import read_po
from playwright.sync_api import Browser

from docs import walk
from docs.commands import ROOT
from outhaul.engine.report import PlanReport
from tests.web.conftest import DEMO, started

PAGES = (
    "tutorial/from-plan-to-agreement",
    "how-to/ask-for-tax-papers",
    "how-to/bring-in-briefs",
    "how-to/when-a-guard-refuses",
)
TEXTS = ROOT / "src" / "outhaul" / "web" / "locale" / "de" / "LC_MESSAGES" / "django.po"
SAMPLE = DEMO.replace(
    "    serve(int(sys.argv[1]))\n",
    """    from outhaul.apps.sourcing.domain.sample import make_sourcing_sample

    make_sourcing_sample(
        address=lambda token: f"http://localhost:{sys.argv[1]}/a/offer/{token}/", reference=load()
    )
    serve(int(sys.argv[1]))
""",
)
A_LETTER = 60.0
"""Seconds that a letter may take on a busy machine."""


@pytest.mark.parametrize("page", PAGES)
def test_every_word_to_press_is_a_word_of_the_application(page: str) -> None:
    with TEXTS.open("rb") as file:
        known = {str(text) for message in read_po(file) for text in _texts(message.id)}
    text = (ROOT / "docs" / f"{page}.md").read_text(encoding="utf-8")
    told = re.findall(r"(?<!\*)\*([^*\n]+)\*(?!\*)", text)
    assert [word for word in told if word not in known] == []
    assert told


def _texts(found: object) -> tuple[object, ...]:
    return tuple(found) if isinstance(found, (list, tuple)) else (found,)


@pytest.mark.browser
def test_the_steps_of_the_tutorial_lead_to_a_signed_agreement(
    browser: Browser, plan: PlanReport, tmp_path: Path
) -> None:
    (tmp_path / "plan.json").write_bytes(msgspec.json.encode(plan))
    (tmp_path / "start.py").write_text(SAMPLE)
    with started(tmp_path, "start.py", tmp_path / "plan.json", OUTHAUL_DEMO="true") as address:
        olivia, ana = browser.new_page(), browser.new_page()
        olivia.goto(address)
        home = olivia.url
        walk.see_who_fits(olivia, home)
        link = walk.see_offer(olivia)
        walk.accept(ana, link)
        walk.write_agreement(olivia)
        engagement = olivia.url
        walk.pass_course(olivia)
        walk.check_classification(olivia)
        walk.sign_as_contractor(ana, walk.send_and_sign(olivia), lambda: code_in(tmp_path / "var" / "mail"))
        olivia.goto(engagement)
        assert olivia.locator(".strip dd").first.inner_text() == "active"


def code_in(folder: Path) -> str:
    """The code in the newest letter; mail without a server is written into the data folder."""
    patience = time.monotonic() + A_LETTER
    while time.monotonic() < patience:
        for letter in folder.glob("*"):
            if found := re.search(r"^(\d{6})\s*$", letter.read_text(encoding="utf-8"), re.MULTILINE):
                return found[1]
        time.sleep(0.1)
    raise AssertionError("no code came")
