"""A query that is composed once finds what Django finds, whatever is told to it and whoever asks."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.db.models import Count, QuerySet
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from outhaul.apps.composed import Composed
from outhaul.apps.people.models import Business, Membership, User
from tests.people import People

pytestmark = pytest.mark.django_db


@Composed
def roles(user: User) -> QuerySet[Membership]:
    return Membership.objects.select_related("business").filter(user=user)


@Composed
def names(business: Business, since: datetime) -> QuerySet[Membership, tuple[str]]:
    found = Membership.objects.filter(business=business, since__gte=since)
    return found.order_by("user__name").values_list("user__name")


@Composed
def ordered(business: Business, *, by: str) -> QuerySet[Membership, Membership]:
    return Membership.objects.filter(business=business).annotate(of=Count("user__memberships")).order_by(by)


@Composed
def those(*keys: int) -> QuerySet[Membership]:
    return Membership.objects.filter(pk__in=keys).order_by("pk")


def test_each_asker_gets_their_own_rows_with_what_belongs_to_them(people: People) -> None:
    for visit in (people.olivia, people.charlie, people.marco, people.olivia):
        with CaptureQueriesContext(connection) as made:
            assert [role.business for role in roles(visit.user)] == [visit.business]
        assert len(made) == 1


def test_rows_may_be_values_and_what_is_told_a_moment(people: People) -> None:
    now = timezone.now()
    told = Membership.objects.filter(business=people.bakery).order_by("user__name").values_list("user__name")
    assert names(people.bakery, now - timedelta(days=1)) == list(told)
    assert names(people.bakery, now + timedelta(days=1)) == []


def test_what_is_told_by_name_shapes_the_query(people: People) -> None:
    there = Membership.objects.filter(business=people.bakery)
    for by in ("pk", "-pk", "pk"):
        found = ordered(people.bakery, by=by)
        assert found == list(there.order_by(by))
        assert [row.of for row in found] == [1] * len(found)  # type: ignore[attr-defined] # annotated


def test_what_is_new_is_found_at_the_next_time(people: People) -> None:
    before = names(people.bakery, timezone.now() - timedelta(days=1))
    other = User.objects.create_user("zoe@example.org", name="Zoe")
    Membership.objects.create(business=people.bakery, user=other, role="viewer")
    assert names(people.bakery, timezone.now() - timedelta(days=1)) == [*before, ("Zoe",)]


def test_how_many_there_are_is_counted_without_fetching_them(people: People) -> None:
    now = timezone.now()
    for since in (now - timedelta(days=1), now + timedelta(days=1)):
        there = Membership.objects.filter(business=people.bakery, since__gte=since)
        with CaptureQueriesContext(connection) as made:
            assert names.count(people.bakery, since) == there.count()
        assert len(made) == 2


@pytest.mark.usefixtures("people")
def test_how_much_is_told_shapes_the_query_too() -> None:
    keys = list(Membership.objects.order_by("pk").values_list("pk", flat=True))
    for some in (keys[:1], keys[1:3], keys[:3]):
        assert [row.pk for row in those(*some)] == some


def test_nothing_is_no_value_that_can_be_told() -> None:
    with pytest.raises(TypeError):
        roles(None)  # type: ignore[arg-type] # that is the claim
