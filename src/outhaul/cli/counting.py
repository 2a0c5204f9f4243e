"""How far a long command is: a bar on a terminal, else a line every few seconds."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Count = Callable[[int, int], None]
"""Told how many are done, and how many of them failed."""

EVERY = 5.0
"""Seconds between two lines where there is no terminal."""


@contextmanager
def counting(total: int, what: str) -> Iterator[Count]:
    """Give a function that shows how many of `total` are done, on standard error."""
    from outhaul.cli.output import console

    out = console(stderr=True)
    if not out.is_terminal:
        yield _Lines(total, what)
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[failed]}"),
    )
    with Progress(*columns, console=out, transient=True) as bar:
        task = bar.add_task(what, total=total, failed="")
        yield lambda done, failed: bar.update(
            task, completed=done, failed=f"{failed:,} failed" if failed else ""
        )


class _Lines:
    """A line every few seconds, for a log."""

    def __init__(self, total: int, what: str) -> None:
        self._total, self._what = total, what
        self._told_at = time.monotonic()

    def __call__(self, done: int, failed: int) -> None:
        if time.monotonic() - self._told_at < EVERY:
            return
        self._told_at = time.monotonic()
        ending = f", {failed:,} failed" if failed else ""
        print(f"outhaul: {self._what}: {done:,} of {self._total:,} done{ending}", file=sys.stderr)  # noqa: T201 -- the command line speaks
