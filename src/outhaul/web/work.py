"""The process that makes plans: it takes them from the queue, one after the other."""

import logging
import os
import signal
import socket
import sys
import threading
import time

INTERVAL = 0.2
"""Seconds between two looks into an empty queue."""
ROUND = 10.0
"""Seconds between two looks for jobs that another worker lost, and for what is due again."""
AWAY = 2.0
"""Seconds to wait for a database that does not answer."""


def work() -> None:
    """Do what waits in the queue until the process is told to end; take up again what was left undone.

    The first SIGTERM or SIGINT lets the plan in hand be finished, the second one interrupts it: it is
    taken up by the next worker. A database that is away for a while is waited for.
    """
    from outhaul.web.serve import set_up  # noqa: PLC0415 -- it names the settings

    set_up()
    from django.db import OperationalError, close_old_connections, connection  # noqa: PLC0415 -- after that
    from django_tasks_db.management.commands.db_worker import Worker  # noqa: PLC0415 -- likewise
    from django_tasks_db.models import DBTaskResult  # noqa: PLC0415 -- likewise

    from outhaul.apps.jobs.domain.lost import take_up_lost  # noqa: PLC0415 -- likewise
    from outhaul.apps.jobs.domain.recurring import do_what_is_due  # noqa: PLC0415 -- likewise

    logging.getLogger("django_tasks_db").setLevel(logging.ERROR)  # it speaks of signals, which we send
    logging.getLogger("django_tasks").addFilter(_is_no_interruption)
    worker = Worker(
        queue_names=["default"],
        interval=INTERVAL,
        batch=True,  # comes back when the queue is empty
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=f"{socket.gethostname()}-{os.getpid()}"[-64:],
        excluded_queue_names=[],
    )
    worker.configure_signals()
    everything, due = connection.vendor == "sqlite", 0.0
    while worker.running:
        try:
            if time.monotonic() >= due:
                take_up_lost(everything=everything)
                do_what_is_due()
                everything, due = False, time.monotonic() + ROUND
            if DBTaskResult.objects.ready().exists():  # the worker itself looks with all else locked out
                worker.run()
            time.sleep(INTERVAL)
        except OperationalError as error:
            print(f"outhaul worker: {error}", file=sys.stderr)  # noqa: T201 -- the log of this process
            close_old_connections()
            time.sleep(AWAY)


def _is_no_interruption(record: logging.LogRecord) -> bool:
    """Whether a line of the log tells of something else than a plan that we interrupted ourselves."""
    return not (record.exc_info and isinstance(record.exc_info[1], SystemExit))


def work_beside_pages() -> None:
    """As `work`, until standard input ends: thus never longer than the process that started it."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    work()


def _end_with_parent() -> None:
    os.read(0, 1)  # not sys.stdin: its lock would be held when the interpreter ends
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    work_beside_pages()
