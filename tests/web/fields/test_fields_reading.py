"""What is shown can be typed again; what is typed is never guessed at."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outhaul.apps.planning.domain.entries import field_of
from outhaul.documents.business_file.place import Place
from outhaul.documents.business_file.tables import TABLES
from outhaul.faults import InputError
from outhaul.reference.tables import load
from outhaul.web.decide.clock import dial
from outhaul.web.fields.reading import from_browser
from outhaul.web.fields.surroundings import Surroundings
from outhaul.web.fields.texts import text_of
from outhaul.web.fields.words import WORDS

ENGLISH = Surroundings(business="b", may_edit=True, language="en", reference=load())
GERMAN = replace(ENGLISH, language="de", home={"currency": "EUR"})


def read(table: str, name: str, *texts: str, around: Surroundings = ENGLISH) -> Any:  # noqa: ANN401
    return from_browser(field_of(table, name), texts, around)


@given(
    value=st.floats(1e-6, 1e9).map(lambda number: float(f"{number:.15g}")),
    around=st.sampled_from([ENGLISH, GERMAN]),
    name=st.sampled_from(["capital_budget", "owner_hour_value"]),
)
def test_a_number_that_is_shown_is_read_as_itself(value: float, around: Surroundings, name: str) -> None:
    field = field_of("business", name)
    assert from_browser(field, [text_of(field.kind, value, around)], around) == value


@given(per_mille=st.integers(0, 1000), around=st.sampled_from([ENGLISH, GERMAN]))
def test_a_share_that_is_shown_is_read_as_itself(per_mille: int, around: Surroundings) -> None:
    field = field_of("policy", "risk_weight")
    value = per_mille / 1000
    assert from_browser(field, [text_of(field.kind, value, around)], around) == value


@given(text=st.text(max_size=30), around=st.sampled_from([ENGLISH, GERMAN]))
def test_whatever_is_typed_for_a_number_is_a_number_within_limits_or_refused(
    text: str, around: Surroundings
) -> None:
    field = field_of("managers", "free_hours_per_month")
    try:
        value = from_browser(field, [text], around)
    except InputError:
        return
    assert value is None or 0 <= value <= 744


@given(text=st.text(max_size=30), where=st.sampled_from([("business", "country"), ("business", "currency")]))
def test_whatever_is_typed_for_a_name_is_known_or_refused(text: str, where: tuple[str, str]) -> None:
    field = field_of(*where)
    faults: list[Any] = []
    try:
        value = from_browser(field, [text], ENGLISH)
    except InputError:
        return
    read = value and field.kind.read(value, Place(where="here", faults=faults), ENGLISH.reference)
    assert value is None or bool(faults) or isinstance(read, str)


@pytest.mark.parametrize(
    ("typed", "around", "value"),
    [
        ("27.40", ENGLISH, 27.4),
        ("27.40 USD", ENGLISH, 27.4),
        ("$27.40", ENGLISH, 27.4),
        (" 1 234.5 ", ENGLISH, 1234.5),
        ("1'234.5", ENGLISH, 1234.5),
        ("27,40 €", GERMAN, 27.4),
        ("1.234,5", GERMAN, 1234.5),
        ("", ENGLISH, None),
        (" ", ENGLISH, None),
    ],
)
def test_money_is_read_as_people_write_it(typed: str, around: Surroundings, value: float | None) -> None:
    assert read("business", "owner_hour_value", typed, around=around) == value


@pytest.mark.parametrize(
    ("typed", "around", "options"),
    [
        ("1.234,56", ENGLISH, "Write 1.23456 or 1,234.56"),
        ("27.40", GERMAN, "Write 2.740 or 27,4"),
        ("12,5", ENGLISH, "Write 125 or 12.5"),
        ("8.000", ENGLISH, "Write 8 or 8,000"),
        ("12,500", GERMAN, "Write 12,5 or 12.500"),
        ("8.250 USD", ENGLISH, "Write 8.25 or 8,250"),
    ],
)
def test_a_number_of_another_country_is_asked_back(typed: str, around: Surroundings, options: str) -> None:
    with pytest.raises(InputError) as caught:
        read("business", "owner_hour_value", typed, around=around)
    assert caught.value.faults[0].remedy == options


@pytest.mark.parametrize(("typed", "around"), [("50 €", ENGLISH), ("£50", ENGLISH), ("$50", GERMAN)])
def test_the_sign_of_another_currency_is_told(typed: str, around: Surroundings) -> None:
    own = around.currency
    with pytest.raises(InputError) as caught:
        read("business", "owner_hour_value", typed, around=around)
    assert caught.value.faults[0].problem == f'"{typed}" is not in {own}'
    assert caught.value.faults[0].remedy == (
        f"Give the amount in {own}, or choose another currency for the business"
    )


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Germany", "DE"),
        ("deutschland", "DE"),
        ("DE", "DE"),
        ("UK", "GB"),
        ("España", "ES"),
        ("Philippines", "PH"),
    ],
)
def test_a_country_is_known_by_its_names(typed: str, code: str) -> None:
    assert read("quotes", "country", typed) == code


def test_every_field_of_the_file_has_words() -> None:
    told = {
        table.name: {field.name for field in table.fields} - {"id"}
        for table in TABLES
        if table.name != "assumptions"
    }
    assert {table: set(words) for table, words in WORDS.items()} == told


@pytest.mark.parametrize(
    ("hours", "drawn"),
    [(["09:00", "17:30"], "8.5"), (["22:00", "06:00"], None), ([], None), (["x", "y"], None)],
)
def test_the_dial_draws_hours_of_one_day(hours: list[str], drawn: str | None) -> None:
    found = dial(hours)
    assert (found.hours if found else None) == drawn
