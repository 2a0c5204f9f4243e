"""The ledger: what is accepted is owed at once, and nothing in it ever changes."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from outhaul.apps.money.domain.ledger import access_ledger, balances, months_of, totals
from outhaul.apps.money.models import LedgerEntry
from outhaul.apps.people.models import Business
from outhaul.apps.work.domain.access import Assignment
from tests.delivery_made import accepted
from tests.money_made import approved
from tests.people import People


def test_what_was_accepted_is_owed(people: People, ana: Assignment) -> None:
    accepted(people, ana)
    assert balances(people.bakery) == {("accepted", "USD"): 45000, ("world", "USD"): -45000}


def test_the_database_refuses_to_change_an_entry(people: People, ana: Assignment) -> None:
    accepted(people, ana)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        LedgerEntry.objects.update(cents=1)
    Business.objects.update(is_sample=False)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        LedgerEntry.objects.all().delete()
    assert [entry.cents for entry in access_ledger(people.fatima)] == [45000]


def test_each_month_opens_as_the_one_before_closed(people: People, ana: Assignment) -> None:
    accepted(people, ana, "close")
    with time_machine.travel(date(2027, 1, 10)):
        approved(people, ana, "year")
    november = {
        one.account: one.closing for one in totals(people.bakery, date(2026, 11, 1), date(2026, 11, 30))
    }
    january = totals(people.bakery, date(2027, 1, 1), date(2027, 1, 31))
    assert november == {"accepted": 45000, "world": -45000}
    assert {one.account: (one.opening, one.closing) for one in january} == {
        "accepted": (45000, 0),
        "invoiced": (0, 0),
        "approved": (0, 165050),
        "world": (-45000, -165050),
    }
    assert list(months_of(people.bakery)) == [date(2027, 1, 1), date(2026, 12, 1), date(2026, 11, 1)]


def test_the_day_is_that_of_the_business(people: People, ana: Assignment) -> None:
    with time_machine.travel("2026-12-01T03:00:00Z"):  # the evening before in New York
        accepted(people, ana)
    assert LedgerEntry.objects.get().on == date(2026, 11, 30)


def test_a_manager_sees_no_books(people: People) -> None:
    with pytest.raises(PermissionDenied):
        access_ledger(people.marco)
    assert list(access_ledger(people.charlie)) == []
