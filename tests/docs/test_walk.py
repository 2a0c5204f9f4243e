"""The tutorials of the living sample: each step leads on, and each word is on a page."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from babel.messages.pofile import read_po
from playwright.sync_api import Browser

from docs import walk, walk_running
from docs.commands import ROOT
from outhaul.engine.report import PlanReport
from tests.web.conftest import DEMO, started

PAGES = (
    "tutorial/from-plan-to-agreement",
    "tutorial/from-first-day-to-last",
    "how-to/ask-for-tax-papers",
    "how-to/bring-in-briefs",
    "how-to/when-a-guard-refuses",
)
TEXTS = ROOT / "src" / "outhaul" / "web" / "locale" / "de" / "LC_MESSAGES" / "django.po"
SAMPLE = DEMO.replace(
    "    serve(int(sys.argv[1]), workers=1)\n",
    """    from outhaul.apps.review.domain.sample_history import make_history
    from outhaul.apps.sourcing.domain.sample import make_sourcing_sample

    make_sourcing_sample(
        address=lambda token: f"http://localhost:{sys.argv[1]}/a/offer/{token}/", reference=load()
    )
    make_history()
    serve(int(sys.argv[1]), workers=1)
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


@pytest.fixture(scope="module")
def sample(plan: PlanReport, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The living sample with its history: its address, and where its mail is written."""
    folder = tmp_path_factory.mktemp("sample")
    (folder / "plan.json").write_bytes(msgspec.json.encode(plan))
    (folder / "start.py").write_text(SAMPLE)
    with started(folder, "start.py", folder / "plan.json", OUTHAUL_DEMO="true") as address:
        yield address, folder / "var" / "mail"


@pytest.mark.browser
def test_the_steps_of_the_tutorial_lead_to_a_signed_agreement(
    browser: Browser, sample: tuple[str, Path]
) -> None:
    address, mail = sample
    olivia, ana = browser.new_page(), browser.new_page()
    olivia.goto(address)
    home = olivia.url
    walk.see_who_fits(olivia, home)
    link = walk.see_offer(olivia)
    walk.accept(ana, link)
    walk.write_agreement(olivia)
    engagement = olivia.url
    walk.name_managers(olivia, walk.OWNER, walk.MANAGER)
    walk.check_classification(olivia)
    walk.sign_as_contractor(ana, walk.send_and_sign(olivia), lambda: code_in(mail))
    olivia.goto(engagement)
    assert olivia.locator(".strip dd").first.inner_text() == "active"


@pytest.mark.browser
def test_the_steps_of_the_tutorial_lead_from_what_is_handed_in_to_the_review(
    browser: Browser, sample: tuple[str, Path]
) -> None:
    page = browser.new_page()
    page.goto(sample[0])
    walk_running.see_work(page)
    name = walk_running.hand_in(page)
    walk_running.see_waiting(page)
    walk_running.accept(page, name)
    total = walk_running.send_invoice(page)
    walk_running.see_invoices(page)
    walk_running.pay(page, total)
    walk_running.see_review(page)


def code_in(folder: Path) -> str:
    """The code in the newest letter; mail without a server is written into the data folder."""
    patience = time.monotonic() + A_LETTER
    while time.monotonic() < patience:
        for letter in folder.glob("*"):
            if found := re.search(r"^(\d{6})\s*$", letter.read_text(encoding="utf-8"), re.MULTILINE):
                return found[1]
        time.sleep(0.1)
    raise AssertionError("no code came")
