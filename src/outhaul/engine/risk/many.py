"""Large samples of a plan's futures: asked for explicitly, in single precision, compiled where that is ready.

What is told to an owner is lived through by `paths.simulate`, on the same luck wherever it runs. A
large sample has luck of its own (`large.LargeDraws`), the same for both ways of living through it:
compiled code tells of every scenario what NumPy tells, to six digits.
"""

from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from typing import Final, Literal

import numpy as np

from outhaul.engine.risk.large import LargeDraws
from outhaul.engine.risk.living import crews, live
from outhaul.engine.risk.luck import BLOCK
from outhaul.engine.risk.paths import Simulation, gathered
from outhaul.engine.risk.portfolio import Portfolio

Way = Literal["numpy", "numba"]

LANES: Final = 81_920
"""Engagements x scenarios that NumPy lives through at once: fewer are mostly calls, more leave the cache."""
WORTH_COMPILING: Final = 1_000_000
"""Scenarios for which NumPy takes longer than compiling and living through them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LargeSample:
    """A plan lived through in many scenarios, and how."""

    simulation: Simulation
    way: Way
    generator: str
    """Where its numbers came from."""
    scenarios: int


def chosen_way(scenarios: int) -> Way:
    """Return what lives through so many `scenarios`: compiled code where it need not be waited for.

    That is where the extra `fast` is installed and has been compiled on this machine, or where the
    sample is so large that compiling pays.
    """
    if not find_spec("numba"):
        return "numpy"
    return "numba" if scenarios >= WORTH_COMPILING or is_compiled() else "numpy"


def is_compiled() -> bool:
    """Tell whether the months have been compiled on this machine, for this processor and this version."""
    from outhaul.engine.risk.compiled.warm import is_warm  # noqa: PLC0415 -- numba is an extra

    return is_warm()


def simulate_large(
    portfolio: Portfolio, draws: LargeDraws, *, threads: int = 1, way: Way | None = None
) -> LargeSample:
    """Live through `portfolio` in every scenario of `draws`, in the `way` that is given or chosen.

    The order of the commitments and the number of threads are of no effect. Raises ValueError for a
    process or a currency that `draws` does not know.
    """
    way = way or (chosen_way(draws.size) if portfolio.commitments else "numpy")
    live_through = _compiled if way == "numba" else _with_numpy
    return LargeSample(
        simulation=live_through(portfolio, draws, threads),
        way=way,
        generator=draws.generator,
        scenarios=draws.size,
    )


def _compiled(portfolio: Portfolio, draws: LargeDraws, threads: int) -> Simulation:
    from outhaul.engine.risk.compiled.plan import CompiledPlan  # noqa: PLC0415 -- numba is an extra

    plan = CompiledPlan.of(portfolio, draws)
    return gathered(draws, list(draws.blocks(BLOCK)), plan.live, plan.processes, threads)


def _with_numpy(portfolio: Portfolio, draws: LargeDraws, threads: int) -> Simulation:
    sides = crews(portfolio)
    widest = max((len(crew.commitments) for crew in sides), default=1)
    lived = partial(live, portfolio, sides, draws, precision=np.float32)
    processes = [one.process for crew in sides for one in crew.commitments]
    return gathered(draws, list(draws.blocks(min(BLOCK, LANES // widest))), lived, processes, threads)
