"""Each way in which a business file can be wrong is told in one line, with what would be right."""

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

Told = Callable[[Mapping[str, Any]], list[str]]
Document = dict[str, Any]

NO_MANAGER = (
    "managers: there is no manager. Name one of your own people, yourself perhaps: "
    "all work, kept or handed out, needs one"
)


def test_a_right_file_has_no_fault(right: Document, told: Told) -> None:
    assert told(right) == []


WRONG_VALUES = tomllib.loads(Path(__file__).with_name("wrong_values.toml").read_text("utf-8"))["wrong"]


@pytest.mark.parametrize(
    "case", WRONG_VALUES, ids=lambda case: f"{case['row']}.{case['key']}={case['value']}"
)
def test_a_wrong_value_is_told(case: Document, right: Document, told: Told) -> None:
    table, _, index = case["row"].removesuffix("]").partition("[")
    row = right.setdefault(table, {})
    (row[int(index)] if index else row)[case["key"]] = case["value"]
    assert told(right) == [case["told"]]


def test_a_number_of_astronomical_size_is_told(right: Document, told: Told) -> None:
    right["business"]["owner_hour_value"] = 10**400
    assert told(right) == [
        (
            "business.owner_hour_value: a number of astronomical size is above 1,000,000,000. "
            "Give a number from 0 to 1,000,000,000"
        )
    ]


def test_an_occupation_in_everyday_words_gets_near_matches(right: Document, told: Told) -> None:
    right["processes"][0]["occupation"] = "statistician"
    assert told(right) == [
        (
            'processes[0].occupation: "statistician" is not a known occupation or catalogue process '
            '(in "books"). Did you mean "15-2041.00" (Statisticians) or "15-2041.01" (Biostatisticians) or '
            '"43-9111.00" (Statistical Assistants)?'
        )
    ]


def test_two_digits_that_have_changed_places_are_put_back(right: Document, told: Told) -> None:
    right["processes"][0]["occupation"] = "43-3013.00"
    assert told(right) == [
        (
            'processes[0].occupation: "43-3013.00" is not a known occupation or catalogue process '
            '(in "books"). Did you mean "43-3031.00" (Bookkeeping, Accounting, and Auditing Clerks)?'
        )
    ]


def test_a_letter_that_looks_like_a_digit_is_read_as_one(right: Document, told: Told) -> None:
    right["assumptions"] = {"TO": 3.0}
    assert told(right) == ['assumptions.TO: is not a named assumption. Did you mean "T0"?']


def test_hours_are_required_without_a_catalogue_process(right: Document, told: Told) -> None:
    del right["processes"][0]["hours_per_month"]
    del right["processes"][1]["hours_per_month"]
    assert told(right) == [
        (
            'processes[0].hours_per_month: is missing (in "books"). Give a number above 0 and at most 744 '
            "for each of your people, or start from a catalogue process"
        )
    ]


def test_many_people_can_work_more_hours_than_a_month_has(right: Document, told: Told) -> None:
    right["business"]["people"] = 2
    right["processes"][1]["hours_per_month"] = 1488
    assert told(right) == []


def test_an_id_may_stand_only_once(right: Document, told: Told) -> None:
    right["processes"][1]["id"] = "books"
    right["managers"].append(right["managers"][0])
    assert told(right) == [
        'managers[1].id: "marco" is already the id of managers[0] (in "marco"). Give each its own id',
        'processes[1].id: "books" is already the id of processes[0] (in "books"). Give each its own id',
    ]


def test_a_tool_needed_by_an_unknown_process_is_told(right: Document, told: Told) -> None:
    right["tools"] = [{"id": "chat", "needed_by": ["books", "post", "zz"]}]
    assert told(right) == [
        (
            'tools[0].needed_by[1]: "post" is not the id of a process (in "chat"). '
            'Did you mean "posts" (Posts)?'
        ),
        'tools[0].needed_by[2]: "zz" is not the id of a process (in "chat"). The processes are books, posts',
    ]


@pytest.mark.parametrize("needed_by", [[], "everything", [3], {"books": True}])
def test_a_tool_is_needed_by_ids_or_by_all(needed_by: object, right: Document, told: Told) -> None:
    right["tools"] = [{"id": "chat", "needed_by": needed_by}]
    (line,) = told(right)
    assert line.startswith("tools[0].needed_by: ")
    assert line.endswith('Give a list of ids of processes, such as ["books"], or "all"')


def test_a_business_without_a_manager_is_told(right: Document, told: Told) -> None:
    right["managers"] = []
    assert told(right) == [NO_MANAGER]
    del right["managers"]
    assert told(right) == [NO_MANAGER]


def test_a_business_without_processes_is_told(right: Document, told: Told) -> None:
    right["processes"] = []
    right["tools"] = [{"id": "chat", "needed_by": ["books"]}]
    assert told(right) == [
        "processes: there is no process. Add the work that recurs every month, one row for each"
    ]


def test_an_empty_file_lacks_three_tables(told: Told) -> None:
    assert [line.partition(":")[0] for line in told({})] == ["business", "managers", "processes"]


def test_an_unknown_table_gets_near_matches(right: Document, told: Told) -> None:
    right["proceses"] = right.pop("processes")
    assert told(right) == [
        'proceses: is not a table of a business file. Did you mean "processes"?',
        "processes: there is no process. Add the work that recurs every month, one row for each",
    ]


def test_an_unknown_key_gets_near_matches_and_the_missing_one_is_told(right: Document, told: Told) -> None:
    right["business"]["curency"] = right["business"].pop("currency")
    assert told(right) == [
        'business.curency: is not a key of this table. Did you mean "currency"?',
        (
            "business.currency: is missing. Give a known currency code of three letters (ISO 4217), such as "
            '"USD": currency of every amount in this file (ISO 4217)'
        ),
    ]


def test_tables_and_lists_of_tables_are_told_apart(right: Document, told: Told) -> None:
    right["managers"] = right["managers"][0]
    right["policy"] = [{}]
    assert told(right) == [
        "managers: is not a list of tables. Write [[managers]] above each one",
        "policy: is not a table. Write [policy] above its keys",
        NO_MANAGER,
    ]


def test_cuts_in_the_wrong_order_are_told(right: Document, told: Told) -> None:
    right["assumptions"] = {"core_cut": 0.4, "grey_cut": 0.5, "manageable_cut": 0.42}
    assert told(right) == [
        (
            "assumptions.grey_cut: grey_cut is 0.5, above core_cut, which is 0.4. "
            "Give grey_cut at most as large as core_cut"
        ),
        (
            "assumptions.manageable_cut: fixable_cut is 0.45, above manageable_cut, which is 0.42. "
            "Give fixable_cut at most as large as manageable_cut"
        ),
    ]


def test_policies_that_contradict_one_another_are_told(right: Document, told: Told) -> None:
    right["policy"] = {"premium_min": 0.2, "premium_max": 0.1, "exclude_countries": ["PH"]}
    right["processes"][0]["pin"] = "PH"
    assert told(right) == [
        (
            "policy.premium_min: premium_min is 0.2, above premium_max, which is 0.1. "
            "Give premium_min at most as large as premium_max"
        ),
        (
            'processes[0].pin: "PH" is ruled out by policy.exclude_countries (in "books"). '
            "Take the country out of one of the two"
        ),
    ]


def test_a_premium_above_the_default_of_its_partner_is_told(right: Document, told: Told) -> None:
    right["policy"] = {"premium_min": 0.2}
    assert told(right) == [
        (
            "policy.premium_min: premium_min is 0.2, above premium_max, which is 0.15. "
            "Give premium_min at most as large as premium_max"
        )
    ]


def test_a_wrong_quote_is_told(right: Document, told: Told) -> None:
    right["quotes"] = [{"occupation": "bookkeeping", "country": "PHI", "rate_per_hour": 0}]
    assert told(right) == [
        'quotes[0].country: "PHI" is not a known country. Did you mean "PH" (Philippines)?',
        "quotes[0].rate_per_hour: 0 is not above 0. Give a number above 0 and at most 1,000,000,000",
    ]


def test_an_unknown_country_among_the_excluded_is_told(right: Document, told: Told) -> None:
    right["policy"] = {"exclude_countries": ["PH", "Q1"]}
    (line,) = told(right)
    assert line.startswith('policy.exclude_countries[1]: "Q1" is not a known country. ')


def test_all_faults_are_told_at_once(right: Document, told: Told) -> None:
    right["business"]["country"] = "UK"
    right["managers"][0]["cost_per_hour"] = -1
    right["processes"][0]["hours_per_month"] = "many"
    right["tools"] = [{"id": "chat", "needed_by": ["x"]}]
    right["assumptions"] = {"T1": 1}
    assert [line.partition(":")[0] for line in told(right)] == [
        "business.country",
        "managers[0].cost_per_hour",
        "processes[0].hours_per_month",
        "assumptions.T1",
        "tools[0].needed_by[0]",
    ]
