"""Who plans: the cores of this machine, or the workers of a cluster."""

import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.context import BaseContext
from types import TracebackType
from typing import Protocol, Self

from outhaul.sweep.outcome import Outcome
from outhaul.sweep.task import Task
from outhaul.sweep.worker import plan_one, prepare

SLOW = ("highspy",)
"""What a plan imports only when it needs it, and every plan does."""


class Crew(Protocol):
    """Workers that take a task each and give an outcome back."""

    def has_room(self) -> bool:
        """Return whether another task may be handed in now."""

    def submit(self, task: Task) -> Future[Outcome]:
        """Hand in `task`. The future raises where the worker died."""

    def take_back(self, future: Future[Outcome]) -> None:
        """Make room for another task: `future` is done."""

    def __enter__(self) -> Self:
        """Begin."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let the workers go, whatever they have in hand."""


class LocalCrew:
    """Processes of this machine, each a pool of its own: one that dies takes only its own file with it."""

    def __init__(self, workers: int, plan: Callable[[Task], Outcome] = plan_one) -> None:
        """Let at most `workers` processes `plan` at once; they start when there is work."""
        self._plan = plan
        self._context = _context()
        self._leash, self._hand = self._context.Pipe(duplex=False)
        self._idle: list[ProcessPoolExecutor | None] = [None] * workers
        self._busy: dict[Future[Outcome], ProcessPoolExecutor] = {}

    def has_room(self) -> bool:
        """Return whether a process is idle."""
        return bool(self._idle)

    def submit(self, task: Task) -> Future[Outcome]:
        """Hand `task` to an idle process; one that died while idle is replaced."""
        pool = self._idle.pop() or self._pool()
        try:
            future = pool.submit(self._plan, task)
        except BrokenProcessPool:
            pool = self._pool()
            future = pool.submit(self._plan, task)
        self._busy[future] = pool
        return future

    def take_back(self, future: Future[Outcome]) -> None:
        """Let the process have another task; in the place of one that died a new one will start."""
        pool = self._busy.pop(future)
        if isinstance(future.exception(), BrokenProcessPool):
            pool.shutdown(wait=False)
            self._idle.append(None)
        else:
            self._idle.append(pool)

    def _pool(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(1, self._context, initializer=prepare, initargs=(self._leash,))

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End every process at once: letting go of the leash is enough."""
        self._hand.close()
        for pool in (*self._idle, *self._busy.values()):
            if pool:
                pool.shutdown(wait=True, cancel_futures=True)
        self._leash.close()


def cores() -> int:
    """Return how many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not every system tells
        return os.cpu_count() or 1


def _context() -> BaseContext:
    """Return how processes start: where the system can, from a clean one that has imported all."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["outhaul.sweep.worker", *SLOW])
    return context
