"""Folders of small businesses, and a crew that plans them in this process."""

import os
import signal
from concurrent.futures import Future
from pathlib import Path
from typing import Self

from outhaul.reference.tables import load
from outhaul.sweep.folder import business_files
from outhaul.sweep.outcome import Outcome, failed
from outhaul.sweep.results import Results
from outhaul.sweep.run import Sweep
from outhaul.sweep.task import Options, Task, options_here
from outhaul.sweep.worker import plan_one

BAKERY = """
[business]
name = "Bakery {number}"
country = "US"
currency = "USD"
time_zone = "America/New_York"
languages = {{ en = "C2" }}
capital_budget = 5000

[[managers]]
id = "marco"
free_hours_per_month = {hours}
cost_per_hour = 42

[[processes]]
id = "books"
occupation = "bookkeeping"
pin = "keep"
"""
FEW = 64
"""Scenarios."""


def bakery(number: int, hours: int = 30) -> str:
    return BAKERY.format(number=number, hours=hours)


def folder_of(path: Path, businesses: int) -> Path:
    path.mkdir()
    for number in range(businesses):
        (path / f"bakery-{number:02}.toml").write_text(bakery(number), encoding="utf-8")
    return path


def options() -> Options:
    return options_here(load(), seed=1, scenarios=FEW)


class Here:
    """A crew of one, in this process; it counts what it is given."""

    def __init__(self) -> None:
        self.files: list[str] = []

    def has_room(self) -> bool:
        return True

    def submit(self, task: Task) -> Future[Outcome]:
        self.files.append(task.file)
        future: Future[Outcome] = Future()
        future.set_result(plan_one(task))
        return future

    def take_back(self, future: Future[Outcome]) -> None:
        assert future.done()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None: ...


def swept(folder: Path, out: Path, using: Options | None = None) -> tuple[list[str], Sweep, list[Outcome]]:
    """Sweep `folder`; return what was planned anew, the sweep, and every outcome."""
    crew, names = Here(), business_files(folder)
    with Results(out / "results.jsonl") as results:
        sweep = Sweep(folder, names, using or options(), results)
        sweep.run(crew, lambda _sweep: None)
        return crew.files, sweep, list(results.outcomes(names))


def die_of_poison(task: Task) -> Outcome:
    """Answer without a plan, unless the file is poison: then this process is killed, as for its memory."""
    if task.data == b"poison":
        os.kill(os.getpid(), signal.SIGKILL)
    return failed(task, str(os.getpid()), "")
