"""The plan lived through: cash against keeping the work, manager hours, the owner's hours.

Every scenario runs on the course and the ledger that the options were priced with (§COST-1).
Memory holds one block of scenarios for each thread at a time; results do not depend on the blocks'
size or on the number of threads.
"""

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from typing import Final, Self

import numpy as np
from numpy.typing import DTypeLike, NDArray

from outhaul.engine.engagement.course import Array
from outhaul.engine.risk.draws import Draws
from outhaul.engine.risk.living import PARTS, Lived, crews, live
from outhaul.engine.risk.luck import BLOCK
from outhaul.engine.risk.portfolio import Commitment, Portfolio
from outhaul.engine.risk.shelf import CACHE_BYTES, Shelf

__all__ = ["Commitment", "Portfolio", "Simulation", "savings", "simulate"]

LANES: Final = 40_960
"""Engagements x scenarios that are lived through at once: their arrays fit the processor's cache."""
FREED: Final = 32_000_000
"""Bytes that are kept from block to block: giving them back and asking anew costs many page faults."""
PATHS: Final = 32_768
"""Scenarios whose paths are kept month by month, at most; of all others what they lead to is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulation:
    """A portfolio in R scrambles of N scenarios over T months; money against keeping all work."""

    cumulative: Array
    """(T+1, R, K) cumulative cash, undiscounted: above zero the plan has saved money by then.

    Of the first K scenarios of each scramble: all N unless they are more than `PATHS` together.
    """
    left: Array
    """(R, N) cumulative cash at the end."""
    payback: NDArray[np.int16]
    """(R, N) month from which cumulative cash stays above zero, -1 = never."""
    npv: Array
    """(R, N)."""
    lowest: Array
    """(R, N) where cumulative money is lowest; the time of managers who are paid anyway is no money."""
    manager_hours: Mapping[str, Array]
    """Manager -> (T+1,) mean hours a month."""
    overload: Mapping[str, NDArray[np.int16]]
    """Manager -> (R, N) months, after month 0, in which more hours were needed than are free."""
    owner_hours: Array
    """(R, N) hours a month that the owner no longer works, mean over the horizon."""
    waterfalls: Mapping[str, Mapping[str, float]]
    """Process -> money a month by `cost.COMPONENTS` and "management", mean over all."""
    costs_now: Mapping[str, float]
    """Process -> mean money a month of keeping it, management included."""


def simulate(
    portfolio: Portfolio, draws: Draws, *, precision: DTypeLike = np.float64, threads: int = 1
) -> Simulation:
    """Live through `portfolio` in every scenario of `draws`.

    The order of the commitments and the number of threads are of no effect. Single precision takes
    half the time; figures of a scenario then differ in their sixth digit. Raises ValueError for a
    process that `draws` does not know.
    """
    sides = crews(portfolio)
    widest = max((len(crew.commitments) for crew in sides), default=1)
    blocks = list(draws.blocks(min(BLOCK, LANES // widest)))
    if draws.size > PATHS:
        draws = replace(draws, shelf=Shelf(_room(draws)))
    lived = partial(live, portfolio, sides, draws, precision=precision)
    return gathered(
        draws, blocks, lived, [one.process for crew in sides for one in crew.commitments], threads
    )


def gathered(
    draws: Draws,
    blocks: Sequence[slice],
    lived: Callable[[slice], Lived],
    processes: Sequence[str],
    threads: int,
) -> Simulation:
    """Return what is `lived` in all `blocks`; its parts tell of `processes` in this order."""
    found = _Found.empty(draws)
    np.empty(FREED, np.uint8)  # glibc keeps as much as the largest piece it was ever given back
    for block, life in zip(blocks, _in_order(lived, blocks, threads), strict=True):
        found.add(block, life)
    return found.told(processes)


def _room(draws: Draws) -> int:
    """Return the bytes of a few chunks of luck: a large sample is drawn as it is lived through."""
    return min(CACHE_BYTES, (len(draws.processes) + 10) * 1_000_000)


def _in_order(lived: Callable[[slice], Lived], blocks: Sequence[slice], threads: int) -> Iterator[Lived]:
    """Yield what was lived in each block, in order; few blocks wait to be fetched."""
    if threads == 1:
        yield from map(lived, blocks)
        return
    with ThreadPoolExecutor(threads) as pool:
        waiting: deque[Future[Lived]] = deque()
        for block in blocks:
            waiting.append(pool.submit(lived, block))
            if len(waiting) > 2 * threads:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


@dataclass(slots=True)
class _Found:
    """What was lived through so far, scenarios in a row; sums run on from block to block."""

    sample: tuple[int, int]
    """Scrambles and scenarios."""
    kept: int
    """K, scenarios of each scramble whose paths are kept."""
    cumulative: Array
    npv: Array
    lowest: Array
    left: Array
    payback: NDArray[np.int16]
    owner_hours: Array
    overload: dict[str, NDArray[np.int16]]
    manager_hours: dict[str, Array]
    parts: Array

    @classmethod
    def empty(cls, draws: Draws) -> Self:
        """Return what nothing was lived of."""
        kept = min(draws.scenarios, max(PATHS // draws.replicates, 1))
        npv, lowest, left, owner_hours = np.zeros((4, draws.size))
        return cls(
            sample=(draws.replicates, draws.scenarios),
            kept=kept,
            cumulative=np.zeros((draws.horizon + 1, draws.replicates * kept)),
            npv=npv,
            lowest=lowest,
            left=left,
            payback=np.zeros(draws.size, np.int16),
            owner_hours=owner_hours,
            overload={},
            manager_hours={},
            parts=np.zeros(()),
        )

    def add(self, block: slice, life: Lived) -> None:
        """Put a block where it belongs."""
        for name in ("npv", "lowest", "payback", "owner_hours"):
            getattr(self, name)[block] = getattr(life, name)
        self.left[block] = life.cumulative[-1]
        self._keep_paths(block, life.cumulative)
        for manager, months in life.overload.items():
            self.overload.setdefault(manager, np.zeros(self.npv.size, np.int16))[block] = months
        for manager, hours in life.manager_hours.items():
            self.manager_hours[manager] = _run_on(self.manager_hours.get(manager, 0.0), hours)
        self.parts = _run_on(self.parts, life.parts)

    def _keep_paths(self, block: slice, paths: Array) -> None:
        """Keep the paths of the scenarios that are among the first of their scramble."""
        _, scenarios = self.sample
        for scramble in range(block.start // scenarios, (block.stop - 1) // scenarios + 1):
            begin = max(block.start, scramble * scenarios)
            end = min(block.stop, scramble * scenarios + self.kept)
            if begin < end:
                move = scramble * (self.kept - scenarios)
                self.cumulative[:, begin + move : end + move] = paths[
                    :, begin - block.start : end - block.start
                ]

    def told(self, processes: Sequence[str]) -> Simulation:
        """Return it in the shape in which it is told."""
        size, horizon = self.npv.size, self.cumulative.shape[0] - 1
        means = dict(zip(processes, self.parts / (size * horizon), strict=True))
        return Simulation(
            cumulative=self.cumulative.reshape(-1, self.sample[0], self.kept),
            npv=self.npv.reshape(self.sample),
            lowest=self.lowest.reshape(self.sample),
            left=self.left.reshape(self.sample),
            payback=self.payback.reshape(self.sample),
            manager_hours={name: hours / size for name, hours in self.manager_hours.items()},
            overload={name: months.reshape(self.sample) for name, months in self.overload.items()},
            owner_hours=self.owner_hours.reshape(self.sample),
            waterfalls={
                process: dict(zip(PARTS[:-1], map(float, parts), strict=False))
                for process, parts in means.items()
            },
            costs_now={process: float(parts[-1]) for process, parts in means.items()},
        )


def _run_on(total: float | Array, sums: Array) -> Array:
    """Return `total` with `sums` (..., strata) added one after the other, so that no order is hidden."""
    for stratum in np.moveaxis(sums, -1, 0):
        total = total + stratum
    return np.asarray(total)


def savings(portfolio: Portfolio, simulation: Simulation) -> tuple[float, float]:
    """Return headline and true saving, as shares of today's cost of what is handed out (§COST-9).

    The headline is what the bare rates promise; the true saving is the mean cash that is left at the
    end. Both are 0 where nothing is handed out.
    """
    today = promised = 0.0
    for one in portfolio.commitments:
        terms = one.terms
        outside = float(terms.hours * terms.bias * terms.share)
        today += float(terms.share) * simulation.costs_now[one.process]
        promised += outside * float(terms.home_rate - terms.rate)
    if not today:
        return 0.0, 0.0
    months = simulation.cumulative.shape[0] - 1
    return promised / today, float(simulation.left.mean()) / (months * today)
