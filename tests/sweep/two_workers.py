"""A scheduler and two workers of a Dask cluster, each a process of its own; prints address and workers.

What is slow to import is imported once, before the processes part.
"""

import asyncio
import multiprocessing
import sys
from importlib import import_module

from distributed import Scheduler, Worker

from outhaul.sweep.crew import SLOW


async def _work(address: str) -> None:
    async with Worker(address, nthreads=1, dashboard=False) as worker:
        await worker.finished()


def _worker(address: str) -> None:
    asyncio.run(_work(address))


async def main() -> None:
    """Serve until standard input ends."""
    fork = multiprocessing.get_context("fork")
    async with Scheduler(host="127.0.0.1", port=0, dashboard=False) as scheduler:
        workers = [fork.Process(target=_worker, args=(scheduler.address,), daemon=True) for _ in range(2)]
        for worker in workers:
            worker.start()
        print(scheduler.address, *(worker.pid for worker in workers), flush=True)  # noqa: T201 -- for the test
        await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    for module in SLOW:
        import_module(module)
    asyncio.run(main())
