"""`outhaul cost FILE`: the true cost of one engagement, month by month."""

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from outhaul.cli.options import PATH, as_json
from outhaul.faults import Fault, InputError

if TYPE_CHECKING:
    from outhaul.engine.engagement.case import CaseInputs, CostCase

LABELS = {
    "rate": "the bare rate",
    "fees": "fees",
    "rework": "rework, slower work",
    "ramp": "learning",
    "management": "management",
    "tools": "tools",
    "turnover": "turnover",
    "setup": "set-up",
}
"""Components in the order in which they make a headline into a true cost (§COST-5)."""


@click.command
@click.argument("file", type=PATH, help="TOML file with the figures of the engagement.")
@as_json
def cost(file: Path, *, json: bool) -> None:
    """Work out what an engagement truly costs against doing the work at home, all costs counted."""
    from outhaul.engine.engagement.case import case_inputs, cost_case

    inputs = case_inputs(_read(file))
    found = cost_case(inputs)
    if json:
        from outhaul.cli.output import print_json

        print_json(found)
    else:
        _print(found, inputs)


def _read(file: Path) -> dict[str, Any]:
    from outhaul.documents.business_file.source import read_bytes

    data = read_bytes(file)
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        fault = Fault(str(file), "is not UTF-8", 'Save it as "UTF-8" in your editor')
        raise InputError([fault]) from error
    except (ValueError, RecursionError) as error:
        fault = Fault(str(file), f"is not TOML: {error}", "Write one line an input, such as hours = 80")
        raise InputError([fault]) from error


def _print(found: "CostCase", inputs: "CaseInputs") -> None:
    from outhaul.cli.output import console

    out = console()
    out.print(f"[bold]{_headline(found, inputs)}[/bold]\n")
    out.print(_waterfall(found, inputs))
    out.print()
    out.print(_months(found))
    out.print(f"\nToday's worth of all of it (NPV): {found.npv:,.0f}.")
    for verdict in found.guards:
        if verdict.fix:
            rule = f"Guard {verdict.guard} says {verdict.answer} (§{verdict.rule})"
            out.print(f"{rule}: {verdict.reason} {verdict.fix}")


def _headline(found: "CostCase", inputs: "CaseInputs") -> str:
    hour = found.total_cost / (inputs.hours * inputs.months)
    saving = (
        f"all costs counted, {found.true_saving:.0%} are saved"
        if found.true_saving >= 0
        else f"all costs counted, it costs {-found.true_saving:.0%} more"
    )
    payback = (
        f"It pays back in month {found.payback_month}."
        if found.payback_month is not None
        else f"It does not pay back within {inputs.months} months."
    )
    return (
        f"The bare rate promises {found.headline_saving:.0%}; {saving}: "
        f"an accepted hour costs {hour:,.2f}, at home {inputs.home_rate:,.2f}. {payback}"
    )


def _waterfall(found: "CostCase", inputs: "CaseInputs") -> Any:  # noqa: ANN401 -- rich loads late
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="dim")
    for title in ("From the headline to the true cost", "a month", "an hour"):
        table.add_column(title, justify="left" if title[0] == "F" else "right")
    parts = {label: float(getattr(found.waterfall, name)) for name, label in LABELS.items()}
    for label, money in parts.items():
        table.add_row(label, f"{money:,.2f}", f"{money / inputs.hours:,.2f}")
    total = sum(parts.values())
    table.add_row("the true cost", f"{total:,.2f}", f"{total / inputs.hours:,.2f}", style="bold")
    table.add_row("at home", f"{inputs.home_rate * inputs.hours:,.2f}", f"{inputs.home_rate:,.2f}")
    return table


def _months(found: "CostCase") -> Any:  # noqa: ANN401 -- rich loads late
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="dim")
    for title in ("month", "learned", "hours", "management", "cost", "saved", "saved so far"):
        table.add_column(title, justify="right")
    table.add_row("0", "", "", "", f"{found.start:,.0f}", f"{-found.start:,.0f}", f"{-found.start:,.0f}")
    last = found.months[-1].month
    for month in found.months:
        if month.month <= 3 or month.month % 6 == 0 or month.month in {last, found.payback_month}:  # noqa: PLR2004 -- the start in full
            table.add_row(
                str(month.month),
                f"{month.R:.0%}",
                f"{month.hours:,.1f}",
                f"{month.management:,.0f}",
                f"{month.cost:,.0f}",
                f"{month.cash:,.0f}",
                f"{month.cumulative:,.0f}",
            )
    return table
