"""Files for the accountant: bills for two programmes, and what a year paid to US persons (§MONEY-16)."""

import csv
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.test import Client
from django.urls import reverse

from outhaul.apps.money.domain.accounting import nec_totals
from outhaul.apps.money.domain.paying import Told, pay_by_hand
from outhaul.apps.work.domain.access import Assignment
from outhaul.apps.work.domain.papers import give_paper
from outhaul.apps.work.models import Contractor
from tests.money_made import approved, waiting
from tests.people import People
from tests.web.agree.reading import plain
from tests.web.pay.signing_in import signed_in

PERIOD = {"first": "2026-11-01", "last": "2026-11-30", "account": "420", "tax": "Tax Exempt"}


def at(people: People, name: str, **more: str) -> str:
    return reverse(name, kwargs={"business": people.bakery.key, **more})


def table(client: Client, people: People, programme: str, **other: str) -> list[list[str]]:
    answer = client.get(at(people, "export-bills", programme=programme), PERIOD | other)
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.reader(StringIO(text)))


def in_the_us(ana: Assignment) -> Contractor:
    """Ana as a US person with all papers."""
    contractor = ana.contractor
    Contractor.objects.filter(pk=contractor.pk).update(country="US")
    contractor.refresh_from_db()
    give_paper(contractor, "w9", values={"name": "Ana"}, masked="W-9", expires_on=None)
    give_paper(contractor, "bank", values={"holder": "Ana", "account": "1"}, masked="••1")
    return contractor


def paid(people: People, ana: Assignment, key: str, on: date) -> None:
    invoice = approved(people, ana, key)
    pay_by_hand(people.olivia, invoice, invoice.total, Told(paid_on=on))


def test_approved_invoices_are_bills_for_xero(people: People, ana: Assignment, olivia: Client) -> None:
    invoice = approved(people, ana)
    waiting(people, ana, "year")
    header, *rows = table(olivia, people, "xero")
    assert header == [
        "*ContactName",
        "EmailAddress",
        "*InvoiceNumber",
        "*InvoiceDate",
        "*DueDate",
        "*Description",
        "Quantity",
        "UnitAmount",
        "*AccountCode",
        "*TaxType",
        "Currency",
    ]
    due = "12/11/2026"
    line = ["December closed", "1", "450.00", "420", "Tax Exempt", "USD"]
    assert rows == [["Ana Reyes", "ana@example.org", invoice.number, "11/27/2026", due, *line]]
    assert table(olivia, people, "xero", first="2026-12-01", last="2026-12-31") == [header]


def test_and_for_quickbooks(people: People, ana: Assignment, olivia: Client) -> None:
    invoice = approved(people, ana)
    header, *rows = table(olivia, people, "quickbooks")
    assert header[:4] == ["*BillNo", "*Supplier", "*BillDate", "*DueDate"]
    about = ["Bookkeeping for the bakery", "420", "December closed", "450.00", "Tax Exempt", "USD"]
    assert rows == [[invoice.number, "Ana Reyes", "11/27/2026", "12/11/2026", "", "", *about]]


def test_a_day_that_is_none_is_told_beside_the_field(people: People, olivia: Client) -> None:
    answer = olivia.get(at(people, "export-bills", programme="xero"), PERIOD | {"first": "soon"})
    assert answer.status_code == 422
    assert "Enter a valid date." in plain(answer)


@pytest.mark.parametrize(("year", "total"), [(2026, "450.00"), (2025, "1200.50")])
def test_a_year_counts_what_was_paid_in_it_to_us_persons(
    people: People, ana: Assignment, year: int, total: str
) -> None:
    """§MONEY-16: the day of payment counts, not that of the invoice."""
    in_the_us(ana)
    paid(people, ana, "close", date(2026, 1, 1))
    paid(people, ana, "year", date(2025, 12, 31))
    (row,) = nec_totals(people.olivia, year)
    assert (row.contractor.name, row.total, row.payments, row.has_form) == (
        "Ana Reyes",
        Decimal(total),
        1,
        True,
    )
    assert nec_totals(people.charlie, year) == []


def test_the_threshold_is_that_of_the_year_and_can_be_set(
    people: People, ana: Assignment, olivia: Client
) -> None:
    in_the_us(ana)
    paid(people, ana, "year", date(2026, 11, 20))
    page = at(people, "accountant")
    assert "0 contractors were paid $2,000.00 or more in 2026." in plain(olivia.get(page))
    assert "Public Law 119-21" in plain(olivia.get(page))
    asked = {"year": "2026", "threshold": "1000"}
    assert "1 contractor was paid $1,000.00 or more in 2026." in plain(olivia.get(page, asked))
    file = olivia.get(at(people, "export-year", kind="csv"), asked)
    text = b"".join(file.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    (row,) = list(csv.reader(StringIO(text)))[1:]
    assert row == ["Ana Reyes", "ana@example.org", "US", "Cebu City", "yes", "1200.50", "1", "True"]


def test_somebody_abroad_is_in_no_total(people: People, ana: Assignment) -> None:
    give_paper(ana.contractor, "w8ben", values={"name": "Ana"}, masked="W-8", expires_on=date(2029, 12, 31))
    give_paper(ana.contractor, "bank", values={"holder": "Ana", "account": "1"}, masked="••1")
    paid(people, ana, "close", date(2026, 11, 20))
    assert nec_totals(people.olivia, 2026) == []


def test_a_manager_sees_none_of_it(people: People) -> None:
    assert signed_in(people.marco.user).get(at(people, "accountant")).status_code == 403
