"""A statement of work is laid out from brief and offer: dates, fees to the cent, clauses filled."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outhaul.documents.statement.content import Language, Party, Statement
from outhaul.documents.statement.drafting import (
    checkpoints,
    later,
    milestones,
    periods,
    rate_on,
    whole_price,
)
from outhaul.documents.statement.library import FILES, PERSONAL_DATA, every_version, filled, latest
from outhaul.engine.brief import Brief, Checkpoint, Deliverable, Rhythm
from outhaul.engine.terms import Raise, Terms
from tests.agreement_made import BOOKS, terms


def brief(*every: Rhythm) -> Brief:
    return Brief(
        title="Work",
        deliverables=tuple(
            Deliverable(name=f"Thing {place}", criteria=("It is there.",), every=rhythm)
            for place, rhythm in enumerate(every)
        ),
    )


def test_a_monthly_deliverable_becomes_a_milestone_a_month_with_its_part_of_the_price() -> None:
    found = milestones(BOOKS, terms())
    assert [item.due_on for item in found] == [
        date(2027, 2, 8),
        date(2027, 3, 8),
        date(2027, 4, 8),
        date(2027, 5, 8),
        date(2027, 6, 8),
        date(2027, 7, 8),
    ]
    assert {item.fee for item in found} == {Decimal("416.00")}
    assert {item.criteria for item in found} == {BOOKS.deliverables[0].criteria}
    assert len({item.key for item in found}) == 6


def test_what_comes_each_week_is_gathered_by_month() -> None:
    found = milestones(brief("week"), terms())
    assert [item.name for item in found][:2] == ["Thing 0, month 1 of 6", "Thing 0, month 2 of 6"]
    assert {item.deliverable for item in found} == {"Thing 0, each week"}


def test_one_deliverable_alone_gets_the_whole_price() -> None:
    (only,) = milestones(brief("once"), terms())
    assert (only.fee, only.due_on) == (Decimal("2496.00"), date(2027, 1, 18))


def test_a_brief_without_deliverables_gives_no_milestones() -> None:
    assert milestones(brief(), terms()) == ()


def test_without_an_end_twelve_months_are_laid_out() -> None:
    assert len(periods(date(2027, 1, 31), None)) == 12
    assert later(date(2027, 1, 31), 1) == date(2027, 2, 28)


def test_a_last_month_that_is_not_whole_costs_its_share() -> None:
    half = terms(starts_on=date(2027, 4, 1), ends_on=date(2027, 4, 15))
    assert whole_price(half) == Decimal("208.00")


def test_raises_count_from_their_day_and_no_rate_falls() -> None:
    agreed = terms(raises=(Raise(on=date(2027, 4, 4), rate=11.0), Raise(on=date(2027, 6, 4), rate=9.0)))
    assert [rate_on(agreed, day) for day in (date(2027, 4, 3), date(2027, 4, 4), date(2027, 6, 5))] == [
        10.4,
        11.0,
        11.0,
    ]
    assert whole_price(agreed) == Decimal("2568.00")


@given(
    st.lists(st.sampled_from(["once", "week", "fortnight", "month"]), min_size=1, max_size=5),
    st.floats(1, 200).map(lambda rate: round(rate, 2)),
    st.integers(1, 200),
    st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    st.integers(1, 500),
)
def test_fees_come_to_the_price_to_the_cent_and_none_is_negative(
    every: list[Rhythm], rate: float, hours: int, starts_on: date, days: int
) -> None:
    ends_on = date.fromordinal(starts_on.toordinal() + days)
    agreed = Terms(
        form="fixed",
        currency="USD",
        rate=rate,
        hours_per_month=hours,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    found = milestones(brief(*every), agreed)
    assert sum(item.fee for item in found) == whole_price(agreed)
    assert min(item.fee for item in found) >= 0


def test_checkpoints_name_deliverables_as_milestones_do() -> None:
    weekly = Brief(
        title="Work",
        deliverables=(Deliverable(name="Mail", criteria=("Answered.",), every="week"),),
        checkpoints=(Checkpoint(name="Look", deliverable="Mail"),),
    )
    deliverables = {item.deliverable for item in milestones(weekly, terms())}
    assert [item.deliverable for item in checkpoints(weekly)] == list(deliverables)


def statement(*, silence_accepts: bool = False) -> Statement:
    return Statement(
        title="Bookkeeping",
        number=1,
        client=Party(name="Harbour Bakery", country="US"),
        contractor=Party(name="Ana {law}", country="PH"),
        scope="Books",
        terms=terms(),
        milestones=(),
        checkpoints=(),
        manager="Marco",
        deputy="Olivia",
        silence_accepts=silence_accepts,
        law="the State of Maine",
    )


def test_every_clause_says_what_it_is_for_and_none_calls_itself_advice() -> None:
    assert [clause.key for clause in every_version() if not clause.why] == []
    assert "legal advice" not in " ".join(clause.text for clause in every_version())
    assert list(latest()) == [
        "acceptance",
        "payment",
        "changes",
        "rights",
        "confidentiality",
        "data",
        "independence",
        "ending",
        "liability",
        "law",
    ]


@pytest.mark.parametrize("language", FILES)
@pytest.mark.parametrize("accepts", [False, True])
def test_no_brace_stays_open_in_a_filled_clause(language: Language, accepts: bool) -> None:  # noqa: FBT001
    said = replace(
        statement(silence_accepts=accepts), contractor=Party(name="Ana", country="PH"), language=language
    )
    assert [clause.key for clause in every_version(language) if "{" in filled(clause.text, said)] == []


def test_the_library_has_the_same_clauses_in_each_language() -> None:
    def shape(language: str) -> list[tuple[str, int, str, set[str]]]:
        return [
            (clause.key, clause.version, clause.when, set(re.findall(r"\{\w+\}", clause.text)))
            for clause in every_version(language)
        ]

    assert shape("de") == shape("en")


def test_braces_in_names_and_braces_that_mean_nothing_stay_as_they_are() -> None:
    assert filled("{contractor} {whatever} {law}", statement()) == "Ana {law} {whatever} the State of Maine"


@pytest.mark.parametrize(
    ("accepts", "words"), [(False, "Silence is no acceptance"), (True, "the milestone counts as accepted")]
)
def test_the_silence_rule_is_written_out(accepts: bool, words: str) -> None:  # noqa: FBT001
    assert words in filled(latest()["acceptance"].text, statement(silence_accepts=accepts))


@pytest.mark.parametrize(("data", "begins"), [(0, False), (1, False), (PERSONAL_DATA, True), (4, True)])
def test_the_data_annex_comes_only_where_personal_data_is_touched(data: int, begins: bool) -> None:  # noqa: FBT001
    assert latest()["data"].applies(data) is begins
    assert latest()["rights"].applies(data) is True
