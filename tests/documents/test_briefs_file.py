"""Briefs as a table: whatever a brief says is read back as it was."""

import csv
import io
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from outhaul.documents.briefs_file import HEADINGS, KIND, Told, cells_of, read_briefs
from outhaul.documents.candidates_file import read_table
from outhaul.documents.listing import csv_lines
from outhaul.engine.brief import Brief, Checkpoint, Deliverable, Rhythm
from outhaul.reference.tables import Reference, load
from tests.briefs_made import BOOKS

LINE = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S"), exclude_characters="'"),
    min_size=1,
    max_size=12,
)
WORDS = st.lists(LINE, min_size=1, max_size=3).map(" ".join)
RHYTHM = st.sampled_from(get_args(Rhythm))
DELIVERABLES = st.lists(
    st.builds(
        Deliverable,
        name=WORDS,
        criteria=st.lists(WORDS, max_size=3).map(tuple),
        every=RHYTHM,
        due_in_days=st.none() | st.integers(0, 400),
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda item: item.name,
).map(tuple)


@st.composite
def briefs(draw: st.DrawFn) -> Brief:
    pieces = draw(DELIVERABLES)
    looks = st.builds(
        Checkpoint, name=WORDS, deliverable=st.sampled_from([item.name for item in pieces]), every=RHYTHM
    )
    return Brief(
        title=draw(WORDS),
        purpose=draw(WORDS),
        deliverables=pieces,
        checkpoints=tuple(draw(st.lists(looks, max_size=3))),
        skills=tuple(draw(st.lists(WORDS, max_size=3))),
        overlap_hours=draw(st.sampled_from([0.0, 1.5, 8.0])),
        data=draw(st.integers(0, 4)),
        hours_per_month=draw(st.sampled_from([0.0, 7.5, 120.0])),
        months=draw(st.none() | st.integers(1, 60)),
        budget=draw(st.none() | st.sampled_from([100.0, 12345.0])),
    )


def again(brief: Brief, reference: Reference) -> Brief:
    row = cells_of(Told(process="books", state="draft", content=brief))
    data = "".join(csv_lines(tuple(HEADINGS.values()), [row])).encode()
    (read,) = read_briefs(read_table(data, "briefs.csv", KIND), {"books": "Bookkeeping"}, reference)
    assert read.faults == ()
    return read.content


@given(briefs())
def test_whatever_a_brief_says_is_read_back(brief: Brief) -> None:
    assert again(brief, load()) == brief


def test_a_cell_reads_well() -> None:
    told = dict(zip(HEADINGS, cells_of(Told(process="books", state="draft", content=BOOKS)), strict=True))
    assert told["deliverables"].splitlines()[0] == (
        "Booked month|month|10|The bank balance in the books equals the statement to the cent"
    )
    assert next(csv.reader(io.StringIO(told["checkpoints"]), delimiter="|")) == [
        "What is booked so far",
        "Booked month",
        "fortnight",
    ]
    assert again(BOOKS, load()) == BOOKS
