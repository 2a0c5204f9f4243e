"""What has to be done again and again: reminders, expiries, erasing what was kept long enough."""

from collections.abc import Callable
from datetime import timedelta

import structlog
from django.utils import timezone

from outhaul.apps.jobs.models import LONGEST_NAME, Recurring

Round = Callable[[], object]
ROUNDS: dict[str, tuple[timedelta, Round]] = {}
"""Name -> how often, and what is done. Each app registers its own when it is ready."""

log = structlog.get_logger()


def every(interval: timedelta, name: str) -> Callable[[Round], Round]:
    """Register a function to be called each `interval` by a worker.

    It must do the same when called twice: a worker may end in the middle of it.

    Raises:
        ValueError: the name does not fit into its column.
    """
    if len(name) > LONGEST_NAME:
        message = f"{name!r} has more than {LONGEST_NAME} letters"
        raise ValueError(message)

    def register(do: Round) -> Round:
        ROUNDS[name] = (interval, do)
        return do

    return register


def do_what_is_due() -> list[str]:
    """Call whatever is due, each once among all workers, and return the names.

    What fails is logged; the others are still called.
    """
    done = []
    for name, (interval, do) in ROUNDS.items():
        if not _take(name, interval):
            continue
        done.append(name)
        try:
            do()
        except Exception:
            log.exception("what recurs failed", name=name)
    return done


def _take(name: str, interval: timedelta) -> bool:
    """Return whether it is due and nobody else took it."""
    now = timezone.now()
    Recurring.objects.get_or_create(name=name, defaults={"due_at": now})
    return bool(Recurring.objects.filter(name=name, due_at__lte=now).update(due_at=now + interval))
