"""From a line of the sample's plan to work that both sides have signed: two people, real mail."""

from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from re import search

import msgspec
import pytest
from playwright.sync_api import Page, expect

from outhaul.engine.report import PlanReport
from tests.postbox import Postbox, opened_postbox
from tests.web.conftest import DEMO, started
from tests.web.journey import agreeing
from tests.web.journey.conftest import OpenPage

pytestmark = pytest.mark.browser
OLIVIA = "olivia@harbour-bakery.example"
Bakery = tuple[str, Postbox]


@pytest.fixture
def bakery(plan: PlanReport, tmp_path: Path) -> Iterator[Bakery]:
    """The address of the sample business, whose worker sends its mail, and the postbox of all its people."""
    (tmp_path / "plan.json").write_bytes(msgspec.json.encode(plan))
    (tmp_path / "start.py").write_text(DEMO)
    with opened_postbox() as (box, host, port):
        mail = f"{host}:{port}"
        with started(
            tmp_path, "start.py", tmp_path / "plan.json", OUTHAUL_DEMO="true", OUTHAUL_MAIL_SERVER=mail
        ) as address:
            yield address, box
    said = (tmp_path / "log").read_text(encoding="utf-8")
    assert "Traceback" not in said, said


def test_a_line_of_the_plan_becomes_an_agreement_that_both_have_signed(
    bakery: Bakery, somebody: OpenPage, tmp_path: Path
) -> None:
    address, box = bakery
    olivia, ana = somebody(1280), somebody(375)
    olivia.goto(address)
    home = olivia.url

    olivia.goto(f"{home}plan/")
    link = agreeing.publish(olivia)
    brief = olivia.url
    agreeing.apply(ana, link)
    assert "is with Harbour Bakery" in agreeing.text_of(
        agreeing.letter(box, agreeing.ANA, "Your application for “Bookkeeping”")
    )
    agreeing.told(olivia, f"{address}/inbox/", "Somebody applied for “Bookkeeping”.")
    agreeing.offer(olivia, brief)
    agreeing.accept(ana, agreeing.link_in(agreeing.letter(box, agreeing.ANA, "offers you work"), "/a/offer/"))

    agreeing.told(olivia, f"{address}/inbox/", "An offer for “Bookkeeping” is accepted")
    agreeing.write_agreement(olivia)
    engagement = olivia.url
    be_refused_and_mend(olivia, engagement)
    agreeing.send_and_sign(olivia, "Olivia")
    asked = agreeing.letter(box, agreeing.ANA, "sign")
    agreeing.sign_by_code(ana, agreeing.link_in(asked, "/a/sign/"), "Ana Reyes", lambda: code_for_ana(box))

    olivia.goto(engagement)
    expect(olivia.locator(".strip")).to_contain_text("active")
    agreeing.fits(olivia)
    papers = [paper_of(agreeing.letter(box, to, "igned")) for to in (agreeing.ANA, OLIVIA)]
    assert papers[0] == papers[1]
    verify(ana, address, papers[0], tmp_path)


def be_refused_and_mend(olivia: Page, engagement: str) -> None:
    """Be refused without manager and deputy, without training, without classification; mend each."""
    nobody = "Nobody of the business's own answers for it."
    untrained = "No training of Marco counts today."
    unchecked = "The classification check has not been made."
    agreeing.name_managers(olivia, "nobody yet", "nobody yet")
    agreeing.refused_to_sign(olivia, nobody, "Nobody steps in when the manager is away.", unchecked)
    agreeing.mend(olivia, nobody)
    agreeing.name_managers(olivia, "Marco", "Olivia")
    agreeing.refused_to_sign(olivia, untrained, unchecked)
    agreeing.mend(olivia, untrained)
    agreeing.pass_course(olivia, "Marco")
    olivia.goto(engagement)
    agreeing.refused_to_sign(olivia, unchecked)
    agreeing.mend(olivia, unchecked)
    agreeing.answer_classification(olivia)
    olivia.goto(engagement)
    expect(olivia.locator(".strip-next")).to_contain_text("send it to be signed")


def code_for_ana(box: Postbox) -> str:
    """Return the code that she was sent."""
    told = agreeing.text_of(agreeing.letter(box, agreeing.ANA, "code"))
    found = search(r"\b\d{6}\b", told)
    assert found, told
    return found[0]


def paper_of(kept: EmailMessage) -> bytes:
    """Return the signed paper that came with a letter."""
    (paper,) = [part.get_content() for part in kept.iter_attachments()]
    assert isinstance(paper, bytes)
    return paper


def verify(page: Page, address: str, paper: bytes, folder: Path) -> None:
    """Let the public page check the signed paper, and one with a single other byte."""
    altered = bytearray(paper)
    altered[len(paper) // 2] ^= 1
    for name, content, said in (
        ("signed.pdf", paper, "Yes: this file was signed here"),
        ("altered.pdf", bytes(altered), "No: this file is not one that was signed here."),
    ):
        (folder / name).write_bytes(content)
        page.goto(f"{address}/verify/")
        page.get_by_label("The signed PDF").set_input_files(folder / name)
        page.get_by_role("button", name="Check it").click()
        agreeing.answer(page, said)
    agreeing.fits(page)
