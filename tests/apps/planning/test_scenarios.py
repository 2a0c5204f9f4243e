"""What-ifs: changed one by one, told of others' changes, taken over whole, given back."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outhaul.apps.audit.domain.trail import broken_at
from outhaul.apps.audit.models import Event
from outhaul.apps.planning.domain.access import access_entry, access_scenario, access_scenarios
from outhaul.apps.planning.domain.content import Change, document_of, hash_of, quote_keys, with_changes
from outhaul.apps.planning.domain.entries import Conflict, remove_entry, set_field
from outhaul.apps.planning.domain.plans import inputs_of
from outhaul.apps.planning.domain.scenarios import (
    NO_CHANGE,
    ChangedMeanwhile,
    Taken,
    change_scenario,
    give_back,
    keep_scenario,
    remove_scenario,
    rename_scenario,
    restore_scenario,
    set_change,
    take_over,
    told_at,
)
from outhaul.apps.planning.domain.trying import changes_of
from outhaul.apps.planning.models import Scenario
from outhaul.faults import InputError
from outhaul.reference.tables import Reference
from tests.people import People

PIN = ("processes", "books", "pin")
HOURS = ("managers", "marco", "free_hours_per_month")
LEARNING = ("assumptions", "assumptions", "T0")


@pytest.fixture
def what_if(people: People) -> Scenario:
    return keep_scenario(people.olivia, name="Only Poland", changes=[(*PIN, "PL")])


def verbs(people: People) -> list[tuple[str, str]]:
    """What the trail of the bakery says, the newest first, without what made the sample."""
    events = Event.objects.filter(scope=people.bakery.key).order_by("-number")
    return [(event.verb, event.thing) for event in events if event.verb not in {"founded", "imported"}]


def test_a_change_is_kept_beside_the_others(people: People, what_if: Scenario, reference: Reference) -> None:
    changed = set_change(people.marco, what_if, LEARNING, 6, reference=reference)
    assert (changed.changes, verbs(people)) == (
        [[*PIN, "PL"], [*LEARNING, 6.0]],
        [("changed", "scenario"), ("tried", "scenario")],
    )


def test_a_change_of_the_same_field_takes_its_place(
    people: People, what_if: Scenario, reference: Reference
) -> None:
    set_change(people.marco, what_if, LEARNING, 6, reference=reference)
    assert set_change(people.marco, what_if, PIN, "keep", reference=reference).changes == [
        [*PIN, "keep"],
        [*LEARNING, 6.0],
    ]


@pytest.mark.parametrize("raw", [NO_CHANGE, None])
def test_what_the_business_says_already_is_no_change(
    people: People, what_if: Scenario, reference: Reference, raw: object
) -> None:
    assert set_change(people.olivia, what_if, PIN, raw, reference=reference).changes == []


def test_a_told_value_can_be_taken_out(people: People, what_if: Scenario, reference: Reference) -> None:
    changed = set_change(people.olivia, what_if, LEARNING, None, reference=reference)
    assert (told_at(changed.changes, LEARNING), inputs_of(people.bakery, changed)["assumptions"]) == (
        None,
        [{}],
    )


@pytest.mark.parametrize(
    ("place", "raw", "problem"),
    [
        (PIN, "XX", '"XX" is not "keep" or a known country'),
        (HOURS, 745, "745 is above 744"),
        (LEARNING, "long", '"long" is not a number'),
        (("processes", "nothing", "pin"), "PL", "is not there any more"),
        (("processes", "books", "colour"), "red", "is not there any more"),
        (("nowhere", "books", "pin"), "PL", "is not there any more"),
    ],
)
def test_a_wrong_value_is_refused_and_nothing_kept(  # noqa: PLR0913, PLR0917 -- fixtures and cases
    people: People,
    what_if: Scenario,
    reference: Reference,
    place: tuple[str, str, str],
    raw: object,
    problem: str,
) -> None:
    with pytest.raises(InputError) as refused:
        set_change(people.olivia, what_if, place, raw, reference=reference)
    what_if.refresh_from_db()
    assert ([fault.problem for fault in refused.value.faults], what_if.changes) == ([problem], [[*PIN, "PL"]])


def test_two_people_who_change_the_same_are_told(
    people: People, what_if: Scenario, reference: Reference
) -> None:
    set_change(people.marco, what_if, PIN, "CO", reference=reference, was="PL")
    with pytest.raises(ChangedMeanwhile) as clash:
        set_change(people.olivia, what_if, PIN, "keep", reference=reference, was="PL")
    what_if.refresh_from_db()
    assert (clash.value.theirs, clash.value.mine, what_if.changes) == ("CO", "keep", [[*PIN, "CO"]])


def test_two_people_who_change_different_things_do_not_meet(
    people: People, what_if: Scenario, reference: Reference
) -> None:
    set_change(people.marco, what_if, LEARNING, 6, reference=reference, was=NO_CHANGE)
    changed = set_change(people.olivia, what_if, HOURS, 40, reference=reference, was=NO_CHANGE)
    assert changes_of(changed) == ((*PIN, "PL"), (*LEARNING, 6.0), (*HOURS, 40.0))


def test_sending_the_same_twice_is_no_conflict(
    people: People, what_if: Scenario, reference: Reference
) -> None:
    for _ in range(2):
        set_change(people.olivia, what_if, PIN, "CO", reference=reference, was="PL")
    assert verbs(people) == [("changed", "scenario"), ("tried", "scenario")]


def test_two_names_meet_and_the_second_is_told(people: People, what_if: Scenario) -> None:
    rename_scenario(people.marco, what_if, name="Poland", was="Only Poland")
    with pytest.raises(ChangedMeanwhile) as clash:
        rename_scenario(people.olivia, what_if, name="East", was="Only Poland")
    assert (clash.value.theirs, clash.value.mine) == ("Poland", "East")


def test_the_same_name_again_is_no_event(people: People, what_if: Scenario) -> None:
    change_scenario(people.olivia, what_if, name=what_if.name)
    assert verbs(people) == [("tried", "scenario")]


def test_a_quote_can_be_changed_by_its_key(people: People) -> None:
    key = quote_keys(people.bakery)[1]
    what_if = keep_scenario(people.olivia, name="Dearer", changes=[("quotes", key, "rate_per_hour", 12.5)])
    assert [row["rate_per_hour"] for row in inputs_of(people.bakery, what_if)["quotes"]] == [9.5, 12.5, 16.0]
    remove_entry(people.olivia, access_entry(people.olivia, "quotes", key))
    assert [row["rate_per_hour"] for row in inputs_of(people.bakery, what_if)["quotes"]] == [9.5, 16.0]


def test_taking_over_writes_every_change_with_its_own_event(
    people: People, what_if: Scenario, reference: Reference
) -> None:
    set_change(people.olivia, what_if, LEARNING, 6, reference=reference)
    what_if.refresh_from_db()
    wanted = inputs_of(people.bakery, what_if)
    taken = take_over(people.olivia, changes_of(what_if), reference=reference, name=what_if.name)
    assert (taken, hash_of(document_of(people.bakery)), verbs(people)[:3]) == (
        (Taken(PIN, None, "PL"), Taken(LEARNING, 3.0, 6.0)),
        hash_of(wanted),
        [("took over", "scenario"), ("changed", "assumptions"), ("changed", "processes")],
    )
    assert broken_at(people.bakery.key) is None


def test_taking_over_and_giving_back_changes_nothing(
    people: People, what_if: Scenario, reference: Reference
) -> None:
    before = document_of(people.bakery)
    taken = take_over(people.olivia, changes_of(what_if), reference=reference, name=what_if.name)
    give_back(people.olivia, taken, reference=reference, name=what_if.name)
    assert document_of(people.bakery) == before


def test_what_somebody_changed_since_is_not_given_back(
    people: People, what_if: Scenario, reference: Reference
) -> None:
    taken = take_over(people.olivia, changes_of(what_if), reference=reference, name=what_if.name)
    set_field(
        people.marco, access_entry(people.marco, "processes", "books"), "pin", "CO", reference=reference
    )
    with pytest.raises(Conflict):
        give_back(people.olivia, taken, reference=reference, name=what_if.name)
    assert access_entry(people.olivia, "processes", "books").told["pin"] == "CO"


def test_one_wrong_change_keeps_all_of_them_out(people: People, reference: Reference) -> None:
    before = document_of(people.bakery)
    changes: list[Change] = [(*LEARNING, 6), (*PIN, "XX")]
    with pytest.raises(InputError):
        take_over(people.olivia, changes, reference=reference, name="Half")
    assert (document_of(people.bakery), verbs(people)) == (before, [])


def test_a_row_that_is_gone_is_left_out(people: People, what_if: Scenario, reference: Reference) -> None:
    remove_entry(people.olivia, access_entry(people.olivia, "processes", "books"))
    assert take_over(people.olivia, changes_of(what_if), reference=reference, name="Gone") == ()


def test_a_what_if_that_is_taken_out_can_be_put_back(people: People, what_if: Scenario) -> None:
    remove_scenario(people.olivia, what_if)
    assert list(access_scenarios(people.olivia)) == []
    restore_scenario(people.olivia, access_scenario(people.olivia, what_if.key, removed=True))
    assert (list(access_scenarios(people.olivia)), verbs(people)) == (
        [what_if],
        [("restored", "scenario"), ("removed", "scenario"), ("tried", "scenario")],
    )


CHANGES: dict[tuple[str, str, str], st.SearchStrategy[Any]] = {
    PIN: st.sampled_from(["keep", "PL", "CO", None]),
    HOURS: st.floats(0, 744).map(lambda hours: float(f"{hours:.15g}")),
    LEARNING: st.sampled_from([1.0, 4.5, 9.0, None]),
    ("policy", "policy", "exclude_countries"): st.sampled_from([["PH"], [], ["IN", "PH"], None]),
    ("business", "business", "languages"): st.sampled_from([{"es": "A2", "en": "C2"}, {"en": "C1"}]),
    ("tools", "vault", "needed_by"): st.sampled_from(["all", ["books"], None]),
    ("quotes", "quotes-2", "rate_per_hour"): st.sampled_from([9.0, 13.25]),
    ("processes", "gone", "pin"): st.just("PL"),
}
SOME = st.lists(st.sampled_from(sorted(CHANGES)), unique=True).flatmap(
    lambda places: st.tuples(*(st.tuples(*map(st.just, place), CHANGES[place]) for place in places))
)


def test_after_taking_over_the_business_says_what_the_what_if_said(
    people: People, reference: Reference
) -> None:
    @settings(max_examples=25)
    @given(changes=SOME)
    def holds(changes: tuple[Change, ...]) -> None:
        before = document_of(people.bakery)
        wanted = with_changes(before, changes, quote_keys(people.bakery))
        taken = take_over(people.olivia, changes, reference=reference, name="Any")
        assert hash_of(document_of(people.bakery)) == hash_of(wanted)
        give_back(people.olivia, taken, reference=reference, name="Any")
        assert document_of(people.bakery) == before

    holds()
