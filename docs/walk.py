"""The way of the tutorial "From a plan to a signed agreement", through the living sample in a browser."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from outhaul.engine.classification.questions import QUESTIONS as ASKED

MANAGER, OWNER = "Marco", "Olivia"
CONTRACTOR = "Ana Reyes"


def see_who_fits(page: Page, home: str) -> None:
    """Go from the briefs of the business to the ranking of who might keep its books."""
    page.goto(f"{home}source/briefs/")
    page.get_by_role("link", name="Bookkeeping").click()
    page.get_by_role("link", name="See who fits").click()


def see_offer(page: Page) -> str:
    """Go from the ranking to the offer that Ana has, and return the link that she was mailed."""
    page.get_by_role("link", name=CONTRACTOR).click()
    page.get_by_role("link", name="See the offer").click()
    return page.get_by_label("The link that was mailed").input_value()


def accept(page: Page, link: str) -> None:
    """Accept the offer, as Ana does."""
    page.goto(link)
    page.get_by_role("button", name="Accept the offer").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("You accepted this offer")


def write_agreement(page: Page) -> None:
    """From the offer that is accepted now, write the agreement, and say who answers for it."""
    page.reload()
    page.get_by_role("link", name="Write the agreement").click()
    page.get_by_role("button", name="Write the agreement").click()
    name_managers(page, MANAGER, OWNER)


def name_managers(page: Page, manager: str, deputy: str) -> None:
    """Say who answers for it, and who steps in; it is how the block that nobody has hours left is mended."""
    for label, name in (("Accountable manager", manager), ("Deputy", deputy)):
        field = page.get_by_label(label, exact=True)
        field.wait_for()
        texts = field.locator("option").all_inner_texts()
        field.select_option(label=next(text for text in texts if text.startswith(name)))
    page.get_by_role("button", name="Name them").click()


def check_classification(page: Page) -> None:
    """Mend the block that nothing says whether it is a job: answer as an independent firm would."""
    engagement = page.url
    page.get_by_role("link", name="Mend it: The classification check").click()
    page.get_by_role("button", name="Keep these answers").wait_for()
    for question in ASKED:
        row = page.locator(f"[id='q-{question.id}']")
        if row.count():
            row.get_by_label("no" if question.employs else "yes", exact=True).check()
            row.get_by_label("What shows it").fill("the agreement, and her web page")
    page.get_by_role("button", name="Keep these answers").click()
    page.goto(engagement)


def send_and_sign(page: Page) -> str:
    """Send it to be signed, sign it for the business, and return the link that Ana was mailed."""
    page.get_by_role("link", name="Send it to be signed").click()
    page.get_by_role("button", name="Send it to be signed").click()
    _sign(page, OWNER)
    page.get_by_text("The contractor's link").first.click()
    return page.locator("#sign-link").input_value()


def sign_as_contractor(page: Page, link: str, code: Callable[[], str]) -> None:
    """Sign as Ana does: by the link, and by the code that she is mailed."""
    page.goto(link)
    page.get_by_role("button", name="Send me the code").click()
    page.get_by_label("Code from the mail").fill(code())
    _sign(page, CONTRACTOR)
    expect(page.get_by_role("heading", level=1)).to_have_text("Both sides have signed.")


def _sign(page: Page, name: str) -> None:
    page.get_by_label("Type your name to sign").fill(name)
    page.locator("input[name='agrees']").check()
    page.get_by_role("button", name="Sign", exact=True).click()
