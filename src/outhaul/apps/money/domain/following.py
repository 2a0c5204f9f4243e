"""What follows from a payment: the states of its invoice, the milestones, the pay run (§MONEY-10)."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.db.models import Sum
from django.utils import timezone

from outhaul.apps.audit.domain.trail import Actor, record
from outhaul.apps.money.domain.accepting import step_items
from outhaul.apps.money.domain.answering import items_of
from outhaul.apps.money.lifecycles import INVOICE, PAY_RUN, InvoiceState, PaymentState, PayRunState
from outhaul.apps.money.models import Invoice, Payment, PayRun

PENDING = (PaymentState.PLANNED, PaymentState.SENT)
"""Planned, or on its way."""


def open_amount(invoice: Invoice) -> Decimal:
    """Return what of an invoice is neither paid, nor planned, nor on its way."""
    return invoice.total - _sum(invoice, (*PENDING, PaymentState.PAID))


def taken_amounts(invoices: Sequence[Invoice]) -> dict[int, Decimal]:
    """Return the number of each invoice -> what of it is paid, planned or on its way; one query."""
    found = Payment.objects.filter(invoice__in=invoices, state__in=(*PENDING, PaymentState.PAID))
    return dict(found.order_by().values_list("invoice").annotate(sum=Sum("amount")))


def paid_amount(invoice: Invoice) -> Decimal:
    """Return what of an invoice was paid."""
    return _sum(invoice, (PaymentState.PAID,))


def _sum(invoice: Invoice, states: Sequence[PaymentState]) -> Decimal:
    found = Payment.objects.filter(invoice=invoice, state__in=states).aggregate(sum=Sum("amount"))
    return found["sum"] or Decimal(0)


WAYS: Mapping[tuple[InvoiceState, InvoiceState], tuple[str, ...]] = {
    (InvoiceState.APPROVED, InvoiceState.SCHEDULED): ("schedule",),
    (InvoiceState.APPROVED, InvoiceState.PAID): ("pay",),
    (InvoiceState.APPROVED, InvoiceState.FAILED): ("schedule", "fail"),
    (InvoiceState.SCHEDULED, InvoiceState.APPROVED): ("unschedule",),
    (InvoiceState.SCHEDULED, InvoiceState.PAID): ("pay",),
    (InvoiceState.SCHEDULED, InvoiceState.FAILED): ("fail",),
    (InvoiceState.FAILED, InvoiceState.SCHEDULED): ("schedule",),
    (InvoiceState.FAILED, InvoiceState.APPROVED): ("reopen",),
    (InvoiceState.FAILED, InvoiceState.PAID): ("schedule", "pay"),
    (InvoiceState.PAID, InvoiceState.APPROVED): ("reopen",),
    (InvoiceState.PAID, InvoiceState.SCHEDULED): ("reopen", "schedule"),
    (InvoiceState.PAID, InvoiceState.FAILED): ("fail",),
}
"""Which verbs lead an approved invoice from one state to another when its payments change."""


def state_by_payments(invoice: Invoice) -> InvoiceState:
    """Return the state that an approved invoice has by its payments (§MONEY-10)."""
    if paid_amount(invoice) == invoice.total:
        return InvoiceState.PAID
    states = list(invoice.payments.order_by("-changed_at", "-pk").values_list("state", flat=True))
    if any(state in PENDING for state in states):
        return InvoiceState.SCHEDULED
    latest = next((state for state in states if state != PaymentState.VOID), None)
    return InvoiceState.FAILED if latest == PaymentState.FAILED else InvoiceState.APPROVED


def follow(payment: Payment, *, actor: Actor) -> None:
    """Let the invoice, its milestones and the pay run follow what happened to a payment."""
    invoice = payment.invoice
    before, after = InvoiceState(invoice.state), state_by_payments(invoice)
    if before != after:
        state = before
        for verb in WAYS[before, after]:
            state = INVOICE.after(state, verb)
        invoice.state, invoice.changed_at = state, timezone.now()
        invoice.paid_at = timezone.now() if after == InvoiceState.PAID else None
        invoice.save(update_fields=["state", "changed_at", "paid_at"])
    if after == InvoiceState.PAID != before:
        step_items(items_of(invoice), "pay", actor=actor)
    if before == InvoiceState.PAID != after:
        step_items(items_of(invoice), "reverse", actor=actor)
    if payment.pay_run_id is not None:
        finish(PayRun.objects.select_for_update().defer("sealed").get(pk=payment.pay_run_id), actor=actor)


def finish(run: PayRun, *, actor: Actor) -> None:
    """Let a run be done once none of its payments waits any more; open again when one is taken back."""
    states = set(run.payments.values_list("state", flat=True))
    waits = not states.isdisjoint(PENDING)
    verb = "reopen" if waits and run.state == PayRunState.DONE else ""
    if not waits and run.state in PAY_RUN.sources("finish") and not states <= {PaymentState.VOID}:
        verb = "finish"
    if not verb:
        return
    run.state = PAY_RUN.after(PayRunState(run.state), verb)
    run.save(update_fields=["state"])
    told = "finished" if verb == "finish" else "reopened"
    record(scope=run.business.key, actor=actor, verb=told, thing="pay run", name=str(run.number))
