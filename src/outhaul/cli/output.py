"""What commands write: one JSON document, text for people, whole files."""

import errno
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from rich.console import Console

from outhaul.engine.saying import as_text
from outhaul.faults import Fault, InputError


def print_json(document: object) -> None:
    """Print `document` as one JSON document in UTF-8; bytes are JSON already."""
    if isinstance(document, bytes):
        content = document
    else:
        content = msgspec.json.format(msgspec.json.encode(document, enc_hook=as_text))
    sys.stdout.flush()
    sys.stdout.buffer.write(content.rstrip(b"\n") + b"\n")
    sys.stdout.buffer.flush()


def console(*, stderr: bool = False) -> Console:
    """Return the console for people: colours on a terminal only and never under NO_COLOR."""
    return Console(stderr=stderr, highlight=False, emoji=False)


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give a temporary path beside `path` that replaces it at the end, and vanishes on failure.

    Raises:
        InputError: `path` is a folder, or its folder does not exist or may not be written.
    """
    temporary = _beside(path)
    try:
        yield temporary
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _beside(path: Path) -> Path:
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=path.suffix, dir=path.parent)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        fault = Fault(str(path), f"cannot be written ({reason})", "Name a file in a folder of yours")
        raise InputError([fault]) from error
    os.close(handle)
    return Path(name)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
