"""`outhaul check FILE`."""

from pathlib import Path

import click

from outhaul.cli.options import business_file
from outhaul.documents.business_file import read
from outhaul.engine.business import QUESTIONS, Business, Process
from outhaul.reference.tables import load


@click.command
@business_file
def check(file: Path) -> None:
    """Check a business file and say all that is wrong with it; nothing is written."""
    business = read(file, load())
    click.echo(summary(business))


def summary(business: Business) -> str:
    """Return what the file holds, and what the catalogue filled in."""
    home = business.home
    counts = (
        (len(business.processes), "process", "processes"),
        (len(business.managers), "manager", "managers"),
        (len(business.tools), "tool", "tools"),
        (len(business.quotes), "quote", "quotes"),
        (len(business.assumptions), "assumption of your own", "assumptions of your own"),
    )
    told = ", ".join(f"{count} {one if count == 1 else many}" for count, one, many in counts if count)
    filled = [process for process in business.processes if process.prefilled]
    lines = [f"{home.name} ({home.country}, {home.currency}): nothing is wrong.", f"  {told}"]
    lines += ["Filled in from the process catalogue:"] if filled else []
    lines += [f"  {process.id}: {_filled(process)} ({process.catalogue})" for process in filled]
    return "\n".join(lines)


def _filled(process: Process) -> str:
    """Name the fields, and count the answers, that the catalogue filled in."""
    answers = [name for name in process.prefilled if name in QUESTIONS]
    fields = [name for name in process.prefilled if name not in QUESTIONS]
    told = f"{len(answers)} answers"
    return ", ".join([*fields, told] if answers else fields)
