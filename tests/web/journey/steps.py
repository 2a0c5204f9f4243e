"""The way to the plan, step by step, as somebody walks it who points and types."""

from pathlib import Path

from playwright.sync_api import Page, expect

PASSWORD = "a long enough password"  # noqa: S105 -- everybody's here
A_PLAN = 120_000
"""Milliseconds that a plan may take on a busy machine."""


def sign_up(page: Page, address: str, name: str, business: str) -> str:
    """Make an account and a business, and return the address of the business."""
    page.goto(address)
    page.get_by_role("link", name="Make an account").click()
    introduce(page, name)
    page.get_by_label("What is your business called?").fill(business)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("5 steps to your plan")
    return page.url


def introduce(page: Page, name: str) -> None:
    """Fill in the form of a new account."""
    page.get_by_label("Your name").fill(name)
    page.get_by_label("E-mail address").fill(email_of(name))
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Make the account").click()


def email_of(name: str) -> str:
    return f"{name.lower()}@example.org"


def tell(page: Page, label: str, value: str) -> None:
    """Answer one field, and wait until it is kept."""
    with page.expect_response("**/field/**") as answered:
        page.get_by_label(label, exact=True).fill(value)
        page.keyboard.press("Tab")
    assert answered.value.status == 200, answered.value.text()


def tell_business(page: Page) -> None:
    """Say where the business is; the rest follows."""
    tell(page, "Where is it?", "Ireland")
    expect(page.get_by_label("Currency")).to_have_value("EUR Euro")
    tell(page, "How many of you are there?", "4")
    tell(page, "How much may be tied up?", "6000")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "All 5 answers that a plan needs of your business are there."
    )


def tell_people(page: Page) -> None:
    """Say how many hours the owner has for managing, and what they cost."""
    tell(page, "Free for managing", "25")
    tell(page, "An hour costs", "50")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "One of your people can answer for work, with 25 free hours a month."
    )


def pick_work(page: Page) -> None:
    """Pick three processes from the catalogue."""
    page.get_by_role("link", name="Pick from the catalogue").click()
    for name in ("Bookkeeping", "Newsletter", "Payroll"):
        page.locator(".offer", has_text=name).first.get_by_role("checkbox").check()
    page.get_by_role("button", name="Add what is ticked").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("3 processes")


def measure_work(page: Page) -> None:
    """Say that the books take far longer than usual, and that the owner does half of them."""
    page.get_by_role("link", name="Bookkeeping").click()
    tell(page, "Hours", "60")
    tell(page, "Of these the owner works", "50")
    page.get_by_role("link", name="Your work").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("you yourself work")


def answer_core(page: Page) -> None:
    """Answer one question, and agree with the catalogue on the rest of all three processes."""
    page.get_by_role("group", name="Would customers notice").get_by_label("a few would notice").check()
    expect(page.locator("#note-C1")).to_have_text("answered")
    for name in ("Bookkeeping", "Payroll run", "Customer newsletter"):
        expect(page.get_by_role("heading", level=1)).to_have_text(name)
        page.get_by_role("button", name="The rest is right, too: go on").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("3 of 3 processes looked at")


def watch(page: Page, headline: str = "of 3 processes frees") -> None:
    """Wait until the plan is made."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Your plan is being made.")
    expect(page.get_by_role("progressbar")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_contain_text(headline, timeout=A_PLAN)


def bring_in(page: Page, home: str, file: Path) -> None:
    """Let the business be what `file` says."""
    page.goto(f"{home}work/file/")
    page.get_by_label("Business file").set_input_files(file)
    page.get_by_role("button", name="Look at what changes").click()
    page.get_by_role("button", name="Replace what is there").click()
    expect(page.get_by_text(f"The business is now what {file.name} says.")).to_be_visible()
