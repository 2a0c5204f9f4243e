"""What people do from the first day of handed-out work to its last, step by step, in a browser."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.resources import files as resources
from re import MULTILINE, search, sub
from xml.etree import ElementTree as ET

import time_machine
import xmlschema
from django.utils import timezone
from playwright.sync_api import FilePayload, Page, expect

from outhaul.apps.delivery.models import Submission
from outhaul.apps.jobs.domain.recurring import do_what_is_due
from outhaul.apps.work.models import Engagement
from tests.people import People
from tests.postbox import Postbox
from tests.signing_made import run_queue
from tests.web.journey import agreeing

A_WHILE = timedelta(minutes=10)
"""In which somebody who reads in the application gets no mail of it."""
PAIN = {"p": "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"}
CAMT = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt><Id>1</Id>
{}</Stmt></BkToCstmrStmt></Document>"""
BOOKED = """<Ntry><Amt Ccy="EUR">{one.amount}</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
<BookgDt><Dt>{on}</Dt></BookgDt><NtryDtls><TxDtls><Refs><EndToEndId>{one.name}</EndToEndId></Refs>
<RltdPties><Cdtr><Pty><Nm>{one.to}</Nm></Pty></Cdtr></RltdPties></TxDtls></NtryDtls></Ntry>
"""


LOOKED_AT: set[tuple[str, int]] = set()
"""Addresses of pages, without keys, and widths at which they were looked at."""


def look(page: Page) -> None:
    """Check as `agreeing.fits` does, a page of each address once."""
    page.wait_for_load_state("load")
    width = page.viewport_size["width"] if page.viewport_size else 0
    seen = (sub(r"/[^/]{12,}(?=/)", "/…", page.url), width)
    if seen not in LOOKED_AT:
        LOOKED_AT.add(seen)
        agreeing.fits(page)


@dataclass(frozen=True, slots=True)
class Bakery:
    """The installation of the bakery, its clock, and what its people receive."""

    address: str
    people: People
    engagement: Engagement
    box: Postbox
    clock: time_machine.Traveller

    @property
    def home(self) -> str:
        return f"{self.address}/b/{self.people.bakery.key}/"

    @property
    def portal(self) -> str:
        return f"{self.address}/portal/{self.engagement.key}/"

    def let_happen(self, year: int = 0, month: int = 1, day: int = 1, hour: int = 12) -> None:
        """Let the clock go on to a moment by UTC, where one is told; the worker does what is due."""
        if year:
            self.clock.move_to(datetime(year, month, day, hour, tzinfo=UTC))
        do_what_is_due()
        run_queue()


def come_in(page: Page, bakery: Bakery) -> None:
    """Come in by the mailed link and the mailed code."""
    told = agreeing.letter(bakery.box, agreeing.ANA, "Your work for Harbour Bakery")
    page.goto(agreeing.link_in(told, "/portal/enter/"))
    agreeing.answer(page, "Harbour Bakery invites you to your work, Ana Reyes.")
    look(page)
    page.get_by_role("button", name="Send me a code").click()
    page.wait_for_url("**/confirm/**")
    code = agreeing.text_of(bakery.box.letters[-1])
    found = search(r"^([A-Z0-9]{4}-[A-Z0-9]{4})\s*$", code, MULTILINE)
    assert found, code
    page.get_by_label("Code").fill(found[1])
    page.get_by_role("button", name="Go on").click()
    agreeing.answer(page, "0 deliverables are due in the next 7 days")
    look(page)


def answer_pulse(page: Page, bakery: Bakery) -> None:
    """Answer the question of the month: five taps."""
    page.goto(bakery.portal)
    page.get_by_role("link", name="Pulse").click()
    agreeing.answer(page, "5 taps, half a minute.")
    for group in page.locator("fieldset.scale").all():
        group.get_by_text("4", exact=True).click()
    look(page)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("You have answered.")).to_be_visible()


def hold_checkpoint(page: Page, bakery: Bakery, notes: str) -> None:
    """Write what was seen at the first look that waits."""
    page.goto(f"{bakery.home}run/")
    look(page)
    page.locator(".wait", has_text="Look at open items").first.get_by_role("link").click()
    agreeing.answer(page, "“Look at open items” looks at")
    look(page)
    page.get_by_label("Notes").fill(notes)
    page.get_by_label("Decisions").fill("The vouchers come by the 5th.")
    page.get_by_role("button", name="Keep the notes").click()
    expect(page.get_by_text("The notes are kept")).to_be_visible()


def read_month(page: Page, bakery: Bakery, month: str) -> None:
    """Read a month on its page, and open it as PDF."""
    page.goto(f"{bakery.home}review/")
    agreeing.answer(page, "hours")
    look(page)
    page.goto(f"{bakery.home}review/months/{month}/")
    look(page)
    pdf = page.request.get(f"{bakery.home}review/months/{month}/review.pdf")
    assert pdf.body().startswith(b"%PDF-")


def hand_in(page: Page, bakery: Bakery, name: str, books: bytes, *, version: int = 1) -> None:
    """Hand a version in, with one file."""
    page.goto(bakery.portal)
    page.get_by_role("link", name=name, exact=True).first.click()
    for criterion in page.locator("fieldset.checks input[type=checkbox]").all():
        criterion.check()
    file = FilePayload(name="books.csv", mimeType="text/csv", buffer=books)
    page.get_by_label("Files", exact=True).set_input_files(file)
    page.get_by_label("Note to the client").fill(f"Version {version} of the books.")
    look(page)
    page.get_by_role("button", name="Hand it in").click()
    expect(page.locator("#versions")).to_be_visible()
    expect(page.get_by_role("button", name="Take it back")).to_be_visible()


def open_submission(page: Page, bakery: Bakery, name: str, version: int = 1) -> None:
    """Come from what waits to what was handed in."""
    page.goto(f"{bakery.home}run/")
    page.locator(".wait", has_text=name).get_by_role("link").first.click()
    agreeing.answer(page, f"Version {version} of “{name}” waits for your answer.")
    look(page)


def ask_for_changes(page: Page, bakery: Bakery, name: str, reason: str) -> None:
    """Say of the last criterion that it is not met, and why."""
    open_submission(page, bakery, name)
    last = page.locator("fieldset.criterion").last
    last.get_by_text("not met", exact=True).click()
    last.get_by_label("What is missing").fill(reason)
    page.get_by_role("button", name="Ask for changes").click()
    page.wait_for_load_state()
    expect(page.locator(".wait", has_text=name)).to_have_count(0)


def accept(page: Page, bakery: Bakery, name: str, *, version: int = 1) -> None:
    """Accept a version."""
    open_submission(page, bakery, name, version)
    page.get_by_role("button", name="Accept, for").click()
    agreeing.answer(page, "You accept 1 deliverable.")
    look(page)
    page.get_by_role("button", name="Accept", exact=True).click()
    expect(page.get_by_role("status")).to_be_visible()
    expect(page.locator(".wait", has_text=name)).to_have_count(0)


def invoice(page: Page, bakery: Bakery, total: str) -> None:
    """Invoice all that was accepted, in a click."""
    page.goto(bakery.portal)
    page.get_by_role("link", name="Invoices").click()
    look(page)
    page.get_by_role("button", name="Send the invoice").click()
    agreeing.answer(page, f"{total} are expected by")
    look(page)


def allow(page: Page, bakery: Bakery, most: str) -> None:
    """Let finance approve alone up to an amount."""
    page.goto(f"{bakery.home}pay/account/")
    look(page)
    form = page.locator("form", has=page.get_by_role("heading", name="Finance"))
    form.get_by_label("May approve alone up to").fill(most)
    form.get_by_role("button", name="Set the limit").click()
    expect(page.get_by_role("status")).to_be_visible()


def approve(page: Page, bakery: Bakery, total: str) -> None:
    """Approve the invoice that waits."""
    page.goto(f"{bakery.home}pay/invoices/")
    look(page)
    page.get_by_role("row", name="Ana Reyes").first.get_by_role("link").first.click()
    agreeing.answer(page, f"Ana Reyes asks for {total}")
    look(page)
    page.get_by_role("button", name=f"Approve {total}").click()
    expect(page.get_by_role("link", name="Put it into a pay run")).to_be_visible()


@dataclass(frozen=True, slots=True)
class Ordered:
    """A payment as the file for the bank tells it."""

    name: str
    to: str
    amount: str


def pay(page: Page, bakery: Bakery, total: str) -> list[Ordered]:
    """Make a pay run, fetch its file twice, and return what a reader of the schema finds in it."""
    page.get_by_role("link", name="Put it into a pay run").click()
    agreeing.answer(page, f"1 invoice for {total} can be paid now.")
    look(page)
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Put them together").click()
    page.get_by_role("button", name="Make the file for the bank").click()
    agreeing.answer(page, f"1 payment for {total}")
    look(page)
    address = page.get_by_role("link", name="Fetch the file for the bank").get_attribute("href")
    files = [page.request.get(f"{bakery.address}{address}").body() for _ in range(2)]
    assert files[0] == files[1]
    order = files[0].decode()
    schema = xmlschema.XMLSchema(str(resources("sepaxml") / "schemas" / "pain.001.001.09.xsd"))
    schema.validate(order)
    transfers = ET.fromstring(order).iterfind(".//p:CdtTrfTxInf", PAIN)  # noqa: S314 -- made here
    return [
        Ordered(
            *(
                one.findtext(path, "", PAIN)
                for path in ("p:PmtId/p:EndToEndId", "p:Cdtr/p:Nm", "p:Amt/p:InstdAmt")
            )
        )
        for one in transfers
    ]


def bring_statement(page: Page, bakery: Bakery, payments: list[Ordered]) -> None:
    """Bring the statement on which the bank booked what it was ordered."""
    entries = "".join(BOOKED.format(one=one, on=timezone.localdate()) for one in payments)
    file = FilePayload(name="january.xml", mimeType="text/xml", buffer=CAMT.format(entries).encode())
    page.goto(f"{bakery.home}pay/bank/")
    look(page)
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Bring it in").click()
    agreeing.answer(page, "1 of 1 line is matched; 0 wait")
    look(page)


def see_it_paid(page: Page, bakery: Bakery, total: str) -> None:
    """See on the phone that it was paid."""
    page.goto(f"{bakery.portal}invoices/")
    page.get_by_role("table").get_by_role("link").first.click()
    agreeing.answer(page, f"{total} are paid.")
    look(page)


def renew(page: Page, bakery: Bakery, until: str) -> None:
    """Renew: a change order with a later end, sent and signed by the owner."""
    page.goto(f"{bakery.home}review/next/{bakery.engagement.key}/")
    agreeing.answer(page, "Of four ways on")
    look(page)
    page.locator("summary", has_text="Renew").click()
    page.get_by_label("New end").fill(until)
    page.locator("details[open]").get_by_label("Why").fill("The books are in good hands.")
    page.locator("details[open]").get_by_role("button", name="Renew").click()
    look(page)
    order = page.url
    page.get_by_role("link", name="To the signatures").click()
    out_of_date = "Hours, dates or scope have changed since the classification check."
    page.get_by_role("link", name=f"Mend it: {out_of_date}").click()
    agreeing.answer_classification(page)
    page.goto(order)
    page.get_by_role("link", name="To the signatures").click()
    page.get_by_role("button", name="Send it to be signed").click()
    agreeing.answer(page, "0 of 2 have signed")
    agreeing.sign(page, "Olivia")
    agreeing.answer(page, "1 of 2")
    bakery.let_happen()


def sign_renewal(page: Page, bakery: Bakery) -> None:
    """Sign the change order by the mailed link and a code."""
    asked = agreeing.letter(bakery.box, agreeing.ANA, "sign")

    def code() -> str:
        bakery.let_happen()
        found = search(
            r"^\d{6}\s*$", agreeing.text_of(agreeing.letter(bakery.box, agreeing.ANA, "code")), MULTILINE
        )
        assert found
        return found[0].strip()

    agreeing.sign_by_code(page, agreeing.link_in(asked, "/a/sign/"), "Ana Reyes", code)


def be_silent(bakery: Bakery, name: str) -> None:
    """Let the time to answer go by: the manager is reminded, then the deputy is told."""
    answer_by = Submission.objects.get(milestone__name=name, review=None).answer_by
    marco, olivia = (one.user.email for one in (bakery.people.marco, bakery.people.olivia))
    for wait, who, said in (
        (timedelta(hours=-12), marco, f"“{name}” waits for your answer until tomorrow"),
        (timedelta(hours=1), marco, f"The time to answer “{name}” is over"),
        (timedelta(days=4), olivia, f"Nobody answered “{name}” in time: please step in"),
    ):
        for moment in (answer_by + wait, answer_by + wait + A_WHILE):
            bakery.clock.move_to(moment)
            bakery.let_happen()
        agreeing.letter(bakery.box, who, said)


def step_in(page: Page, bakery: Bakery, name: str) -> None:
    """Come by the letter, see the broken promise, and accept instead of the manager."""
    told = agreeing.letter(bakery.box, bakery.people.olivia.user.email, "please step in")
    page.goto(agreeing.link_in(told, "/"))
    agreeing.answer(page, f"Version 1 of “{name}” waits for your answer.")
    page.goto(f"{bakery.home}run/?whose=all")
    expect(page.locator(".wait-broken", has_text=name)).to_be_visible()
    accept(page, bakery, name)


def bring_back(page: Page, bakery: Bakery) -> None:
    """End the work, and let the next plan keep it."""
    page.goto(f"{bakery.home}review/next/{bakery.engagement.key}/")
    page.locator("summary", has_text="Bring back").click()
    page.locator("details[open]").get_by_label("Why").fill("Olivia's sister keeps them from now on.")
    look(page)
    page.locator("details[open]").get_by_role("button", name="Bring back").click()
    page.goto(f"{bakery.home}run/engagements/{bakery.engagement.key}/")
    expect(page.get_by_text("It cannot close yet.")).to_be_visible()
    look(page)


def hand_over(page: Page, bakery: Bakery) -> None:
    """Tick what the contractor does at the end."""
    page.goto(f"{bakery.portal}checklist/")
    look(page)
    for text in page.locator("section[aria-labelledby=off-boarding] li > span").all_inner_texts():
        tick = page.get_by_role("listitem").filter(has_text=text.splitlines()[0]).get_by_role("button")
        tick.click()
        expect(tick).to_contain_text("Open it again")


def close(page: Page, bakery: Bakery) -> None:
    """Tick the rest of the list, and close."""
    page.goto(f"{bakery.home}run/engagements/{bakery.engagement.key}/")
    waits = page.locator("section[aria-labelledby=off-boarding] button[aria-pressed=false]")
    while left := waits.count():
        waits.first.click()
        expect(waits).to_have_count(left - 1)
    expect(page.get_by_text("It cannot close yet.")).to_have_count(0)
    page.get_by_role("link", name="The agreement").click()
    page.get_by_role("button", name="Close").click()
    expect(page.locator(".strip")).to_contain_text("closed")
    look(page)
