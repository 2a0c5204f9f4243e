"""Three months of Ana's work for the bakery: the books are renewed, the payroll is brought back.

Four people, each in a browser of their own; real mail; one clock, which only goes forward.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine

from outhaul.apps.money.domain.reconciling import disagreements
from outhaul.apps.planning.models import Entry
from outhaul.apps.work.domain.access import Assignment
from outhaul.apps.work.domain.sending import send_to_sign
from outhaul.apps.work.models import Engagement, Seat
from tests.money_made import own_account, with_papers
from tests.people import People
from tests.postbox import Postbox, postbox
from tests.signing_made import ana_signs, code_for, drafted, olivia_signs, signed
from tests.statement_told import MILESTONES, STATEMENT, TERMS
from tests.web.journey import agreeing, months
from tests.web.journey.conftest import OpenPage
from tests.web.journey.months import Bakery
from tests.web.served import served, sign_in

__all__ = ["postbox", "served"]
pytestmark = pytest.mark.browser
IN_EUROS = replace(STATEMENT, terms=replace(TERMS, currency="EUR"))
PAYROLL = replace(
    IN_EUROS,
    title="Payroll for the bakery",
    milestones=(replace(MILESTONES[0], name="Wages run", due_on=date(2027, 6, 25), fee=Decimal("1658.76")),),
)
"""Work beside it, which nobody hands in before it is brought back."""


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(datetime(2026, 12, 4, 17, tzinfo=UTC), tick=True) as traveller:
        yield traveller


@pytest.fixture
def bakery(clock: time_machine.Traveller, served: str, postbox: Postbox, people: People) -> Bakery:
    """The bakery on the day on which both sides signed."""
    engagement = signed(people, IN_EUROS).engagement
    with_papers(Assignment(people.olivia.user, engagement))
    payroll = drafted(people.olivia, PAYROLL, who=engagement.contractor)
    Engagement.objects.filter(pk=payroll.engagement.pk).update(process="payroll")
    payroll = send_to_sign(people.olivia, payroll)
    olivia_signs(people, payroll)
    ana_signs(payroll, code_for(payroll))
    Seat.objects.create(business=people.bakery, manager="marco", user=people.marco.user)
    own_account(people.olivia, currency="EUR")
    return Bakery(served, people, engagement, postbox, clock)


def test_three_months_from_the_first_day_to_work_that_is_renewed_and_work_that_is_brought_back(
    bakery: Bakery, somebody: OpenPage
) -> None:
    ana, marco, olivia, fatima = somebody(375), somebody(), somebody(), somebody()
    people = bakery.people
    for page, visit in ((marco, people.marco), (olivia, people.olivia), (fatima, people.fatima)):
        sign_in(page, bakery.address, visit.user)

    bakery.let_happen()
    months.come_in(ana, bakery)

    bakery.let_happen(2026, 12, 9, 17)
    months.hold_checkpoint(marco, bakery, "The bank feed works.")
    bakery.let_happen(2026, 12, 22, 17)
    months.answer_pulse(ana, bakery)

    bakery.let_happen(2027, 1, 4, 17)
    months.read_month(olivia, bakery, "2026-12")

    bakery.let_happen(2027, 1, 11, 17)
    months.hand_in(ana, bakery, "December closed", b"day,amount\n1,2\n")
    months.ask_for_changes(marco, bakery, "December closed", "The balance is off by 12.00.")
    bakery.let_happen(2027, 1, 12, 17)
    agreeing.letter(bakery.box, agreeing.ANA, "“December closed” needs changes")
    months.hand_in(ana, bakery, "December closed", b"day,amount\n1,14\n", version=2)
    months.accept(marco, bakery, "December closed", version=2)
    months.invoice(ana, bakery, "€450.00")

    bakery.let_happen(2027, 1, 13, 17)
    months.allow(olivia, bakery, "1000")
    months.approve(fatima, bakery, "€450.00")
    payments = months.pay(fatima, bakery, "€450.00")
    assert [(one.to, one.amount) for one in payments] == [("Ana Reyes", "450.00")]
    bakery.let_happen(2027, 1, 18, 17)
    months.bring_statement(fatima, bakery, payments)
    months.see_it_paid(ana, bakery, "€450.00")

    bakery.let_happen(2027, 2, 1, 17)
    months.answer_pulse(ana, bakery)
    months.read_month(olivia, bakery, "2027-01")
    months.renew(olivia, bakery, "2027-09-30")
    months.sign_renewal(ana, bakery)

    bakery.let_happen(2027, 2, 22, 17)
    months.hand_in(ana, bakery, "Year handed over", b"day,amount\n1,2\n")
    months.be_silent(bakery, "Year handed over")
    months.step_in(olivia, bakery, "Year handed over")
    months.invoice(ana, bakery, "€1,200.50")
    months.approve(olivia, bakery, "€1,200.50")
    payments = months.pay(olivia, bakery, "€1,200.50")
    bakery.let_happen(2027, 3, 8, 17)
    months.bring_statement(olivia, bakery, payments)
    months.read_month(olivia, bakery, "2027-02")

    payroll = replace(bakery, engagement=Engagement.objects.get(process="payroll"))
    months.bring_back(olivia, payroll)
    months.hand_over(ana, payroll)
    months.close(olivia, payroll)
    assert what_is_kept(payroll) == ("closed", date(2027, 6, 30), "keep")
    assert what_is_kept(bakery) == ("active", date(2027, 9, 30), None)
    assert disagreements(people.bakery) == {}


def what_is_kept(bakery: Bakery) -> tuple[str, date | None, object]:
    """Return the state and the last end of the engagement, and what the next plan does with its process."""
    row = Engagement.objects.get(pk=bakery.engagement.pk)
    process = Entry.objects.get(business=bakery.people.bakery, table="processes", key=row.process)
    return row.state, row.ends_on, process.told.get("pin")
