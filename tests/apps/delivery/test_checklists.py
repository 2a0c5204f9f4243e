"""What is given at the beginning comes back before an engagement closes (§RUN-8 to §RUN-11)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from outhaul.apps.audit.models import Event
from outhaul.apps.delivery.domain.checklists import add_line, change_line, remove_line, restore_line, tick
from outhaul.apps.delivery.domain.closing import open_ends
from outhaul.apps.delivery.domain.equipment import (
    change,
    enter,
    lend,
    retire,
    take_back,
    unretire,
    worth,
)
from outhaul.apps.delivery.domain.granting import grant, monthly_cost, revoke, unrevoke
from outhaul.apps.delivery.models import Access, ChecklistItem, Equipment
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.sourcing.domain.guarding import Blocked
from outhaul.apps.work.domain.engagements import take_step
from outhaul.apps.work.models import Engagement
from outhaul.faults import InputError
from outhaul.lifecycle import NotNow
from tests.delivery_made import running
from tests.people import People


def lines(engagement: Engagement, name: str) -> list[tuple[str, str, str]]:
    found = ChecklistItem.objects.filter(engagement=engagement, list=name, removed_at=None)
    return [(row.sort, row.side, row.text) for row in found]


def laptop(visit: Visit) -> Equipment:
    bought = timezone.localdate() - timedelta(days=366)
    return enter(visit, name="Laptop", price=Decimal(1200), bought_on=bought, serial="L1")


def test_the_first_list_comes_from_tools_data_and_equipment(people: People) -> None:
    ana = running(people)
    assert lines(ana.engagement, "onboarding") == [
        ("access", "client", "Give access to Team chat"),
        ("access", "client", "Give access to Accounting software, seat for an outsider"),
        ("equipment", "client", "Lend the equipment of Accounting software, seat for an outsider"),
        ("paper", "contractor", "Give tax papers and bank details"),
        ("paper", "client", "Say which data may be copied, where it may lie, and until when"),
        ("training", "client", "Show by two examples when a deliverable is accepted, and when not"),
        ("training", "contractor", "Read the criteria, and ask what is unclear"),
        ("other", "client", "Tell the team who answers questions, and that results are steered, not hours"),
    ]
    assert set(ChecklistItem.objects.values_list("due_on", flat=True)) == {date(2026, 12, 7)}


def test_a_line_is_added_once_changed_ticked_taken_out_and_put_back(people: People) -> None:
    ana = running(people)
    line = add_line(people.marco, ana.engagement, list="onboarding", text="  Show   the office ")
    assert add_line(people.marco, ana.engagement, list="onboarding", text="Show the office") == line
    assert (
        change_line(people.marco, line, text="Show the shop", is_needed=False, due_on=None).text
        == "Show the shop"
    )
    assert tick(people.marco, line, is_done=True).done_by == people.marco.user
    assert tick(people.marco, line, is_done=False).done_at is None
    assert remove_line(people.marco, line).removed_at is not None
    assert restore_line(people.marco, line).removed_at is None
    verbs = list(
        Event.objects.filter(thing="checklist line").order_by("number").values_list("verb", flat=True)
    )
    assert verbs == ["added", "changed", "ticked", "opened again", "removed", "restored"]
    with pytest.raises(InputError):
        change_line(people.marco, line, text=" ", is_needed=True, due_on=None)
    with pytest.raises(PermissionDenied):
        tick(people.viktor, line, is_done=True)


def test_a_seat_costs_what_the_business_told_and_is_given_once(people: People) -> None:
    ana = running(people)
    access = grant(people.marco, ana.engagement, tool="accounting")
    assert (access.name, access.monthly_cost) == ("Accounting software, seat for an outsider", Decimal(30))
    assert grant(people.marco, ana.engagement, tool="accounting") == access
    grant(people.marco, ana.engagement, name="Key to the back door", monthly_cost=Decimal(0))
    assert monthly_cost(people.bakery.pk) == Decimal(30)
    revoke(people.marco, access)
    assert monthly_cost(people.bakery.pk) == Decimal(0)
    with pytest.raises(InputError):
        grant(people.marco, ana.engagement, name=" ")


def test_a_thing_is_written_down_lent_to_one_and_retired_once_it_is_back(people: People) -> None:
    ana, thing = running(people), laptop(people.marco)
    assert laptop(people.marco) == thing
    assert worth(thing, timezone.localdate()) == Decimal("800.00")
    assert lend(people.marco, thing, ana.engagement).lent_on == timezone.localdate()
    with pytest.raises(NotNow):
        retire(people.marco, thing)
    assert take_back(people.marco, thing).returned_on == timezone.localdate()
    assert worth(retire(people.marco, thing), timezone.localdate()) == 0
    with pytest.raises(NotNow):
        lend(people.marco, thing, ana.engagement)
    assert unretire(people.marco, thing).retired_on is None
    changed = change(
        people.marco, thing, name="Laptop", price=Decimal(900), bought_on=thing.bought_on, life_months=24
    )
    assert changed.price == Decimal(900)
    with pytest.raises(InputError) as error:
        enter(people.marco, name="", price=Decimal(-1), bought_on=date(2999, 1, 1), life_months=0)
    assert [fault.where for fault in error.value.faults] == ["name", "price", "bought_on", "life_months"]


def test_nothing_closes_until_all_that_was_given_is_back(people: People) -> None:
    ana, thing = running(people), laptop(people.marco)
    access = grant(people.marco, ana.engagement, tool="accounting")
    lend(people.marco, thing, ana.engagement)
    ended = take_step(people.olivia, ana.engagement, "end", reason="The work is done")
    with pytest.raises(Blocked) as blocked:
        take_step(people.olivia, ended, "close")
    assert [verdict.reason.split(":")[0] for verdict in blocked.value.verdicts] == [
        "Access stands",
        "Equipment is out",
        "Needed lines of the off-boarding are open",
    ]
    assert Engagement.objects.get(pk=ended.pk).state == "closing"
    revoke(people.marco, access)
    take_back(people.marco, thing)
    done = ChecklistItem.objects.filter(list="off-boarding").exclude(done_at=None)
    assert sorted(done.values_list("text", flat=True)) == [
        "Get back Laptop",
        "Take back access to Accounting software, seat for an outsider",
    ]
    for line in ChecklistItem.objects.filter(list="off-boarding", is_needed=True, done_at=None):
        tick(people.marco, line, is_done=True)
    assert open_ends(ended) == ()
    assert take_step(people.olivia, ended, "close").state == "closed"
    with pytest.raises(NotNow):
        add_line(people.marco, ended, list="off-boarding", text="Too late")


def test_an_access_that_was_taken_back_by_mistake_stands_again_and_its_line_is_open(people: People) -> None:
    ana = running(people)
    access = grant(people.marco, ana.engagement, tool="chat")
    take_step(people.olivia, ana.engagement, "end", reason="The work is done")
    unrevoke(people.marco, revoke(people.marco, access))
    assert Access.objects.get().revoked_on is None
    assert ChecklistItem.objects.get(text="Take back access to Team chat").done_at is None
