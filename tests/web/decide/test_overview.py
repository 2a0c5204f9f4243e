"""The overview says where a business stands, and has one next step."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from outhaul.apps.jobs.models import Job, State
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.businesses import found_business
from outhaul.apps.people.models import Business, Role, User
from outhaul.apps.planning.domain.asking import ask_for_plan
from outhaul.apps.planning.domain.entries import add_entry, set_field, single
from outhaul.apps.planning.domain.plans import report_of
from outhaul.apps.planning.domain.scenarios import change_scenario, keep_scenario
from outhaul.apps.planning.domain.shares import share_plan
from outhaul.apps.planning.domain.standing import Step, standing_of
from outhaul.apps.planning.models import Entry, Plan
from outhaul.apps.sourcing.models import Brief
from outhaul.reference.tables import Reference
from tests.people import People

HOME = {
    "name": "Nora's Cards",
    "country": "US",
    "currency": "USD",
    "time_zone": "America/New_York",
    "languages": {"en": "C2"},
    "capital_budget": 1000,
}


@pytest.fixture
def fresh(nobody: User, client: Client) -> Visit:
    """Nora has founded a business a moment ago, and is signed in."""
    business = found_business(owner=nobody, name="Nora's Cards")
    client.force_login(nobody)
    return Visit(nobody, business, Role.OWNER)


def shown(client: Client, business: Business) -> str:
    answer = client.get(f"/b/{business.key}/")
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def headline(page: str) -> str:
    return " ".join(re.findall(r"<h1[^>]*>\s*(.*?)\s*</h1>", page, re.DOTALL))


def accents(page: str) -> list[str]:
    """The words on what has the accent: every button that is not a quiet one."""
    found = re.findall(r'<(?:a|button)[^>]*class="button\s*"[^>]*>(.*?)</(?:a|button)>', page, re.DOTALL)
    return [re.sub(r"<[^>]+>", "", text).strip() for text in found]


def tell_home(visit: Visit, reference: Reference) -> None:
    entry = single(visit, "business")
    for field, value in HOME.items():
        entry = set_field(visit, entry, field, value, reference=reference)


def tell_rest(visit: Visit, reference: Reference) -> None:
    manager = {"name": "Nora", "free_hours_per_month": 20, "cost_per_hour": 50}
    add_entry(visit, "managers", manager, reference=reference)
    for occupation in ("bookkeeping", "payroll"):
        add_entry(visit, "processes", {"occupation": occupation}, reference=reference)


def test_an_empty_business_is_led_by_five_steps(client: Client, fresh: Visit) -> None:
    page = shown(client, fresh.business)
    assert headline(page) == "5 steps to your plan, about 10 minutes."
    assert page.count('class="way-mark"') == 6
    assert "4 answers to go" in page  # its name is known from the first moment


def test_each_thing_told_moves_the_next_step_on(fresh: Visit, reference: Reference) -> None:
    seen = [standing_of(fresh, reference).next]
    tell_home(fresh, reference)
    seen.append(standing_of(fresh, reference).next)
    tell_rest(fresh, reference)
    standing = standing_of(fresh, reference)
    seen.append(standing.next)
    entry = Entry.objects.filter(business=fresh.business, table="processes").first()
    assert entry is not None
    set_field(fresh, entry, "answers", {"C1": 0}, reference=reference)
    assert (seen, standing_of(fresh, reference).told.answered) == (
        [Step.BUSINESS, Step.PEOPLE, Step.CORE],
        1,
    )


def test_a_row_without_what_a_plan_needs_does_not_count(fresh: Visit, reference: Reference) -> None:
    add_entry(fresh, "managers", {"name": "Nora"}, reference=reference)
    assert standing_of(fresh, reference).told.managers == 0


def test_who_has_told_all_may_plan_with_the_usual_answers(
    client: Client, fresh: Visit, reference: Reference
) -> None:
    tell_home(fresh, reference)
    tell_rest(fresh, reference)
    page = shown(client, fresh.business)
    assert headline(page) == "2 steps to your plan, about 2 minutes."
    assert ("Plan with the usual answers" in page, "0 of 2 processes answered" in page) == (True, True)


def test_with_a_plan_its_headline_comes_first(olivia: Client, made: Plan) -> None:
    page = shown(olivia, made.business)
    assert headline(page) == made.headline.replace(" %", "\xa0%")
    assert re.findall(r"<strong>(.*?)</strong>", page)[:3] == ["31 h a month", "18\xa0%", "$23,100"]


def test_the_five_guards_answer_at_a_glance(olivia: Client, made: Plan) -> None:
    page = shown(olivia, made.business)
    lines = re.findall(r'class="answer answer-(\w+)">', page)
    assert lines == ["block", "pass", "warn", "pass", "warn"]


def test_one_thing_has_the_accent(olivia: Client, made: Plan) -> None:
    assert accents(shown(olivia, made.business)) == ["Share it"]


def test_nothing_waits_once_the_plan_is_shared_and_its_briefs_are_written(
    people: People, olivia: Client, made: Plan
) -> None:
    share_plan(people.olivia, made, note="the bank")
    assert accents(shown(olivia, made.business)) == ["Write a brief"]
    for line in report_of(made).processes:
        if line.country:
            Brief.objects.create(business=made.business, process=line.id, title=line.name)
    page = shown(olivia, made.business)
    assert (accents(page), "Nothing waits for you." in page) == (["Read the plan"], True)


def test_a_change_asks_to_plan_again(
    people: People, olivia: Client, made: Plan, reference: Reference
) -> None:
    set_field(people.marco, single(people.marco, "business"), "capital_budget", 9000, reference=reference)
    page = shown(olivia, made.business)
    assert (accents(page), "What this plan was made from has changed since." in page) == (
        ["Plan again"],
        True,
    )


def test_a_what_if_waits_until_it_is_planned_as_it_is(people: People, reference: Reference) -> None:
    changes = [("business", "business", "capital_budget", 1)]
    scenario = keep_scenario(people.olivia, name="Less money", changes=changes)
    seen = [len(standing_of(people.olivia, reference).waiting)]
    asked = ask_for_plan(people.olivia, reference=reference, scenario=scenario)
    Plan.objects.filter(pk=asked.pk).update(report_hash="made")
    seen.append(len(standing_of(people.olivia, reference).waiting))
    change_scenario(people.olivia, scenario, changes=[])
    seen.append(len(standing_of(people.olivia, reference).waiting))
    assert seen == [1, 0, 1]


def test_a_plan_that_ends_while_one_looks_is_there(people: People, reference: Reference) -> None:
    asked = ask_for_plan(people.olivia, reference=reference)

    def ending(execute: Callable[..., Any], sql: str, *more: Any) -> Any:  # noqa: ANN401 -- as Django calls it
        found = execute(sql, *more)
        if 'FROM "planning_plan"' in sql:
            Plan.objects.filter(pk=asked.pk, report_hash="").update(report_hash="made")
            Job.objects.exclude(state=State.DONE).update(state=State.DONE, share=1.0)
        return found

    with connection.execute_wrapper(ending):
        standing = standing_of(people.olivia, reference)
    assert standing.plan == asked


def test_only_who_may_read_the_trail_sees_the_last_changes(
    people: People, client: Client, made: Plan
) -> None:
    seen = {}
    for visit in (people.olivia, people.marco, people.fatima, people.viktor):
        client.force_login(visit.user)
        seen[visit.user.name] = "Last changes" in shown(client, made.business)
    assert seen == {"Olivia": True, "Marco": False, "Fatima": False, "Viktor": True}


def test_who_may_only_look_is_offered_nothing_to_change(people: People, client: Client, made: Plan) -> None:
    client.force_login(people.viktor.user)
    page = shown(client, made.business)
    assert (accents(page), "make-plan" in page, "Share it" in page) == (["Read the plan"], False, False)


def test_charlie_does_not_find_it(people: People, client: Client, made: Plan) -> None:
    client.force_login(people.charlie.user)
    assert client.get(f"/b/{made.business.key}/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_more_what_ifs_and_rows_cost_no_more_queries(  # noqa: PLR0913, PLR0917 -- fixtures
    people: People,
    olivia: Client,
    made: Plan,
    reference: Reference,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    address = f"/b/{made.business.key}/"
    for number in range(count):
        keep_scenario(people.olivia, name=f"what if {number}", changes=[])
        add_entry(people.olivia, "processes", {"occupation": "payroll"}, reference=reference)
    with django_assert_num_queries(19):
        olivia.get(address)


def test_the_way_costs_few_queries(
    client: Client, fresh: Visit, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    address = f"/b/{fresh.business.key}/"
    with django_assert_num_queries(10):
        client.get(address)
