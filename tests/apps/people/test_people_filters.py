"""A person keeps ways to look at a list; nobody else sees them."""

import pytest
from django.http import Http404

from outhaul.apps.people.domain.filters import MOST, access_filters, drop_filter, keep_filter, lean
from tests.people import People


def test_a_filter_is_kept_without_where_in_the_list_one_is(people: People) -> None:
    kept = keep_filter(people.olivia, page="candidates", name=" Manila  only ", query="q=&country=PH&after=x")
    assert kept is not None
    assert (kept.name, kept.query) == ("Manila only", "country=PH")
    assert list(access_filters(people.olivia, "candidates")) == [kept]


def test_the_same_name_takes_its_place(people: People) -> None:
    for query in ("country=PH", "country=PL"):
        keep_filter(people.olivia, page="candidates", name="Mine", query=query)
    assert [item.query for item in access_filters(people.olivia, "candidates")] == ["country=PL"]


def test_nobody_else_sees_it_or_drops_it(people: People) -> None:
    kept = keep_filter(people.olivia, page="candidates", name="Mine", query="country=PH")
    assert kept is not None
    assert list(access_filters(people.marco, "candidates")) == []
    for visit in (people.marco, people.charlie):
        with pytest.raises(Http404):
            drop_filter(visit, kept.pk)
    assert drop_filter(people.olivia, kept.pk).name == "Mine"
    assert list(access_filters(people.olivia, "candidates")) == []


def test_without_a_name_or_beyond_the_most_nothing_is_kept(people: People) -> None:
    assert keep_filter(people.olivia, page="candidates", name="  ", query="country=PH") is None
    for number in range(MOST):
        assert keep_filter(people.olivia, page="candidates", name=f"{number}", query="country=PH")
    assert keep_filter(people.olivia, page="candidates", name="more", query="country=PH") is None
    assert keep_filter(people.olivia, page="candidates", name="1", query="country=PL") is not None


def test_equal_filters_read_alike() -> None:
    assert lean("b=2&a=1&a=0&page=3") == lean("a=1&a=0&b=2") == "a=1&a=0&b=2"
