"""The choice of a plan beside general solvers: the same business, the same gap, each in a process of its own.

The businesses are those of `family`: 190 countries, everything limited. The others get the programme
that suits them best (`compact`): a column for each option, for each process under a manager, and for the
hours that flow. Every plan is checked and priced by `verify`, which shares nothing with any of them.
Gaps are relative to the money that the plan saves. Up to 30 processes everybody is asked for 0.1 %; of
more, Outhaul is asked for 0.5 % and the others for 2 %. Seconds are those of the processor, so that
what else runs on the machine counts little; the limit is one of the clock.
"""

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from datetime import UTC, datetime
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np

sys.path[:0] = [str(Path(__file__).parents[1])]

from benchmarks.choosing.curve import drawn  # noqa: E402 -- only now found
from benchmarks.choosing.family import family  # noqa: E402 -- likewise
from benchmarks.choosing.peers import PEERS  # noqa: E402 -- likewise
from outhaul.engine.plan.problem import PlanProblem  # noqa: E402 -- likewise

SIZES = (10, 20, 30, 200, 1000)
SEEDS = (0, 1, 2)
SMALL, FINE, COARSE, PEER = 30, 1e-3, 5e-3, 2e-2
LARGEST = 200
"""Of more processes only these are asked; the others' programmes alone take gigabytes."""
AT_MOST = ("ours", "highs")
NAMES = {"ours": "Outhaul"} | {way: name for way, (name, _, _) in PEERS.items()}
PACKAGES = ("highspy", "numpy", "scipy", "pulp", "linopy", "ortools")
OVERRUN = 3
PICTURE = Path(__file__).parents[1] / "docs" / "images" / "speed-plan.svg"
Row = dict[str, object]


def main() -> None:
    """Print the tables, or, in a child process, solve one business one way."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="10 processes, one seed, 20 seconds a way")
    parser.add_argument("--processes", type=int, nargs="+", help="sizes to measure")
    parser.add_argument("--seeds", type=int, nargs="+", help="of each size")
    parser.add_argument("--ways", nargs="+", choices=tuple(NAMES), default=tuple(NAMES))
    parser.add_argument("--limit", type=float, help="seconds for each way")
    parser.add_argument("--cvar", action="store_true", help="a thousand scenarios: tails beside rows")
    parser.add_argument("--edits", action="store_true", help="one thing changed: again, beside from nothing")
    parser.add_argument("--known", type=Path, nargs="+", default=(), help="figures of earlier --json to add")
    parser.add_argument("--json", type=Path, help="write all figures here, too")
    parser.add_argument("--picture", action="store_true", help=f"draw {PICTURE.name}")
    parser.add_argument("--child", nargs=3, metavar=("WAY", "PROCESSES", "SEED"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    limit = options.limit or (20.0 if options.quick else 160.0)
    if options.child:
        way, processes, seed = options.child
        print(json.dumps(child(way, int(processes), int(seed), limit)))
        return
    print(machine())
    if options.cvar:
        from benchmarks.choosing.cvar import measured  # noqa: PLC0415 -- a part of its own

        print(table(measured(options.processes or [50], options.seeds or [0])))
        return
    if options.edits:
        from benchmarks.choosing import edits  # noqa: PLC0415 -- likewise

        print(table(edits.measured(options.processes or [200], options.seeds or list(SEEDS))))
        return
    rows = [row for path in options.known for row in json.loads(path.read_text(encoding="utf-8"))["rows"]]
    if options.processes or options.quick or not options.known:
        rows += run(options, limit)
    if options.json:
        told = {"machine": machine(), "at": datetime.now(UTC).isoformat(), "limit": limit, "rows": rows}
        options.json.write_text(json.dumps(told, indent=1), encoding="utf-8")
    print(table(medians(rows)), flush=True)
    print(beside(rows), flush=True)
    if options.picture:
        PICTURE.write_text(picture(rows), encoding="utf-8")


def machine() -> str:
    """What this runs on, and how busy it is."""
    known = []
    for name in PACKAGES:
        try:
            known.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            known.append(f"{name} missing")
    load = os.getloadavg()[0]
    return (
        f"{platform.machine()}, {os.cpu_count()} cores (load {load:.1f}), "
        f"Python {platform.python_version()}, " + ", ".join(known)
    )


def run(options: argparse.Namespace, limit: float) -> list[Row]:
    """Measure everything that is asked for, and print each line as it comes."""
    rows: list[Row] = []
    for processes in options.processes or (SIZES[:1] if options.quick else SIZES):
        for seed in options.seeds or (SEEDS[:1] if options.quick else SEEDS):
            for way in options.ways:
                if processes > LARGEST and way not in AT_MOST:
                    continue
                row: Row = {"processes": processes, "seed": seed, "way": way}
                row |= started(way, processes, seed, limit)
                rows.append(row)
                print(json.dumps(row), file=sys.stderr, flush=True)
    return rows


def asked(way: str, processes: int) -> float:
    """The gap that a way is asked for."""
    if processes <= SMALL:
        return FINE
    return COARSE if way == "ours" else PEER


def started(way: str, processes: int, seed: int, limit: float) -> Row:
    """Solve in a process of its own, so that nobody pays for another's memory."""
    command = [sys.executable, __file__, "--child", way, str(processes), str(seed), "--limit", str(limit)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=OVERRUN * limit, check=False)
    except subprocess.TimeoutExpired:
        return nothing("stopped")
    if done.returncode:
        last = (done.stderr.splitlines() or ["crashed"])[-1]
        missing = "ModuleNotFoundError" in last
        return nothing("not installed" if missing else "crashed")
    return dict(json.loads(done.stdout.splitlines()[-1]))


def nothing(status: str) -> Row:
    """A row without figures."""
    return {"status": status} | dict.fromkeys(("seconds", "clock", "gap", "saved", "memory"))


def child(way: str, processes: int, seed: int, limit: float) -> Row:
    """Solve one way; the clock runs from the arrays to the answer, building the model included."""
    if way == "ours":
        from outhaul.engine.plan import solve  # noqa: F401, PLC0415 -- imports are no part of solving
    from outhaul.engine.plan.verify import verify  # noqa: PLC0415 -- likewise

    for module in () if way == "ours" else (*PEERS[way][2], "outhaul.engine.plan.compact"):
        import_module(module)  # likewise
    problem = family(processes, seed)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    clock, begun = time.perf_counter(), time.process_time()
    status, bound, plan = solved(way, problem, asked(way, processes), limit)
    seconds, passed = time.process_time() - begun, time.perf_counter() - clock
    if way == "pulp":  # its solver is another process
        seconds += resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    both = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    memory = max(resource.getrusage(who).ru_maxrss for who in both)
    saved = gap = None
    if plan is not None:
        verdict = verify(problem, *plan, tolerance=1e-5)
        status = "; ".join(("wrong", *verdict.faults[:1])) if verdict.faults else status
        saved = -verdict.objective
        if bound is not None and saved > 0:
            gap = max(0.0, verdict.objective - bound) / saved
    return {
        "status": status,
        "seconds": seconds,
        "clock": passed,
        "gap": gap,
        "saved": saved,
        "memory": memory / 1024,
        "memory_before": before / 1024,
    }


def solved(
    way: str, problem: PlanProblem, gap: float, limit: float
) -> tuple[str, float | None, tuple[np.ndarray, np.ndarray] | None]:
    """Status, bound and plan of one way."""
    if way == "ours":
        from outhaul.engine.plan.solve import solve  # noqa: PLC0415 -- a peer's process is not to carry it

        found = solve(problem, gap=gap, time_limit=limit)
        return found.status, found.bound, (found.option, found.manager) if found.option.size else None
    from outhaul.engine.plan.compact import chosen_of, compact  # noqa: PLC0415 -- likewise
    from outhaul.engine.plan.presolve import fitting  # noqa: PLC0415 -- likewise

    problem = fitting(problem)
    option = np.flatnonzero(problem.manager_allowed.any(axis=1))
    task = compact(problem, option, np.zeros((0, problem.scenarios)))
    status, bound, x = PEERS[way][1](task.programme, gap, limit)
    if x is None:
        return status, bound, None
    plan = chosen_of(task, x)
    whole = plan[0].size == plan[1].size == problem.processes
    return (status, bound, plan) if whole else (f"{status}: no whole plan", bound, None)


def medians(rows: list[Row]) -> list[Row]:
    """One row for each size and way: medians over the seeds, and ratios to Outhaul."""
    found: list[Row] = []
    for processes in sorted({int(str(row["processes"])) for row in rows}):
        group = [row for row in rows if row["processes"] == processes]
        ours = _median([row for row in group if row["way"] == "ours"], "seconds")
        for way in NAMES:
            mine = [row for row in group if row["way"] == way]
            if not mine:
                continue
            seconds, gap = _median(mine, "seconds"), _median(mine, "gap")
            worst = max((float(str(row["gap"])) for row in mine if row["gap"] is not None), default=None)
            found.append(
                {
                    "processes": processes,
                    "way": NAMES[way],
                    "runs": len(mine),
                    "status": ", ".join(sorted({str(row["status"]) for row in mine})),
                    "CPU seconds": "-" if seconds is None else f"{seconds:.2f}",
                    "times": "-" if seconds is None or not ours else f"{seconds / ours:.1f}",
                    "asked": f"{asked(way, processes):.1%}",
                    "gap": "-" if gap is None else f"{gap:.2%}",
                    "worst gap": "-" if worst is None else f"{worst:.2%}",
                    "MB": "-" if _median(mine, "memory") is None else f"{_median(mine, 'memory'):.0f}",
                }
            )
    return found


def beside(rows: list[Row]) -> str:
    """How many times as long as Outhaul plain HiGHS takes for the same proof, business by business."""
    small = [row for row in rows if int(str(row["processes"])) <= SMALL and row["seconds"] is not None]
    taken = {(row["way"], row["processes"], row["seed"]): float(str(row["seconds"])) for row in small}
    ours = {key[1:]: seconds for key, seconds in taken.items() if key[0] == "ours"}
    times = [taken["highs", *key] / seconds for key, seconds in ours.items() if ("highs", *key) in taken]
    if not times:
        return ""
    return (
        f"Up to {SMALL} processes, {len(times)} businesses: HiGHS takes {min(times):.1f} to {max(times):.1f} "
        f"times as long, median {statistics.median(times):.1f}; Outhaul at most {max(ours.values()):.2f} s."
    )


def _median(rows: list[Row], name: str) -> float | None:
    figures = [float(str(row[name])) for row in rows if row.get(name) is not None]
    return statistics.median(figures) if figures else None


def table(rows: list[Row]) -> str:
    """Rows as a table in Markdown."""
    heads = list(rows[0])
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    lines += ["| " + " | ".join(str(row[head]) for head in heads) + " |" for row in rows]
    return "\n".join(lines)


def picture(rows: list[Row]) -> str:
    """Seconds against processes."""
    lines: dict[str, list[tuple[float, float, bool]]] = {}
    for way, name in NAMES.items():
        for processes in sorted({int(str(row["processes"])) for row in rows}):
            mine = [row for row in rows if row["way"] == way and row["processes"] == processes]
            seconds = _median(mine, "seconds")
            if seconds is not None:
                reached = all(row["status"] == "optimal" for row in mine)
                lines.setdefault(name, []).append((processes, max(seconds, 1e-3), reached))
    return drawn("Choosing a plan: processor seconds (open: not reached within the limit)", lines)


if __name__ == "__main__":
    main()
