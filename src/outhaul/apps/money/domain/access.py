"""The gates through which rows of money are reached: a visit with the books, or a contractor's assignment."""

from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404

from outhaul.apps.money.models import BankLine, BankStatement, Invoice, Payer, Payment, PayRun
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.work.domain.access import Assignment

Row = TypeVar("Row", bound=Model)


def access_invoices(visit: Visit) -> QuerySet[Invoice]:
    """Return the invoices of the business, the newest first, with contractor and engagement.

    Raises:
        PermissionDenied: the role may not see the books.
    """
    _want_books(visit)
    return Invoice.objects.filter(business=visit.business).select_related("contractor", "engagement")


def access_invoice(visit: Visit, key: str) -> Invoice:
    """Return one invoice. Raises Http404 where there is none."""
    return _one(access_invoices(visit).select_related("business", "contractor", "engagement"), key)


def access_own_invoices(assignment: Assignment) -> QuerySet[Invoice]:
    """Return the invoices of an engagement to the contractor who works on it, the newest first."""
    found = Invoice.objects.filter(engagement=assignment.engagement, contractor=assignment.contractor)
    return found.select_related("business", "contractor", "engagement")


def access_own_invoice(assignment: Assignment, key: str) -> Invoice:
    """Return one of them. Raises Http404 where there is none."""
    return _one(access_own_invoices(assignment), key)


def access_pay_runs(visit: Visit) -> QuerySet[PayRun]:
    """Return the pay runs, the newest first, without what is sealed."""
    _want_books(visit)
    return PayRun.objects.filter(business=visit.business).defer("sealed")


def access_pay_run(visit: Visit, key: str) -> PayRun:
    """Return one pay run. Raises Http404 where there is none."""
    return _one(access_pay_runs(visit), key)


def access_payments(visit: Visit) -> QuerySet[Payment]:
    """Return the payments, the newest first, with invoice, contractor and pay run."""
    _want_books(visit)
    found = Payment.objects.filter(business=visit.business)
    return found.select_related("invoice__contractor", "invoice__engagement", "pay_run").defer(
        "pay_run__sealed"
    )


def access_payment(visit: Visit, key: str) -> Payment:
    """Return one payment. Raises Http404 where there is none."""
    return _one(access_payments(visit), key)


def access_statements(visit: Visit) -> QuerySet[BankStatement]:
    """Return the bank statements that were brought in, the newest first."""
    _want_books(visit)
    return BankStatement.objects.filter(business=visit.business)


def access_bank_lines(visit: Visit) -> QuerySet[BankLine]:
    """Return all lines of bank statements, with what they are matched to."""
    _want_books(visit)
    found = BankLine.objects.filter(statement__business=visit.business)
    return found.select_related("statement", "payment__invoice__contractor")


def access_payer(visit: Visit) -> Payer | None:
    """Return the account that the business pays from, without what is sealed; None where none was told."""
    _want_books(visit)
    return Payer.objects.filter(business=visit.business).defer("sealed").first()


def _want_books(visit: Visit) -> None:
    if not visit.may(Power.BOOKS):
        raise PermissionDenied


def _one(found: QuerySet[Row], key: str) -> Row:
    row = found.filter(key=key).first()
    if row is None:
        raise Http404
    return row
