"""The workers of a Dask cluster, behind the same interface as those of this machine."""

import time
from concurrent.futures import Future
from types import TracebackType
from typing import TYPE_CHECKING, Self

from outhaul.faults import Fault, InputError
from outhaul.sweep.outcome import Outcome
from outhaul.sweep.task import Task
from outhaul.sweep.worker import plan_one

if TYPE_CHECKING:
    from distributed import Client

ANSWER = 10.0
"""Seconds in which a scheduler must answer, and have a worker."""
AHEAD = 2
"""Tasks for each thread of the cluster: the one in hand, and the next one on its way."""
COUNT_AGAIN = 5.0
"""Seconds after which the threads are counted again: workers come and go."""


class ClusterCrew:
    """Whoever works for the scheduler; what a worker had in hand when it died is given to another one."""

    def __init__(self, address: str) -> None:
        """Join the cluster whose scheduler is at `address`.

        Raises:
            InputError: the extra `cluster` is not installed, nobody answers there, or no worker is there.
        """
        self._client = _client(address)
        self._executor = self._client.get_executor(pure=False)
        self._in_hand = 0
        self._slots, self._counted_at = 0, -COUNT_AGAIN

    def has_room(self) -> bool:
        """Return whether the cluster has less in hand than it can begin soon."""
        if time.monotonic() - self._counted_at >= COUNT_AGAIN:
            self._slots = AHEAD * max(1, sum(self._client.nthreads().values()))
            self._counted_at = time.monotonic()
        return self._in_hand < self._slots

    def submit(self, task: Task) -> Future[Outcome]:
        """Hand in `task`."""
        future: Future[Outcome] = self._executor.submit(plan_one, task)
        self._in_hand += 1
        return future

    def take_back(self, future: Future[Outcome]) -> None:
        """Make room for another task.

        Raises:
            ConnectionError: the scheduler is gone, and with it all that was in hand.
        """
        self._in_hand -= 1
        if future.cancelled():
            raise ConnectionError("the cluster's scheduler is gone; call again when it is back")

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the cluster; what is not begun there is taken back."""
        self._executor.shutdown(wait=False)
        self._client.close()


def _client(address: str) -> "Client":
    try:
        from distributed import Client  # noqa: PLC0415 -- only clusters need it, and it is slow
    except ModuleNotFoundError as error:
        problem = f"needs the package {error.name}, which is not installed"
        raise InputError([Fault("--cluster", problem, "Run pip install 'outhaul[cluster]'")]) from error
    try:
        client = Client(address, timeout=ANSWER, set_as_default=False)
    except (OSError, ValueError) as error:
        remedy = "Start one with dask scheduler, and give the address that it prints"
        raise InputError([Fault("--cluster", f"no scheduler answers at {address}", remedy)]) from error
    try:
        client.wait_for_workers(1, timeout=ANSWER)
    except TimeoutError as error:
        client.close()
        remedy = f"Start some, on each machine, with dask worker {address} --nthreads 1 --nworkers auto"
        raise InputError([Fault("--cluster", f"{address} has no workers", remedy)]) from error
    return client
