"""Payments: planned, sent, paid, failed; in part, by hand, returned. The invoice and its parts follow."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from outhaul.apps.audit.domain.trail import Actor, record
from outhaul.apps.money.domain import telling
from outhaul.apps.money.domain.answering import hold
from outhaul.apps.money.domain.booking import pass_on
from outhaul.apps.money.domain.cents import rounded
from outhaul.apps.money.domain.following import follow, open_amount
from outhaul.apps.money.domain.home import home_of
from outhaul.apps.money.domain.ledger import WORLD, Move, move
from outhaul.apps.money.domain.rates import Rate, rate_of
from outhaul.apps.money.lifecycles import PAYMENT, InvoiceState, PaymentState
from outhaul.apps.money.models import Invoice, Payment, PayRun
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.work.domain.papers import payment_ready
from outhaul.apps.work.models import Contractor
from outhaul.engine.verdict import Answer, Verdict
from outhaul.faults import Fault, InputError
from outhaul.lifecycle import NotNow

PAYABLE = (InvoiceState.APPROVED, InvoiceState.FAILED, InvoiceState.SCHEDULED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is known of a payment that was made."""

    paid_on: date
    fee: Decimal = Decimal(0)
    """What the transfer cost, in the business's own currency."""
    reference: str = ""
    rate: Decimal | None = None
    """What the bank took for one unit of the invoice's currency; None for the rate of the day."""


def blocks_of(contractor: Contractor, today: date) -> list[Verdict]:
    """Return what keeps payments to a contractor back: papers that are missing or expired."""
    return [one for one in payment_ready(contractor, today=today) if one.answer is Answer.BLOCK]


def want_papers(invoice: Invoice) -> None:
    """Raise InputError where papers are missing: say which, and that the contractor gives them (§MONEY-9)."""
    faults = [
        Fault("papers", f"{invoice.contractor.name}: {block.reason.rstrip('.')}", block.fix.rstrip("."))
        for block in blocks_of(invoice.contractor, home_of(invoice.business).today)
    ]
    if faults:
        raise InputError(faults)


def plan(invoice: Invoice, *, amount: Decimal, actor: Actor) -> Payment:
    """Plan a payment of an approved invoice, which becomes scheduled.

    Raises:
        NotNow: the invoice is not approved.
        InputError: the amount is not above zero, or more than is open; or papers are missing.
    """
    row = hold(invoice)
    if row.state not in PAYABLE:
        raise NotNow("invoice", row.state, "schedule")
    want_papers(row)
    left = open_amount(row)
    if not 0 < amount <= left:
        remedy = _("%(left)s %(currency)s are open") % {"left": left, "currency": row.currency}
        raise InputError([Fault("amount", _("More than is open, or nothing"), remedy)])
    payment = Payment.objects.create(
        business=row.business, invoice=row, amount=rounded(amount, row.currency), made_by_id=actor.pk
    )
    _tell(payment, "planned", actor)
    follow(payment, actor=actor)
    return payment


@transaction.atomic
def pay_by_hand(visit: Visit, invoice: Invoice, amount: Decimal, told: Told) -> Payment:
    """Note that an approved invoice was paid, or a part of it, by another way; records `planned`, `paid`.

    Raises:
        PermissionDenied: the role may not pay.
        NotNow: the invoice is not approved.
        InputError: the amount or the day cannot be; papers are missing.
    """
    if not visit.may(Power.PAY):
        raise PermissionDenied
    return settle(plan(invoice, amount=amount, actor=visit.user), told, actor=visit.user)


@transaction.atomic
def confirm(visit: Visit, payment: Payment, told: Told) -> Payment:
    """Note that a planned or sent payment was made; records `paid`. See `settle`.

    Raises:
        PermissionDenied: the role may not pay.
        NotNow: it was paid already, or failed, or is void.
    """
    if not visit.may(Power.PAY):
        raise PermissionDenied
    return settle(payment, told, actor=visit.user)


def settle(payment: Payment, told: Told, *, actor: Actor) -> Payment:
    """Let a payment be paid: its amount moves to "paid", the fee and the exchange difference are booked.

    Once all of an invoice is paid, it and its milestones are.
    """
    row = _held(payment)
    state = PAYMENT.after(PaymentState(row.state), "pay")
    if told.paid_on > home_of(row.business).today:
        raise InputError([Fault("paid_on", _("That day is yet to come"), _("Enter the day it was paid"))])
    if told.fee < 0 or (told.rate is not None and told.rate <= 0):
        raise InputError([Fault("fee", _("It cannot be below zero"), _("Enter what the bank took"))])
    source = "on the way" if row.state == PaymentState.SENT else "approved"
    rate = _rate(row, told)
    row.state, row.paid_on, row.fee = state, told.paid_on, told.fee
    row.rate, row.rate_source = (rate.rate, str(rate)) if rate else (None, "")
    row.reference = told.reference[:140]
    _keep(row, "paid", actor)
    worth = row.amount * row.rate if row.rate is not None else None
    pass_on(row.invoice, source, "paid", row.amount, "paid", home_amount=worth, payment=row.key)
    _book_cost(row, difference_of(row), row.fee)
    follow(row, actor=actor)
    telling.tell_paid(row.invoice, f"{row.amount:.2f}")
    return row


def _rate(row: Payment, told: Told) -> Rate | None:
    if told.rate is not None:
        return Rate(rate=told.rate, on=told.paid_on, source=_("As the bank charged it"))
    return rate_of(row.business, row.invoice.currency, told.paid_on)


def difference_of(payment: Payment) -> Decimal:
    """Return by how much more, in the own currency, a payment cost than its invoice was worth when approved.

    Below zero where it cost less; zero where one of both rates is not known.
    """
    if payment.rate is None or payment.invoice.rate is None:
        return Decimal(0)
    currency = home_of(payment.business).currency
    return rounded(payment.amount * payment.rate, currency) - rounded(
        payment.amount * payment.invoice.rate, currency
    )


@transaction.atomic
def fail(visit: Visit, payment: Payment, *, reason: str) -> Payment:
    """Note that a sent payment failed, or that a paid one was returned; records `failed`, tells both sides.

    Its amount is owed again; the invoice can go into another pay run. The fee stays: the bank took it.

    Raises:
        PermissionDenied: the role may not pay.
        NotNow: it is neither sent nor paid.
    """
    if not visit.may(Power.PAY):
        raise PermissionDenied
    row = _held(payment)
    before = row.state
    row.state = PAYMENT.after(PaymentState(row.state), "fail")
    row.reason = (reason.strip() or _("no reason told"))[:300]
    _keep(row, "failed", visit.user)
    _back_to_approved(row, before, "failed", fee=Decimal(0))
    follow(row, actor=visit.user)
    telling.tell_failed(row.invoice, row.reason)
    return row


@transaction.atomic
def take_back(visit: Visit, payment: Payment) -> Payment:
    """Undo that a payment was marked paid: a mistake, not a return; records `took back`.

    One that went to the bank is on its way again; one noted by hand is void. Fee and difference go too.

    Raises:
        PermissionDenied: the role may not pay.
        NotNow: it is not paid.
    """
    if not visit.may(Power.PAY):
        raise PermissionDenied
    row = _held(payment)
    before = row.state
    row.state = PAYMENT.after(PaymentState(row.state), "take back" if row.was_sent else "cancel")
    fee, difference = row.fee, difference_of(row)
    row.fee, row.rate, row.rate_source, row.paid_on, row.reference = Decimal(0), None, "", None, ""
    _keep(row, "took back", visit.user)
    if row.was_sent:
        pass_on(row.invoice, "paid", "on the way", row.amount, "took back", payment=row.key)
        _book_cost(row, -difference, -fee)
    else:
        _back_to_approved(row, before, "took back", fee=fee, difference=difference)
    row.bank_lines.update(payment=None)
    follow(row, actor=visit.user)
    return row


def cancel(payment: Payment, *, actor: Actor) -> Payment:
    """Let a planned payment be void, so that the invoice can be paid another way; records `voided`."""
    row = _held(payment)
    row.state = PAYMENT.after(PaymentState(row.state), "void")
    _keep(row, "voided", actor)
    follow(row, actor=actor)
    return row


def send(payment: Payment, *, actor: Actor) -> Payment:
    """Let a planned payment be on its way to the bank; records `sent`."""
    row = _held(payment)
    row.state, row.was_sent = PAYMENT.after(PaymentState(row.state), "send"), True
    _keep(row, "sent", actor)
    pass_on(row.invoice, "approved", "on the way", row.amount, "sent", payment=row.key)
    return row


def _back_to_approved(
    row: Payment, before: str, verb: str, *, fee: Decimal, difference: Decimal | None = None
) -> None:
    source = "on the way" if before == PaymentState.SENT else "paid"
    pass_on(row.invoice, source, "approved", row.amount, verb, payment=row.key)
    if before == PaymentState.PAID:
        _book_cost(row, -(difference_of(row) if difference is None else difference), -fee)


def _book_cost(row: Payment, difference: Decimal, fee: Decimal) -> None:
    """Book a fee and an exchange difference in the own currency; below zero they go back."""
    currency = home_of(row.business).currency
    wanted = []
    for account, amount in (("fees", fee), ("exchange", difference)):
        one = Move(
            source=WORLD,
            target=account,
            amount=abs(rounded(amount, currency)),
            currency=currency,
            thing="payment",
            thing_key=row.key,
            verb=account,
            engagement=row.invoice.engagement,
        )
        wanted.append(one if amount >= 0 else one.back(account))
    move(row.business, wanted)


def _held(payment: Payment) -> Payment:
    """Return the payment as it is now; hold its pay run, its engagement and its invoice, in this order."""
    if payment.pay_run_id is not None:
        PayRun.objects.select_for_update().defer("sealed").get(pk=payment.pay_run_id)
    invoice = hold(Invoice.objects.get(pk=payment.invoice_id))
    row = Payment.objects.select_related("business").get(pk=payment.pk)
    row.invoice = invoice
    return row


def _keep(row: Payment, verb: str, actor: Actor) -> None:
    row.changed_at = timezone.now()
    row.save()
    _tell(row, verb, actor)


def _tell(row: Payment, verb: str, actor: Actor) -> None:
    record(
        scope=row.business.key,
        actor=actor,
        verb=verb,
        thing="payment",
        name=row.invoice.number,
        changes={
            "amount": (None, f"{row.amount} {row.invoice.currency}"),
            **({"reason": (None, row.reason)} if row.reason else {}),
        },
    )
