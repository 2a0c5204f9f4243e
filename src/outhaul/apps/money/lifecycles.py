"""The states of invoices, payments and pay runs, and what leads from one to another."""

from enum import StrEnum

from outhaul.lifecycle import Lifecycle


class InvoiceState(StrEnum):
    """How far an invoice is. Nothing is ever deleted: a correction is a new record."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    REJECTED = "rejected"
    SCHEDULED = "scheduled"
    PAID = "paid"
    FAILED = "failed"
    VOID = "void"


INVOICE = Lifecycle(
    "invoice",
    {
        "submit": {InvoiceState.DRAFT: InvoiceState.SUBMITTED},
        "approve": {InvoiceState.SUBMITTED: InvoiceState.APPROVED},
        "reject": {
            InvoiceState.SUBMITTED: InvoiceState.REJECTED,
            InvoiceState.APPROVED: InvoiceState.REJECTED,
        },
        "schedule": {
            InvoiceState.APPROVED: InvoiceState.SCHEDULED,
            InvoiceState.FAILED: InvoiceState.SCHEDULED,
        },
        "unschedule": {InvoiceState.SCHEDULED: InvoiceState.APPROVED},
        "pay": {InvoiceState.SCHEDULED: InvoiceState.PAID, InvoiceState.APPROVED: InvoiceState.PAID},
        "fail": {InvoiceState.SCHEDULED: InvoiceState.FAILED, InvoiceState.PAID: InvoiceState.FAILED},
        "void": {
            InvoiceState.DRAFT: InvoiceState.VOID,
            InvoiceState.SUBMITTED: InvoiceState.VOID,
            InvoiceState.APPROVED: InvoiceState.VOID,
            InvoiceState.FAILED: InvoiceState.VOID,
        },
        "reopen": {InvoiceState.PAID: InvoiceState.APPROVED, InvoiceState.FAILED: InvoiceState.APPROVED},
    },
)


class PaymentState(StrEnum):
    """How far one payment is."""

    PLANNED = "planned"
    SENT = "sent"
    """In a file that went to the bank."""
    PAID = "paid"
    FAILED = "failed"
    VOID = "void"


PAYMENT = Lifecycle(
    "payment",
    {
        "send": {PaymentState.PLANNED: PaymentState.SENT},
        "pay": {PaymentState.PLANNED: PaymentState.PAID, PaymentState.SENT: PaymentState.PAID},
        "fail": {PaymentState.SENT: PaymentState.FAILED, PaymentState.PAID: PaymentState.FAILED},
        "void": {PaymentState.PLANNED: PaymentState.VOID},
        "take back": {PaymentState.PAID: PaymentState.SENT},
        "cancel": {PaymentState.PAID: PaymentState.VOID},
    },
)


class PayRunState(StrEnum):
    """How far a pay run is."""

    DRAFT = "draft"
    SENT = "sent"
    """Its file was made: the bank has it, or will."""
    DONE = "done"
    """Each of its payments is paid, failed or void."""
    VOID = "void"


PAY_RUN = Lifecycle(
    "pay run",
    {
        "send": {PayRunState.DRAFT: PayRunState.SENT},
        "finish": {PayRunState.SENT: PayRunState.DONE, PayRunState.DRAFT: PayRunState.DONE},
        "reopen": {PayRunState.DONE: PayRunState.SENT},
        "void": {PayRunState.DRAFT: PayRunState.VOID},
    },
)
