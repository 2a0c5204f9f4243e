"""What two documents say differently, found whole and told in sentences."""

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outhaul.apps.planning.domain.content import Document, with_changes
from outhaul.apps.planning.domain.differences import Difference, differences, sentence
from outhaul.apps.planning.domain.values import in_words
from outhaul.documents.business_file.tables import TABLES

BOOKS = {"id": "books", "name": "Bookkeeping", "hours_per_month": 40.0, "answers": {"C1": 0, "M7": True}}
BAKERY: Document = {
    "business": [{"name": "Harbour Bakery", "country": "US", "languages": {"en": "C2", "es": "A2"}}],
    "managers": [{"id": "marco", "name": "Marco", "trained": False}],
    "processes": [BOOKS],
    "tools": [],
    "quotes": [{"occupation": "43-3031.00", "country": "PH", "rate_per_hour": 9.5}],
    "policy": [],
    "assumptions": [],
}


def changed(table: str, field: str, value: object, place: int = 0) -> Document:
    document = deepcopy(BAKERY)
    if not document[table]:
        document[table].append({})
    document[table][place][field] = value
    return document


@pytest.mark.parametrize(
    ("table", "field", "value", "told"),
    [
        ("processes", "hours_per_month", 38.0, "Bookkeeping, hours a month: 40 before, 38 now"),
        (
            "processes",
            "pin",
            "keep",
            "Bookkeeping, your wish, which the plan obeys: nothing said before, keep it now",
        ),
        (
            "processes",
            "owner_share",
            0.125,
            "Bookkeeping, share of these hours that the owner works: nothing said before, 12.5 % now",
        ),
        (
            "managers",
            "trained",
            True,
            "Marco, trained to steer contractors by deliverables: no before, yes now",
        ),
        (
            "business",
            "country",
            "DE",
            "Where the business is (ISO 3166-1 alpha-2): United States before, Germany now",
        ),
        ("quotes", "rate_per_hour", 11.0, "Quote 1, rate asked, in your currency: 9.5 before, 11 now"),
        (
            "policy",
            "exclude_countries",
            ["PH", "CO"],
            "Countries that you rule out: none (usual) before, Philippines and Colombia now",
        ),
        ("assumptions", "T0", 4.0, "Learning time of a new contractor: 3 (usual) before, 4 now"),
    ],
)
def test_a_changed_field_is_told_in_a_sentence(table: str, field: str, value: object, told: str) -> None:
    (found,) = differences(BAKERY, changed(table, field, value))
    assert sentence(found) == told


def test_of_the_answers_only_those_are_told_that_differ() -> None:
    (found,) = differences(BAKERY, changed("processes", "answers", {"C1": 2, "M7": True, "G1": "?"}))
    assert found.before == {"C1": 0, "M7": True}
    assert sentence(found).endswith("G1 nothing said before, don't know now")
    assert "M7" not in sentence(found)


def test_the_first_language_counts_and_the_order_of_fields_does_not() -> None:
    turned = changed("business", "languages", {"es": "A2", "en": "C2"})
    assert [found.field for found in differences(BAKERY, turned)] == ["languages"]
    shuffled = deepcopy(BAKERY)
    shuffled["processes"] = [dict(reversed(BOOKS.items()))]
    assert differences(BAKERY, shuffled) == ()


def test_rows_that_come_and_go_are_told_whole() -> None:
    after = deepcopy(BAKERY)
    after["processes"] = [{"id": "news", "name": "Newsletter"}]
    found = differences(BAKERY, after)
    assert found == (
        Difference("processes", "books", "Bookkeeping", "", BOOKS, None),
        Difference("processes", "news", "Newsletter", "", None, {"id": "news", "name": "Newsletter"}),
    )
    assert list(map(sentence, found)) == [
        "Bookkeeping is no longer part of the work",
        "Newsletter is part of the work",
    ]


def test_a_value_of_no_known_kind_is_shown_as_it_stands() -> None:
    assert in_words("processes", "occupation", 7) == "7"
    assert in_words("nowhere", "nothing", ["a"]) == "['a']"


VALUES = st.one_of(
    st.booleans(), st.integers(-5, 5), st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=5)
)
ROWS = {
    table.name: st.dictionaries(
        st.sampled_from([field.name for field in table.fields if field.name not in {"id", "languages"}]),
        st.one_of(
            VALUES, st.dictionaries(st.sampled_from(["C1", "M7"]), VALUES), st.lists(VALUES, max_size=2)
        ),
        max_size=4,
    )
    for table in TABLES
}
IDS = st.lists(st.sampled_from(["a", "b", "c"]), unique=True, max_size=3)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    document: dict[str, list[dict[str, Any]]] = {}
    for table in TABLES:
        if table.name in {"managers", "processes", "tools"}:
            document[table.name] = [{"id": key, **draw(ROWS[table.name])} for key in draw(IDS)]
        else:
            document[table.name] = [draw(ROWS[table.name])]
    return document


@settings(max_examples=40)
@given(documents(), documents())
def test_what_differs_is_all_that_has_to_be_changed(before: Document, after: Document) -> None:
    found = differences(before, after)
    fields = [(each.table, each.key, each.field, each.after) for each in found if each.field]
    fields = [change for change in fields if change[0] != "quotes"]
    kept = with_changes(before, fields)
    for table in ("business", "managers", "processes", "tools", "policy", "assumptions"):
        new = {row.get("id", table): row for row in after[table]}
        old = {row.get("id", table): row for row in kept[table]}
        assert {key: old[key] for key in old.keys() & new.keys()} == {
            key: new[key] for key in old.keys() & new.keys()
        }
        whole = {each.key for each in found if each.table == table and not each.field}
        assert whole == old.keys() ^ new.keys()


@settings(max_examples=40)
@given(documents())
def test_equal_documents_differ_in_nothing(document: Document) -> None:
    assert differences(document, deepcopy(document)) == ()


@settings(max_examples=40)
@given(documents(), documents())
def test_every_difference_can_be_said_in_one_line(before: Document, after: Document) -> None:
    for found in differences(before, after):
        assert sentence(found).strip()
