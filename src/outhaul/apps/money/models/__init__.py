"""Invoices, payments, what the bank says, and the ledger in which every amount stands once."""

from outhaul.apps.money.models.bank import BankLine, BankStatement
from outhaul.apps.money.models.invoices import ApprovalLimit, Invoice, InvoiceFile, InvoiceLine
from outhaul.apps.money.models.ledger import LedgerEntry
from outhaul.apps.money.models.payments import ExchangeRate, Payer, Payment, PayRun

__all__ = [
    "ApprovalLimit",
    "BankLine",
    "BankStatement",
    "ExchangeRate",
    "Invoice",
    "InvoiceFile",
    "InvoiceLine",
    "LedgerEntry",
    "PayRun",
    "Payer",
    "Payment",
]
