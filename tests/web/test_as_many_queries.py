"""A list asks the database as often for three rows as for one: of run, pay, review and the portal."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from outhaul.apps.delivery.models import Absence, Access, ChecklistItem, Checkpoint, Equipment, Message, Task
from outhaul.apps.money.models import BankStatement, LedgerEntry, PayRun
from outhaul.apps.review.models import FocusNote, Learned, MonthlyReview
from outhaul.apps.work.domain.access import Assignment
from outhaul.apps.work.models import Engagement
from tests.delivery_made import running
from tests.people import People
from tests.review_made import at, delivered, invoiced

TODAY = date(2026, 11, 27)
Add = Callable[[People, Assignment, int], object]
"""Adds one row of a list, the number-th."""


def checkpoint(_people: People, ana: Assignment, number: int) -> object:
    on = date(2026, 11, 3 + number)
    return Checkpoint.objects.create(engagement=ana.engagement, name="A look", on=on, starts_at=at(on))


def access(_people: People, ana: Assignment, number: int) -> object:
    return Access.objects.create(engagement=ana.engagement, name=f"Shop {number}", granted_on=TODAY)


def equipment(people: People, ana: Assignment, number: int) -> object:
    return Equipment.objects.create(
        business=people.bakery,
        name=f"Laptop {number}",
        bought_on=date(2026, 1, 5),
        price=Decimal(900),
        engagement=ana.engagement,
        lent_on=date(2026, 2, 1),
    )


def line(side: str) -> Add:
    def add(_people: People, ana: Assignment, number: int) -> object:
        return ChecklistItem.objects.create(
            engagement=ana.engagement, list="onboarding", text=f"Do this {number}", side=side, due_on=TODAY
        )

    return add


def question(_people: People, ana: Assignment, number: int) -> object:
    return Message.objects.create(
        milestone=ana.engagement.milestones.all()[0],
        side="contractor",
        text=f"Which account? {number}",
        made_by=ana.user,
        made_at=at(TODAY),
    )


def invoice(_people: People, ana: Assignment, number: int) -> object:
    return invoiced(ana.engagement, f"{number}", on=date(2026, 10, 1), due=TODAY, paid=None)


def payment(_people: People, ana: Assignment, number: int) -> object:
    return invoiced(
        ana.engagement, f"{number}", on=date(2026, 10, 1), due=TODAY, paid=date(2026, 10, 5 + number)
    )


def pay_run(people: People, _ana: Assignment, number: int) -> object:
    return PayRun.objects.create(business=people.bakery, number=number, currency="USD", executes_on=TODAY)


def bank_statement(people: People, _ana: Assignment, number: int) -> object:
    return BankStatement.objects.create(business=people.bakery, name=f"{number}.csv", sha256=f"{number}")


def ledger_entry(people: People, ana: Assignment, number: int) -> object:
    return LedgerEntry.objects.create(
        business=people.bakery,
        number=1000 + number,
        on=TODAY,
        engagement=ana.engagement,
        thing="milestone",
        thing_key=f"{number}",
        verb="accepted",
        source="world",
        target="accepted",
        cents=100 + number,
        currency="USD",
    )


def learned(people: People, _ana: Assignment, number: int) -> object:
    return Learned.objects.create(
        business=people.bakery,
        month=date(2026, 10, 1),
        name=("rho0", "lambda0", "mu0")[number],
        prior=0.1,
        posterior=0.2,
        low=0.1,
        high=0.3,
        seen=3,
    )


def month(people: People, _ana: Assignment, number: int) -> object:
    content = {"title": "Your month", "headline": "You had 3 of 31 hours."}
    return MonthlyReview.objects.create(
        business=people.bakery, month=date(2026, 7 + number, 1), content=content
    )


def focus(people: People, _ana: Assignment, number: int) -> object:
    week = date(2026, 11, 2) + timedelta(weeks=number)
    return FocusNote.objects.create(business=people.bakery, user=people.olivia.user, week=week, hours=3)


def engagement(_people: People, ana: Assignment, number: int) -> object:
    row = Engagement.objects.get(pk=ana.engagement.pk)
    row.pk, row.key, row.offer = None, f"copy{number}", None
    row.save()
    return delivered(row, "a", due_on=TODAY, versions=[(TODAY, None, False)])


def deliverable(_people: People, ana: Assignment, number: int) -> object:
    return delivered(ana.engagement, f"a{number}", due_on=TODAY, versions=[(TODAY, None, False)])


def task(_people: People, ana: Assignment, number: int) -> object:
    return Task.objects.create(engagement=ana.engagement, user=ana.user, title=f"Count {number}")


def absence(people: People, ana: Assignment, number: int) -> object:
    day = TODAY + timedelta(days=3 * number)
    return Absence.objects.create(
        business=people.bakery, contractor=ana.contractor, first_on=day, last_on=day
    )


CLIENT: list[tuple[str, bool, Add, int]] = [
    ("run-calendar", False, checkpoint, 13),
    ("run-engagement", True, line("client"), 32),
    ("run-talk", True, question, 9),
    ("run-access", False, access, 8),
    ("equipment", False, equipment, 8),
    ("invoices", False, invoice, 11),
    ("payments", False, payment, 6),
    ("pay-runs", False, pay_run, 7),
    ("bank", False, bank_statement, 6),
    ("ledger", False, ledger_entry, 14),
    ("review-learned", False, learned, 5),
    ("review-months", False, month, 5),
    ("review-focus", False, focus, 5),
]
PORTAL: list[tuple[str, bool, Add, int]] = [
    ("portal", False, engagement, 12),
    ("portal-engagement", True, deliverable, 14),
    ("portal-board", True, task, 14),
    ("portal-days-off", True, absence, 17),
    ("portal-lines", True, line("contractor"), 9),
    ("portal-invoices", True, invoice, 22),
]


@pytest.mark.parametrize(("name", "is_of_one", "add", "queries"), [*CLIENT, *PORTAL])
def test_a_list_asks_as_often_for_three_rows_as_for_one(  # noqa: PLR0913 -- what a list is
    people: People,
    django_assert_num_queries: DjangoAssertNumQueries,
    name: str,
    add: Add,
    queries: int,
    *,
    is_of_one: bool,
) -> None:
    with time_machine.travel(datetime(2026, 11, 27, 20, tzinfo=UTC)):
        ana = running(people)
        is_own = name.startswith("portal")
        client = Client()
        client.force_login(ana.user if is_own else people.olivia.user)
        keys = [*([] if is_own else [people.bakery.key]), *([ana.engagement.key] if is_of_one else [])]
        address = reverse(name, args=keys)
        add(people, ana, 0)
        assert client.get(address).status_code == 200
        with django_assert_num_queries(queries):
            client.get(address)
        for number in (1, 2):
            add(people, ana, number)
        with django_assert_num_queries(queries):
            client.get(address)
