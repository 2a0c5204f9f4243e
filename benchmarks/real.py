"""The choice of a plan on the real tables beside plain HiGHS: businesses of 5 to 30 processes, all countries.

Processes are those of the catalogue that may be handed out, in several selections; managers have a tenth, a
fifth or two fifths of the hours of work. Exchange rates make scenarios count one by one, through the owner's
care for bad luck. HiGHS gets the whole programme and the tails of scenarios that it lacks (`plain`); both
are asked for 0.1 %. Every plan is checked and priced by `verify`. Seconds are those of the processor, from
the arrays to the plan, each in a process of its own; the limit of HiGHS is one of the clock.
"""

import argparse
import json
import pickle
import statistics
import subprocess
import sys
import time
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

sys.path[:0] = [str(Path(__file__).parents[1])]

from benchmarks.plan import machine, nothing, table  # noqa: E402 -- only now found
from outhaul.engine.plan.problem import PlanProblem  # noqa: E402 -- likewise

SIZES, SHARES, SELECTIONS = (5, 10, 15, 20, 25, 30), (0.1, 0.2, 0.4), (0, 1, 2)
GAP, LIMIT, OVERRUN, SLOW = 1e-3, 60.0, 3, 0.95
NAMES = {"ours": "Outhaul", "plain": "plain HiGHS"}
Row = dict[str, object]
Case = tuple[int, float, int]


def main() -> None:
    """Print the tables, or, in a child process, solve one business one way."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--processes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--shares", type=float, nargs="+", default=SHARES, help="managers' hours of all work")
    parser.add_argument("--selections", type=int, nargs="+", default=SELECTIONS, help="of the catalogue")
    parser.add_argument("--ways", nargs="+", choices=tuple(NAMES), default=tuple(NAMES))
    parser.add_argument("--limit", type=float, default=LIMIT, help="seconds of the clock for plain HiGHS")
    parser.add_argument("--keep", type=Path, help="a folder of your own where priced problems are kept")
    parser.add_argument("--json", type=Path, help="write all figures here, too")
    parser.add_argument("--child", nargs=2, metavar=("WAY", "FILE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        print(json.dumps(child(options.child[0], Path(options.child[1]), options.limit)))
        return
    print(f"{machine()}; a bare loop took {loop():.2f} s", flush=True)
    with TemporaryDirectory() as own:
        rows = run(options, options.keep or Path(own))
    if options.json:
        told = {"machine": machine(), "at": datetime.now(UTC).isoformat(), "rows": rows}
        options.json.write_text(json.dumps(told, indent=1), encoding="utf-8")
    print(table(medians(rows)))
    print(beside(rows))


def loop() -> float:
    """Seconds of five million additions."""
    begun, total = time.process_time(), 0
    for number in range(5_000_000):
        total += number
    return time.process_time() - begun


def run(options: argparse.Namespace, folder: Path) -> list[Row]:
    """Measure everything that is asked for, and tell each line as it comes."""
    rows: list[Row] = []
    for case in product(options.processes, options.shares, options.selections):
        path = kept(case, folder)
        for way in options.ways:
            command = [sys.executable, __file__, "--child", way, str(path), "--limit", str(options.limit)]
            try:
                done = subprocess.run(
                    command, capture_output=True, check=True, timeout=OVERRUN * max(LIMIT, options.limit)
                )
                figures = json.loads(done.stdout)
            except subprocess.TimeoutExpired:
                figures = nothing("stopped")
            rows.append(
                dict(zip(("processes", "share", "selection"), case, strict=True)) | {"way": way} | figures
            )
            print(json.dumps(rows[-1]), file=sys.stderr, flush=True)
    return rows


def kept(case: Case, folder: Path) -> Path:
    """Where the priced problem of a business is kept; it is priced once."""
    path = folder / "outhaul-real-{}-{}-{}.pickle".format(*case)
    if not path.exists():
        path.write_bytes(pickle.dumps(priced(case), protocol=5))
    return path


def priced(case: Case) -> PlanProblem:
    """Price one business on the real tables."""
    from benchmarks.whole_plan import business  # noqa: PLC0415 -- only who prices carries it
    from outhaul.engine.assumptions import with_own  # noqa: PLC0415 -- likewise
    from outhaul.engine.plan.choices import Outlook  # noqa: PLC0415 -- likewise
    from outhaul.engine.plan.groundwork import draws_of, lay_groundwork  # noqa: PLC0415 -- likewise
    from outhaul.engine.plan.make import REPLICATES, SCENARIOS, YEAR  # noqa: PLC0415 -- likewise
    from outhaul.engine.plan.writing import problem_of  # noqa: PLC0415 -- likewise
    from outhaul.reference.tables import load  # noqa: PLC0415 -- likewise

    size, share, selection = case
    reference = load()
    ours = business(size, reference, share=share, selection=selection)
    outlook = Outlook(
        business=ours, reference=reference, assumptions=with_own(ours.assumptions), year=YEAR, seed=1
    )
    draws = draws_of(outlook, SCENARIOS, REPLICATES)
    return problem_of(lay_groundwork(outlook, draws, lambda _share, _what: None))


def child(way: str, path: Path, limit: float) -> Row:
    """Solve one way."""
    from outhaul.engine.plan.plain import plain  # noqa: PLC0415 -- imports are no part of solving
    from outhaul.engine.plan.solve import solve  # noqa: PLC0415 -- likewise
    from outhaul.engine.plan.verify import verify  # noqa: PLC0415 -- likewise

    problem: PlanProblem = pickle.loads(path.read_bytes())  # noqa: S301 -- we wrote it
    begun = time.process_time()
    found = solve(problem, gap=GAP) if way == "ours" else plain(problem, gap=GAP, time_limit=limit)
    seconds = time.process_time() - begun
    if not found.option.size:
        return nothing("no plan") | {"seconds": seconds}
    verdict = verify(problem, found.option, found.manager)
    return {
        "status": "; ".join(("wrong", *verdict.faults[:1])) if verdict.faults else found.status,
        "seconds": seconds,
        "gap": (verdict.objective - found.bound) / abs(verdict.objective),
        "objective": verdict.objective,
        "nodes": found.nodes,
    }


def medians(rows: list[Row]) -> list[Row]:
    """One row for each size, share and way, over the selections."""
    found: list[Row] = []
    for key in dict.fromkeys((row["processes"], row["share"], row["way"]) for row in rows):
        mine = [row for row in rows if (row["processes"], row["share"], row["way"]) == key]
        seconds, gaps = figures(mine, "seconds"), figures(mine, "gap")
        found.append(
            {
                "processes": key[0],
                "managers' hours": f"{key[1]:.0%}",
                "way": NAMES[str(key[2])],
                "proven": f"{sum(row['status'] == 'optimal' for row in mine)} of {len(mine)}",
                "CPU seconds": f"{statistics.median(seconds):.2f}" if seconds else "-",
                "most": f"{max(seconds):.2f}" if seconds else "-",
                "worst gap": f"{max(gaps):.2%}" if len(gaps) == len(mine) else "-",
            }
        )
    return found


def beside(rows: list[Row]) -> str:
    """How long Outhaul takes, and how many times as long plain HiGHS does, business by business."""
    by_case: dict[tuple[object, ...], dict[str, Row]] = {}
    for row in rows:
        case = row["processes"], row["share"], row["selection"]
        by_case.setdefault(case, {})[str(row["way"])] = row
    ours = figures([ways["ours"] for ways in by_case.values() if "ours" in ways], "seconds")
    told = ""
    if ours:
        told = f"Outhaul: median {np.median(ours):.2f} s, 95th percentile {np.quantile(ours, SLOW):.2f} s."
    times = [
        float(str(ways["plain"]["seconds"])) / float(str(ways["ours"]["seconds"]))
        for ways in by_case.values()
        if len(ways) == len(NAMES) and all(row["seconds"] is not None for row in ways.values())
    ]
    if times:
        told += f" Plain HiGHS: {min(times):.1f} to {max(times):.1f} times as long, "
        told += f"median {np.median(times):.1f}."
    return told


def figures(rows: list[Row], name: str) -> list[float]:
    """What is told of something, where it is."""
    return [float(str(row[name])) for row in rows if row.get(name) is not None]


if __name__ == "__main__":
    main()
