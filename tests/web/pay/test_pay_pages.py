"""Pay as its people see it: the invoice in one click, the answer, the run, the bank, the ledger."""

import re
from datetime import date
from decimal import Decimal
from html import unescape

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from outhaul.apps.money.domain.pay_runs import end_to_end, send_run, start_run
from outhaul.apps.money.models import BankLine, Invoice, Payment, PayRun
from outhaul.apps.work.domain.access import Assignment
from tests.delivery_made import accepted
from tests.money_made import approved, own_account, waiting, with_papers
from tests.people import People
from tests.web.agree.reading import plain
from tests.web.pay.signing_in import signed_in

TODAY = date(2026, 11, 27)
HEADING = {"number": "2026-001", "issued_on": "2026-11-27", "tax_rate": "0"}


def at(people: People, name: str, *args: str) -> str:
    return reverse(name, args=[people.bakery.key, *args])


def own(ana: Assignment, name: str, *args: str) -> str:
    return reverse(name, args=[ana.engagement.key, *args])


def said(answer: HttpResponseBase) -> str:
    assert answer.status_code == 200, answer.status_code
    return plain(answer)


def table(client: Client, address: str) -> str:
    return b"".join(client.get(address)).decode()


def test_empty_pages_teach(people: People, fatima: Client) -> None:
    told = {
        "invoices": "Nothing waits for you: 0 invoices are open.",
        "pay-runs": "0 approved invoices wait for a pay run.",
        "new-pay-run": "0 approved invoices wait to be paid.",
        "payments": "0 payments are on their way to the bank.",
        "bank": "0 lines of your bank wait for their payments.",
        "ledger": "0 entries, and they agree with every invoice and payment.",
        "pay-account": "0 accounts to pay from: enter the one of the business.",
    }
    for name, answer in told.items():
        assert answer in said(fatima.get(at(people, name))), name


def test_the_contractor_invoices_in_one_click(people: People, ana: Assignment, contractor: Client) -> None:
    assert "0 accepted parts wait for an invoice." in said(contractor.get(own(ana, "portal-invoices")))
    accepted(people, ana)
    page = said(contractor.get(own(ana, "portal-invoices")))
    assert "$450.00 can be invoiced, for 1 accepted part." in page
    assert "Nothing can be paid to you until then." in page  # papers
    answer = contractor.post(own(ana, "portal-make-invoice"), HEADING, follow=True)
    assert "$450.00 are expected by" in said(answer)
    again = contractor.post(own(ana, "portal-make-invoice"), HEADING)
    assert (again.status_code, Invoice.objects.count()) == (422, 1)


def test_an_own_invoice_is_checked_line_by_line(people: People, ana: Assignment, contractor: Client) -> None:
    row = accepted(people, ana)
    told = HEADING | {
        f"take-m{row.pk}": "on",
        f"amount-m{row.pk}": "460.00",
        "other_text": "Travel",
        "other_amount": "20",
    }
    wrong = contractor.post(
        own(ana, "portal-send-invoice"), told | {"file": SimpleUploadedFile("a.exe", b"MZ")}
    )
    assert wrong.status_code == 422
    assert "It is no PDF and no picture." in plain(wrong)
    paper = SimpleUploadedFile("mine.pdf", b"%PDF-1.7 mine")
    page = said(contractor.post(own(ana, "portal-send-invoice"), told | {"file": paper}, follow=True))
    assert "It asks for more than was accepted, so it cannot be approved." in page
    assert "$10.00" in page
    made = Invoice.objects.get()
    assert made.total == Decimal(480)
    file = contractor.get(own(ana, "portal-invoice-paper", made.key))
    assert (file.content, file["Content-Type"]) == (b"%PDF-1.7 mine", "application/pdf")


def test_a_sum_beside_the_parts_is_a_difference(people: People, ana: Assignment, contractor: Client) -> None:
    row = accepted(people, ana)
    told = HEADING | {f"take-m{row.pk}": "on", f"amount-m{row.pk}": "450.00", "total": "470"}
    contractor.post(own(ana, "portal-send-invoice"), told)
    lines = Invoice.objects.get().lines.values_list("text", "amount", "accepted")
    assert list(lines) == [
        ("December closed", Decimal(450), Decimal(450)),
        ("Asked for beyond the parts", Decimal(20), Decimal(0)),
    ]


def test_olivia_approves_and_rejects(people: People, ana: Assignment, olivia: Client) -> None:
    invoice = waiting(people, ana)
    page = said(olivia.get(at(people, "invoices")))
    assert "1 invoice for $450.00 waits for you; it is due on 11 December 2026." in page
    olivia.post(at(people, "answer-invoice", invoice.key, "approve"))
    assert "approved" in said(olivia.get(at(people, "invoice", invoice.key)))
    empty = olivia.post(at(people, "answer-invoice", invoice.key, "reject"), {"reason": " "})
    assert empty.status_code == 422
    done = olivia.post(at(people, "answer-invoice", invoice.key, "reject"), {"reason": "Twice"}, follow=True)
    assert "Why: Twice" in said(done)


def test_fatima_reads_why_she_cannot_approve(people: People, ana: Assignment, fatima: Client) -> None:
    invoice = waiting(people, ana)
    page = said(fatima.get(at(people, "invoice", invoice.key)))
    assert "It is above what you may approve alone: the owner approves it." in page
    answer = fatima.post(at(people, "answer-invoice", invoice.key, "approve"))
    assert (answer.status_code, Invoice.objects.get().state) == (422, "submitted")


def test_a_run_from_the_list_to_the_bank_and_back(people: People, ana: Assignment, fatima: Client) -> None:
    own_account(people.olivia)
    invoice = approved(people, with_papers(ana))
    assert "1 invoice for $450.00 can be paid now." in said(fatima.get(at(people, "new-pay-run")))
    with time_machine.travel("2026-11-28 12:00Z", tick=False):
        assert 'value="2026-11-30"' in fatima.get(at(people, "new-pay-run")).content.decode()
    told = {"invoice": invoice.key, "executes_on": "2026-11-30", "currency": "USD"}
    page = said(fatima.post(at(people, "new-pay-run"), told, follow=True))
    assert "1 payment for $450.00 on 30 November 2026; 0 is paid." in page
    run = PayRun.objects.get()
    assert fatima.get(at(people, "pay-run-file", run.key, "bank")).status_code == 404
    fatima.post(at(people, "step-pay-run", run.key, "send"))
    file = fatima.get(at(people, "pay-run-file", run.key, "bank"))
    assert b"450.00,USD,2026-001 OH" in file.content


def brought(people: People, client: Client, content: bytes) -> HttpResponseBase:
    """Bring a table in as a browser does: each column as it is guessed."""
    asked = client.post(at(people, "bank"), {"file": SimpleUploadedFile("nov.csv", content)})
    page = asked.content.decode()
    signed = re.search(r'name="content" value="([^"]*)"', page)
    assert signed is not None, page
    chosen = {}
    for name in ("on", "amount", "currency", "counterpart", "iban", "reference", "day", "decimal"):
        select = re.search(rf'<select name="{name}".*?</select>', page, re.DOTALL)
        assert select is not None, name
        picked = re.search(r'<option value="([^"]*)" selected', select[0])
        chosen[name] = unescape(picked[1]) if picked else ""
    told = chosen | {"account_currency": "USD", "content": unescape(signed[1])}
    return client.post(at(people, "bank-columns"), told, follow=True)


def test_a_statement_marks_what_is_sure_as_paid(people: People, ana: Assignment, fatima: Client) -> None:
    own_account(people.olivia)
    invoice = approved(people, with_papers(ana))
    send_run(people.fatima, start_run(people.fatima, [invoice.key], executes_on=TODAY))
    payment = Payment.objects.get()
    content = (
        "Date,Payee,Amount,Reference\n"
        f"2026-11-26,Ana Reyes,-450.00,2026-001 {end_to_end(payment.key)}\n"
        "2026-11-26,Baker's yeast,-12.00,Order 7\n"
    ).encode()
    page = said(brought(people, fatima, content))
    assert "1 of 2 lines are matched; 1 wait." in page
    payment.refresh_from_db()
    assert (payment.state, payment.paid_on) == ("paid", date(2026, 11, 26))
    assert "This file is here already." in said(brought(people, fatima, content))
    assert BankLine.objects.count() == 2
    line = BankLine.objects.get(payment=payment)
    fatima.post(at(people, "bank-line", line.key, "unmatch"))
    payment.refresh_from_db()
    assert payment.state == "sent"
    fatima.post(at(people, "bank-line", line.key, "match"), {"match": f"p{payment.key}"})
    payment.refresh_from_db()
    assert payment.state == "paid"
    other = BankLine.objects.get(payment=None)
    fatima.post(at(people, "bank-line", other.key, "ignore"))
    assert "0 lines of your bank wait for their payments." in said(fatima.get(at(people, "bank")))


def test_a_payment_by_hand_with_its_fee(people: People, ana: Assignment, fatima: Client) -> None:
    invoice = approved(people, with_papers(ana))
    wrong = fatima.post(at(people, "pay-invoice", invoice.key), {"amount": "900", "paid_on": "2026-11-27"})
    assert wrong.status_code == 422
    assert "More than is open, or nothing." in plain(wrong)
    told = {"amount": "450", "paid_on": "2026-11-27", "fee": "4.50", "reference": "W-77"}
    page = said(fatima.post(at(people, "pay-invoice", invoice.key), told, follow=True))
    assert "$4.50" in page
    payment = Payment.objects.get()
    assert "Reference: W-77" in said(fatima.get(at(people, "payment", payment.key)))
    assert "2026-001,Ana Reyes,450.00,USD,paid" in table(fatima, at(people, "export-payments", "csv"))
    fatima.post(at(people, "undo-payment", payment.key))
    assert Invoice.objects.get().state == "approved"


def test_account_limit_and_rate(people: People, olivia: Client, fatima: Client) -> None:
    told = {
        "holder": "Harbour Bakery",
        "iban": "DE02 1203 0000 0000 2020 51",
        "town": "Portland",
        "country": "us",
    }
    wrong = olivia.post(at(people, "pay-account"), told | {"iban": "DE99", "currency": "EUR"})
    assert (wrong.status_code, "This cannot be an IBAN" in plain(wrong)) == (422, True)
    page = said(olivia.post(at(people, "pay-account"), told | {"currency": "eur"}, follow=True))
    assert "You pay from 1 account: DE02 •••• 2051." in page
    assert olivia.post(at(people, "approval-limit", "finance"), {"most": "1000"}).status_code == 302
    assert "Finance: $1,000.00" in said(fatima.get(at(people, "pay-account")))
    assert fatima.post(at(people, "approval-limit", "finance"), {"most": "9"}).status_code == 403
    rate = {"currency": "PHP", "on": "2026-11-20", "rate": "0.0171", "source": "Our bank"}
    assert "1 PHP = 0.0171 USD" in said(fatima.post(at(people, "exchange-rate"), rate, follow=True))


def test_the_ledger_says_that_it_agrees(people: People, ana: Assignment, fatima: Client) -> None:
    approved(people, ana)
    page = said(fatima.get(at(people, "ledger")))
    assert "3 entries, and they agree with every invoice and payment." in page
    rows = table(fatima, at(people, "export-ledger", "csv")).splitlines()
    assert rows[1].startswith("1,2026-11-27,milestone,")
    assert len(rows) == 4


def test_papers_of_an_invoice(people: People, ana: Assignment, fatima: Client, contractor: Client) -> None:
    invoice = waiting(people, ana)
    file = fatima.get(at(people, "invoice-pdf", invoice.key))
    assert file.content.startswith(b"%PDF")
    assert contractor.get(own(ana, "portal-invoice-pdf", invoice.key)).content == file.content
    assert fatima.get(at(people, "invoice-paper", invoice.key)).status_code == 404


def test_billing_on_behalf_says_so(
    people: People, ana: Assignment, fatima: Client, contractor: Client
) -> None:
    accepted(people, ana)
    page = said(fatima.get(at(people, "bill-engagement", ana.engagement.key)))
    assert "$450.00 for 1 accepted part of Ana Reyes's work." in page
    fatima.post(at(people, "bill-engagement", ana.engagement.key), HEADING)
    invoice = Invoice.objects.get()
    assert "made on your behalf by Harbour Bakery" in said(
        contractor.get(own(ana, "portal-invoice", invoice.key))
    )


@pytest.mark.parametrize("count", [1, 2])
def test_a_list_asks_as_often_for_two_rows(
    people: People,
    ana: Assignment,
    fatima: Client,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for key in ("close", "year")[:count]:
        waiting(people, ana, key)
    with django_assert_num_queries(11):
        fatima.get(at(people, "invoices"))


def test_a_filter_of_invoices_is_kept(people: People, ana: Assignment, fatima: Client) -> None:
    waiting(people, ana)
    keep = reverse("keep-filter", kwargs={"business": people.bakery.key, "page": "invoices"})
    kept = fatima.post(keep, {"name": "Late ones", "query": "late=on"}, follow=True)
    assert kept.redirect_chain == [(f"{at(people, 'invoices')}?late=on", 302)]
    assert "Late ones" in plain(fatima.get(at(people, "invoices")))
    assert "Late ones" not in plain(signed_in(people.olivia.user).get(at(people, "invoices")))


def test_charlie_and_marco_see_nothing(people: People, ana: Assignment) -> None:
    invoice = waiting(people, ana)
    assert signed_in(people.charlie.user).get(at(people, "invoice", invoice.key)).status_code == 404
    assert signed_in(people.marco.user).get(at(people, "invoice", invoice.key)).status_code == 403
    assert signed_in(people.charlie.user).get(own(ana, "portal-invoices")).status_code == 404
