"""From an approved invoice to a payment, and back where it failed (§MONEY-8 to §MONEY-12)."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from outhaul.apps.audit.models import Event
from outhaul.apps.money.domain.accepting import accepted_items
from outhaul.apps.money.domain.answering import approve, reject, take_back, void
from outhaul.apps.money.domain.invoicing import Asked, Claim, bill_for, make_invoice, next_number, send_in
from outhaul.apps.money.domain.ledger import balances
from outhaul.apps.money.domain.limits import set_limit
from outhaul.apps.money.domain.pay_runs import file_of, send_run, start_run, take_out, void_run
from outhaul.apps.money.domain.paying import Told, confirm, fail, pay_by_hand
from outhaul.apps.money.domain.paying import take_back as unpay
from outhaul.apps.money.domain.reconciling import disagreements
from outhaul.apps.money.models import Invoice, Payment
from outhaul.apps.notices.models import Notice
from outhaul.apps.people.models import Role
from outhaul.apps.work.domain.access import Assignment
from outhaul.faults import InputError
from outhaul.lifecycle import NotNow
from tests.delivery_made import accepted, milestone
from tests.money_made import approved, asked, own_account, waiting, with_papers
from tests.people import People

TODAY = date(2026, 11, 27)
PAID = Told(paid_on=TODAY, fee=Decimal("4.50"), reference="A1")


def state(row: Invoice | Payment) -> str:
    return type(row).objects.get(pk=row.pk).state


def held(people: People) -> dict[str, int]:
    return {account: cents for (account, _), cents in balances(people.bakery).items() if account != "world"}


def test_one_click_makes_an_invoice_of_all_that_was_accepted(people: People, ana: Assignment) -> None:
    accepted(people, ana, "close")
    accepted(people, ana, "year")
    made = make_invoice(ana, asked(ana, tax="10"))
    assert (made.number, made.net, made.tax, made.total) == (
        "2026-001",
        Decimal("1650.50"),
        Decimal("165.05"),
        Decimal("1815.55"),
    )
    assert made.due_on == date(2026, 12, 11)
    assert held(people) == {"invoiced": 181555, "tax": -16505}
    assert milestone(ana).state == "invoiced"
    told = Notice.objects.filter(once=f"invoice:{made.key}", acts=True).values_list("user__name", flat=True)
    assert sorted(told) == ["Fatima", "Olivia"]
    assert next_number(ana.engagement) == "2026-002"


def test_sent_twice_it_is_one_invoice(people: People, ana: Assignment) -> None:
    waiting(people, ana)
    with pytest.raises(InputError, match="Nothing accepted waits"):
        make_invoice(ana, asked(ana, "2026-001"))
    assert Invoice.objects.count() == 1


def test_nothing_accepted_is_no_invoice(ana: Assignment) -> None:
    with pytest.raises(InputError, match="Nothing accepted"):
        make_invoice(ana, asked(ana))


def test_more_than_was_accepted_is_shown_and_never_approved(people: People, ana: Assignment) -> None:
    accepted(people, ana)
    (item,) = accepted_items(ana.engagement)
    claims = [
        Claim(text="December", amount=Decimal(500), item=item),
        Claim(text="Travel", amount=Decimal(20)),
    ]
    sent = send_in(ana, Asked(number="A-7", issued_on=TODAY), claims)
    assert [line.difference for line in sent.lines.all()] == [Decimal(50), Decimal(20)]
    assert (sent.total, sent.booked, sent.is_covered) == (Decimal(520), Decimal(450), False)
    assert held(people) == {"invoiced": 45000}
    with pytest.raises(InputError, match="more than was accepted"):
        approve(people.olivia, sent)
    reject(people.olivia, sent, reason="Travel was not agreed.")
    assert held(people) == {"accepted": 45000}
    again = make_invoice(ana, asked(ana))
    assert (again.corrects, again.number) == (Invoice.objects.get(number="A-7"), "A-8")


def test_less_than_was_accepted_is_taken_as_said(people: People, ana: Assignment) -> None:
    accepted(people, ana)
    (item,) = accepted_items(ana.engagement)
    claims = [Claim(text="December", amount=Decimal(400), item=item)]
    sent = send_in(ana, Asked(number="A-7", issued_on=TODAY), claims)
    assert held(people) == {"invoiced": 40000}
    void(people.olivia, approve(people.olivia, sent), reason="Twice")
    assert held(people) == {"accepted": 45000}
    assert milestone(ana).state == "accepted"


def test_a_limit_holds_all_but_the_owner(people: People, ana: Assignment) -> None:
    invoice = waiting(people, ana)
    with pytest.raises(InputError, match="above what you may approve"):
        approve(people.fatima, invoice)
    set_limit(people.olivia, Role.FINANCE, Decimal("450.00"))
    assert approve(people.fatima, invoice).state == "approved"
    with pytest.raises(PermissionDenied):
        set_limit(people.fatima, Role.FINANCE, Decimal(10**6))


@pytest.mark.parametrize("who", ["marco", "viktor"])
def test_who_may_not_pay_approves_nothing(people: People, ana: Assignment, who: str) -> None:
    with pytest.raises(PermissionDenied):
        approve(getattr(people, who), waiting(people, ana))


def test_who_bills_on_behalf_does_not_approve_it(people: People, ana: Assignment) -> None:
    accepted(people, ana)
    set_limit(people.olivia, Role.FINANCE, Decimal(1000))
    made = bill_for(people.fatima, ana.engagement, asked(ana))
    assert made.self_billed
    with pytest.raises(InputError, match="made it yourself"):
        approve(people.fatima, made)


def test_a_contractor_takes_back_what_nobody_answered(people: People, ana: Assignment) -> None:
    invoice = waiting(people, ana)
    assert take_back(ana, invoice).state == "void"
    assert held(people) == {"accepted": 45000}
    later = make_invoice(ana, asked(ana))
    approve(people.olivia, later)
    with pytest.raises(NotNow):
        take_back(ana, later)


def test_nothing_is_paid_before_the_papers_are_there(people: People, ana: Assignment) -> None:
    invoice = approved(people, ana)
    with pytest.raises(InputError, match="bank details are not here"):
        pay_by_hand(people.fatima, invoice, Decimal(450), PAID)
    with pytest.raises(InputError, match="W-8BEN details are not here"):
        start_run(people.fatima, [invoice.key], executes_on=TODAY)


def test_paid_by_hand_in_two_parts(people: People, ana: Assignment) -> None:
    invoice = approved(people, with_papers(ana))
    pay_by_hand(people.fatima, invoice, Decimal(150), PAID)
    assert (state(invoice), milestone(ana).state) == ("approved", "invoiced")
    assert held(people) == {"approved": 30000, "paid": 15000, "fees": 450}
    with pytest.raises(InputError, match="More than is open"):
        pay_by_hand(people.fatima, invoice, Decimal("300.01"), PAID)
    last = pay_by_hand(people.fatima, invoice, Decimal(300), PAID)
    assert (state(invoice), milestone(ana).state) == ("paid", "paid")
    unpay(people.fatima, last)
    assert (state(invoice), state(last), milestone(ana).state) == ("approved", "void", "invoiced")
    assert held(people) == {"approved": 30000, "paid": 15000, "fees": 450}


def test_a_pay_run_goes_out_and_comes_home(people: People, ana: Assignment) -> None:
    own_account(people.olivia)
    with_papers(ana)
    first, second = approved(people, ana, "close"), approved(people, ana, "year")
    run = start_run(people.fatima, [first.key, second.key], executes_on=TODAY)
    assert [state(first), state(second)] == ["scheduled", "scheduled"]
    send_run(people.fatima, run)
    assert held(people) == {"on the way": 165050}
    one, other = run.payments.order_by("amount")
    confirm(people.fatima, one, PAID)
    fail(people.fatima, other, reason="Account closed")
    run.refresh_from_db()
    assert (run.state, state(first), state(second)) == ("done", "paid", "failed")
    assert held(people) == {"approved": 120050, "paid": 45000, "fees": 450}
    assert disagreements(people.bakery) == {}
    unpay(people.fatima, Payment.objects.get(pk=one.pk))
    run.refresh_from_db()
    assert (run.state, state(first), state(one)) == ("sent", "scheduled", "sent")


def test_its_file_is_the_same_each_time(people: People, ana: Assignment) -> None:
    own_account(people.olivia)
    invoice = approved(people, with_papers(ana))
    run = send_run(people.fatima, start_run(people.fatima, [invoice.key], executes_on=TODAY))
    file = file_of(people.fatima, run)
    with_papers(ana, "DE75512108001245126199")  # she moved to another bank since
    assert file_of(people.fatima, run) == file
    assert b"DE89370400440532013000" in file.content
    assert file.name == "pay-run-1.csv"  # dollars do not go by SEPA
    assert Event.objects.filter(verb="took", thing="payment file").count() == 2


def test_a_returned_payment_is_owed_again(people: People, ana: Assignment) -> None:
    invoice = approved(people, with_papers(ana))
    payment = pay_by_hand(people.fatima, invoice, Decimal(450), PAID)
    fail(people.fatima, payment, reason="Returned")
    assert (state(invoice), milestone(ana).state) == ("failed", "invoiced")
    assert held(people) == {"approved": 45000, "fees": 450}  # the bank took its fee
    pay_by_hand(people.fatima, invoice, Decimal(450), Told(paid_on=TODAY))
    assert (state(invoice), milestone(ana).state) == ("paid", "paid")


def test_a_draft_is_given_up_as_if_it_never_was(people: People, ana: Assignment) -> None:
    with_papers(ana)
    first, second = approved(people, ana, "close"), approved(people, ana, "year")
    run = start_run(people.fatima, [first.key, second.key], executes_on=TODAY)
    take_out(people.fatima, run, run.payments.get(invoice=first))
    assert state(first) == "approved"
    void_run(people.fatima, run)
    assert (state(second), held(people)) == ("approved", {"approved": 165050})


def test_what_is_on_its_way_is_not_made_void(people: People, ana: Assignment) -> None:
    invoice = approved(people, with_papers(ana))
    pay_by_hand(people.fatima, invoice, Decimal(1), PAID)
    with pytest.raises(NotNow):
        void(people.olivia, invoice, reason="Oh")


def test_without_an_account_no_file_is_made(people: People, ana: Assignment) -> None:
    invoice = approved(people, with_papers(ana))
    run = start_run(people.fatima, [invoice.key], executes_on=TODAY)
    with pytest.raises(InputError, match="account to pay from"):
        send_run(people.fatima, run)
    assert held(people) == {"approved": 45000}
