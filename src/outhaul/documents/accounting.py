"""Invoices as tables that accounting programmes take in as bills.

Xero: the columns of its template for bills; those with a star must be there. QuickBooks Online: the columns
of its sample file for bills, which are mapped again while it is taken in. Both join lines with one number
and one name into one bill, and want days as people write them where the business is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from outhaul.documents.listing import Cell

XERO = (
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
)
QUICKBOOKS = (
    "*BillNo",
    "*Supplier",
    "*BillDate",
    "*DueDate",
    "Terms",
    "Location",
    "Memo",
    "*Account",
    "LineDescription",
    "*LineAmount",
    "*LineTaxCode",
    "Currency",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BillLine:
    """One line, without tax."""

    text: str
    quantity: Decimal
    price: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Bill:
    """An invoice as a programme for accounts wants it."""

    number: str
    name: str
    email: str
    issued_on: date
    due_on: date
    currency: str
    about: str
    lines: tuple[BillLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """What the programme calls the account and the tax of these costs, and how it writes days."""

    account: str
    tax: str
    month_first: bool

    def day(self, when: date) -> str:
        """Return a day as the programme reads it.

        >>> Coding(account="", tax="", month_first=True).day(date(2026, 11, 27))
        '11/27/2026'
        """
        return f"{when:%m/%d/%Y}" if self.month_first else f"{when:%d/%m/%Y}"


def xero_rows(bills: Iterable[Bill], coding: Coding) -> Iterator[tuple[Cell, ...]]:
    """Return a row for each line, as `XERO` names its cells. Unit amounts have two decimals at least."""
    for bill in bills:
        for line in bill.lines:
            yield (
                bill.name,
                bill.email,
                bill.number,
                coding.day(bill.issued_on),
                coding.day(bill.due_on),
                line.text,
                line.quantity.normalize() if line.quantity % 1 else int(line.quantity),
                line.price,
                coding.account,
                coding.tax,
                bill.currency,
            )


def quickbooks_rows(bills: Iterable[Bill], coding: Coding) -> Iterator[tuple[Cell, ...]]:
    """Return a row for each line, as `QUICKBOOKS` names its cells."""
    for bill in bills:
        for line in bill.lines:
            yield (
                bill.number,
                bill.name,
                coding.day(bill.issued_on),
                coding.day(bill.due_on),
                "",
                "",
                bill.about,
                coding.account,
                line.text,
                line.amount,
                coding.tax,
                bill.currency,
            )
