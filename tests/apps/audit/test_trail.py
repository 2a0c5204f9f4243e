"""The audit trail: nothing in it can be changed, and whatever is changed all the same is seen."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction

from outhaul.apps.audit.append_only import REFUSAL, TRIGGERS, UNDONE
from outhaul.apps.audit.domain.trail import broken_at, fingerprint, record
from outhaul.apps.audit.models import Chain, Event
from tests.people import People


@pytest.fixture
def scope(db: None) -> str:  # noqa: ARG001 -- where it is kept
    """A trail of three events."""
    for hours in (40, 44, 48):
        record(
            scope="bakery",
            actor=None,
            verb="changed",
            thing="processes",
            name="Bookkeeping",
            changes={"hours_per_month": (hours - 4, hours)},
        )
    return "bakery"


def test_a_trail_that_nobody_touched_is_whole(scope: str) -> None:
    assert broken_at(scope) is None


def test_the_trail_of_nothing_is_whole(db: None) -> None:  # noqa: ARG001
    assert broken_at("nowhere") is None


def test_events_are_numbered_by_trail(scope: str) -> None:
    record(scope="office", actor=None, verb="founded", thing="business")
    numbers = [(event.scope, event.number) for event in Event.objects.order_by("scope", "number")]
    assert numbers == [(scope, 1), (scope, 2), (scope, 3), ("office", 1)]


@pytest.mark.parametrize(
    "forbidden",
    [
        lambda: Event.objects.filter(number=2).update(name="Payroll"),
        lambda: Event.objects.filter(number=2).delete(),
        lambda: Event.objects.all()._raw_delete("default"),  # noqa: SLF001 -- past every rule of the model
    ],
)
def test_the_database_refuses_to_change_an_event(scope: str, forbidden: Callable[[], object]) -> None:
    with pytest.raises(DatabaseError, match=REFUSAL), transaction.atomic():
        forbidden()
    assert (Event.objects.count(), broken_at(scope)) == (3, None)


def test_the_model_refuses_it_before_the_database_does(scope: str) -> None:
    event = Event.objects.get(scope=scope, number=1)
    with pytest.raises(TypeError, match="cannot be changed"):
        event.save()
    with pytest.raises(TypeError, match="cannot be deleted"):
        event.delete()


@pytest.fixture
def unguarded(scope: str) -> str:
    """The same trail in the hands of somebody who has the database and takes its guard away."""
    with connection.cursor() as cursor:
        for statement in UNDONE[connection.vendor]:
            cursor.execute(statement)
    return scope


@pytest.mark.parametrize(
    ("done", "broken"),
    [
        (lambda: Event.objects.filter(number=2).update(name="Payroll"), 2),
        (lambda: Event.objects.filter(number=2).update(actor="Marco"), 2),
        (lambda: Event.objects.filter(number=1).delete(), 1),
        (lambda: Event.objects.filter(number=2).delete(), 2),
        (lambda: Event.objects.filter(number=3).delete(), 3),
        (lambda: Event.objects.all().delete(), 1),
        (lambda: Chain.objects.update(length=2), 4),
        (lambda: Chain.objects.all().delete(), 4),
        (lambda: Event.objects.filter(number=3).update(number=4), 3),
    ],
)
def test_whatever_is_done_to_it_is_seen(unguarded: str, done: Callable[[], object], broken: int) -> None:
    done()
    assert broken_at(unguarded) == broken


def test_an_event_that_was_forged_with_its_own_right_hash_breaks_the_next(unguarded: str) -> None:
    event = Event.objects.get(scope=unguarded, number=2)
    event.name = "Payroll"
    Event.objects.filter(number=2).update(name="Payroll", hash=fingerprint(event))
    assert broken_at(unguarded) == 3


def test_an_event_stands_or_falls_with_what_it_tells_of(people: People) -> None:
    before = Event.objects.count()
    with transaction.atomic():
        record(scope=people.bakery.key, actor=people.olivia.user, verb="changed", thing="business")
        transaction.set_rollback(True)
    assert (Event.objects.count(), broken_at(people.bakery.key)) == (before, None)


def test_both_databases_have_a_guard() -> None:
    assert set(TRIGGERS) == set(UNDONE) == {"sqlite", "postgresql"}
