"""The load of a manager, drawn: a stacked bar a month, the line of free hours, and the table behind it."""

import re
from datetime import date

import pytest

from outhaul.charts.load import Words, manager_load
from outhaul.charts.picture import NARROW, WIDE, Box, Picture, draw_inline
from outhaul.engine.workload import Duty, calendar

KEPT = Duty(name="Baking", hours=10, start_hours=10, is_kept=True)
BOOKS = Duty(name="Books", hours=4, start_hours=7, starts_on=date(2027, 1, 15), ends_on=date(2027, 6, 30))
MONTHS = calendar([KEPT, BOOKS], date(2026, 11, 27))
WORDS = Words(
    name="load-marco",
    title="Marco needs 17 of 30 free hours",
    description="A bar for each month",
    columns=("Month", "Kept", "Engagements", "Starts", "In all", "Free"),
    kept="kept work",
    running="engagements",
    starting="starts",
    free="30 h free",
    month=lambda month: f"{month.begins:%b %Y}",
    hours=lambda hours: f"{hours:g}",
)


def picture(box: Box = WIDE) -> Picture:
    return manager_load(MONTHS, 30, WORDS, box)


def test_the_table_says_what_is_drawn() -> None:
    assert picture().rows[:3] == (
        ("Nov 2026", "10", "0", "0", "10", "30"),
        ("Dec 2026", "10", "0", "0", "10", "30"),
        ("Jan 2027", "10", "4", "3", "17", "30"),
    )
    assert len(picture().rows) == 12


@pytest.mark.parametrize("box", [WIDE, NARROW])
def test_it_is_as_wide_as_its_box_and_may_stand_on_a_guarded_page(box: Box) -> None:
    drawn = draw_inline(picture(box))
    assert f'width="{box.width}"' in drawn
    assert re.findall(r"<script|\sstyle=|\sclass=|href", drawn) == []
    for words in ("30 h free", "kept work", "engagements", "starts", "Jan"):
        assert f">{words}<" in drawn


def test_starts_are_hatched_so_that_colour_alone_says_nothing() -> None:
    assert "load-marco-hatch" in draw_inline(picture())


def test_nothing_to_do_is_drawn_as_an_empty_year() -> None:
    empty = manager_load(calendar([], date(2026, 11, 27)), 0, WORDS, WIDE)
    assert {row[4] for row in empty.rows} == {"0"}
    assert ">Nov<" in draw_inline(empty)
