"""The business file: read it with all its faults, and write it, as TOML or as a workbook."""

from pathlib import Path

from outhaul.documents.business_file.assemble import assemble
from outhaul.documents.business_file.source import read_bytes
from outhaul.documents.business_file.toml_file import toml_content
from outhaul.engine.business import Business
from outhaul.faults import Fault, InputError
from outhaul.reference.tables import Reference

__all__ = ["read"]


def read(path: Path, reference: Reference) -> Business:
    """Return the business that the TOML file or workbook at `path` describes.

    Raises:
        InputError: with one fault for everything that is wrong.
    """
    kind = path.suffix.lower()
    faults: list[Fault] = []
    if kind == ".toml":
        content = toml_content(read_bytes(path), path.name, faults)
    else:
        raise InputError(
            [Fault(str(path), f'is of an unknown kind "{path.suffix}"', "Give a .toml or an .xlsx file")]
        )
    return assemble(content, faults, reference)
