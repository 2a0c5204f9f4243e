"""The file `results.jsonl`: one line for each business, kept as soon as it is known."""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

import msgspec

from outhaul.engine.saying import as_text
from outhaul.faults import Fault, InputError
from outhaul.sweep.outcome import Outcome, Status


class _Head(msgspec.Struct):
    """What is remembered of a line, while the rest of it stays in the file."""

    file: str
    key: str
    status: Status


class Results:
    """Outcomes kept line by line; only their names, keys and places are held in memory.

    A line that was half written when a sweep was killed is dropped. The last line of a file counts.
    """

    def __init__(self, path: Path) -> None:
        """Open the results at `path`, with all that an earlier sweep left there.

        Raises:
            InputError: `path` cannot be written, or another sweep is writing it.
        """
        self.path = path
        self._file = _opened(path)
        self._heads: dict[str, tuple[_Head, int]] = {}
        self._read()

    def _read(self) -> None:
        end = 0
        for line in self._file:
            if not line.endswith(b"\n"):
                break
            with suppress(msgspec.DecodeError):
                head = msgspec.json.decode(line, type=_Head)
                self._heads[head.file] = head, end
            end += len(line)
        self._file.truncate(end)

    def status(self, file: str, key: str) -> Status | None:
        """Return how `file` was answered under `key`; a failure is no answer, so that it is tried again."""
        head, _ = self._heads.get(file, (None, 0))
        return head.status if head and head.key == key and head.status != "failed" else None

    def add(self, outcome: Outcome) -> None:
        """Keep `outcome`, whatever happens next."""
        self._file.seek(0, os.SEEK_END)
        self._heads[outcome.file] = _Head(outcome.file, outcome.key, outcome.status), self._file.tell()
        self._file.write(msgspec.json.encode(outcome, enc_hook=as_text) + b"\n")
        self._file.flush()

    def lines(self, names: Iterable[str]) -> Iterator[bytes]:
        """Give the line of each file of `names` that has one."""
        for name in names:
            if name in self._heads:
                self._file.seek(self._heads[name][1])
                yield self._file.readline()

    def outcomes(self, names: Iterable[str]) -> Iterator[Outcome]:
        """Give the outcome of each file of `names` that has one."""
        return (msgspec.json.decode(line, type=Outcome) for line in self.lines(names))

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let another sweep have the file."""
        self._file.close()


def _opened(path: Path) -> BinaryIO:
    try:
        path.parent.mkdir(exist_ok=True)
        file = path.open("a+b")
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        remedy = "Name a folder of yours with --out"
        raise InputError([Fault(str(path), f"cannot be written ({reason})", remedy)]) from error
    if not _is_ours(file):
        file.close()
        remedy = "Wait until it is done, or name another folder with --out"
        raise InputError([Fault(str(path), "is being written by another sweep", remedy)])
    file.seek(0)
    return file


def _is_ours(file: BinaryIO) -> bool:
    """Lock `file` until it is closed, also by the death of this process; return whether that worked."""
    try:
        import fcntl  # noqa: PLC0415 -- not every system has it
    except ImportError:
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
