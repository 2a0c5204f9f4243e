"""The way from a line of the plan to signed work, step by step, as two people walk it."""

import time
from collections.abc import Callable
from email.message import EmailMessage
from re import search

from playwright.sync_api import Page, expect

from outhaul.engine.classification.questions import QUESTIONS as ASKED
from outhaul.engine.course import QUESTIONS
from tests.postbox import Postbox
from tests.web.readable import violations, width_of

ANA = "ana@example.org"
A_LETTER = 60.0
"""Seconds that a letter may take on a busy machine."""
LEAST_READING = 4_000
"""Milliseconds that nobody needs less for reading a brief: what comes sooner is taken for a machine."""


def fits(page: Page) -> None:
    """Check that everybody can read the page, and that nothing has to be scrolled sideways."""
    page.wait_for_load_state("load")
    width = page.viewport_size["width"] if page.viewport_size else 0
    assert (page.url, width_of(page)) == (page.url, width)
    assert (page.url, violations(page)) == (page.url, [])


def answer(page: Page, text: str) -> None:
    """Check that the first line of the page says `text`."""
    expect(page.get_by_role("heading", level=1)).to_contain_text(text)


def letter(box: Postbox, to: str, subject: str) -> EmailMessage:
    """Return the newest letter to somebody of which the subject holds `subject`, once it is there."""
    patience = time.monotonic() + A_LETTER
    while time.monotonic() < patience:
        for kept in box.letters[::-1]:
            if kept["To"] == to and subject in kept["Subject"]:
                found: EmailMessage = kept
                return found
        time.sleep(0.1)
    raise AssertionError([(kept["To"], kept["Subject"]) for kept in box.letters])


def text_of(kept: EmailMessage) -> str:
    """Return the text of a letter."""
    body = kept.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def link_in(kept: EmailMessage, beginning: str) -> str:
    """Return the address in a letter whose path begins so."""
    found = search(rf"http\S+{beginning}\S+", text_of(kept))
    assert found, text_of(kept)
    return found[0]


def pick(page: Page, label: str, name: str) -> None:
    """Choose what begins with `name`."""
    field = page.get_by_label(label, exact=True)
    field.wait_for()
    field.select_option(
        label=next(text for text in field.locator("option").all_inner_texts() if text.startswith(name))
    )


def publish(page: Page) -> str:
    """Write the brief from the plan; be refused for a deliverable without criteria, mend it, open it."""
    page.get_by_role("link", name="Write the brief").first.click()
    answer(page, "a brief with 3 deliverables to start from")
    fits(page)
    page.get_by_role("button", name="Write the brief").click()
    answer(page, "Bookkeeping: 3 deliverables so far.")
    fits(page)
    page.get_by_label("Accepted when").first.fill("")
    expect(page.locator("#meter")).to_contain_text("There is no way to tell when this is accepted")
    page.get_by_role("button", name="Save and read it").click()
    page.get_by_role("button", name="Publish it").click()
    expect(page.get_by_role("alert")).to_have_text(
        "Guard scope blocks it, so it is still a draft. What mends it stands below."
    )
    expect(page.get_by_text("There is no way to tell when this is accepted: “Booked month”.")).to_be_visible()

    page.get_by_role("link", name="Booked month: no way to tell when this is accepted.").click()
    expect(page.get_by_label("Accepted when").first).to_be_focused()
    page.keyboard.type("Every bank line of the month is booked by the 5th")
    page.get_by_role("button", name="Save and read it").click()
    page.get_by_role("button", name="Publish it").click()
    expect(page.get_by_text("It is published: candidates can be weighed against it.")).to_be_visible()
    page.get_by_role("button", name="Open it by link").click()
    fits(page)
    return page.get_by_label("Link to the brief").input_value()


def apply(page: Page, link: str) -> None:
    """Read a brief and apply for it, without an account."""
    page.goto(link)
    answer(page, "Bookkeeping")
    fits(page)
    page.get_by_role("link", name="Apply").click()
    for label, value in (
        ("Your name, or that of your firm", "Ana Reyes"),
        ("E-mail", ANA),
        ("Skills and tools that you use, one a line", "Double-entry bookkeeping\nBank reconciliation"),
        ("What you ask an hour", "10.50"),
        ("Hours a week that you have", "20"),
    ):
        page.get_by_label(label, exact=True).fill(value)
    pick(page, "Country in which you work", "Philippines")
    page.get_by_label("Time zone").select_option("Asia/Manila")
    page.get_by_label("Language", exact=True).first.select_option("en")
    page.get_by_label("Level", exact=True).first.select_option("C1")
    expect(page.get_by_text("By sending you agree to this")).to_be_visible()
    page.wait_for_timeout(LEAST_READING)
    page.get_by_role("button", name="Send the application").click()
    answer(page, "Thank you.")
    fits(page)


def offer(page: Page, address: str) -> None:
    """Weigh who applied; offer too little, be refused, offer what is fair, and send it."""
    page.goto(address)
    page.get_by_role("link", name="See who fits").click()
    answer(page, "Ana Reyes is the only candidate so far and fits with")
    fits(page)
    page.get_by_role("link", name="Ana Reyes").click()
    answer(page, "most likely between")
    fits(page)
    page.get_by_role("button", name="Put on the shortlist").click()
    page.get_by_role("link", name="Make an offer").click()
    answer(page, "Fair for Ana Reyes is")
    page.get_by_label("Rate an hour").first.fill("3")
    expect(page.locator("#meaning")).to_contain_text("$3.00 an hour is not fair")
    fits(page)
    page.get_by_role("button", name="Keep the draft").click()
    answer(page, "$3.00 an hour is not fair")
    expect(page.get_by_text("below the market median").first).to_be_visible()
    expect(page.get_by_role("button", name="Send it to Ana Reyes")).to_be_disabled()
    fits(page)

    page.get_by_role("link", name="Change it").click()
    page.get_by_label("Rate an hour").first.fill("10.50")
    page.get_by_role("button", name="Keep the draft").click()
    answer(page, "$10.50 an hour is")
    page.get_by_role("button", name="Send it to Ana Reyes").click()
    answer(page, "Ana Reyes can answer until")


def accept(page: Page, link: str) -> None:
    """Read an offer and accept it."""
    page.goto(link)
    answer(page, "Harbour Bakery offers you $10.50 an hour for Bookkeeping.")
    fits(page)
    page.get_by_role("button", name="Accept the offer").click()
    answer(page, "You accepted this offer")


def told(page: Page, inbox: str, said: str) -> None:
    """Open from the inbox what it tells of."""
    page.goto(inbox)
    page.get_by_role("link", name=said).click()


def write_agreement(page: Page) -> None:
    """Write the agreement about an offer that was accepted."""
    page.get_by_role("link", name="Write the agreement").click()
    answer(page, "Ana Reyes accepted $10.50 an hour for Bookkeeping.")
    fits(page)
    page.get_by_role("button", name="Write the agreement").click()
    answer(page, "Bookkeeping by Ana Reyes, 40 hours a month at $10.50.")
    fits(page)


def name_managers(page: Page, manager: str, deputy: str) -> None:
    """Say on the engagement's page who answers for it."""
    pick(page, "Accountable manager", manager)
    pick(page, "Deputy", deputy)
    page.get_by_role("button", name="Name them").click()


def refused_to_sign(page: Page, *reasons: str) -> None:
    """Send it to be signed, and be refused for these reasons."""
    page.get_by_role("link", name="Send it to be signed").click()
    page.get_by_role("button", name="Send it to be signed").click()
    expect(page.get_by_text("A guard blocks it. See what would let it pass.")).to_be_visible()
    for reason in reasons:
        expect(page.get_by_role("link", name=f"Mend it: {reason}")).to_be_visible()


def mend(page: Page, reason: str) -> None:
    """Go where a block is mended."""
    page.get_by_role("link", name=f"Mend it: {reason}").click()


def pass_course(page: Page, manager: str) -> None:
    """Take the test of the course for a manager, with every answer right."""
    fits(page)
    page.get_by_role("link", name="Take the test").click()
    fits(page)
    page.get_by_label("Who takes it?").select_option(label=manager)
    for question in QUESTIONS:
        group = page.locator(f"input[name='{question.id}'][value='{question.right}']")
        group.check()
    page.get_by_role("button", name="Hand it in").click()
    expect(page.get_by_text(f"Every answer is right. {manager} is trained.")).to_be_visible()


def answer_classification(page: Page) -> None:
    """Say of every question what an independent firm would say, and what shows it."""
    page.get_by_role("button", name="Keep these answers").wait_for()
    fits(page)
    for question in ASKED:
        row = page.locator(f"[id='q-{question.id}']")
        if row.count():
            row.get_by_label("no" if question.employs else "yes", exact=True).check()
            row.get_by_label("What shows it").fill("the agreement, and her web page")
    page.get_by_role("button", name="Keep these answers").click()
    expect(page.get_by_text("The answers are kept.")).to_be_visible()
    answer(page, "0 answers speak of employment: the risk is low.")


def send_and_sign(page: Page, name: str) -> None:
    """Send it to be signed, and sign it for the business."""
    page.get_by_role("link", name="Send it to be signed").click()
    page.get_by_role("button", name="Send it to be signed").click()
    answer(page, "0 of 2 have signed")
    sign(page, name)
    answer(page, "1 of 2")
    fits(page)


def sign(page: Page, name: str) -> None:
    """Type one's name, agree, and sign."""
    page.get_by_label("Type your name to sign").fill(name)
    page.locator("input[name='agrees']").check()
    page.get_by_role("button", name="Sign", exact=True).click()


def sign_by_code(page: Page, link: str, name: str, code: Callable[[], str]) -> None:
    """Open the letter's link, ask for the code, and sign with it."""
    page.goto(link)
    answer(page, "Read it, then sign by")
    fits(page)
    page.get_by_role("link", name="To the signature, below the document").click()
    page.get_by_role("button", name="Send me the code").click()
    page.get_by_label("Code from the mail").fill(code())
    sign(page, name)
    answer(page, "Both sides have signed.")
