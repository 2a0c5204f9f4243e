"""What a worker does, here or on a cluster: one file in, one outcome out."""

import os
import signal
import threading
from multiprocessing.connection import Connection

from outhaul import __version__
from outhaul.documents.business_file import read_data
from outhaul.engine.plan.make import REPLICATES, make_plan
from outhaul.engine.risk.shelf import Shelf
from outhaul.faults import InputError
from outhaul.reference.tables import load
from outhaul.sweep.outcome import Outcome, failed, planned, wrong
from outhaul.sweep.task import Task

_one_at_a_time = threading.Lock()
"""A worker of a cluster may have several threads, but linear algebra is limited for the whole process."""

_shelf = Shelf()
"""What was drawn for one business serves the next: markets and currencies are the same for all."""


def prepare(leash: Connection) -> None:
    """Make this process a worker of a sweep: its figures loaded, deaf to Ctrl-C, gone with the sweep.

    `leash` is the end of a pipe whose other end the sweep alone holds. It closes with the sweep, however
    that ends, so that no worker outlives it.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(leash,), daemon=True).start()
    load()


def _end_with(leash: Connection) -> None:
    try:
        leash.recv()
    except (EOFError, OSError):
        os._exit(1)


def plan_one(task: Task) -> Outcome:
    """Return the outcome of `task`; whatever is wrong with its file is told in it."""
    reference = load()
    if (__version__, reference.checksum) != (task.options.version, task.options.checksum):
        remedy = "Install the same version with the same figures on every machine, and call again"
        return failed(task, f"the worker has Outhaul {__version__} or figures unlike those here", remedy)
    try:
        business = read_data(task.data, task.file, reference)
        with _one_at_a_time:
            report = make_plan(
                business,
                reference,
                seed=task.options.seed,
                scenarios=task.options.scenarios,
                replicates=REPLICATES,
                shelf=_shelf,
            )
    except InputError as error:
        return wrong(task.file, task.key, error.faults)
    except Exception as error:  # noqa: BLE001 -- one bad file must not stop the others
        told = " ".join(f"{type(error).__name__}: {error}".split())
        return failed(task, f"could not be made ({told})", "OUTHAUL_DEBUG=1 outhaul plan FILE shows where")
    return planned(task, report)
