"""The model of the simulation given to mcerp, a library for uncertain numbers.

The large effects are its uncertain inputs, spread evenly by its Latin hypercubes; what happens month
by month cannot be said in its arithmetic and is lived through for each of its samples.

    python benchmarks/simulators/with_mcerp.py 1000 1 < plan.json
"""

import json
import sys
import time
from random import Random

import mcerp
import numpy as np
from plain_python import live_once, told  # type: ignore[import-not-found] # the script beside this one


def main() -> None:
    """Live, and tell what it took."""
    plan, count, seed = json.load(sys.stdin), int(sys.argv[1]), int(sys.argv[2])
    random = Random(seed)  # noqa: S311 -- no secret
    np.random.seed(seed)  # noqa: NPY002 -- where mcerp draws from
    mcerp.npts = count
    wall, processor = time.perf_counter(), time.process_time()
    common = mcerp.N(0, 1)
    factors = [[mcerp.N(0, 1) for _ in range(6)] for _ in plan["engagements"]]
    samples = np.array([[one._mcpts for one in some] for some in factors])  # noqa: SLF001 -- as it tells them
    found = [
        live_once(plan, random, samples[:, :, number].tolist(), float(common._mcpts[number]))  # noqa: SLF001
        for number in range(count)
    ]
    npv = mcerp.UncertainFunction([one["npv"] for one in found])
    mean, _, _, _ = npv.stats
    if abs(mean - np.mean([one["npv"] for one in found])) > 1.0:
        sys.exit("mcerp tells another mean")
    told(found, time.perf_counter() - wall, time.process_time() - processor)


if __name__ == "__main__":
    main()
