"""A plan lived through, beside the same model written down with plain tools.

Each way is a process of its own, reads the same plan and draws its own luck; all must agree in what
comes out, within its error. Slow ways are run on few scenarios and scaled, which their line says:
their time is proportional to the number of scenarios.

    python benchmarks/simulation.py [--scenarios 10000 100000 1000000] [--runs 3] [--json FILE] [--picture]
"""

import argparse
import json
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from shutil import which
from statistics import median
from typing import Any, NamedTuple

import numpy as np

from outhaul.engine.assumptions import Assumptions
from outhaul.engine.cost import EngagementTerms, failure, hazard
from outhaul.engine.risk.draws import Draws, Spreads
from outhaul.engine.risk.large import LargeDraws
from outhaul.engine.risk.many import Way as Means
from outhaul.engine.risk.many import simulate_large
from outhaul.engine.risk.paths import Commitment, Portfolio, simulate
from outhaul.engine.risk.shelf import Shelf
from outhaul.engine.risk.summary import cvar, fan, summarise
from outhaul.engine.risk.tornado import tornado

PLACES = (("PH", "PHP"), ("PL", "PLN"), ("KE", "KES"), ("CO", "COP"), ("IN", "INR"))
MANAGERS = tuple(f"manager {number}" for number in range(3))
HERE = Path(__file__)
PICTURE = HERE.parents[1] / "docs/images/speed-simulation.png"
SEED = 1


class Way(NamedTuple):
    """A way to live through a plan: a name, the command that does it, and how many scenarios it is given."""

    name: str
    command: tuple[str, ...]
    most: int
    """Scenarios that it is given at most; beyond that its time is scaled."""
    needs: str = ""
    """A package that must be installed, or a programme."""
    runs: int | None = None
    """At most so many times."""


WAYS = (
    Way("plain Python", ("simulators/plain_python.py",), 1_000),
    Way("LibreOffice", ("simulators/with_calc.py",), 50, "soffice", runs=1),
    Way("mcerp", ("simulators/with_mcerp.py",), 1_000, "mcerp"),
    Way("monaco", ("simulators/with_monaco.py",), 1_000, "monaco"),
    Way("plain NumPy", ("simulators/plain_numpy.py",), 1_000_000),
    Way("Outhaul", ("simulation.py", "--way=numpy", "--threads=1"), 1_000_000),
    Way("Outhaul, two threads", ("simulation.py", "--way=numpy", "--threads=2"), 1_000_000),
    Way("Outhaul, compiled", ("simulation.py", "--way=numba", "--threads=1"), 1_000_000, "numba"),
    Way(
        "Outhaul, compiled, two threads", ("simulation.py", "--way=numba", "--threads=2"), 1_000_000, "numba"
    ),
)


def portfolio(processes: int) -> Portfolio:
    """Return a plan that hands out every process; figures are spread over sensible ranges."""
    spread = np.random.default_rng(1)

    def terms() -> EngagementTerms:
        premium = float(spread.uniform(0.05, 0.15))
        return EngagementTerms(
            hours=float(spread.uniform(20, 120)),
            home_rate=45,
            mu_home=0.06,
            rate=float(spread.uniform(10, 24)),
            productivity=float(spread.uniform(0.85, 0.98)),
            rework=float(spread.uniform(0.1, 0.2)),
            mu=float(spread.uniform(0.05, 0.09)),
            fixed_hours=1.5,
            start_load=2,
            T0=3,
            R0=0.5,
            fee=0.06,
            tool=40,
            setup=700,
            internal_hours=44,
            hazard=float(hazard(0.35, premium, 2)),
            replacement_weeks=7.5,
            failure=float(failure(0.12, premium)),
            rate_growth=0.03,
            rate_cap=40,
            market_sd=0.3,
            fx_sd=0.025,
        )

    commitments = tuple(
        Commitment(
            process=f"process {number}",
            terms=terms(),
            country=PLACES[number % 5][0],
            currency=PLACES[number % 5][1],
            manager=MANAGERS[number % 3],
            manager_cost=50,
            owner_share=0.25,
        )
        for number in range(processes)
    )
    capacity = dict.fromkeys(MANAGERS, 3.0 * processes)
    return Portfolio(commitments=commitments, once=2000, monthly=100, capacity=capacity)


def luck(processes: int) -> Draws:
    """Return the draws of the issue's size: 8 scrambles of 4,096 scenarios."""
    return Draws(
        processes=tuple(f"process {number}" for number in range(processes)),
        currencies=tuple(currency for _, currency in PLACES),
        spreads=Spreads.of(Assumptions()),
    )


def as_json(plan: Portfolio, draws: Draws) -> str:
    """Return the plan as the other ways read it."""
    own = ("country", "currency", "manager", "manager_cost", "home_hour", "owner_share")
    engagements = [asdict(one.terms) | {name: getattr(one, name) for name in own} for one in plan.commitments]
    return json.dumps(
        {
            "engagements": engagements,
            "countries": sorted({one.country for one in plan.commitments}),
            "currencies": sorted({one.currency for one in plan.commitments}),
            "capacity": dict(plan.capacity),
            "once": plan.once,
            "monthly": plan.monthly,
            "discount_rate": plan.discount_rate,
            "horizon": draws.horizon,
            "spreads": asdict(draws.spreads),
        }
    )


def own_way(count: int, seed: int, *, processes: int, threads: int, way: Means) -> dict[str, float]:
    """Live through the plan with Outhaul: luck drawn, all figures told by scenario.

    What Python imports and what numba loads, compiled before, is done once and not counted.
    """
    plan, draws = portfolio(processes), replace(luck(processes), seed=seed)
    simulate_large(plan, LargeDraws.like(draws, 2_048), way=way)
    large = LargeDraws.like(draws, count)
    wall, processor = time.perf_counter(), time.process_time()
    found = simulate_large(plan, large, threads=threads, way=way).simulation
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    risk = summarise(found)
    return {
        "scenarios": large.size,
        "seconds": wall,
        "cpu": processor,
        "megabytes": getrusage(RUSAGE_SELF).ru_maxrss / 1024,
        "mean": risk.npv.mean,
        "se": risk.npv.se,
        "loss": risk.p_loss.value,
        "payback": float(found.payback.mean()),
        "overload": float(sum(months.mean() for months in found.overload.values())),
        "lowest": float(found.lowest.mean()),
        "owner_hours": risk.owner_hours.mean,
    }


def medians(way: Way, count: int, runs: int, processes: int, plan: str) -> dict[str, float]:
    """Run one way several times, each in a process and with a seed of its own; return the medians."""
    script, *options = way.command
    options += [f"--processes={processes}", "--one"] if options else []
    found = []
    for number in range(runs):
        command = [sys.executable, str(HERE.parent / script), *options, str(count), str(SEED + number)]
        told = subprocess.run(command, input=plan, capture_output=True, text=True, check=True)
        found.append(json.loads(told.stdout))
    return {name: median(one[name] for one in found) for name in found[0]}


def scaled(way: Way, found: dict[str, float], count: int, runs: int) -> dict[str, Any]:
    """Return what was measured, scaled to `count` scenarios."""
    scale = count / found["scenarios"]
    return found | {
        "way": way.name,
        "runs": runs,
        "asked": count,
        "seconds": found["seconds"] * scale,
        "cpu": found["cpu"] * scale,
        "scaled": scale > 1.01,  # noqa: PLR2004 -- rounding to whole scrambles is no scaling
    }


def table(rows: Sequence[dict[str, Any]]) -> str:
    """Return what was measured as a table; ratios are to plain NumPy, of the processor and of the clock."""
    lines = [
        "| scenarios | way | seconds | of the processor | µs a scenario | ratio | by the clock | peak MB |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        plain = next(one for one in rows if one["asked"] == row["asked"] and one["way"] == "plain NumPy")
        name = row["way"] + (f", scaled from {row['scenarios']:,.0f}" if row["scaled"] else "")
        memory = "" if row["scaled"] else f"{row['megabytes']:,.0f}"
        lines.append(
            f"| {row['asked']:,} | {name} | {row['seconds']:,.2f} | {row['cpu']:,.2f} "
            f"| {1e6 * row['cpu'] / row['asked']:,.1f} | {plain['cpu'] / row['cpu']:,.2g} "
            f"| {plain['seconds'] / row['seconds']:,.2g} | {memory} |"
        )
    return "\n".join(lines)


def agreement(rows: Sequence[dict[str, Any]]) -> str:
    """Return what came out of each way at its largest size."""
    lines = [
        "| way | scenarios | mean NPV | its error | P(loss) | months of overload | owner hours |",
        "|---|---|---|---|---|---|---|",
    ]
    for name in dict.fromkeys(row["way"] for row in rows):
        row = max((one for one in rows if one["way"] == name), key=lambda one: float(one["scenarios"]))
        lines.append(
            f"| {name} | {row['scenarios']:,.0f} | {row['mean']:,.0f} | {row['se']:,.0f} "
            f"| {row['loss']:.4f} | {row['overload']:.2f} | {row['owner_hours']:.2f} |"
        )
    return "\n".join(lines)


def disagree(rows: Sequence[dict[str, Any]]) -> list[str]:
    """Return the ways whose mean NPV is further from ours than five errors."""
    own = next(row for row in reversed(rows) if row["way"] == "Outhaul")
    return [row["way"] for row in rows if abs(row["mean"] - own["mean"]) > 5 * np.hypot(row["se"], own["se"])]


def timed(work: Callable[[], object]) -> float:
    """Return the processor's seconds that `work` takes: neighbours on the machine do not count."""
    start = time.process_time()
    work()
    return time.process_time() - start


def stages(processes: int) -> str:
    """Return what the parts of the report's sample take, 8 scrambles of 4,096 scenarios."""
    plan, draws = portfolio(processes), luck(processes)
    simulate(plan, draws.first(16))
    parts: dict[str, Callable[[], object]] = {}
    parts["luck drawn and lived through"] = lambda: simulate(plan, replace(draws, shelf=Shelf()))
    parts["on the luck of another plan, as a what-if is"] = lambda: simulate(plan, draws)
    parts["the same in single precision"] = lambda: simulate(plan, draws, precision=np.float32)
    found = simulate(plan, draws)
    parts["figures and fan"] = lambda: (summarise(found, liquidity=1e4), fan(found))
    parts["tornado, 31 assumptions at both ends"] = lambda: tornado(partly(plan), Assumptions(), draws)
    lines = ["| part | seconds of the processor | µs a scenario |", "|---|---|---|"]
    for name, work in parts.items():
        seconds = min(timed(work) for _ in range(3))
        lines.append(f"| {name} | {seconds:.2f} | {1e6 * seconds / draws.size:.1f} |")
    return "\n".join(lines)


def partly(plan: Portfolio) -> Callable[[Assumptions], Portfolio]:
    """Return what prices `plan` under other assumptions: those that are terms of an engagement."""
    usual = Assumptions()

    def again(one: Commitment, other: Assumptions) -> Commitment:
        terms = one.terms
        return replace(
            one,
            terms=replace(
                terms,
                T0=other.T0,
                R0=other.R0,
                fee=other.fee,
                tool=other.tool_seat,
                start_load=other.start_load,
                fixed_hours=other.fixed_hours,
                internal_hours=other.search_hours + other.transfer_hours,
                replacement_weeks=other.replacement_weeks,
                rate_growth=other.rate_growth,
                productivity=terms.productivity * other.skill / usual.skill,
                rework=terms.rework * other.rho0 / usual.rho0,
                mu=terms.mu * other.mu0 / usual.mu0,
                hazard=terms.hazard * other.lambda0 / usual.lambda0,
                failure=terms.failure * other.pi0 / usual.pi0,
            ),
        )

    return lambda other: replace(plan, commitments=tuple(again(one, other) for one in plan.commitments))


def evenness(processes: int) -> str:
    """Return by how much even luck, and common luck, lower the variance of what is told."""
    plan = portfolio(processes)
    draws = replace(luck(processes), replicates=32, shelf=Shelf())
    npv = simulate(plan, draws, precision=np.float32).npv
    dealt = np.random.default_rng(SEED).permutation(npv.ravel()).reshape(npv.shape)
    dearer = replace(
        plan,
        commitments=tuple(
            replace(one, terms=replace(one.terms, rate=1.02 * one.terms.rate)) for one in plan.commitments
        ),
    )
    common = npv - simulate(dearer, draws, precision=np.float32).npv
    other = npv - simulate(dearer, replace(draws, seed=2, shelf=Shelf()), precision=np.float32).npv
    ratios = {
        "mean NPV": (dealt.mean(axis=1), npv.mean(axis=1)),
        "P(loss)": ((dealt < 0).mean(axis=1), (npv < 0).mean(axis=1)),
        "CVaR95": tuple([cvar(one[None], 0.95).value for one in some] for some in (dealt, npv)),
        "what-if, rates + 2 %, by scenario": (other.ravel(), common.ravel()),
    }
    lines = ["| figure | variance with plain luck / with ours |", "|---|---|"]
    lines += [f"| {name} | {np.var(a, ddof=1) / np.var(b, ddof=1):,.1f} |" for name, (a, b) in ratios.items()]
    return "\n".join(lines)


def draw_picture(rows: Sequence[dict[str, Any]]) -> None:
    """Draw the processor's time against scenarios, both in powers of ten.

    More threads do not change it, and mcerp and monaco live through the months as plain Python does.
    """
    import vl_convert  # noqa: PLC0415 -- only where a picture is wanted

    points = [
        {"way": row["way"], "scenarios": row["asked"], "seconds": row["cpu"]}
        for row in rows
        if "threads" not in row["way"] and row["way"] not in {"mcerp", "monaco"}
    ]
    last = max(row["scenarios"] for row in points)
    tens = {"values": [10.0**power for power in range(-2, 8)], "format": ",~r"}
    axes = {
        "x": {
            "field": "scenarios",
            "type": "quantitative",
            "scale": {"type": "log"},
            "title": "scenarios",
            "axis": tens,
        },
        "y": {
            "field": "seconds",
            "type": "quantitative",
            "scale": {"type": "log"},
            "title": "seconds of the processor",
            "axis": tens,
        },
        "color": {"field": "way", "type": "nominal", "legend": None},
    }
    words = {"type": "text", "align": "left", "dx": 6}
    chart = {
        "width": 460,
        "height": 320,
        "data": {"values": points},
        "layer": [
            {"mark": {"type": "line", "point": True}, "encoding": axes},
            {
                "transform": [{"filter": f"datum.scenarios == {last}"}],
                "mark": words,
                "encoding": axes | {"text": {"field": "way"}},
            },
        ],
    }
    PICTURE.write_bytes(vl_convert.vegalite_to_png(chart, scale=2))


def machine() -> dict[str, str]:
    """Return where and with what this was measured."""
    wanted = dict.fromkeys(way.needs for way in WAYS if way.needs and find_spec(way.needs))
    names = ("numpy", "scipy", *wanted)
    processor = next(
        line.split(": ", 1)[1].strip()
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if line.startswith("model name")
    )
    found = {"processor": processor, "python": platform.python_version(), "system": platform.platform()}
    return found | {name: version(name) for name in names}


def main() -> None:
    """Measure, check that all agree, print the tables."""
    words = argparse.ArgumentParser()
    words.add_argument("--scenarios", type=int, nargs="+", default=[10_000, 100_000])
    words.add_argument("--processes", type=int, default=20)
    words.add_argument("--runs", type=int, default=3)
    words.add_argument("--json", type=Path)
    words.add_argument("--picture", action="store_true")
    words.add_argument("--one", nargs=2, type=int, help="count and seed: Outhaul alone, told as JSON")
    words.add_argument("--threads", type=int, default=1)
    words.add_argument("--way", choices=("numpy", "numba"), default="numpy")
    asked = words.parse_args()
    if asked.one:
        count, seed = asked.one
        told_one = own_way(count, seed, processes=asked.processes, threads=asked.threads, way=asked.way)
        print(json.dumps(told_one))
        return
    told = machine()
    print(
        f"{asked.processes} processes x 36 months; {', '.join(f'{key} {what}' for key, what in told.items())}"
    )
    plan, rows = as_json(portfolio(asked.processes), luck(asked.processes)), []
    for way in WAYS:
        if way.needs and not (find_spec(way.needs) or which(way.needs)):
            print(f"skipped: {way.name} is not installed")
            continue
        found: dict[int, dict[str, float]] = {}
        for count in asked.scenarios:
            given = min(count, way.most)
            runs = asked.runs if given <= 100_000 else 1  # noqa: PLR2004 -- a million takes minutes
            runs = min(runs, way.runs or runs)
            if given not in found:
                found[given] = medians(way, given, runs, asked.processes, plan)
            rows.append(scaled(way, found[given], count, runs))
    rows.sort(key=lambda row: int(row["asked"]))
    told_parts = {"table": table(rows), "agreement": agreement(rows)}
    told_parts |= {"stages": stages(asked.processes), "evenness": evenness(asked.processes)}
    print("\n\n".join(("", *told_parts.values())))
    if asked.json:
        asked.json.write_text(
            json.dumps({"machine": told, "seed": SEED, "rows": rows, **told_parts}, indent=1)
        )
    if asked.picture:
        draw_picture(rows)
    if wrong := disagree(rows):
        sys.exit(f"these do not agree with ours: {', '.join(wrong)}")


if __name__ == "__main__":
    main()
