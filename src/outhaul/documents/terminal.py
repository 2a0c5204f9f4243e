"""A plan on the terminal: the answer in a sentence, then what it rests on, within 80 columns."""

from collections.abc import Iterable, Iterator

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from outhaul.engine.report import ManagerReport, PlanReport, ProcessReport
from outhaul.engine.verdict import Answer
from outhaul.wording import findings, sentences, summary, work
from outhaul.wording.amounts import at_home_in
from outhaul.wording.numbers import Numbers, plain_hours, share
from outhaul.wording.tongue import tell

WIDEST = 100
STYLES = {Answer.WARN: "yellow", Answer.BLOCK: "bold red"}


def print_plan(report: PlanReport, console: Console) -> None:
    """Print `report` for people; colours are the console's own business."""
    width = min(console.width, WIDEST)
    console.print(Text(summary.headline(report), style="bold"), width=width)
    with at_home_in(report.country):
        for title, body in _sections(report):
            console.print()
            console.print(Text(title, style="bold cyan"), width=width)
            console.print(body, width=width)


def _sections(report: PlanReport) -> Iterator[tuple[str, RenderableType]]:
    numbers = sentences.numbers_of(report)
    if report.obstacles:
        yield "What is in the way", _obstacles(report, numbers)
    if summary.key_figures(report):
        yield report.business, _figures(report)
    if report.processes:
        yield f"Process by process, {report.currency} a month", _processes(report, numbers)
        yield "Why", _reasons(report)
    if report.managers:
        yield "Who looks after it", _managers(report.managers)
    yield from _later_sections(report, numbers)


def _later_sections(report: PlanReport, numbers: Numbers) -> Iterator[tuple[str, RenderableType]]:
    if findings.concerns(report):
        yield "What the guards say", _guards(report)
    if sentences.other_plans(report):
        yield "Other plans", _alternatives(report, numbers)
    if flips := sentences.flip_sentences(report, numbers):
        yield "What would change it", _lines(flips)
    if report.limits:
        yield "What holds it back", _lines(sentences.limit_sentence(item, numbers) for item in report.limits)
    if sentences.weighty(report):
        told = (sentences.assumption_sentence(item, numbers) for item in sentences.weighty(report))
        yield "What it assumes, weightiest first", _lines(told)
    yield "How it was reached", _lines(sentences.reached(report))


def _table(*columns: tuple[str, str], heads: bool = True) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=heads, header_style="dim")
    for name, justify in columns:
        table.add_column(name, justify="right" if justify == "right" else "left", overflow="fold")
    return table


def _lines(lines: Iterable[str]) -> Group:
    return Group(*(_hanging(Text(line)) for line in lines))


def _hanging(text: Text) -> Table:
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_row("-", text)
    return grid


def _obstacles(report: PlanReport, numbers: Numbers) -> Group:
    return Group(
        *(
            _hanging(Text(f"{sentences.obstacle_sentence(obstacle, numbers)}\n{tell(obstacle.fix)}"))
            for obstacle in report.obstacles
        )
    )


def _figures(report: PlanReport) -> Table:
    table = _table(("", "left"), ("", "left"), ("", "left"), heads=False)
    for figure in summary.key_figures(report):
        table.add_row(figure.label, Text(figure.value, style="bold"), Text(figure.note, style="dim"))
    return table


def _processes(report: PlanReport, numbers: Numbers) -> Table:
    table = _table(
        ("Process", "left"),
        ("Decision", "left"),
        ("Rate/h", "right"),
        ("Manager", "left"),
        ("Now", "right"),
        ("Then", "right"),
    )
    names = sentences.manager_names(report)
    for process in report.processes:
        table.add_row(*_process_row(process, names.get(process.manager, process.manager), numbers))
    for name, *money in _totals(report, numbers):
        table.add_row(name, "", "", "", *money, style="dim")
    return table


def _process_row(process: ProcessReport, manager: str, numbers: Numbers) -> tuple[RenderableType, ...]:
    leaves = process.decision in {"hand_out", "pilot"}
    return (
        Text(process.name, style="bold" if leaves else ""),
        work.decision(process, numbers.country),
        numbers.rate(process.rate.hourly) if process.rate else "",
        manager,
        numbers.whole(process.cost_now),
        numbers.whole(work.total(process.monthly_cost)),
    )


def _totals(report: PlanReport, numbers: Numbers) -> Iterator[tuple[str, str, str]]:
    found = work.totals(report)
    if max(abs(found.shared_now), abs(found.shared_then)) >= 1:
        yield "Shared by several", numbers.whole(found.shared_now), numbers.whole(found.shared_then)
    yield "Together", numbers.whole(found.now), numbers.whole(found.then)


def _reasons(report: PlanReport) -> Group:
    return Group(*(_reason(process) for process in report.processes if process.reasons))


def _reason(process: ProcessReport) -> RenderableType:
    if len(process.reasons) == 1:
        return Text.assemble((process.name, "bold"), f": {tell(process.reasons[0])}")
    return Group(Text(process.name, style="bold"), Padding(_lines(map(tell, process.reasons)), (0, 0, 0, 2)))


def _managers(managers: tuple[ManagerReport, ...]) -> Table:
    table = _table(("", "left"), ("", "left"), heads=False)
    for manager in managers:
        table.add_row(manager.name, sentences.load_sentence(manager))
    return table


def _guards(report: PlanReport) -> Group:
    return Group(*(_guard(finding) for finding in findings.concerns(report)))


def _guard(finding: findings.Finding) -> Group:
    verdict = finding.verdict
    title = Text.assemble(
        (f"{verdict.guard} {findings.ANSWERS[verdict.answer]}", STYLES[verdict.answer]),
        f"  {finding.about}",
    )
    told = f"{tell(verdict.reason)}\n{tell(verdict.fix)}".strip()
    return Group(title, Padding(Text(told), (0, 0, 0, 2)))


def _alternatives(report: PlanReport, numbers: Numbers) -> Table:
    table = _table(
        ("", "left"), ("Worth", "right"), ("Loss", "right"), ("Hours freed", "right"), ("Changes", "left")
    )
    if report.headline:
        head = report.headline
        row = (numbers.money(head.npv.mean, se=head.npv.se), share(head.p_loss, head.p_loss_se))
        table.add_row("This plan", *row, plain_hours(head.owner_hours_freed_per_month), "", style="bold")
    for other in report.alternatives:
        table.add_row(
            sentences.alternative_name(other),
            numbers.money(other.npv_mean),
            share(other.p_loss),
            plain_hours(other.owner_hours_freed_per_month),
            sentences.changes(other),
        )
    return table
