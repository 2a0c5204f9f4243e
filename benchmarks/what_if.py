"""What if: one edit, answered from the plan that is there, beside a plan made from the beginning.

Businesses of 30 and 200 processes on the real tables, all countries, a manager for ten processes and
four at least. About twenty edits each: managers' hours, budget, hours and costs of processes, wishes,
care, assumptions. Warm is `outhaul.engine.plan.what_if.asking.ask`; cold prices, chooses and lives through
the same business from the beginning, as far as an answer needs it. Seconds are of the processor, so
that other work on the machine counts less. Each size runs in a process of its own.

How good the warm plans are is told, too, for every fourth edit: by how much they cost more than the
cold ones, which are chosen among all options within a gap of 0.5 %.
"""

import argparse
import json
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from importlib.metadata import version
from pathlib import Path
from statistics import median

import numpy as np

sys.path[:0] = [str(Path(__file__).parents[1])]

from benchmarks.whole_plan import business  # noqa: E402 -- only now found
from outhaul.engine.assumptions import with_own  # noqa: E402 -- likewise
from outhaul.engine.business import Business, Manager  # noqa: E402 -- likewise
from outhaul.engine.plan.alternatives import kept  # noqa: E402 -- likewise
from outhaul.engine.plan.choices import Outlook  # noqa: E402 -- likewise
from outhaul.engine.plan.groundwork import draws_of, lay_groundwork  # noqa: E402 -- likewise
from outhaul.engine.plan.make import YEAR  # noqa: E402 -- likewise
from outhaul.engine.plan.portfolio import portfolio, today  # noqa: E402 -- likewise
from outhaul.engine.plan.solve import solve  # noqa: E402 -- likewise
from outhaul.engine.plan.what_if.asking import ask  # noqa: E402 -- likewise
from outhaul.engine.plan.what_if.lived import SCENARIOS, all_lived  # noqa: E402 -- likewise
from outhaul.engine.plan.what_if.prepared import prepare  # noqa: E402 -- likewise
from outhaul.engine.plan.writing import problem_of  # noqa: E402 -- likewise
from outhaul.reference.tables import Reference, load  # noqa: E402 -- likewise

SIZES = (30, 200)
TARGETS = {30: 0.150, 200: 0.300}
"""Processes -> seconds within which nine of ten edits are to be answered."""
COLD_GAP = 5e-3
COLD_EVERY = 4
"""One edit of so many is planned from the beginning, too: that takes a hundred times as long."""
REPEATS = 3
"""Runs of each edit; the median counts."""
SEED = 1
OUT = Path(__file__).parent / "what_if.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One edit: seconds of the processor warm and cold, and what came of it."""

    edit: str
    warm: float
    cold: float | None
    priced: int
    moved: int
    gap: float | None
    """What could be better at most, among the options of the shortlists; proving it is not in `warm`."""
    dearer: float | None
    """By how much the warm plan costs more than the cold one, relative to it."""


def made(size: int, reference: Reference) -> Business:
    """Return a business with a manager for ten processes, four at least."""
    ours = business(size, reference)
    count = max(4, size // 10)
    hours = sum(manager.free_hours_per_month for manager in ours.managers)
    managers = tuple(
        Manager(
            id=f"manager-{number}",
            name=f"Manager {number}",
            free_hours_per_month=hours / count,
            cost_per_hour=40 + 5 * (number % 4),
            full_time=True,
            languages={"en": "C2"},
        )
        for number in range(count)
    )
    return replace(ours, managers=managers)


def edits(ours: Business) -> Iterator[tuple[str, Business]]:
    """Yield about twenty edits, as an owner makes them."""

    def manager(number: int, factor: float) -> Business:
        one = ours.managers[number]
        changed = replace(one, free_hours_per_month=one.free_hours_per_month * factor)
        return replace(ours, managers=(*ours.managers[:number], changed, *ours.managers[number + 1 :]))

    def process(number: int, **changes: object) -> Business:
        one = replace(ours.processes[number], **changes)  # type: ignore[arg-type]
        return replace(ours, processes=(*ours.processes[:number], one, *ours.processes[number + 1 :]))

    def hours(number: int, factor: float) -> Business:
        return process(number, hours_per_month=ours.processes[number].hours_per_month * factor)

    def home(**changes: object) -> Business:
        return replace(ours, home=replace(ours.home, **changes))  # type: ignore[arg-type]

    def policy(**changes: object) -> Business:
        return replace(ours, policy=replace(ours.policy, **changes))  # type: ignore[arg-type]

    budget = ours.home.capital_budget
    yield "a manager has 20 % more hours", manager(0, 1.2)
    yield "a manager has 20 % fewer hours", manager(1, 0.8)
    yield "a manager has half the hours", manager(2, 0.5)
    yield "a manager has no hours", manager(3, 0.0)
    yield "30 % less budget", home(capital_budget=0.7 * budget)
    yield "70 % less budget", home(capital_budget=0.3 * budget)
    yield "twice the budget", home(capital_budget=2.0 * budget)
    yield "20 % more hours of a process", hours(2, 1.2)
    yield "half the hours of a process", hours(5, 0.5)
    yield "three times the hours of a process", hours(7, 3.0)
    yield "a process costs 30 an hour at home", process(0, home_cost_per_hour=30.0)
    yield "a process costs 80 an hour at home", process(8, home_cost_per_hour=80.0)
    yield "keep a process", process(1, pin="keep")
    yield "keep another process", process(6, pin="keep")
    yield "a process only to the Philippines", process(3, pin="PH")
    yield "another process only to Poland", process(9, pin="PL")
    yield "twice the care for bad luck", policy(risk_weight=0.6)
    yield "at most 20 % to one country", policy(max_country_share=0.2)
    yield "an hour of the owner is worth 120", home(owner_hour_value=120)
    yield "contractors learn in 5 months", replace(ours, assumptions={"T0": 5.0})


def measure(size: int, *, cold: bool) -> dict[str, object]:
    """Return what one size takes."""
    reference = load()
    ours = made(size, reference)
    begun = time.process_time()
    known = prepare(ours, reference, seed=SEED, gap=COLD_GAP)
    laid_out = time.process_time() - begun
    if known is None:
        raise SystemExit("the business has no plan")
    rows = []
    for number, (name, edited) in enumerate(edits(ours)):
        beside = cold and number % COLD_EVERY == 0
        taken = []
        for _ in range(REPEATS):
            begun = time.process_time()
            answer = ask(known, edited)
            taken.append(time.process_time() - begun)
        proof = ask(known, edited, prove=True).gap if beside else None
        found = _cold(edited, reference) if beside else None
        warm = prepare(edited, reference, seed=SEED, made=answer.placed) if found else None
        worse = (warm.best.objective - found[1]) / abs(found[1]) if found and warm else None
        rows.append(
            Row(
                edit=name,
                warm=median(taken),
                cold=found[0] if found else None,
                priced=answer.priced,
                moved=len(answer.moved),
                gap=proof,
                dearer=worse,
            )
        )
        print(f"{size} {rows[-1]}", file=sys.stderr, flush=True)
    return {
        "processes": size,
        "options": known.problem.options,
        "managers": len(known.work.candidates),
        "laid_out": laid_out,
        "gap": known.best.gap,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "rows": [asdict(row) for row in rows],
    }


def _cold(ours: Business, reference: Reference) -> tuple[float, float] | None:
    """Return the seconds of a plan from the beginning, and its objective; None where there is none."""
    begun = time.process_time()
    outlook = Outlook(
        business=ours, reference=reference, assumptions=with_own(ours.assumptions), year=YEAR, seed=SEED
    )
    work = lay_groundwork(outlook, draws_of(outlook, SCENARIOS, 1), lambda _share, _what: None)
    problem = problem_of(work)
    best = solve(problem, gap=COLD_GAP)
    if best.figures is None:
        return None
    nothing = solve(kept(problem), start=best)
    all_lived(portfolio(work, problem, best, today(work, nothing)), work.draws)
    return time.process_time() - begun, best.objective


def table(found: dict[str, object]) -> Iterator[str]:
    """Yield the Markdown table of one size."""
    rows = [Row(**row) for row in found["rows"]]  # type: ignore[attr-defined]
    size = int(str(found["processes"]))
    warm = [row.warm for row in rows]
    cold = [row.cold for row in rows if row.cold is not None]
    yield f"{size} processes, {found['managers']} managers with those to hire, {found['options']} options"
    yield ""
    yield "| edit | warm ms | cold ms | ratio | priced | moved | gap | dearer |"
    yield "|---|---|---|---|---|---|---|---|"
    for row in rows:
        told = (f"{1000 * row.cold:,.0f}", f"{row.cold / row.warm:.0f}") if row.cold else ("-", "-")
        dearer = "-" if row.dearer is None else f"{100 * row.dearer:.2f} %"
        yield (
            f"| {row.edit} | {1000 * row.warm:,.0f} | {told[0]} | {told[1]} | {row.priced} | {row.moved} "
            f"| {'-' if row.gap is None else f'{100 * row.gap:.2f} %'} | {dearer} |"
        )
    ratio = f"{median(cold) / median(warm):.0f}" if cold else "-"
    told = (f"{1000 * median(cold):,.0f}", f"{1000 * np.quantile(cold, 0.9):,.0f}") if cold else ("-", "-")
    yield f"| **median** | **{1000 * median(warm):,.0f}** | {told[0]} | {ratio} | | | | |"
    yield f"| **nine of ten within** | **{1000 * np.quantile(warm, 0.9):,.0f}** | {told[1]} | | | | | |"
    target = TARGETS.get(size)
    if target:
        within = sum(one <= target for one in warm)
        yield ""
        yield (
            f"Within {1000 * target:,.0f} ms: {within} of {len(warm)}. "
            f"Laid out in {found['laid_out']:.1f} s within {100 * float(str(found['gap'])):.2f} %; "
            f"peak {found['megabytes']:,.0f} MB."
        )
    yield ""


def machine() -> dict[str, str]:
    """Return what the figures were measured on."""
    return {
        "processor": platform.processor() or platform.machine(),
        "system": platform.platform(),
        "python": platform.python_version(),
        **{name: version(name) for name in ("numpy", "scipy", "highspy")},
    }


def main() -> None:
    """Measure every size in a process of its own, print the tables and keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--one", type=int, help="measure one size and print it as JSON")
    parser.add_argument("--quick", action="store_true", help="30 processes only, without the cold plans")
    parser.add_argument("--warm", action="store_true", help="without the cold plans")
    parser.add_argument("--json", type=Path, default=None, help="where to keep the figures")
    told = parser.parse_args()
    cold = not (told.quick or told.warm)
    if told.one:
        print(json.dumps(measure(told.one, cold=cold)))
        return
    sizes = []
    for size in SIZES[:1] if told.quick else SIZES:
        command = [sys.executable, __file__, "--one", str(size), *([] if cold else ["--warm"])]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
        sizes.append(json.loads(done.stdout))
        print("\n".join(table(sizes[-1])), flush=True)
    figures = {"machine": machine(), "seed": SEED, "repeats": REPEATS, "cold_gap": COLD_GAP, "sizes": sizes}
    print(", ".join(f"{name} {value}" for name, value in machine().items()))
    if told.json:
        told.json.write_text(json.dumps(figures, indent=2) + "\n")


if __name__ == "__main__":
    main()
