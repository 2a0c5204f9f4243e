"""A pay run as a table, for banks that take no SEPA file."""

from outhaul.documents.listing import csv_lines
from outhaul.documents.sepa.order import Order

HEADER = (
    "Execute on",
    "Payee",
    "IBAN or account",
    "BIC",
    "Branch",
    "Bank",
    "Bank country",
    "Amount",
    "Currency",
    "Reference",
    "Town",
    "Country",
)


def plain_csv(order: Order) -> bytes:
    """Return the order as CSV in UTF-8; no cell turns into a formula, the same bytes for the same order."""
    rows = (
        (
            order.executes_on.isoformat(),
            one.payee.holder,
            one.payee.iban or one.payee.number,
            one.payee.bic,
            one.payee.branch,
            one.payee.bank,
            one.payee.country or one.payee.iban[:2],
            f"{one.amount:.2f}",
            order.currency,
            one.about,
            one.payee.address.town,
            one.payee.address.country,
        )
        for one in order.transfers
    )
    return "".join(csv_lines(HEADER, rows)).encode()
