"""The sweep itself: tasks in, outcomes out, with no more in hand than the workers can hold."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from pathlib import Path

from outhaul.sweep.crew import Crew
from outhaul.sweep.folder import tasks_of
from outhaul.sweep.outcome import Outcome, Status, failed, is_planned
from outhaul.sweep.results import Results
from outhaul.sweep.task import Options, Task


class Sweep:
    """The files `names` of `folder` on their way into `results`."""

    def __init__(self, folder: Path, names: Sequence[str], options: Options, results: Results) -> None:
        """Begin with nothing done."""
        self._folder, self._names, self._options, self._results = folder, names, options, results
        self.done = 0
        self.kept = 0
        """How many of the plans are from an earlier sweep."""
        self.failed = 0

    def run(self, crew: Crew, told: Callable[["Sweep"], None]) -> None:
        """Let `crew` plan what has no answer yet; keep each answer as it comes, and tell of it."""
        for outcome in outcomes(self._tasks(told), crew):
            self._keep(outcome, told)

    def _tasks(self, told: Callable[["Sweep"], None]) -> Iterator[Task]:
        """Give what has no answer yet; a file that cannot even be read has its answer here."""
        for found in tasks_of(self._folder, self._names, self._options):
            if isinstance(found, Outcome):
                self._keep(found, told)
            elif status := self._results.status(found.file, found.key):
                self.kept += is_planned(status)
                self._count(status, told)
            else:
                yield found

    def _keep(self, outcome: Outcome, told: Callable[["Sweep"], None]) -> None:
        self._results.add(outcome)
        self._count(outcome.status, told)

    def _count(self, status: Status, told: Callable[["Sweep"], None]) -> None:
        self.done += 1
        self.failed += not is_planned(status)
        told(self)


def outcomes(tasks: Iterable[Task], crew: Crew) -> Iterator[Outcome]:
    """Give the outcome of every task, the first one done first.

    A task is taken from `tasks` only when a worker has room for it. A worker that dies fails the task it had
    in hand and no other.
    """
    coming = iter(tasks)
    waiting: dict[Future[Outcome], Task] = {}
    while True:
        while crew.has_room() and (task := next(coming, None)):
            waiting[crew.submit(task)] = task
        if not waiting:
            return
        for future in wait(waiting, return_when=FIRST_COMPLETED).done:
            crew.take_back(future)
            yield _outcome(waiting.pop(future), future)


def _outcome(task: Task, future: Future[Outcome]) -> Outcome:
    error = future.exception()
    if error is None:
        return future.result()
    problem = f"its worker ended before it was made ({type(error).__name__}: killed, or out of memory)"
    return failed(task, problem, "Call again; with less at once (--workers 1) where memory is short")
