"""Every picture of a plan: what it says, what it draws, and that it may stand on a guarded page."""

import doctest
import re
from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest

from outhaul.charts import layout, style
from outhaul.charts.band import fair_band
from outhaul.charts.fan import cash_fan
from outhaul.charts.hours import owner_hours
from outhaul.charts.picture import HALF, NARROW, WIDE, Box, Picture, draw, draw_inline
from outhaul.charts.tornado import tornado
from outhaul.charts.waterfall import cost_waterfall
from outhaul.charts.world import world_map
from outhaul.documents.pages import stylesheet
from outhaul.engine.report import PlanReport

PICTURES: dict[str, Callable[[PlanReport, Box], Picture | None]] = {
    "cash": cash_fan,
    "hours": owner_hours,
    "world": world_map,
    "tornado": tornado,
    "cost": lambda report, _: cost_waterfall(report.processes[0], report, HALF),
    "rate": lambda report, _: fair_band(report.processes[0], report, HALF),
}
SVG = "{http://www.w3.org/2000/svg}"


def picture(name: str, report: PlanReport, box: Box = WIDE) -> Picture:
    made = PICTURES[name](report, box)
    assert made is not None
    return made


@pytest.fixture(scope="module")
def svgs(plan: PlanReport) -> dict[str, str]:
    return {name: draw(picture(name, plan)) for name in PICTURES}


def test_the_examples_in_the_layout_hold() -> None:
    assert doctest.testmod(layout).failed == 0


def test_titles_say_what_is_so(plan: PlanReport) -> None:
    assert {name: picture(name, plan).title for name in PICTURES} == {
        "cash": "The plan pays for itself after 8 to 14 months",
        "hours": "31 hours a month come back to the owner",
        "world": "In 12 of 18 countries an hour of good work would truly cost less than here",
        "tornado": "Most depends on: manager hours for each contractor hour",
        "cost": "The bare rate is $395 a month, the true cost $823",
        "rate": "Fair is $9.13 to $24.30 an hour; the offer is $9.40",
    }


@pytest.mark.parametrize("name", PICTURES)
def test_a_drawing_names_itself_for_who_cannot_see_it(
    name: str, plan: PlanReport, svgs: dict[str, str]
) -> None:
    root = ET.fromstring(svgs[name])  # noqa: S314 -- drawn here
    made = picture(name, plan)
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{made.name}-title {made.name}-desc"
    assert [root.findtext(f"{SVG}title"), root.findtext(f"{SVG}desc")] == [made.title, made.description]


@pytest.mark.parametrize("name", PICTURES)
def test_a_drawing_has_neither_style_nor_script_nor_address(name: str, plan: PlanReport) -> None:
    inline = draw_inline(picture(name, plan))
    assert re.findall(r"\sstyle=|<style|<script|https?:|xlink|\son\w+=", inline) == []


@pytest.mark.parametrize("name", PICTURES)
def test_every_colour_of_a_drawing_has_its_night_in_the_stylesheet(name: str, svgs: dict[str, str]) -> None:
    used = set(re.findall(r'(?:fill|stroke)="(#\w+)"', svgs[name]))
    known = set(re.findall(r'\[(?:fill|stroke)="(#\w+)"\]', stylesheet()))
    assert used - known == set()


def test_each_guard_has_one_hue_in_drawings_and_stylesheet() -> None:
    variables = dict(re.findall(r"--(\w+): light-dark\((#\w+),", stylesheet()))
    hues = {name: getattr(style, name.upper()) for name in ("scope", "match", "pay", "cost", "manage")}
    assert {name: variables[name] for name in hues} == hues


WORDS = ("ink", "muted", "signal", "loss", "scope", "match", "pay", "cost", "manage")


@pytest.mark.parametrize("name", WORDS)
@pytest.mark.parametrize("night", [0, 1])
def test_words_stand_out_from_the_paper_by_day_and_by_night(name: str, night: int) -> None:
    pairs = {
        key: pair for key, *pair in re.findall(r"--([\w-]+): light-dark\((#\w+), (#\w+)\)", stylesheet())
    }
    light, dark = sorted((luminance(pairs[name][night]), luminance(pairs["paper"][night])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5  # WCAG 2.2, 1.4.3


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("name", PICTURES)
@pytest.mark.parametrize("box", [WIDE, NARROW])
def test_a_drawing_is_no_wider_than_its_room(name: str, box: Box, plan: PlanReport) -> None:
    root = ET.fromstring(draw(picture(name, plan, box)))  # noqa: S314 -- drawn here
    assert float(root.get("width", "nan")) <= box.width


@pytest.mark.parametrize("name", PICTURES)
def test_the_table_behind_a_picture_has_a_cell_for_each_column(name: str, plan: PlanReport) -> None:
    made = picture(name, plan)
    assert {len(row) for row in made.rows} == {len(made.columns)}


def test_the_waterfall_ends_at_the_true_cost_beside_todays(plan: PlanReport) -> None:
    rows = {row[0]: row[1] for row in picture("cost", plan).rows}
    assert (rows["The bare rate"], rows["True cost"], rows["Today"]) == ("$395", "$823", "$1,520")


def test_the_map_tells_why_a_country_is_out(plan: PlanReport) -> None:
    rows = {row[0]: row[1:] for row in picture("world", plan).rows}
    assert rows["Japan"] == ("", "", "", "match: overlap 0 h < 2 h")
    assert rows["Philippines"] == ("Web shop upkeep", "$24.10", "50 %", "")


def test_small_places_are_dots(plan: PlanReport) -> None:
    layer = picture("world", plan).spec["layer"][1]
    assert layer["mark"]["type"] == "circle"
    assert len(layer["data"]["values"]) == 3  # Barbados, Singapore, Mauritius


def test_words_of_an_owner_are_escaped(plan: PlanReport) -> None:
    from dataclasses import replace  # noqa: PLC0415 -- used once

    process = replace(plan.processes[0], name="<b>Books & co</b>")
    drawn = draw_inline(cost_waterfall(process, plan, HALF))
    assert "<b>" not in drawn
    assert "&lt;b&gt;Books &amp; co&lt;/b&gt;" in drawn


@pytest.mark.parametrize("name", ["cash", "hours", "world", "tornado"])
def test_nothing_is_drawn_where_there_is_nothing_to_show(name: str, infeasible: PlanReport) -> None:
    assert PICTURES[name](infeasible, WIDE) is None
