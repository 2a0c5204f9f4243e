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
        if path.is_file() and path.stat().st_size > LARGEST:
            raise _too_large(path)
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise InputError([Fault(str(path), f"cannot be read ({reason})", "Name a business file")]) from error
    if len(data) > LARGEST:
        raise _too_large(path)
    return data


def _too_large(path: Path) -> InputError:
    limit = f"{LARGEST / 1e6:g} MB"
    return InputError([Fault(str(path), f"is larger than {limit}", f"Give a file of at most {limit}")])
