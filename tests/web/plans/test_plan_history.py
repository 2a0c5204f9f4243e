"""The list of all plans."""

import pytest
from pytest_django import DjangoAssertNumQueries

from outhaul.apps.planning.models import Plan
from tests.people import People
from tests.web.plans.entering import entered


def more(plan: Plan, count: int) -> None:
    """Keep `count` copies of a plan, not chosen."""
    for number in range(count):
        copy = Plan.objects.get(pk=plan.pk)
        copy.pk, copy.key, copy.chosen_at, copy.chosen_by = None, f"copy-{number}", None, None
        copy.headline = f"Plan number {number}."
        copy.save()


@pytest.mark.parametrize("count", [0, 2])
def test_the_list_takes_as_many_queries_for_one_plan_as_for_three(
    people: People, kept: Plan, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    more(kept, count)
    client = entered(people.fatima)
    client.get(f"/b/{people.bakery.key}/plans/")
    with django_assert_num_queries(6):
        page = client.get(f"/b/{people.bakery.key}/plans/").content.decode()
    assert page.count('class="history-title"') == count + 1
    assert page.count("tag-chosen") == 1


def test_older_plans_are_on_the_next_page_and_none_is_left_out(people: People, kept: Plan) -> None:
    more(kept, 24)
    client, address = entered(people.viktor), f"/b/{people.bakery.key}/plans/"
    first = client.get(address).content.decode()
    last = first.partition("?before=")[2].partition('"')[0]
    second = client.get(f"{address}?before={last}").content.decode()
    told = [f"Plan number {number}." for number in range(24)]
    assert [first.count(name) + second.count(name) for name in told] == [1] * 24
    assert (first.count("history-title"), second.count("history-title")) == (20, 5)
    assert "?before=" not in second


def test_without_plans_the_list_teaches(people: People) -> None:
    page = entered(people.olivia).get(f"/b/{people.bakery.key}/plans/").content.decode()
    assert "There is no plan yet." in page
    assert "Here plans will be kept" in page
