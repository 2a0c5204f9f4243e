"""The plan on a terminal."""

from io import StringIO
from itertools import pairwise

import pytest
from rich.console import Console

from outhaul.documents.terminal import print_plan
from outhaul.engine.report import PlanReport


def printed(report: PlanReport, width: int = 80) -> list[str]:
    console = Console(file=StringIO(), width=width, highlight=False)
    print_plan(report, console)
    assert isinstance(console.file, StringIO)
    return [line.rstrip() for line in console.file.getvalue().splitlines()]


def test_the_answer_comes_first_as_a_sentence_with_its_figures(plan: PlanReport) -> None:
    assert printed(plan)[:2] == [
        "Handing out 4 of 11 processes frees 31 hours a month and saves 18 %, with a 6 %",
        "chance of losing money.",
    ]


@pytest.mark.parametrize("name", ["plan", "nothing_out", "infeasible"])
@pytest.mark.parametrize("width", [80, 200])
def test_no_line_is_wider_than_the_terminal_or_a_hundred_columns(
    request: pytest.FixtureRequest, name: str, width: int
) -> None:
    lines = printed(request.getfixturevalue(name), width)
    assert [line for line in lines if len(line) > min(width, 100)] == []


def test_no_colour_is_written_where_there_is_no_terminal(plan: PlanReport) -> None:
    assert "\x1b" not in "".join(printed(plan))


def test_sections_stand_in_the_order_of_an_owners_questions(plan: PlanReport) -> None:
    lines = printed(plan)
    titles = [after for before, after in pairwise(lines) if not before]
    assert titles == [
        "Harbour Bakery",
        "Process by process, USD a month",
        "Why",
        "Who looks after it",
        "What the guards say",
        "Other plans",
        "What would change it",
        "What holds it back",
        "What it assumes, weightiest first",
        "How it was reached",
    ]


def test_every_process_has_its_row(plan: PlanReport) -> None:
    lines = printed(plan)
    first = lines.index("Process by process, USD a month")
    rows = " ".join(lines[first : lines.index("Why")])
    assert [process.id for process in plan.processes if process.name.split()[0] not in rows] == []


def test_an_infeasible_business_reads_what_is_in_the_way_and_how_to_mend_it(infeasible: PlanReport) -> None:
    assert printed(infeasible)[:7] == [
        "There is no plan yet: 2 things are in the way.",
        "",
        "What is in the way",
        "- Kept work needs more of the managers' hours than they have: 6.4 hours a month",
        "  missing.",
        "  Free 7 more hours a month for Marco, or hire a part-time manager.",
        "- No manager speaks a language of the process Wholesale orders: 1 manager",
    ]
