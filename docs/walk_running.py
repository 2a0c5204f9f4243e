"""The way of the tutorial "From the first day to the last", through the living sample in a browser."""

from re import compile as pattern

from playwright.sync_api import Page, expect

WORK = "Ordering from suppliers"
"""What Ana does in the sample."""


def be(page: Page, name: str) -> None:
    """Be somebody else of the sample."""
    page.get_by_role("button", name=name, exact=True).first.click()
    expect(page.get_by_role("button", name=name, exact=True).first).to_have_attribute("aria-pressed", "true")


def see_work(page: Page) -> None:
    """Be Ana, and open the page of her engagement."""
    be(page, "Ana")
    page.get_by_role("link", name=WORK, exact=True).first.click()


def hand_in(page: Page) -> str:
    """From the page of the engagement, hand a new version in; return the name of the deliverable."""
    page.get_by_role("link", name="See what to change").click()
    name = page.get_by_role("heading", level=1).inner_text().partition(":")[0]
    for criterion in page.locator("fieldset.checks input[type=checkbox]").all():
        criterion.check()
    page.get_by_label("Note to the client").fill("The two late orders have a new date now.")
    page.get_by_role("button", name="Hand it in").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("version 2 is with the client")
    return name


def see_waiting(page: Page) -> None:
    """Be Marco, and look at what waits for him."""
    be(page, "Marco")
    page.get_by_role("link", name="Run", exact=True).first.click()


def accept(page: Page, name: str) -> None:
    """Accept what was handed in."""
    page.locator(".wait", has_text=name).filter(has_text="handed in").get_by_role("link").first.click()
    page.get_by_role("button", name=pattern("^Accept, for")).click()
    page.get_by_role("button", name="Accept", exact=True).click()
    expect(page.get_by_role("status").first).to_be_visible()


def send_invoice(page: Page) -> str:
    """Be Ana, send the invoice of all that was accepted, and return what it comes to."""
    see_work(page)
    page.get_by_role("link", name="Invoices").first.click()
    page.get_by_role("button", name="Send the invoice").click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("are expected by")
    return heading.inner_text().partition(" ")[0]


def see_invoices(page: Page) -> None:
    """Be Olivia, and look at the invoices."""
    be(page, "Olivia")
    page.get_by_role("link", name="Pay", exact=True).first.click()


def pay(page: Page, total: str) -> None:
    """Approve the invoice over `total`, put it into a pay run, and make the file for the bank."""
    row = page.get_by_role("row", name=pattern("Ana Reyes")).filter(has_text=total).first
    row.get_by_role("link").first.click()
    page.get_by_role("button", name=f"Approve {total}").click()
    page.get_by_role("link", name="Put it into a pay run").click()
    page.get_by_role("button", name="Put them together").click()
    page.get_by_role("button", name="Make the file for the bank").click()
    expect(page.get_by_role("link", name=pattern("^Fetch the file"))).to_be_visible()


def see_review(page: Page) -> None:
    """Look at what the work has brought."""
    page.get_by_role("link", name="Review", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("hours a month")
