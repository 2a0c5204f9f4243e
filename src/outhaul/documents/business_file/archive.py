"""A workbook is an archive of XML: what is refused before anything parses it."""

import io
import re
import zipfile

from outhaul.faults import Fault, InputError

LARGEST_UNPACKED = 40_000_000
"""Bytes; a workbook of a thousand processes has a tenth of it."""
MOST_PARTS = 1000
OLD_OR_LOCKED = bytes.fromhex("d0cf11e0a1b11ae1")
"""How files of old spreadsheet programs begin, and workbooks behind a password."""
DECLARATION = re.compile(rb"<!(DOCTYPE|ENTITY)")
FORMULA = re.compile(rb"<([A-Za-z0-9_]+:)?f[\s>/]")
ADVICE = "Open it in your spreadsheet program and save it as .xlsx"


def has_formulas(data: bytes, name: str) -> bool:
    """Return whether a sheet of the workbook `name` holds formulas.

    Raises:
        InputError: `data` is no archive, unpacks to too much, or holds XML that declares entities.
    """
    if data.startswith(OLD_OR_LOCKED):
        raise _refusal(name, "is an old or a locked workbook", f"{ADVICE} without a password")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_size(archive, name)
            return any([_scan(archive, part, name) for part in archive.namelist()])  # noqa: C419 -- scan every part
    except InputError:
        raise
    except Exception as error:
        raise damaged(name) from error


def damaged(name: str) -> InputError:
    """Return the fault of a workbook that cannot be read."""
    return _refusal(name, "is not a workbook or is damaged", ADVICE)


def _check_size(archive: zipfile.ZipFile, name: str) -> None:
    """Check the sizes that the archive declares; the standard library unpacks no more than these."""
    parts = archive.infolist()
    if sum(part.file_size for part in parts) > LARGEST_UNPACKED or len(parts) > MOST_PARTS:
        limit = f"{LARGEST_UNPACKED / 1e6:g} MB"
        raise _refusal(name, f"unpacks to more than {limit}", "Copy the filled cells into a new template")


def _scan(archive: zipfile.ZipFile, part: str, name: str) -> bool:
    """Return whether one part has formulas; the bytes without zeros cover UTF-16 too."""
    content = archive.read(part).replace(b"\0", b"")
    if DECLARATION.search(content):
        raise _refusal(name, "holds XML with a document type, which no spreadsheet program writes", ADVICE)
    return FORMULA.search(content) is not None


def _refusal(name: str, problem: str, remedy: str) -> InputError:
    return InputError([Fault(name, problem, remedy)])
