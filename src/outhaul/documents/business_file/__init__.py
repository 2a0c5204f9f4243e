"""The business file: read it with all its faults, and write it, as TOML or as a workbook."""

from pathlib import Path

from outhaul.documents.business_file.assemble import assemble
from outhaul.documents.business_file.plain import plain_rows
from outhaul.documents.business_file.source import read_bytes
from outhaul.documents.business_file.tables import TABLES
from outhaul.documents.business_file.toml_file import toml_content
from outhaul.engine.business import Business
from outhaul.faults import Fault, InputError
from outhaul.reference.tables import Reference, load

__all__ = ["read", "write_toml", "write_workbook"]


def read(path: Path, reference: Reference) -> Business:
    """Return the business that the TOML file or workbook at `path` describes.

    Raises:
        InputError: with one fault for everything that is wrong.
    """
    kind = path.suffix.lower()
    faults: list[Fault] = []
    if kind == ".toml":
        content = toml_content(read_bytes(path), path.name, faults)
    elif kind == ".xlsx":
        from outhaul.documents.business_file.workbook_file import workbook_content  # noqa: PLC0415 -- slow

        content = workbook_content(read_bytes(path), path.name, faults, reference)
    else:
        raise InputError(
            [Fault(str(path), f'is of an unknown kind "{path.suffix}"', "Give a .toml or an .xlsx file")]
        )
    return assemble(content, faults, reference)


def write_toml(business: Business) -> str:
    """Return `business` as a TOML file; `read` takes it back without loss."""
    import tomli_w  # noqa: PLC0415 -- only writers need it

    rows = plain_rows(business)
    tables = {
        table.name: list(rows[table.name]) if table.many else dict(rows[table.name][0]) for table in TABLES
    }
    return tomli_w.dumps({name: found for name, found in tables.items() if found})


def write_workbook(business: Business, path: Path, reference: Reference | None = None) -> None:
    """Write `business` as a workbook to `path`; `read` takes it back without loss.

    `reference` names what the codes stand for; None loads the usual one.
    """
    from outhaul.documents import workbook  # noqa: PLC0415 -- slow

    workbook.write_workbook(business, path, reference or load())
