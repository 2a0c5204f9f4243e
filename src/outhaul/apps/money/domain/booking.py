"""How an invoice moves through the ledger, line by line (§MONEY-1)."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from outhaul.apps.money.domain.ledger import WORLD, Move, move
from outhaul.apps.money.models import Invoice, InvoiceLine


def lines_of(invoice: Invoice) -> list[InvoiceLine]:
    """Return its lines in order, with milestones and hours."""
    return list(
        invoice.lines.select_related("milestone__engagement", "hours__engagement", "hours__milestone")
    )


def book(invoice: Invoice, verb: str) -> None:
    """Move what was accepted into "invoiced": what is asked for of it, and the tax on that.

    What was accepted and is not asked for leaves the ledger: it is owed no longer.
    """
    move(invoice.business, _into(invoice, lines_of(invoice), verb))


def unbook(invoice: Invoice, verb: str, *, account: str) -> None:
    """Move it back from `account` into "accepted": nothing that was accepted is lost."""
    back = []
    for one in _into(invoice, lines_of(invoice), verb):
        left = one.back(verb)
        back.append(replace(left, source=account) if left.source == "invoiced" else left)
    move(invoice.business, back)


def _into(invoice: Invoice, lines: Iterable[InvoiceLine], verb: str) -> Iterator[Move]:
    net = Decimal(0)
    for line in lines:
        if line.milestone_id is None and line.hours_id is None:
            continue
        asked = min(line.amount, line.accepted)
        net += asked
        yield _move(invoice, "accepted", "invoiced", asked, verb)
        yield _move(invoice, "accepted", WORLD, line.accepted - asked, verb)
    yield _move(invoice, "tax", "invoiced", invoice.booked - net, verb)


def _move(invoice: Invoice, source: str, target: str, amount: Decimal, verb: str) -> Move:
    return Move(
        source=source,
        target=target,
        amount=amount,
        currency=invoice.currency,
        thing="invoice",
        thing_key=invoice.key,
        verb=verb,
        engagement=invoice.engagement,
    )


def pass_on(  # noqa: PLR0913 -- a line of the ledger
    invoice: Invoice,
    source: str,
    target: str,
    amount: Decimal,
    verb: str,
    *,
    home_amount: Decimal | None = None,
    payment: str = "",
) -> None:
    """Move an amount of an invoice from one account to the next; `payment` names the payment it is of."""
    move(
        invoice.business,
        [
            Move(
                source=source,
                target=target,
                amount=amount,
                currency=invoice.currency,
                thing="payment" if payment else "invoice",
                thing_key=payment or invoice.key,
                verb=verb,
                engagement=invoice.engagement,
                home_amount=home_amount,
            )
        ],
    )
