"""An invoice is answered: approved, rejected with a reason, made void."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from outhaul.apps.audit.domain.trail import Actor, record
from outhaul.apps.money.domain import telling
from outhaul.apps.money.domain.accepting import Item, step_items
from outhaul.apps.money.domain.booking import lines_of, pass_on, unbook
from outhaul.apps.money.domain.home import home_of
from outhaul.apps.money.domain.limits import within_limit
from outhaul.apps.money.domain.rates import rate_of
from outhaul.apps.money.lifecycles import INVOICE, InvoiceState, PaymentState
from outhaul.apps.money.models import Invoice
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.people.models import Role
from outhaul.apps.work.domain.access import Assignment
from outhaul.apps.work.models import Engagement
from outhaul.faults import Fault, InputError
from outhaul.lifecycle import NotNow

ALIVE = (PaymentState.PLANNED, PaymentState.SENT, PaymentState.PAID)


def hold(invoice: Invoice) -> Invoice:
    """Return the invoice as it is now, and let nobody else change it meanwhile.

    Its engagement is held first, as whoever accepts holds it before the ledger: so nobody waits in a circle.
    """
    Engagement.objects.select_for_update(of=("self",)).get(pk=invoice.engagement_id)
    Invoice.objects.select_for_update(of=("self",)).get(pk=invoice.pk)
    return Invoice.objects.select_related("business", "contractor__user", "engagement").get(pk=invoice.pk)


def wants_approval(visit: Visit, invoice: Invoice) -> list[str]:
    """Return why this person cannot approve it; nothing where they can."""
    why = []
    if not invoice.is_covered:
        why.append(_("It asks for more than was accepted. Reject it, and say what was accepted."))
    if visit.role is not Role.OWNER and invoice.self_billed and invoice.made_by_id == visit.user.pk:
        why.append(_("You made it yourself: somebody else approves it."))
    if not within_limit(visit, invoice):
        why.append(_("It is above what you may approve alone: the owner approves it."))
    return why


@transaction.atomic
def approve(visit: Visit, invoice: Invoice) -> Invoice:
    """Approve an invoice; records `approved` and tells the contractor when it is due.

    Its amount moves from "invoiced" to "approved", with its worth at home by the rate of the day.

    Raises:
        PermissionDenied: the role may not pay.
        NotNow: it does not wait for an answer.
        InputError: it asks for more than was accepted, is above the limit of the role, or was made by the
            same person.
    """
    if not visit.may(Power.PAY):
        raise PermissionDenied
    row = hold(invoice)
    state = INVOICE.after(InvoiceState(row.state), "approve")
    if why := wants_approval(visit, row):
        raise InputError([Fault("approve", words.rstrip("."), "") for words in why])
    rate = rate_of(row.business, row.currency, home_of(row.business).today)
    row.rate, row.rate_source = (rate.rate, str(rate)) if rate else (None, "")
    row.approved_by, row.approved_at = visit.user, timezone.now()
    _become(row, state, "approved", visit.user)
    worth = row.total * row.rate if row.rate is not None else None
    pass_on(row, "invoiced", "approved", row.total, "approved", home_amount=worth)
    telling.tell_approved(row)
    return row


@transaction.atomic
def reject(visit: Visit, invoice: Invoice, *, reason: str) -> Invoice:
    """Reject it with a reason; records `rejected` and tells the contractor, who can send another.

    What was accepted is owed still, and waits for the next invoice.

    Raises:
        PermissionDenied: the role may not pay.
        NotNow: it was paid, rejected or made void, or is in a pay run.
        InputError: there is no reason.
    """
    if not visit.may(Power.PAY):
        raise PermissionDenied
    row = hold(invoice)
    state = INVOICE.after(InvoiceState(row.state), "reject")
    row.reason = _wanted(reason)
    _release(row, "rejected", state, visit.user)
    telling.tell_rejected(row)
    return row


@transaction.atomic
def void(visit: Visit, invoice: Invoice, *, reason: str) -> Invoice:
    """Make it void, as long as nothing of it was paid or is on its way; records `voided`.

    Raises:
        PermissionDenied: the role may not pay.
        NotNow: something of it was paid, or is on its way, or it was answered for good.
        InputError: there is no reason.
    """
    if not visit.may(Power.PAY):
        raise PermissionDenied
    return _void(invoice, visit.user, _wanted(reason))


@transaction.atomic
def take_back(assignment: Assignment, invoice: Invoice) -> Invoice:
    """Let the contractor take back an invoice that nobody answered yet; records `voided`.

    Raises:
        NotNow: it was answered.
    """
    row = hold(invoice)
    if row.state != InvoiceState.SUBMITTED:
        raise NotNow("invoice", row.state, "take back")
    return _void(row, assignment.user, _("Taken back by the contractor"))


def _void(invoice: Invoice, actor: Actor, reason: str) -> Invoice:
    row = hold(invoice)
    state = INVOICE.after(InvoiceState(row.state), "void")
    row.reason = reason
    _release(row, "voided", state, actor)
    telling.tell_void(row)
    return row


def _release(row: Invoice, verb: str, state: InvoiceState, actor: Actor) -> None:
    """Give back what it asked for, so that another can ask for it."""
    if row.payments.filter(state__in=ALIVE).exists():
        raise NotNow("invoice", row.state, verb)
    account = "invoiced" if row.state == InvoiceState.SUBMITTED else "approved"
    _become(row, state, verb, actor)
    unbook(row, verb, account=account)
    step_items(items_of(row), "release", actor=actor)


def items_of(invoice: Invoice) -> list[Item]:
    """Return the milestones and hours that an invoice asks for."""
    return [
        Item(
            text=line.text,
            quantity=line.quantity,
            price=line.price,
            amount=line.accepted,
            accepted_on=invoice.issued_on,
            milestone=line.milestone,
            hours=line.hours,
        )
        for line in lines_of(invoice)
        if line.milestone_id or line.hours_id
    ]


def _become(row: Invoice, state: InvoiceState, verb: str, actor: Actor) -> None:
    before = row.state
    row.state, row.changed_at = state, timezone.now()
    row.save()
    record(
        scope=row.business.key,
        actor=actor,
        verb=verb,
        thing="invoice",
        name=row.number,
        changes={"state": (before, row.state), **({"reason": (None, row.reason)} if row.reason else {})},
    )


def _wanted(reason: str) -> str:
    reason = reason.strip()
    if not reason:
        remedy = _("A few words help the other side to mend it")
        raise InputError([Fault("reason", _("The reason is missing"), remedy)])
    return reason
