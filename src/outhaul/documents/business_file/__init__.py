"""The business file: read it with all its faults, and write it, as TOML or as a workbook."""

from pathlib import Path
from typing import BinaryIO

from outhaul.documents.business_file.assemble import assemble
from outhaul.documents.business_file.plain import PlainRows, plain_rows
from outhaul.documents.business_file.source import check_size, read_bytes
from outhaul.documents.business_file.tables import TABLES
from outhaul.documents.business_file.toml_file import toml_content
from outhaul.engine.business import Business
from outhaul.faults import Fault, InputError
from outhaul.reference.tables import Reference, load

__all__ = ["KINDS", "plain_toml", "read", "read_data", "write_plain_workbook", "write_toml", "write_workbook"]

KINDS = (".toml", ".xlsx")
"""How the names of business files end."""


def read(path: Path, reference: Reference) -> Business:
    """Return the business that the TOML file or workbook at `path` describes.

    Raises:
        InputError: with one fault for everything that is wrong.
    """
    _check_kind(path.suffix, str(path))
    return read_data(read_bytes(path), path.name, reference)


def read_data(data: bytes, name: str, reference: Reference) -> Business:
    """Return the business of the file called `name` that holds `data`; its ending tells of which kind it is.

    Raises:
        InputError: with one fault for everything that is wrong.
    """
    kind = Path(name).suffix
    _check_kind(kind, name)
    check_size(len(data), name)
    faults: list[Fault] = []
    if kind.lower() == ".toml":
        content = toml_content(data, name, faults)
    else:
        from outhaul.documents.business_file.workbook_file import workbook_content  # noqa: PLC0415 -- slow

        content = workbook_content(data, name, faults, reference)
    return assemble(content, faults, reference)


def _check_kind(kind: str, name: str) -> None:
    if kind.lower() not in KINDS:
        raise InputError(
            [Fault(name, "is neither a TOML file nor a workbook", "Give a .toml or an .xlsx file")]
        )


def write_toml(business: Business) -> str:
    """Return `business` as a TOML file; `read` takes it back without loss."""
    return plain_toml(plain_rows(business))


def plain_toml(rows: PlainRows) -> str:
    """Return plain rows by table as a TOML file, whether or not they tell all that a plan needs."""
    import tomli_w  # noqa: PLC0415 -- only writers need it

    tables = {
        table.name: list(rows[table.name]) if table.many else dict(*rows[table.name][:1]) for table in TABLES
    }
    return tomli_w.dumps({name: found for name, found in tables.items() if found})


def write_workbook(business: Business, target: Path | BinaryIO, reference: Reference | None = None) -> None:
    """Write `business` as a workbook to `target`; `read` takes it back without loss.

    `reference` names what the codes stand for; None loads the usual one.
    """
    write_plain_workbook(plain_rows(business), target, reference or load())


def write_plain_workbook(rows: PlainRows, target: Path | BinaryIO, reference: Reference) -> None:
    """Write plain rows by table as a workbook, whether or not they tell all that a plan needs."""
    from outhaul.documents import workbook  # noqa: PLC0415 -- slow

    workbook.write_rows(rows, target, reference)
