"""Whatever is done with invoices and payments, in whatever order: nothing is lost, and all sums agree."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TypeVar

import pytest
from django.db import transaction
from django.db.models import Model, QuerySet
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from outhaul.apps.money.domain import answering, invoicing, pay_runs, paying
from outhaul.apps.money.domain.accepting import accepted_items
from outhaul.apps.money.domain.following import open_amount
from outhaul.apps.money.domain.ledger import balances, end_of, totals
from outhaul.apps.money.domain.reconciling import disagreements
from outhaul.apps.money.lifecycles import InvoiceState, PaymentState
from outhaul.apps.money.models import Invoice, LedgerEntry, Payment, PayRun
from outhaul.apps.work.domain.access import Assignment
from outhaul.apps.work.domain.milestones import step
from outhaul.apps.work.models import Milestone
from outhaul.documents.statement.content import Milestone as Content
from outhaul.faults import InputError
from outhaul.lifecycle import NotNow
from tests.delivery_made import running
from tests.money_made import own_account, with_papers
from tests.people import People
from tests.statement_told import MILESTONES, STATEMENT

TODAY = date(2026, 11, 27)
FEES = ("450.00", "1200.50", "0.01", "333.33")
COUNTED = ("accepted", "invoiced", "paid")


def milestones() -> tuple[Content, ...]:
    """Four deliverables, of a cent and of much."""
    return tuple(
        replace(MILESTONES[0], key=f"m{place}", name=f"Part {place}", fee=Decimal(fee))
        for place, fee in enumerate(FEES)
    )


def waiting_parts() -> QuerySet[Milestone]:
    return Milestone.objects.filter(state="ready").order_by("key")


def answerable() -> QuerySet[Invoice]:
    return Invoice.objects.filter(state__in=["submitted", "approved", "failed"]).order_by("pk")


def standing() -> QuerySet[Payment]:
    return Payment.objects.exclude(state__in=["failed", "void"]).order_by("pk")


Row = TypeVar("Row", bound=Model)


def picked(rows: QuerySet[Row], place: int) -> Row:
    return rows[place % rows.count()]


class Money(RuleBasedStateMachine):
    """Ana, Olivia and Fatima do what they may; each step is tried, and refused where it cannot be."""

    people: People
    ana: Assignment
    done: Counter[str]

    @initialize()
    def begin(self) -> None:
        self.point = transaction.savepoint()
        for place in (0, 1):
            self.accept(place)
        made = invoicing.make_invoice(self.ana, self.asked(7))
        answering.approve(self.people.olivia, made)

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.point)

    def attempt(self, doing: Callable[..., object], *args: object, **kwargs: object) -> None:
        try:
            with transaction.atomic():
                doing(*args, **kwargs)
        except (InputError, NotNow):
            return
        self.done[doing.__name__] += 1

    def accept(self, place: int) -> None:
        row = Milestone.objects.get(engagement=self.ana.engagement, key=f"m{place}")
        for verb in ("start", "submit", "accept"):
            self.attempt(step, row, verb, actor=self.people.marco.user)

    @precondition(lambda _self: waiting_parts().exists())
    @rule()
    def accept_another(self) -> None:
        self.accept(int(waiting_parts()[0].key[1:]))

    def asked(self, tax: int) -> invoicing.Asked:
        number = invoicing.next_number(self.ana.engagement)
        return invoicing.Asked(number=number, issued_on=TODAY, tax_rate=Decimal(tax))

    @precondition(lambda self: bool(accepted_items(self.ana.engagement)))
    @rule(tax=st.sampled_from((0, 7, 19)))
    def make(self, tax: int) -> None:
        self.attempt(invoicing.make_invoice, self.ana, self.asked(tax))

    @precondition(lambda self: bool(accepted_items(self.ana.engagement)))
    @rule(less=st.integers(0, 200), extra=st.sampled_from((False, False, True)))
    def send_in(self, less: int, extra: bool) -> None:  # noqa: FBT001 -- drawn
        item = accepted_items(self.ana.engagement)[-1]
        amount = max(item.amount - Decimal(less) / 100, Decimal("0.01"))
        claims = [invoicing.Claim(text=item.text, amount=amount, item=item)]
        if extra:
            claims.append(invoicing.Claim(text="Travel", amount=Decimal(9)))
        self.attempt(invoicing.send_in, self.ana, self.asked(19), claims)

    @precondition(lambda _self: answerable().exists())
    @rule(place=st.integers(0, 9), verb=st.sampled_from(("approve", "approve", "approve", "reject", "void")))
    def answer(self, place: int, verb: str) -> None:
        invoice = picked(answerable(), place)
        if verb == "approve":
            self.attempt(answering.approve, self.people.olivia, invoice)
        else:
            self.attempt(getattr(answering, verb), self.people.olivia, invoice, reason="Because")

    @precondition(lambda self: pay_runs.payable(self.people.fatima).exists())
    @rule(place=st.integers(0, 9), part=st.sampled_from((1, 2, 3)))
    def pay_by_hand(self, place: int, part: int) -> None:
        invoice = picked(pay_runs.payable(self.people.fatima), place)
        amount = (open_amount(invoice) / part).quantize(Decimal("0.01"))
        told = paying.Told(paid_on=TODAY, fee=Decimal("0.35"))
        self.attempt(paying.pay_by_hand, self.people.fatima, invoice, amount, told)

    @precondition(lambda self: pay_runs.payable(self.people.fatima).exists())
    @rule()
    def start_run(self) -> None:
        keys = [row.key for row in pay_runs.payable(self.people.fatima)]
        self.attempt(pay_runs.start_run, self.people.fatima, keys, executes_on=TODAY)

    @precondition(lambda _self: PayRun.objects.filter(state="draft").exists())
    @rule(verb=st.sampled_from(("send_run", "send_run", "void_run")))
    def step_run(self, verb: str) -> None:
        run = PayRun.objects.filter(state="draft")[0]
        self.attempt(getattr(pay_runs, verb), self.people.fatima, run)

    @precondition(lambda _self: standing().exists())
    @rule(
        place=st.integers(0, 9), verb=st.sampled_from(("confirm", "confirm", "fail", "take_back", "take_out"))
    )
    def step_payment(self, place: int, verb: str) -> None:
        payment, fatima = picked(standing(), place), self.people.fatima
        if verb == "confirm":
            self.attempt(paying.confirm, fatima, payment, paying.Told(paid_on=TODAY, fee=Decimal(1)))
        elif verb == "fail":
            self.attempt(paying.fail, fatima, payment, reason="Returned")
        elif verb == "take_back":
            self.attempt(paying.take_back, fatima, payment)
        elif payment.pay_run:
            self.attempt(pay_runs.take_out, fatima, payment.pay_run, payment)

    @invariant()
    def sums_agree_with_states(self) -> None:
        if not hasattr(self, "point"):
            return
        assert disagreements(self.people.bakery) == {}
        held = balances(self.people.bakery)
        assert sum(held.values()) == 0
        assert all(cents >= 0 for (account, _), cents in held.items() if account not in {"world", "tax"})

    @invariant()
    def nothing_is_paid_that_was_not_accepted(self) -> None:
        if not hasattr(self, "point"):
            return
        for invoice in Invoice.objects.prefetch_related("lines__milestone", "payments"):
            paid = sum(one.amount for one in invoice.payments.all() if one.state == PaymentState.PAID)
            alive = sum(one.amount for one in invoice.payments.all() if one.state not in {"failed", "void"})
            assert paid <= alive <= invoice.total
            if alive:
                assert invoice.is_covered
                assert all(line.milestone.state in COUNTED for line in invoice.lines.all() if line.milestone)
            assert (invoice.state == InvoiceState.PAID) == (paid == invoice.total)

    @invariant()
    def nothing_accepted_is_lost(self) -> None:
        if not hasattr(self, "point"):
            return
        asking = Invoice.objects.exclude(state__in=["rejected", "void"])
        for row in Milestone.objects.filter(engagement=self.ana.engagement):
            lines = row.lines.filter(invoice__in=asking).select_related("invoice")
            expected = {0: {"accepted"}, 1: {"invoiced", "paid"}}[len(lines)]
            assert row.state in expected or row.state in {"planned", "ready", "in progress", "submitted"}
            assert all((line.invoice.state == "paid") == (row.state == "paid") for line in lines)

    @invariant()
    def months_and_numbers_have_no_gap(self) -> None:
        if not hasattr(self, "point"):
            return
        numbers = LedgerEntry.objects.filter(business=self.people.bakery).values_list("number", flat=True)
        assert list(numbers) == list(range(1, len(numbers) + 1))
        month = TODAY.replace(day=1)
        closing = {
            (one.account, one.currency): one.closing
            for one in totals(self.people.bakery, month, end_of(month))
        }
        assert {key: cents for key, cents in closing.items() if cents} == balances(self.people.bakery)


@pytest.fixture
def machine(people: People) -> type[Money]:
    ana = with_papers(running(people, replace(STATEMENT, milestones=milestones())))
    own_account(people.olivia)
    Money.people, Money.ana, Money.done = people, ana, Counter()
    return Money


def test_in_any_order(machine: type[Money]) -> None:
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=10,
            stateful_step_count=20,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
    every = {"step", "make_invoice", "send_in", "approve", "pay_by_hand", "start_run", "send_run"}
    assert every <= set(machine.done), machine.done  # else the steps that were drawn say little
