"""Who is told of invoices and payments: whoever may approve, and the contractor."""

from django.urls import reverse

from outhaul.apps.money.models import Invoice
from outhaul.apps.notices.domain.telling import settle, tell
from outhaul.apps.notices.models import Kind
from outhaul.apps.people.domain.powers import POWERS, Power
from outhaul.apps.people.models import Membership, Role, User
from outhaul.engine.saying import Saying, day, say


def tell_made(invoice: Invoice) -> None:
    """Tell whoever may pay that an invoice waits; the contractor, where the business made it for them."""
    total = f"{invoice.total:.2f}"
    said = say(
        "{who} asks for {total} {currency} with invoice {number}.",
        who=invoice.contractor.name,
        total=total,
        currency=invoice.currency,
        number=invoice.number,
    )
    tell(
        payers_of(invoice),
        business=invoice.business,
        kind=Kind.MONEY,
        once=f"invoice:{invoice.key}",
        said=said,
        address=reverse("invoice", args=[invoice.business.key, invoice.key]),
        acts=True,
    )
    if invoice.self_billed:
        tell_contractor(
            invoice,
            say(
                "{business} made invoice {number} for you.",
                business=invoice.business.name,
                number=invoice.number,
            ),
        )


def tell_approved(invoice: Invoice) -> None:
    """Tell the contractor that it is approved; it waits for nobody's answer any more."""
    settle(invoice.business, f"invoice:{invoice.key}")
    tell_contractor(
        invoice,
        say(
            "Invoice {number} is approved; it is due on {day}.",
            number=invoice.number,
            day=day(invoice.due_on),
        ),
    )


def tell_rejected(invoice: Invoice) -> None:
    """Tell the contractor that it was rejected, and why: they act next."""
    settle(invoice.business, f"invoice:{invoice.key}")
    said = say("Invoice {number} was rejected: {why}", number=invoice.number, why=invoice.reason)
    tell_contractor(invoice, said, acts=True)


def tell_void(invoice: Invoice) -> None:
    """Tell both that it counts no longer."""
    settle(invoice.business, f"invoice:{invoice.key}")
    tell_contractor(invoice, say("Invoice {number} is void.", number=invoice.number))


def tell_paid(invoice: Invoice, amount: str) -> None:
    """Tell the contractor that money went out."""
    tell_contractor(
        invoice,
        say(
            "{amount} {currency} were paid for invoice {number}.",
            amount=amount,
            currency=invoice.currency,
            number=invoice.number,
        ),
    )


def tell_failed(invoice: Invoice, reason: str) -> None:
    """Tell both that a payment did not arrive; whoever pays acts next."""
    said = say("A payment of invoice {number} failed: {why}", number=invoice.number, why=reason)
    tell(
        payers_of(invoice),
        business=invoice.business,
        kind=Kind.MONEY,
        once=f"failed:{invoice.key}",
        said=said,
        address=reverse("invoice", args=[invoice.business.key, invoice.key]),
        acts=True,
    )
    tell_contractor(invoice, said)


def tell_contractor(invoice: Invoice, said: Saying, *, acts: bool = False) -> None:
    """Tell the contractor, once there is an account to tell."""
    user = invoice.contractor.user
    if user is None:
        return
    tell(
        [user],
        business=invoice.business,
        kind=Kind.MONEY,
        once=f"own-invoice:{invoice.key}",
        said=said,
        address=reverse("portal-invoice", args=[invoice.engagement.key, invoice.key]),
        acts=acts,
    )


def payers_of(invoice: Invoice) -> list[User]:
    """Return who may approve and pay, the longest there first."""
    roles = [role for role in Role if Power.PAY in POWERS[role]]
    found = Membership.objects.filter(business=invoice.business, role__in=roles, user__is_active=True)
    return [row.user for row in found.select_related("user").order_by("since", "pk")]
