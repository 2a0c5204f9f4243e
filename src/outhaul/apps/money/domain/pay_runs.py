"""A pay run: approved invoices in one currency that go to the bank together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256

import msgspec
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from outhaul.apps.audit.domain.trail import Actor, record
from outhaul.apps.money.domain import paying
from outhaul.apps.money.domain.access import access_invoices
from outhaul.apps.money.domain.following import open_amount, taken_amounts
from outhaul.apps.money.domain.home import home_of
from outhaul.apps.money.domain.payer import account_of, payee_of
from outhaul.apps.money.lifecycles import PAY_RUN, InvoiceState, PaymentState, PayRunState
from outhaul.apps.money.models import Invoice, Payment, PayRun
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.people.models import Business
from outhaul.apps.work.domain.sealing import open_sealed, seal
from outhaul.apps.work.models import Engagement
from outhaul.documents.sepa.order import Order, Transfer
from outhaul.documents.sepa.plain import plain_csv
from outhaul.documents.sepa.xml import pain
from outhaul.faults import Fault, InputError
from outhaul.lifecycle import NotNow

SEPA_CURRENCY = "EUR"
MOST = 500
"""Payments in one run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An invoice that could go into a pay run, what of it is open, and what keeps it back."""

    invoice: Invoice
    open: Decimal
    blocks: tuple[str, ...]


def payable(visit: Visit) -> QuerySet[Invoice]:
    """Return approved and failed invoices, due first."""
    found = access_invoices(visit).filter(state__in=[InvoiceState.APPROVED, InvoiceState.FAILED])
    return found.select_related("business", "contractor", "engagement").order_by("due_on", "pk")


def candidates(visit: Visit, currency: str) -> list[Candidate]:
    """Return what could be paid now in a currency, due first; at most what one run takes."""
    today = home_of(visit.business).today
    known: dict[int, tuple[str, ...]] = {}
    found = []
    invoices = list(payable(visit).filter(currency=currency)[:MOST])
    taken = taken_amounts(invoices)
    for invoice in invoices:
        who = invoice.contractor_id
        if who not in known:
            invoice.contractor.business = visit.business
            known[who] = tuple(block.reason for block in paying.blocks_of(invoice.contractor, today))
        found.append(
            Candidate(
                invoice=invoice, open=invoice.total - taken.get(invoice.pk, Decimal(0)), blocks=known[who]
            )
        )
    return found


@transaction.atomic
def start_run(visit: Visit, keys: Sequence[str], *, executes_on: date) -> PayRun:
    """Put approved invoices into a new draft of a pay run, each with what is open; records `made`.

    Raises:
        PermissionDenied: the role may not pay.
        InputError: nothing is chosen, currencies differ, the day is over, or papers are missing.
        NotNow: one of them is no longer to be paid.
    """
    if not visit.may(Power.PAY):
        raise PermissionDenied
    held = Engagement.objects.select_for_update(of=("self",)).filter(invoices__key__in=keys)
    list(held.order_by("pk"))  # before the ledger, as whoever accepts does
    Business.objects.select_for_update().get(pk=visit.business.pk)
    invoices = list(access_invoices(visit).filter(key__in=keys).order_by("due_on", "pk")[: MOST + 1])
    _check(visit, invoices, executes_on)
    last = PayRun.objects.filter(business=visit.business).order_by("-number").first()
    run = PayRun.objects.create(
        business=visit.business,
        number=last.number + 1 if last else 1,
        currency=invoices[0].currency,
        executes_on=executes_on,
        made_by=visit.user,
    )
    for invoice in invoices:
        payment = paying.plan(invoice, amount=open_amount(invoice), actor=visit.user)
        payment.pay_run = run
        payment.save(update_fields=["pay_run"])
    _tell(run, "made", visit.user)
    return run


def _check(visit: Visit, invoices: Sequence[Invoice], executes_on: date) -> None:
    if not invoices:
        raise InputError([Fault("invoices", _("Nothing is chosen"), _("Tick at least one invoice"))])
    if len(invoices) > MOST:
        raise InputError([Fault("invoices", _("Too many for one run"), _("Take 500 at most"))])
    if len({invoice.currency for invoice in invoices}) > 1:
        raise InputError([Fault("invoices", _("Currencies differ"), _("Make a run for each"))])
    if executes_on < home_of(visit.business).today:
        raise InputError([Fault("executes_on", _("That day is over"), _("Take today or a later day"))])


@transaction.atomic
def take_out(visit: Visit, run: PayRun, payment: Payment) -> None:
    """Take a payment out of a draft; its invoice waits for another run. Records `voided` of the payment.

    Raises:
        PermissionDenied: the role may not pay.
        NotNow: the run went to the bank.
    """
    row = _held(visit, run)
    if row.state != PayRunState.DRAFT:
        raise NotNow("pay run", row.state, "take out")
    paying.cancel(row.payments.get(pk=payment.pk), actor=visit.user)
    if not row.payments.filter(state=PaymentState.PLANNED).exists():
        _become(row, "void", "voided", visit.user)


@transaction.atomic
def void_run(visit: Visit, run: PayRun) -> PayRun:
    """Give a draft up; its invoices wait for another run. Records `voided`.

    Raises:
        PermissionDenied: the role may not pay.
        NotNow: it went to the bank.
    """
    row = _held(visit, run)
    PAY_RUN.after(PayRunState(row.state), "void")
    for payment in row.payments.filter(state=PaymentState.PLANNED):
        paying.cancel(payment, actor=visit.user)
    _become(row, "void", "voided", visit.user)
    return row


@transaction.atomic
def send_run(visit: Visit, run: PayRun) -> PayRun:
    """Make the file for the bank, and let its payments be on their way; records `sent`.

    What the file is made from is kept sealed, so that it can be made again just as it was, whatever
    account a contractor tells later.

    Raises:
        PermissionDenied: the role may not pay.
        NotNow: it went to the bank already, or was given up.
        InputError: the account to pay from, or one to pay to, is missing or not fit for it.
    """
    row = _held(visit, run)
    PAY_RUN.after(PayRunState(row.state), "send")
    payments = list(row.payments.filter(state=PaymentState.PLANNED).select_related("invoice__contractor"))
    for payment in payments:
        payment.invoice.business = visit.business
        payment.invoice.contractor.business = visit.business
        paying.want_papers(payment.invoice)
    order = _order(row, payments)
    row.sealed = seal({"order": msgspec.to_builtins(order)})
    row.file_hash = sha256(_file(order).content).hexdigest()
    row.sent_at = timezone.now()
    for payment in payments:
        paying.send(payment, actor=visit.user)
    _become(row, "send", "sent", visit.user)
    return row


def _order(run: PayRun, payments: Sequence[Payment]) -> Order:
    account = account_of(run.business)
    if account is None:
        remedy = _("Enter it under “Account”")
        raise InputError([Fault("account", _("The account to pay from is missing"), remedy)])
    transfers = tuple(
        Transfer(
            key=one.key,
            amount=one.amount,
            payee=payee_of(one.invoice.contractor),
            about=f"{one.invoice.number} {end_to_end(one.key)}",
        )
        for one in payments
    )
    accounts = (account, *(one.payee for one in transfers))
    return Order(
        key=run.key,
        number=run.number,
        made_at=timezone.now().replace(microsecond=0),
        executes_on=run.executes_on,
        currency=run.currency,
        is_sepa=run.currency == SEPA_CURRENCY and all(one.is_in_sepa for one in accounts),
        payer=account,
        transfers=transfers,
    )


def end_to_end(key: str) -> str:
    """Return how the bank calls a payment, there and back.

    >>> end_to_end("3f2a9c01b77e")
    'OH3F2A9C01B77E'
    """
    return f"OH{key.upper()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file for the bank."""

    name: str
    media_type: str
    content: bytes


def _file(order: Order, *, wants_csv: bool = False) -> File:
    if order.is_sepa and not wants_csv:
        return File(name=f"pay-run-{order.number}.xml", media_type="application/xml", content=pain(order))
    name = f"pay-run-{order.number}.csv"
    return File(name=name, media_type="text/csv; charset=utf-8", content=plain_csv(order))


def file_of(visit: Visit, run: PayRun, *, wants_csv: bool = False) -> File:
    """Return the file of a run that went to the bank, made again as it was; records `took` of the file.

    Raises:
        PermissionDenied: the role may not pay.
        NotNow: it did not go to the bank yet.
        CannotOpen: it was sealed with a secret that this installation no longer knows.
    """
    if not visit.may(Power.PAY):
        raise PermissionDenied
    sealed = PayRun.objects.filter(pk=run.pk).values_list("sealed", flat=True)[0]
    if sealed is None:
        raise NotNow("pay run", run.state, "give its file")
    order = msgspec.convert(open_sealed(sealed)["order"], Order)
    _tell(run, "took", visit.user, thing="payment file")
    return _file(order, wants_csv=wants_csv)


def _held(visit: Visit, run: PayRun) -> PayRun:
    if not visit.may(Power.PAY):
        raise PermissionDenied
    PayRun.objects.select_for_update().get(pk=run.pk)
    return PayRun.objects.select_related("business").get(pk=run.pk)


def _become(row: PayRun, verb: str, told: str, actor: Actor) -> None:
    row.state = PAY_RUN.after(PayRunState(row.state), verb)
    fields = ["state", "sent_at", "file_hash"]
    row.save(update_fields=[*fields, "sealed"] if verb == "send" else fields)
    _tell(row, told, actor)


def _tell(run: PayRun, verb: str, actor: Actor, *, thing: str = "pay run") -> None:
    record(scope=run.business.key, actor=actor, verb=verb, thing=thing, name=str(run.number))
