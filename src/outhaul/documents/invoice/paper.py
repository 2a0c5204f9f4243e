"""An invoice on paper: PDF/A-3a and PDF/UA-1, set by typst, with its lines attached for programmes."""

import tempfile
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import msgspec
from babel import Locale
from babel.numbers import format_currency, format_decimal
from django.utils import formats, translation
from django.utils.translation import gettext as _

from outhaul.documents.plan_pdf import LETTER_PAPER


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """Who asks, or who pays."""

    name: str
    address: str
    country: str
    tax_number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line."""

    text: str
    quantity: Decimal
    price: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """All that an invoice says."""

    number: str
    issued_on: date
    due_on: date
    currency: str
    about: str
    seller: Side
    buyer: Side
    lines: tuple[Line, ...]
    net: Decimal
    tax_rate: Decimal
    tax: Decimal
    total: Decimal
    self_billed: bool = False
    account: str = ""
    """The account to pay to, masked."""
    corrects: str = ""
    """Number of the invoice whose place it takes."""


def render(paper: Paper) -> bytes:
    """Return the invoice as PDF in the language that is set; the same bytes for the same invoice."""
    import typst  # noqa: PLC0415 -- slow to import

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "invoice.typ"
        source.write_bytes((files("outhaul.documents") / "templates" / "invoice.typ").read_bytes())
        (folder / "invoice.json").write_bytes(msgspec.json.encode(paper))
        (folder / "told.json").write_bytes(msgspec.json.encode(_told(paper)))
        # typst refuses to set what is not kept for long (PDF/A-3a) or not tagged (PDF/UA-1)
        pdf: bytes = typst.compile(source, pdf_standards=["a-3a", "ua-1"], format="pdf")
        return pdf


def _told(paper: Paper) -> dict[str, object]:
    title = _("Invoice %(number)s") % {"number": paper.number}
    facts = [
        (_("Date"), _day(paper.issued_on)),
        (_("Due on"), _day(paper.due_on)),
        (_("For"), paper.about),
    ]
    if paper.corrects:
        facts.append((_("Takes the place of"), paper.corrects))
    if paper.account:
        facts.append((_("To be paid to"), paper.account))
    return {
        "language": (translation.get_language() or "en")[:2],
        "paper": "us-letter" if paper.buyer.country in LETTER_PAPER else "a4",
        "title": title,
        "author": paper.seller.name,
        "made": [paper.issued_on.year, paper.issued_on.month, paper.issued_on.day],
        "kind": _("Self-billed by the customer on behalf of the supplier") if paper.self_billed else "",
        "sides": [
            {"title": _("From"), **_side(paper.seller)},
            {"title": _("To"), **_side(paper.buyer)},
        ],
        "facts": facts,
        "heads": [_("What"), _("Quantity"), _("Price"), _("Amount")],
        "lines": [
            [
                line.text,
                _number(line.quantity),
                *(_money(value, paper) for value in (line.price, line.amount)),
            ]
            for line in paper.lines
        ],
        "sums": [
            (_("Net"), _money(paper.net, paper)),
            (_("Tax, %(rate)s %%") % {"rate": _number(paper.tax_rate)}, _money(paper.tax, paper)),
        ],
        "total": (_("Total"), _money(paper.total, paper)),
        "page": _("Page {page} of {pages}"),
        "attached": _("The lines of the invoice, as data"),
    }


def _side(side: Side) -> dict[str, object]:
    lines = [part.strip() for part in side.address.replace("\n", ",").split(",") if part.strip()]
    number = [_("Tax number: %(number)s") % {"number": side.tax_number}] if side.tax_number else []
    return {"name": side.name, "lines": [*lines, side.country, *number]}


def _day(when: date) -> str:
    return formats.date_format(when, "DATE_FORMAT")


def _money(amount: Decimal, paper: Paper) -> str:
    return str(format_currency(amount, paper.currency, locale=_locale()))


def _number(value: Decimal) -> str:
    return str(format_decimal(value, locale=_locale()))


def _locale() -> Locale:
    return Locale.parse(translation.get_language() or "en", sep="-")
