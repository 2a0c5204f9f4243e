"""The picture of two clocks shows just the hours that are shared, on both sides of every change."""

import re
from datetime import time
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from outhaul.charts.clocks import A_DAY_HIGH, NARROW, TOP, WIDE, ClockWords, draw_clocks
from outhaul.charts.moved import Stand, draw_moved
from outhaul.charts.style import MATCH, PAY
from outhaul.engine.matching.clocks import Clocks, clocks

NINE_TO_FIVE = (time(9), time(17))
BERLIN = clocks("Europe/Berlin", NINE_TO_FIVE, "America/New_York", NINE_TO_FIVE, year=2026)


def drawn(year: Clocks, width: int = WIDE) -> ET.Element:
    said = ClockWords(
        title="2 to 3 shared hours",
        description="d",
        ours="you",
        theirs="Ana & Co",
        months=[f"m{number}" for number in range(1, 13)],
        spans=[f"{span.hours:g} h" for span in year.spans],
    )
    return ET.fromstring(draw_clocks(year, said, name="c", width=width))  # noqa: S314 -- our own drawing


def rectangles(picture: ET.Element, fill: str) -> list[tuple[float, float, float, float]]:
    names = ("x", "y", "width", "height")
    return [
        tuple(float(mark.get(name, "")) for name in names)  # type: ignore[misc] # four of them
        for mark in picture.iter("rect")
        if mark.get("fill") == fill
    ]


def test_shared_hours_widen_from_8_to_28_march_and_in_the_last_week_of_october() -> None:
    shared = rectangles(drawn(BERLIN), MATCH)
    days = [(round((y - TOP) / A_DAY_HIGH), round(height / A_DAY_HIGH)) for _, y, _, height in shared]
    assert days == [(0, 66), (66, 21), (87, 210), (297, 7), (304, 61)]
    an_hour = shared[0][2] / 2
    assert [round(width / an_hour, 2) for _, _, width, _ in shared] == [2.0, 3.0, 2.0, 3.0, 2.0]
    ends = [x + width for x, _, width, _ in shared]
    assert max(ends) - min(ends) < an_hour / 60, "until five in Berlin, whatever the clocks do"


def test_their_day_is_hatched_and_comes_again_after_midnight() -> None:
    manila = clocks("America/New_York", NINE_TO_FIVE, "Asia/Manila", NINE_TO_FIVE, year=2026)
    hatched = rectangles(drawn(manila), "url(#c-hatch)")
    assert len(hatched) == 2 * len(manila.spans)
    assert rectangles(drawn(manila), MATCH) == []


def test_each_span_is_labelled_and_no_label_lies_on_another() -> None:
    for width in (WIDE, NARROW):
        labels = [mark for mark in drawn(BERLIN, width).iter("text") if (mark.text or "").endswith(" h")]
        places = [float(mark.get("y", "")) for mark in labels]
        assert [mark.text for mark in labels] == ["2 h", "3 h", "2 h", "3 h", "2 h"]
        assert min(after - before for before, after in pairwise(places)) > 12


def test_it_is_one_picture_to_a_screen_reader_and_carries_no_style() -> None:
    picture = drawn(BERLIN)
    assert (picture.get("role"), picture.findtext("title")) == ("img", "2 to 3 shared hours")
    assert not re.search(r"style=|<script|http", ET.tostring(picture, encoding="unicode"))


def test_a_moved_band_is_drawn_on_one_scale() -> None:
    stands = [
        Stand(label=label, said="", median=median, low=median - 2, high=median + 2, band=(median, 20.0))
        for label, median in (("before", 10.0), ("after", 12.0))
    ]
    text = draw_moved(stands, 15.0, asked_said="asked", name="m", title="t", description="d", width=400)
    picture = ET.fromstring(text)  # noqa: S314 -- our own drawing
    (before, after) = rectangles(picture, PAY)
    assert before[0] + before[2] == pytest.approx(after[0] + after[2], abs=0.05), "both bands end at 20"
    assert before[2] / after[2] == pytest.approx((20 - 10) / (20 - 12), abs=0.01)
