"""The workbook of a plan holds every figure of its report, as a number, unrounded."""

import io
from dataclasses import astuple, replace

import pytest
from openpyxl import Workbook, load_workbook

from outhaul.documents import plan_workbook
from outhaul.engine.report import PlanReport
from outhaul.engine.verdict import Answer, Guard, Verdict

Grid = list[tuple[object, ...]]


def opened(report: PlanReport) -> Workbook:
    return load_workbook(io.BytesIO(plan_workbook.render(report)))


def grid(book: Workbook, sheet: str) -> Grid:
    """The rows below the headings, without what is empty at their ends."""
    return [
        row for row in book[sheet].iter_rows(min_row=2, values_only=True) if any(v is not None for v in row)
    ]


@pytest.fixture(scope="module")
def book(plan: PlanReport) -> Workbook:
    return opened(plan)


def test_each_question_has_its_sheet(book: Workbook) -> None:
    assert book.sheetnames == [
        "Summary",
        "Processes",
        "Places",
        "Managers",
        "Tools",
        "Guards",
        "Alternatives",
        "Assumptions",
        "Cash",
        "Sensitivity",
        "Turning points",
        "Limits",
        "In the way",
    ]


def test_the_summary_tells_every_figure_of_the_headline(book: Workbook, plan: PlanReport) -> None:
    assert plan.headline is not None
    told = [row[1] for row in grid(book, "Summary")]
    head = plan.headline
    assert told == [
        None,
        "Harbour Bakery",
        "US",
        "USD",
        36,
        8000,
        head.owner_hours_freed_per_month,
        head.headline_saving,
        head.true_saving,
        head.npv.mean,
        head.npv.p5,
        head.npv.p50,
        head.npv.p95,
        head.npv.se,
        head.p_loss,
        head.p_loss_se,
        *astuple(head.payback_months),
        head.cvar95,
        head.p_cash_short,
        head.capital_needed,
        head.monthly_cost_now,
        head.monthly_cost_planned,
        "optimal",
        plan.gap,
        plan.scenarios,
        plan.seed,
        plan.inputs_sha256,
        plan.reference_checksum,
        plan.elapsed_ms,
    ]


def test_every_figure_of_a_process_that_goes_out(book: Workbook, plan: PlanReport) -> None:
    (books, *_) = plan.processes
    assert books.rate is not None
    assert books.overlap_hours is not None
    cost, rate, verdict = books.monthly_cost, books.rate, books.verdict
    parts: tuple[float, ...] = (cost.rate, cost.fees, cost.rework, cost.ramp, cost.management)
    parts += (cost.tools, cost.turnover, cost.setup, cost.kept)
    assert grid(book, "Processes")[0] == (
        *("Bookkeeping", "books", "Hand out", "PH", "Marco"),
        *(books.hours_per_month, books.owner_hours_now, books.owner_hours_freed_per_month),
        *(books.manager_hours_per_month, books.cost_now, pytest.approx(sum(parts)), *parts),
        *(rate.hourly, *rate.band, rate.market_median, rate.percentile, rate.grade),
        *(rate.sd_ln_median, rate.sd_ln_individual, rate.home_hourly),
        *(books.overlap_hours.min, books.overlap_hours.mean),
        *("ELIGIBLE", verdict.K, verdict.M, verdict.robust, "ELIGIBLE", "ELIGIBLE"),
        "\n".join(books.reasons),
    )


def test_a_kept_process_has_empty_cells_where_it_has_no_figure(book: Workbook) -> None:
    row = next(row for row in grid(book, "Processes") if row[1] == "recipes")
    assert (row[2:5], row[20:31]) == (("Keep", None, "Olivia"), (None,) * 11)


def test_every_place_of_every_process(book: Workbook, plan: PlanReport) -> None:
    wanted = [
        (
            process.name,
            option.country,
            option.rate_hourly,
            option.true_cost_per_accepted_hour,
            option.npv_cost,
            option.manager_hours,
            option.capital,
            option.excluded_by,
        )
        for process in plan.processes
        for option in process.options
    ]
    assert [(row[0], *row[2:]) for row in grid(book, "Places")] == wanted
    assert grid(book, "Places")[0][1] == "Philippines"


def test_managers_tools_limits_and_sensitivity(book: Workbook, plan: PlanReport) -> None:
    assert grid(book, "Managers")[0] == ("Marco", "marco", 24.6, 30, 4, 4, "yes", "no")
    assert grid(book, "Tools") == [
        (tool.name, tool.id, tool.seats, tool.monthly, tool.capital) for tool in plan.tools
    ]
    assert grid(book, "Limits") == [astuple(limit)[:5] for limit in plan.limits]
    assert [row[1:] for row in grid(book, "Sensitivity")] == [
        (bar.name, bar.low_value, bar.high_value, bar.npv_at_low, bar.npv_at_high) for bar in plan.tornado
    ]
    assert [row[1:5] for row in grid(book, "Turning points")] == [
        (flip.parameter, flip.value, flip.flips_at, flip.to) for flip in plan.flips
    ]


def test_alternatives_tell_where_each_process_goes(book: Workbook, plan: PlanReport) -> None:
    rows = grid(book, "Alternatives")
    ids = [process.id for process in plan.processes]
    assert [row[1:5] for row in rows] == [
        (other.npv_mean, other.p_loss, other.p_better, other.owner_hours_freed_per_month)
        for other in plan.alternatives
    ]
    assert [dict(zip(ids, row[6:], strict=True)) for row in rows] == [
        dict.fromkeys(ids) | dict(other.decisions) for other in plan.alternatives
    ]


def test_cash_has_a_row_each_month(book: Workbook, plan: PlanReport) -> None:
    assert plan.fan is not None
    fan = zip(plan.fan.p5, plan.fan.p25, plan.fan.p50, plan.fan.p75, plan.fan.p95, strict=True)
    assert grid(book, "Cash") == [(month, *amounts) for month, amounts in enumerate(fan)]


def test_assumptions_have_range_and_source(book: Workbook, plan: PlanReport) -> None:
    assert [row[1:] for row in grid(book, "Assumptions")] == [
        (item.name, item.value, item.low, item.high, item.unit, item.kind, item.source)
        for item in plan.assumptions
    ]


def test_guards_stand_with_the_figures_behind_them(plan: PlanReport) -> None:
    verdict = Verdict(
        guard=Guard.MATCH,
        answer=Answer.BLOCK,
        rule="MATCH-9",
        reason="Data must stay at home.",
        fix="Keep it.",
        figures={"overlap": 1.25, "needed": 2.0},
        process="books",
        legal=True,
    )
    rows = grid(opened(replace(plan, guards=(verdict, *plan.guards))), "Guards")
    assert rows[0] == (
        *("match", "blocks", "MATCH-9", "Bookkeeping", "Data must stay at home.", "Keep it.", "yes"),
        *("overlap", 1.25, "needed", 2),
    )
    assert [row[2] for row in rows[1:]] == [guard.rule for guard in plan.guards]


def test_numbers_are_numbers_and_written_as_what_they_are(book: Workbook) -> None:
    forms = {
        (sheet, cell): (book[sheet][cell].data_type, book[sheet][cell].number_format)
        for sheet, cell in (("Summary", "B10"), ("Processes", "J2"), ("Cash", "D5"), ("Places", "D2"))
    }
    assert forms == {
        ("Summary", "B10"): ("n", "0.0%"),
        ("Processes", "J2"): ("n", "#,##0"),
        ("Cash", "D5"): ("n", "#,##0"),
        ("Places", "D2"): ("n", "#,##0.00"),
    }


def test_headings_stay_in_view_and_are_printed_on_each_page(book: Workbook) -> None:
    assert {sheet.title: sheet.freeze_panes for sheet in book.worksheets if sheet.freeze_panes != "B2"} == {
        "Places": "C2",
        "Guards": "C2",
    }
    assert {sheet.print_title_rows for sheet in book.worksheets} == {"$1:$1"}


def test_nothing_in_it_can_run_as_a_formula(plan: PlanReport) -> None:
    evil = '=HYPERLINK("http://evil.example","Click")'
    (first, *others) = plan.processes
    book = opened(replace(plan, business=evil, processes=(replace(first, name=evil), *others)))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    assert book["Processes"]["A2"].value == f"'{evil}"
    assert book["Alternatives"]["G1"].value == f"'{evil}"


def test_a_business_that_has_no_plan_still_gets_its_workbook(infeasible: PlanReport) -> None:
    book = opened(infeasible)
    assert grid(book, "Processes") == []
    assert [row[1] for row in grid(book, "In the way")] == [item.missing for item in infeasible.obstacles]
