"""Invoices and payments of Ana's work for the bakery, as far as a test needs them."""

from datetime import date
from decimal import Decimal

from django.utils import timezone

from outhaul.apps.money.domain.accepting import accepted_items
from outhaul.apps.money.domain.answering import approve
from outhaul.apps.money.domain.bank import bring_statement
from outhaul.apps.money.domain.invoicing import Asked, Claim, make_invoice, next_number, send_in
from outhaul.apps.money.domain.pay_runs import send_run, start_run
from outhaul.apps.money.domain.payer import set_payer
from outhaul.apps.money.domain.sheets import keep_sheet
from outhaul.apps.money.models import Invoice
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.work.domain.access import Assignment
from outhaul.apps.work.domain.papers import give_paper
from outhaul.documents.bank.entries import BankEntry
from outhaul.documents.sepa.order import Account, Address
from tests.delivery_made import accepted
from tests.kept_rows import kept
from tests.people import People

IBAN = "DE89370400440532013000"
OWN_IBAN = "DE02120300000000202051"


def asked(assignment: Assignment, number: str = "", tax: str = "0") -> Asked:
    number = number or next_number(assignment.engagement)
    return Asked(number=number, issued_on=timezone.localdate(), tax_rate=Decimal(tax))


@kept
def with_papers(assignment: Assignment, iban: str = IBAN) -> Assignment:
    """Ana gave what a payment from the United States needs."""
    contractor = assignment.contractor
    give_paper(contractor, "w8ben", values={"name": "Ana"}, masked="W-8", expires_on=date(2029, 12, 31))
    give_paper(contractor, "bank", values={"holder": "Ana Reyes", "iban": iban}, masked="DE89 •••• 3000")
    return assignment


@kept
def waiting(people: People, assignment: Assignment, key: str = "close", tax: str = "0") -> Invoice:
    """An invoice of one accepted milestone that waits for an answer."""
    accepted(people, assignment, key)
    return make_invoice(assignment, asked(assignment, tax=tax))


@kept
def approved(people: People, assignment: Assignment, key: str = "close", tax: str = "0") -> Invoice:
    return approve(people.olivia, waiting(people, assignment, key, tax))


def own_account(visit: Visit, currency: str = "USD") -> None:
    address = Address(street="Quay Street", number="1", postcode="04101", town="Portland", country="US")
    account = Account(holder="Harbour Bakery", iban=OWN_IBAN, address=address)
    set_payer(visit, account, currency=currency)


def money_arguments(people: People, assignment: Assignment) -> dict[str, str]:
    """One of each thing of money in the bakery, by the names of URL arguments."""
    own_account(people.olivia)
    invoice = approved(people, with_papers(assignment), "close")
    run = send_run(people.olivia, start_run(people.olivia, [invoice.key], executes_on=timezone.localdate()))
    accepted(people, assignment, "year")
    claims = [
        Claim(text=one.text, amount=one.amount, item=one) for one in accepted_items(assignment.engagement)
    ]
    paper = keep_sheet(people.bakery, "mine.pdf", b"%PDF-1.7 mine")
    sent = send_in(assignment, asked(assignment, "A-1"), claims, paper=paper)
    entry = BankEntry(on=timezone.localdate(), amount=Decimal("-12.00"), currency="USD")
    statement = bring_statement(people.olivia, "november.csv", b"november", [entry])
    routes = (
        "invoices",
        "make-invoice",
        "send-invoice",
        "take-invoice-back",
        "invoice",
        "invoice-pdf",
        "invoice-paper",
    )
    return {
        **{f"portal-{route}.engagement": assignment.engagement.key for route in routes},
        "bill-engagement.engagement": assignment.engagement.key,
        "invoice": invoice.key,
        "invoice-paper.invoice": sent.key,
        "portal-invoice-paper.invoice": sent.key,
        "answer-invoice.verb": "approve",
        "run": run.key,
        "step-pay-run.verb": "send",
        "pay-run-file.kind": "bank",
        "payment": run.payments.get().key,
        "bank-statement.statement": statement.key,
        "bank-line.line": statement.lines.get().key,
        "bank-line.verb": "ignore",
        "role": "finance",
        "export-invoices.kind": "csv",
        "export-payments.kind": "csv",
        "export-ledger.kind": "csv",
        "export-year.kind": "csv",
        "export-bills.programme": "xero",
    }
