"""A whole plan on the real reference tables: 10 to 80 processes, all countries, 4 managers.

Processes are those of the catalogue that may be handed out, again and again with slightly other
hours. Each size runs in a process of its own, so that its peak memory is its own. The floor that
the project holds itself to: 20 processes are priced, chosen within a 0.1 % gap and lived through
4,096 x 8 times in under 10 s and under 1 GB on two cores.
"""

import argparse
import resource
import subprocess
import sys
import time
from dataclasses import replace
from itertools import cycle
from random import Random

from rich.console import Console
from rich.table import Table

from outhaul.engine.assumptions import with_own
from outhaul.engine.business import Business, Home, Manager, Process
from outhaul.engine.plan.alternatives import kept
from outhaul.engine.plan.choices import Outlook
from outhaul.engine.plan.groundwork import draws_of, lay_groundwork
from outhaul.engine.plan.make import REPLICATES, SCENARIOS, YEAR, make_plan
from outhaul.engine.plan.portfolio import portfolio, today
from outhaul.engine.plan.solve import solve
from outhaul.engine.plan.writing import problem_of
from outhaul.engine.risk.paths import simulate
from outhaul.engine.risk.summary import summarise
from outhaul.engine.scope import judge
from outhaul.reference.model import CatalogueProcess
from outhaul.reference.tables import Reference, load

SIZES = (10, 20, 40, 80)
TOLD = 40
"""Up to so many processes the whole report is measured, too."""
MANAGERS = 4
HOURS_FOR_MANAGING = 0.2
"""Manager hours for each hour of work: enough for most, not for all."""
MEGABYTE = 1024


def business(
    size: int, reference: Reference, *, share: float = HOURS_FOR_MANAGING, selection: int = 0
) -> Business:
    """Return a business with `size` processes that may go out, and managers for most of them.

    Managers have a `share` of all hours of work. Processes come in the catalogue's order, or, for any other
    `selection` than 0, in a mixed one.
    """
    eligible = [
        row for row in map(process_of, reference.catalogue.values()) if judge(row).class_ == "ELIGIBLE"
    ]
    if selection:
        Random(selection).shuffle(eligible)  # noqa: S311 -- nothing secret
    processes = tuple(
        replace(row, id=f"{row.id}-{number}", hours_per_month=row.hours_per_month * (1 + number / 100))
        for number, row in zip(range(size), cycle(eligible), strict=False)
    )
    hours = sum(process.hours_per_month for process in processes)
    managers = tuple(
        Manager(
            id=f"manager-{number}",
            name=f"Manager {number}",
            free_hours_per_month=hours * share / MANAGERS,
            cost_per_hour=40 + 5 * number,
            full_time=True,
            languages={"en": "C2"},
        )
        for number in range(MANAGERS)
    )
    home = Home(
        name="Benchmark",
        country="US",
        currency="USD",
        time_zone="America/New_York",
        languages={"en": "C2"},
        capital_budget=2000.0 * size,
        owner_hour_value=75,
    )
    return Business(home=home, managers=managers, processes=processes)


def process_of(row: CatalogueProcess) -> Process:
    """Return a process of the catalogue at the hours of a medium business."""
    return Process(
        id=row.key,
        name=row.name,
        occupation=row.occupation,
        hours_per_month=row.hours["medium"],
        owner_share=row.owner_share,
        answers=row.answers,
    )


def measure(size: int) -> None:
    """Print what one size takes: seconds of the processor, options, gap and peak memory in MB."""
    started = time.process_time()
    reference = load()
    ours = business(size, reference)
    outlook = Outlook(
        business=ours, reference=reference, assumptions=with_own(ours.assumptions), year=YEAR, seed=1
    )
    draws = draws_of(outlook, SCENARIOS, REPLICATES)
    work = lay_groundwork(outlook, draws, lambda _share, _what: None)
    problem = problem_of(work)
    priced = time.process_time()
    best = solve(problem)
    chosen = time.process_time()
    nothing = solve(kept(problem), start=best)
    compared = time.process_time()
    costs = today(work, nothing)
    summarise(simulate(portfolio(work, problem, best, costs), draws))
    lived = time.process_time()
    if size <= TOLD:
        make_plan(ours, reference)
    told = time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE
    figures = (priced - started, chosen - priced, compared - chosen, lived - compared, lived - started)
    print(
        problem.options,
        best.status,
        f"{best.gap:.5f}",
        *(f"{figure:.2f}" for figure in figures),
        f"{told - lived:.2f}" if size <= TOLD else "-",
        f"{peak:.0f}",
    )


def main() -> None:
    """Measure every size in a process of its own and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--one", type=int, help="measure one size and print bare figures")
    parser.add_argument("--quick", action="store_true", help="10 and 20 processes only")
    arguments = parser.parse_args()
    if arguments.one:
        measure(arguments.one)
        return
    table = Table(title="A whole plan, all countries, 4 managers, 4,096 x 8 scenarios, CPU seconds")
    print("keep: the best plan that hands out nothing, as a measure; report: all that `outhaul plan` tells")
    for heading in (
        "processes",
        "options",
        "status",
        "gap",
        "price s",
        "choose s",
        "keep s",
        "risk s",
        "sum s",
    ):
        table.add_column(heading, justify="right")
    table.add_column("report s", justify="right")
    table.add_column("peak MB", justify="right")
    for size in SIZES[:2] if arguments.quick else SIZES:
        command = [sys.executable, __file__, "--one", str(size)]
        found = subprocess.run(command, check=True, capture_output=True, text=True)
        table.add_row(str(size), *found.stdout.split())
    Console(width=120).print(table)


if __name__ == "__main__":
    main()
