"""States that tests begin with are put back as they were made, and only where nothing else is there."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from django.apps import apps
from django.db import transaction
from django.utils import timezone

from outhaul.apps.audit.domain.trail import broken_at
from outhaul.apps.people.models import User
from tests.delivery_made import running
from tests.kept_rows import kept
from tests.people import everybody

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 27, 12, 0, 0, 900_000, tzinfo=UTC)
Rows = list[tuple[object, ...]]
Make = Callable[..., User]


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def made() -> list[str]:
    """Who was really made, in order."""
    return []


@pytest.fixture
def somebody(made: list[str]) -> Make:
    @kept
    def somebody(name: str) -> User:
        made.append(name)
        return User.objects.create_user(f"{name}@example.org", name=name)

    return somebody


@pytest.fixture
def instead(made: list[str]) -> Make:
    """Gives one user another name, takes one out and lets one come."""

    @kept
    def instead(of: User) -> User:
        made.append("instead")
        User.objects.exclude(pk=of.pk).delete()
        of.name = "Changed"
        of.save()
        return User.objects.create_user("new@example.org")

    return instead


def users() -> Rows:
    return sorted(User.objects.values_list())


def undone(do: Callable[[], object]) -> Rows:
    """Do it, and undo it, as the end of a test would; return the users that were there meanwhile."""
    with transaction.atomic():
        do()
        found = users()
        transaction.set_rollback(True)
    return found


def test_it_is_made_once_and_put_back_row_by_row(somebody: Make, made: list[str]) -> None:
    first = undone(lambda: somebody("nora"))
    assert users() == []
    assert somebody("nora") == User.objects.get()
    assert users() == first
    assert made == ["nora"]


def test_what_is_told_otherwise_is_another_state(somebody: Make, made: list[str]) -> None:
    undone(lambda: somebody("nora"))
    assert somebody("petra").name == "petra"
    assert made == ["nora", "petra"]


def test_what_one_test_does_with_what_it_was_given_no_other_sees(somebody: Make) -> None:
    def forget() -> None:
        somebody("nora").name = ""

    undone(forget)
    undone(forget)
    assert somebody("nora").name == "nora"


def test_a_state_may_follow_another_and_change_it(somebody: Make, instead: Make, made: list[str]) -> None:
    def change() -> None:
        instead(somebody("nora"))

    def change_the_second() -> None:
        somebody("nora")
        instead(somebody("petra"))

    first, second = undone(change_the_second), undone(change)
    assert [undone(change_the_second), undone(change)] == [first, second]
    assert made == ["nora", "petra", "instead", "instead"]
    assert first != second


def test_after_rows_of_its_own_a_test_has_it_made_anew(somebody: Make, made: list[str]) -> None:
    undone(lambda: somebody("nora"))
    User.objects.create_user("own@example.org")
    somebody("nora")
    assert made == ["nora", "nora"]
    assert User.objects.count() == 2


def test_what_was_undone_within_a_test_is_not_taken_for_there(somebody: Make, instead: Make) -> None:
    nora = somebody("nora")
    undone(lambda: instead(nora))
    assert User.objects.get() == nora
    undone(lambda: instead(nora))
    assert instead(nora).email == "new@example.org"
    assert [row.name for row in User.objects.order_by("pk")] == ["Changed", ""]


def test_nothing_in_it_is_later_than_the_clock(
    somebody: Make, made: list[str], clock: time_machine.Traveller
) -> None:
    undone(lambda: somebody("nora"))
    clock.move_to(NOON.replace(microsecond=0))
    assert somebody("nora").joined_at == timezone.now()
    assert made == ["nora"]


@pytest.mark.parametrize("minute", [15, -1])
def test_it_is_not_put_back_at_another_time(
    somebody: Make, made: list[str], clock: time_machine.Traveller, minute: int
) -> None:
    undone(lambda: somebody("nora"))
    clock.shift(60 * minute)
    assert somebody("nora").joined_at == timezone.now().replace(microsecond=0)
    assert made == ["nora", "nora"]


def everything() -> dict[str, list[str]]:
    return {
        model.__name__: sorted(map(repr, model._default_manager.values_list()))  # noqa: SLF001 -- as Django names it
        for model in apps.get_models(include_auto_created=True)
    }


def test_an_agreed_engagement_is_put_back_in_all_tables() -> None:
    def begin() -> dict[str, list[str]]:
        with transaction.atomic():
            people = everybody()
            running(people)
            assert broken_at(people.bakery.key) is None
            found = everything()
            transaction.set_rollback(True)
        return found

    assert begin() == begin()
