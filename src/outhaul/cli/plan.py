"""`outhaul plan FILE`."""

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from outhaul.cli.options import PATH, as_json, business_file, seeded
from outhaul.faults import Fault, InputError

if TYPE_CHECKING:
    from outhaul.engine.business import Business
    from outhaul.engine.report import PlanReport
    from outhaul.reference.tables import Reference

Progress = Callable[[float, str], None]

REPLICATES = 8
FEWEST, MOST = 64, 65_536
"""Scenarios that a plan can be made with: powers of two."""
LARGEST_SEED = 2**53 - 1
"""The largest whole number that every reader of JSON keeps."""


futures_tried = click.option(
    "--scenarios",
    default=4096,
    show_default=True,
    help=f"Futures to try, {FEWEST} to {MOST:,}; the next power of two counts.",
)


@click.command
@business_file
@as_json
@click.option("--html", type=PATH, metavar="OUT", help="Write the plan as one web page.")
@click.option("--pdf", type=PATH, metavar="OUT", help="Write the plan as a PDF.")
@seeded
@futures_tried
def plan(file: Path, *, json: bool, html: Path | None, pdf: Path | None, seed: int, scenarios: int) -> None:
    """Plan what to hand out, where, at what rate and under whom."""
    _check(file, html, pdf, seed, scenarios)
    from outhaul.cli.output import console, print_json, whole_file
    from outhaul.engine.glossary import recalled
    from outhaul.reference.tables import load

    with uncollected(), ExitStack() as stack:
        outputs = {kind: stack.enter_context(whole_file(path)) for kind, path in _wanted(html, pdf)}
        report = make(file, load(), seed=seed, scenarios=power_of_two(scenarios))
        told = recalled(report)
        for kind, path in outputs.items():
            path.write_bytes(_rendered(kind, told))
    if json:
        from outhaul.documents.plan_json import encode

        print_json(encode(report))
    else:
        from outhaul.documents.terminal import print_plan

        print_plan(told, console())


@contextmanager
def uncollected() -> Iterator[None]:
    """Look for no garbage: one plan leaves little, and looking takes a fiftieth of its time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def make(file: Path, reference: "Reference", *, seed: int, scenarios: int) -> "PlanReport":
    """Read the business `file` and plan it; a terminal shows how far the work is."""
    start = time.perf_counter()
    business = business_of(file, reference)
    from outhaul.engine.plan.make import make_plan

    with showing_progress() as progress:
        report = make_plan(
            business, reference, seed=seed, scenarios=scenarios, replicates=REPLICATES, progress=progress
        )
    return replace(report, elapsed_ms=round(1000 * (time.perf_counter() - start)))


def business_of(file: Path, reference: "Reference") -> "Business":
    """Read a business file. Raises InputError for one that cannot be used."""
    from outhaul.documents.business_file import read

    return read(file, reference)


def power_of_two(scenarios: int) -> int:
    """Return the least power of two that is not below `scenarios`."""
    return 1 << (scenarios - 1).bit_length()


@contextmanager
def showing_progress() -> Iterator[Progress]:
    """Give a function that shows a share of 0..1 and what is going on; silent without a terminal."""
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn
    from rich.progress import Progress as Bar

    from outhaul.cli.output import console

    out = console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    with Bar(*columns, console=out, transient=True, disable=not out.is_terminal) as bar:
        task = bar.add_task("Reading", total=1.0)
        yield lambda share, what: bar.update(task, completed=share, description=what)


def _wanted(html: Path | None, pdf: Path | None) -> list[tuple[str, Path]]:
    return [(kind, path) for kind, path in (("html", html), ("pdf", pdf)) if path]


def _rendered(kind: str, report: "PlanReport") -> bytes:
    if kind == "html":
        from outhaul.documents import plan_html

        return plan_html.render(report).encode()
    from outhaul.documents import plan_pdf

    return plan_pdf.render(report)


def _check(file: Path, html: Path | None, pdf: Path | None, seed: int, scenarios: int) -> None:
    """Refuse options that no plan can be made with, before anything is read."""
    faults = list(chance_faults(seed, scenarios))
    taken = {file.resolve(): "FILE"}
    for name, path in (("--html", html), ("--pdf", pdf)):
        if path and taken.setdefault(path.resolve(), name) != name:
            faults.append(Fault(name, f"is the same file as {taken[path.resolve()]}", "Name another file"))
    if faults:
        raise InputError(faults)


def chance_faults(seed: int, scenarios: int, allowed: tuple[int, int] = (FEWEST, MOST)) -> Iterator[Fault]:
    """Give what is wrong with the options that say which futures are tried."""
    fewest, most = allowed
    if not fewest <= scenarios <= most:
        remedy = f"Give a number from {fewest:,} to {most:,}"
        yield Fault("--scenarios", f"{scenarios:,} is out of range", remedy)
    if not 0 <= seed <= LARGEST_SEED:
        yield Fault("--seed", f"{seed} is out of range", f"Give a number from 0 to {LARGEST_SEED}")
