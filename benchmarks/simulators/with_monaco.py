"""The model of the simulation given to monaco, a library for Monte Carlo studies.

The large effects are its input variables, one scenario is its function; the rest is drawn within it.

    python benchmarks/simulators/with_monaco.py 100 1 < plan.json
"""

import json
import sys
import time
from random import Random

import monaco  # type: ignore[import-not-found] # a peer, installed where wanted
from plain_python import live_once, told  # type: ignore[import-not-found] # the script beside this one
from scipy.stats import norm


def main() -> None:
    """Live, and tell what it took."""
    plan, count, seed = json.load(sys.stdin), int(sys.argv[1]), int(sys.argv[2])
    names = [[f"{at} {factor}" for factor in range(6)] for at in range(len(plan["engagements"]))]
    found = []

    def prepare(case: monaco.Case) -> tuple[Random, list[list[float]], float]:
        factors = [[case.invals[name].val for name in some] for some in names]
        return Random(case.seed), factors, case.invals["common"].val  # noqa: S311 -- no secret

    def run(random: Random, factors: list[list[float]], common: float) -> tuple[dict[str, float]]:
        return (live_once(plan, random, factors, common),)

    def keep(case: monaco.Case, outcome: dict[str, float]) -> None:
        case.addOutVal("npv", outcome["npv"])
        found.append(outcome)

    wall, processor = time.perf_counter(), time.process_time()
    study = monaco.Sim(
        name="plan",
        ndraws=count,
        fcns={"preprocess": prepare, "run": run, "postprocess": keep},
        firstcaseismedian=False,
        seed=seed,
        singlethreaded=True,
        verbose=False,
        debug=True,
        savecasedata=False,
        savesimdata=False,
    )
    for name in ("common", *(name for some in names for name in some)):
        study.addInVar(name=name, dist=norm, distkwargs={"loc": 0.0, "scale": 1.0})
    study.runSim()
    told(found, time.perf_counter() - wall, time.process_time() - processor)


if __name__ == "__main__":
    main()
