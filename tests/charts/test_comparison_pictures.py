"""Two plans in one picture: what is drawn, what is said of it, and that it may stand on a guarded page."""

import re
from dataclasses import replace

import pytest

from outhaul.charts.dumbbell import dumbbells
from outhaul.charts.picture import NARROW, WIDE, Box, Picture, draw_inline
from outhaul.charts.two_fans import two_fans
from outhaul.documents.comparison import draw_comparison
from outhaul.engine.report import PlanReport


@pytest.fixture(scope="module")
def dearer(plan: PlanReport) -> PlanReport:
    """The plan with one hour more freed, worth less, as risky as before, behind by 5,000 in the middle."""
    head, fan = plan.headline, plan.fan
    assert head is not None
    assert fan is not None
    return replace(
        plan,
        headline=replace(
            head, owner_hours_freed_per_month=33.0, npv=replace(head.npv, mean=18144.7, p5=-6873.0)
        ),
        fan=replace(fan, p50=tuple(amount - 5000 for amount in fan.p50)),
    )


def dumbbell(before: PlanReport, after: PlanReport, box: Box = WIDE) -> Picture:
    picture = dumbbells(before, after, box)
    assert picture is not None
    return picture


def fans(before: PlanReport, after: PlanReport, box: Box = WIDE) -> Picture:
    picture = two_fans(before, after, box)
    assert picture is not None
    return picture


def test_titles_say_what_is_so(plan: PlanReport, dearer: PlanReport) -> None:
    titles = [dumbbell(plan, dearer).title, dumbbell(plan, plan).title, fans(plan, dearer).title]
    assert titles == [
        "Better: your hours freed; worse: worth over 36 months",
        "None of the four figures moves",
        "Against keeping the work, it is $17,000 ahead after 36 months, instead of $22,000 ahead",
    ]


def test_the_tables_say_the_same_in_figures(plan: PlanReport, dearer: PlanReport) -> None:
    assert dumbbell(plan, dearer).rows[0] == (
        "Your hours freed",
        "31 h a month",
        "33 h a month",
        "2 h a month more",
    )
    assert [row[0] for row in fans(plan, dearer).rows] == ["0", "6", "12", "18", "24", "30", "36"]


def marks(picture: Picture) -> list[dict[str, float]]:
    found: list[dict[str, float]] = picture.spec["data"]["values"]
    return found


def test_a_figure_that_prints_alike_is_drawn_at_one_place(plan: PlanReport, dearer: PlanReport) -> None:
    hours, cost, worth, loss = marks(dumbbell(plan, dearer))
    assert [row["before"] == row["after"] for row in (hours, cost, worth, loss)] == [
        False,
        True,
        False,
        True,
    ]


def test_zero_lies_within_every_line(plan: PlanReport, dearer: PlanReport) -> None:
    drawn = marks(dumbbell(plan, dearer))
    assert all(0 <= row[name] <= 1 for row in drawn for name in ("zero", "before", "after"))
    assert drawn[2]["before_low"] < drawn[2]["zero"] < drawn[2]["before"]


@pytest.mark.parametrize("box", [WIDE, NARROW])
def test_pictures_may_stand_on_a_guarded_page(plan: PlanReport, dearer: PlanReport, box: Box) -> None:
    for picture in (dumbbell(plan, dearer, box), fans(plan, dearer, box)):
        drawn = draw_inline(picture)
        assert re.findall(r"<(?:style|script)|style=|href=|class=", drawn) == []
        assert f'width="{box.width}"' in drawn


def test_two_currencies_are_not_drawn_together(plan: PlanReport) -> None:
    assert draw_comparison(plan, replace(plan, currency="EUR")) == {}


def test_nothing_is_drawn_without_a_plan(plan: PlanReport, infeasible: PlanReport) -> None:
    assert draw_comparison(plan, infeasible) == {}


def test_horizons_may_differ(plan: PlanReport) -> None:
    fan = plan.fan
    assert fan is not None
    names = ("p5", "p25", "p50", "p75", "p95")
    short = replace(
        plan, horizon_months=24, fan=replace(fan, **{name: getattr(fan, name)[:25] for name in names})
    )
    drawn = fans(plan, short)
    assert (drawn.title, [row[0] for row in drawn.rows]) == (
        "Against keeping the work, both are $12,400 ahead after 24 months",
        ["0", "6", "12", "18", "24"],
    )


def test_who_is_behind_is_said_to_be_behind(plan: PlanReport) -> None:
    fan = plan.fan
    assert fan is not None
    behind = replace(plan, fan=replace(fan, p50=tuple(amount - 30000 for amount in fan.p50)))
    assert fans(plan, behind).title == (
        "Against keeping the work, it is $8,030 behind after 36 months, instead of $22,000 ahead"
    )
