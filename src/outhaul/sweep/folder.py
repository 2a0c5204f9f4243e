"""The business files of a folder."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from outhaul.documents.business_file import KINDS
from outhaul.documents.business_file.source import read_bytes
from outhaul.faults import Fault, InputError
from outhaul.sweep.outcome import Outcome, wrong
from outhaul.sweep.task import Options, Task

HIDDEN = (".", "~$")
"""Beginnings of names that editors and spreadsheets give to files of their own."""


def business_files(folder: Path) -> list[str]:
    """Return the names of the business files in `folder`, in order; those of folders inside do not count.

    Raises:
        InputError: there is no such folder, it cannot be read, or no business file is in it.
    """
    if folder.is_file():
        remedy = f"Name a folder; outhaul plan {folder.name} plans one file"
        raise InputError([Fault(str(folder), "is a file, not a folder", remedy)])
    try:
        names = sorted(path.name for path in folder.iterdir() if _is_wanted(path))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        remedy = "Name a folder with business files"
        raise InputError([Fault(str(folder), f"cannot be read ({reason})", remedy)]) from error
    if not names:
        remedy = "Put .toml or .xlsx files into it; outhaul template writes one to fill in"
        raise InputError([Fault(str(folder), "holds no business file", remedy)])
    return names


def _is_wanted(path: Path) -> bool:
    named = path.suffix.lower() in KINDS and not path.name.startswith(HIDDEN)
    return named and not path.is_dir()


def tasks_of(folder: Path, names: Sequence[str], options: Options) -> Iterator[Task | Outcome]:
    """Give a task for each file, read only when it is asked for; an outcome for one that cannot be read."""
    for name in names:
        try:
            yield Task(file=name, data=read_bytes(folder / name), options=options)
        except InputError as error:
            yield wrong(name, "", error.faults)
