"""The bytes of a file that a person names."""

from pathlib import Path

from outhaul.faults import Fault, InputError

LARGEST = 5_000_000
"""Bytes; a business file of a thousand processes has a tenth of it."""


def read_bytes(path: Path) -> bytes:
    """Return the content of the file at `path`, whose size is checked before it is read.

    Raises:
        InputError: there is no such file, it cannot be read, or it is too large.
    """
    if path.is_fifo():  # opening it would wait for somebody to write
        raise InputError([Fault(str(path), "is a pipe, not a file", "Name a business file")])
    try:
        if path.is_file():
            check_size(path.stat().st_size, str(path))
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise InputError([Fault(str(path), f"cannot be read ({reason})", "Name a business file")]) from error
    check_size(len(data), str(path))
    return data


def check_size(size: int, name: str) -> None:
    """Raise InputError where a file of `size` bytes is too large to be a business file."""
    if size > LARGEST:
        limit = f"{LARGEST / 1e6:g} MB"
        raise InputError([Fault(name, f"is larger than {limit}", f"Give a file of at most {limit}")])
