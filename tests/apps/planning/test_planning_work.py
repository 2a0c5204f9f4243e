"""The list of work says what was told and what follows from it, quickly."""

import pytest
from pytest_django import DjangoAssertNumQueries

from outhaul.apps.planning.domain.access import access_entries, access_entry
from outhaul.apps.planning.domain.adding import add_rows
from outhaul.apps.planning.domain.answers import set_answer
from outhaul.apps.planning.domain.content import business_of, document_of
from outhaul.apps.planning.domain.entries import add_entry, remove_entry, set_field
from outhaul.apps.planning.domain.work import typical_cost, work_of
from outhaul.apps.planning.models import Entry
from outhaul.engine import scope
from outhaul.reference.tables import Reference
from tests.people import People


def test_each_process_is_judged_as_the_engine_judges_it(people: People, reference: Reference) -> None:
    business = business_of(document_of(people.bakery), reference)
    judged = {
        process.id: scope.judge(process, remote=reference.occupations[process.occupation].remote.value)
        for process in business.processes
    }
    work = work_of(people.olivia, reference)
    assert {item.entry.key: item.verdict for item in work.items} == judged
    assert [item.process for item in work.items] == list(business.processes)


def test_the_sums_are_those_of_the_processes(people: People, reference: Reference) -> None:
    work = work_of(people.olivia, reference)
    assert (work.hours, round(work.owner_hours, 6)) == (466.0, 107.0)


def test_a_cost_that_nobody_told_comes_from_the_reference_data(people: People, reference: Reference) -> None:
    books = access_entry(people.olivia, "processes", "books")
    set_field(people.olivia, books, "home_cost_per_hour", None, reference=reference)
    item = work_of(people.olivia, reference).at("books")
    assert item.cost_per_hour == typical_cost(reference, "43-3031.00", "US", "USD")


def test_the_owners_own_cut_offs_count(people: People, reference: Reference) -> None:
    Entry.objects.filter(business=people.bakery, table="assumptions").update(
        told={"grey_cut": 0.2, "core_cut": 0.4}
    )
    work = work_of(people.olivia, reference)
    assert work.setting.assumptions.core_cut == 0.4
    assert {item.entry.key for item in work.items if item.verdict and item.verdict.K >= 0.4} == {
        item.entry.key for item in work.items if item.verdict and item.verdict.class_ == "KEEP_CORE"
    }


def test_what_is_missing_is_named(people: People, reference: Reference) -> None:
    add_entry(people.olivia, "processes", {"name": "Guessing"}, reference=reference)
    add_entry(people.olivia, "processes", {"occupation": "43-3031.00"}, reference=reference)
    first, second = work_of(people.olivia, reference).items[-2:]
    assert (first.name, first.missing, first.process) == ("Guessing", ("occupation", "hours_per_month"), None)
    assert (second.missing, second.hours) == (("hours_per_month",), 0.0)


def test_a_process_that_was_taken_out_can_be_found_again(people: People, reference: Reference) -> None:
    remove_entry(people.olivia, access_entry(people.olivia, "processes", "books"))
    work = work_of(people.olivia, reference)
    assert ([entry.key for entry in work.removed], len(work.items)) == (["books"], 10)


def test_it_is_one_query_for_any_number_of_rows(
    people: People, reference: Reference, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for count in (1, 3):
        Entry.objects.filter(business=people.bakery, table="processes").delete()
        add_rows(
            people.olivia,
            "processes",
            [{"name": f"P {n}", "occupation": "payroll"} for n in range(count)],
            reference=reference,
        )
        with django_assert_num_queries(1):
            assert len(work_of(people.olivia, reference).items) == count


def test_equal_answers_are_judged_once(
    people: People, reference: Reference, monkeypatch: pytest.MonkeyPatch
) -> None:
    work_of(people.olivia, reference)
    monkeypatch.setattr(scope, "judge", lambda *_, **__: pytest.fail("judged again"))
    assert len(work_of(people.olivia, reference).items) == 11


def test_a_double_click_adds_once(people: People, reference: Reference) -> None:
    rows = [{"occupation": "invoicing"}, {"occupation": "bookkeeping"}]
    first, is_new = add_rows(people.olivia, "processes", rows, reference=reference)
    again, is_new_again = add_rows(people.olivia, "processes", rows, reference=reference)
    assert (again, is_new, is_new_again) == (first, True, False)
    assert access_entries(people.olivia, "processes").count() == 13


def test_somebody_else_may_add_the_same(people: People, reference: Reference) -> None:
    rows = [{"occupation": "invoicing"}]
    add_rows(people.olivia, "processes", rows, reference=reference)
    added, is_new = add_rows(people.marco, "processes", rows, reference=reference)
    assert (is_new, added[0].key) == (True, "invoicing-2")


def test_a_verdict_follows_an_answer(people: People, reference: Reference) -> None:
    books = access_entry(people.olivia, "processes", "books")
    set_answer(people.olivia, books, "G2", 4, reference=reference)
    verdict = work_of(people.olivia, reference).at("books").verdict
    assert verdict is not None
    assert verdict.class_ == "KEEP_LEGAL"
