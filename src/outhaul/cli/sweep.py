"""`outhaul sweep FOLDER`."""

from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from outhaul.cli.options import PATH, as_json, seeded
from outhaul.cli.plan import chance_faults, futures_tried, power_of_two
from outhaul.faults import Fault, InputError

if TYPE_CHECKING:
    from outhaul.sweep.crew import Crew
    from outhaul.sweep.results import Results
    from outhaul.sweep.run import Sweep
    from outhaul.sweep.tally import Tally

OUT, LINES, WORKBOOK = "sweep", "results.jsonl", "results.xlsx"
MOST_WORKERS = 1024
INTERRUPTED = 130
"""Exit code of a sweep that Ctrl-C ended: 128 and the number of the signal, as shells know it."""


@click.command
@click.argument("folder", type=PATH, help="Folder with business files.")
@click.option("--out", type=PATH, metavar="FOLDER", help="Where to write; FOLDER/sweep unless given.")
@as_json
@seeded
@futures_tried
@click.option("--workers", type=int, help="Plans made at once here; one for each core unless given.")
@click.option("--cluster", metavar="ADDRESS", help="Plan on the Dask cluster whose scheduler is there.")
def sweep(
    folder: Path,
    *,
    out: Path | None,
    json: bool,
    seed: int,
    scenarios: int,
    workers: int | None,
    cluster: str | None,
) -> None:
    """Plan every business file of a folder; called again, it goes on from where it was."""
    target = out or folder / OUT
    _check(folder, target, seed, scenarios, (workers, cluster))
    from outhaul.reference.tables import load
    from outhaul.sweep.folder import business_files
    from outhaul.sweep.results import Results
    from outhaul.sweep.run import Sweep
    from outhaul.sweep.tally import Tally
    from outhaul.sweep.task import options_here

    names = business_files(folder)
    options = options_here(load(), seed=seed, scenarios=power_of_two(scenarios))
    with ExitStack() as stack:
        results = stack.enter_context(Results(target / LINES))
        work = Sweep(folder, names, options, results)
        try:
            with _crew(workers, cluster) as crew:
                _run(work, crew, len(names))
        except KeyboardInterrupt:
            told = f"stopped with {work.done:,} of {len(names):,} done; the same command goes on from there"
            click.echo(f"outhaul: {told}", err=True)
            raise SystemExit(INTERRUPTED) from None
        tally = Tally.of(results.outcomes(names))
        _finish(results, names, target)
        _print(tally, work, target, list(results.lines(names)) if json else None)
    if tally.not_planned:
        raise click.exceptions.Exit(1)


def _run(work: "Sweep", crew: "Crew", total: int) -> None:
    from outhaul.cli.counting import counting

    with counting(total, "Planning") as count:
        work.run(crew, lambda so_far: count(so_far.done, so_far.failed))


def _crew(workers: int | None, cluster: str | None) -> "Crew":
    if cluster:
        from outhaul.sweep.cluster import ClusterCrew

        return ClusterCrew(cluster)
    from outhaul.sweep.crew import LocalCrew, cores

    return LocalCrew(workers or cores())


def _finish(results: "Results", names: list[str], target: Path) -> None:
    """Write the workbook; set the lines in the order of the names, without those that no longer count."""
    from outhaul.cli.output import whole_file
    from outhaul.sweep.workbook import write

    with whole_file(target / WORKBOOK) as temporary:
        write(temporary, lambda: results.outcomes(names))
    with whole_file(target / LINES) as temporary, temporary.open("wb") as file:
        file.writelines(results.lines(names))


def _print(tally: "Tally", work: "Sweep", target: Path, lines: list[bytes] | None) -> None:
    if lines is None:
        click.echo(summary(tally, work.kept))
        for fault in tally.faults:
            click.echo(f"  {fault}")
        if tally.not_planned > len(tally.faults):
            click.echo(f"  … and {tally.not_planned - len(tally.faults):,} more")
        click.echo(f"A row for each business: {target / WORKBOOK}")
        return
    import msgspec

    from outhaul.cli.output import print_json

    document = {
        "planned": tally.planned,
        "from_earlier": work.kept,
        "handing_out": tally.handing_out,
        "infeasible": tally.impossible,
        "not_planned": tally.not_planned,
        "owner_hours_freed_per_month": tally.hours_freed,
        "lines": str(target / LINES),
        "workbook": str(target / WORKBOOK),
        "businesses": [msgspec.Raw(line.rstrip(b"\n")) for line in lines],
    }
    print_json(document)


def summary(tally: "Tally", kept: int) -> str:
    """Return what a sweep found, as sentences."""
    before = f", {kept:,} of them before" if kept else ""
    lines = [f"{_businesses(tally.planned)} planned{before}."]
    if tally.handing_out:
        pays = f"Handing out work pays for {tally.handing_out:,} of them"
        lines.append(f"{pays} and frees {tally.hours_freed:,.0f} hours of owners a month.")
    if tally.impossible:
        lines.append(
            f"For {tally.impossible:,} of them no plan exists; the workbook says what is in the way."
        )
    if tally.not_planned:
        lines.append(f"{_businesses(tally.not_planned)} could not be planned:")
    return "\n".join(lines)


def _businesses(count: int) -> str:
    return f"{count:,} {'business' if count == 1 else 'businesses'}"


def _check(
    folder: Path, target: Path, seed: int, scenarios: int, crew: tuple[int | None, str | None]
) -> None:
    """Refuse options that no sweep can be made with, before anything is read; `crew` is workers, cluster."""
    faults = list(chance_faults(seed, scenarios))
    workers, cluster = crew
    if workers is not None and not 1 <= workers <= MOST_WORKERS:
        remedy = f"Give a number from 1 to {MOST_WORKERS:,}"
        faults.append(Fault("--workers", f"{workers:,} is out of range", remedy))
    if workers is not None and cluster:
        remedy = "Leave it out: the cluster has workers of its own"
        faults.append(Fault("--workers", "does not go with --cluster", remedy))
    if target.resolve() == folder.resolve():
        remedy = "Name another folder; the workbook would be taken for a business file"
        faults.append(Fault("--out", "is the folder with the business files", remedy))
    if find_spec("openpyxl") is None:
        remedy = "Run pip install 'outhaul[documents]'"
        faults.append(Fault(WORKBOOK, "cannot be written without the package openpyxl", remedy))
    if faults:
        raise InputError(faults)
