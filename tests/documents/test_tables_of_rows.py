"""Engagements and candidacies as tables: whatever a row tells is read back as it was."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from outhaul.documents import candidacies_file, engagements_file
from outhaul.documents.candidates_file import read_table
from outhaul.documents.listing import Cell, csv_lines
from outhaul.reference.tables import load

LINE = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S"), exclude_characters="'"),
    min_size=1,
    max_size=12,
)
WORDS = st.lists(LINE, min_size=1, max_size=3).map(" ".join)
KEY = st.text("0123456789abcdef", min_size=12, max_size=12)
RATE = st.decimals(min_value="0.01", max_value="9999", places=2)
DAY = st.dates(date(2020, 1, 1), date(2040, 1, 1))
PEOPLE = {"marco": "Marco", "olivia": "Olivia"}
PROCESSES = {"books": "Bookkeeping", "web": "Web shop"}


def table_of(headings: Any, row: tuple[Cell, ...], kind: Any) -> Any:  # noqa: ANN401 -- of either file
    data = "".join(csv_lines(tuple(headings.values()), [row])).encode()
    return read_table(data, "rows.csv", kind)


@given(
    told=st.builds(
        engagements_file.Told,
        key=KEY,
        name=WORDS,
        process=st.sampled_from(list(PROCESSES)),
        contractor=WORDS,
        email=st.just("ana@example.org"),
        country=st.sampled_from(["PH", "KE", "DE"]),
        state=st.sampled_from(["draft", "active"]),
        manager=st.sampled_from(["", *PEOPLE]),
        deputy=st.sampled_from(["", *PEOPLE]),
        rate=RATE,
        currency=st.sampled_from(["USD", "EUR"]),
        hours_per_month=st.decimals(min_value="0.1", max_value="744", places=1),
        starts_on=DAY,
        ends_on=st.none() | DAY,
    )
)
def test_an_engagement_comes_back_as_it_was_written(told: engagements_file.Told) -> None:
    table = table_of(engagements_file.HEADINGS, engagements_file.cells_of(told), engagements_file.KIND)
    (row,) = engagements_file.read_engagements(table, PROCESSES, PEOPLE, load())
    assert (row.told, row.faults) == ({name: getattr(told, name) for name in engagements_file.HEADINGS}, ())


@given(
    told=st.builds(
        candidacies_file.Told,
        key=KEY,
        name=WORDS,
        email=st.just("ana@example.org"),
        country=st.sampled_from(["PH", "KE", "DE"]),
        state=st.sampled_from(["new", "shortlisted"]),
        rate=st.none() | RATE,
        currency=st.sampled_from(["USD", "EUR"]),
        match=st.integers(0, 100),
        guard=st.sampled_from(["pass", "block"]),
        overlap=st.none() | st.floats(0, 8),
        since=DAY,
        notes=st.lists(WORDS, max_size=3).map(tuple),
    )
)
def test_a_candidacy_comes_back_as_it_was_written(told: candidacies_file.Told) -> None:
    table = table_of(candidacies_file.HEADINGS, candidacies_file.cells_of(told), candidacies_file.KIND)
    (row,) = candidacies_file.read_candidacies(table, ["new", "shortlisted"], load())
    read = {name: getattr(row, name) for name in candidacies_file.HEADINGS if hasattr(row, name)}
    assert (read, row.faults) == ({name: getattr(told, name) for name in read}, ())


def test_numbers_and_days_are_read_as_people_write_them() -> None:
    row = {
        "Key": "a",
        "Rate": "1.234,50 €",
        "Hours a month": "40 h",
        "Starts on": "31.1.2027",
        "Country": "Kenia",
    }
    data = "".join(csv_lines(list(row), [list(row.values())])).encode()
    table = read_table(data, "rows.csv", engagements_file.KIND)
    (read,) = engagements_file.read_engagements(table, PROCESSES, PEOPLE, load())
    assert (read.told, read.faults) == (
        {
            "key": "a",
            "rate": Decimal("1234.50"),
            "hours_per_month": Decimal("40.0"),
            "starts_on": date(2027, 1, 31),
            "country": "KE",
        },
        (),
    )
