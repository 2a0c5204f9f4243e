"""Where hours are paid, accepted hours are owed; the fee of a milestone is only their cap (§MONEY-3)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import time_machine

from outhaul.apps.delivery.domain.hours import accept_hours, log_hours
from outhaul.apps.delivery.models import HourEntry
from outhaul.apps.money.domain.answering import approve, reject
from outhaul.apps.money.domain.invoicing import make_invoice
from outhaul.apps.money.domain.ledger import balances
from outhaul.apps.money.domain.reconciling import disagreements
from tests.delivery_made import accepted, milestone, running
from tests.money_made import asked
from tests.people import People
from tests.statement_told import STATEMENT, TERMS


def test_hours_are_owed_invoiced_and_given_back(people: People) -> None:
    ana = running(people, replace(STATEMENT, terms=replace(TERMS, form="hours")))
    with time_machine.travel("2026-12-08T12:00:00Z"):
        row = log_hours(ana, milestone(ana), on=date(2026, 12, 7), hours=Decimal("2.25"))
        accept_hours(people.marco, row)
        accepted(people, ana)  # a milestone whose fee nobody owes
        assert balances(people.bakery) == {("accepted", "USD"): 2340, ("world", "USD"): -2340}
        invoice = make_invoice(ana, asked(ana))
        assert (invoice.total, HourEntry.objects.get().state) == (Decimal("23.40"), "invoiced")
        reject(people.olivia, approve(people.olivia, invoice), reason="Which day?")
    assert HourEntry.objects.get().state == "accepted"
    assert balances(people.bakery) == {("accepted", "USD"): 2340, ("world", "USD"): -2340}
    assert disagreements(people.bakery) == {}
