"""The rows of an import of candidates, as it is settled now."""

import zlib
from collections.abc import Iterator
from typing import Any

import msgspec

from outhaul.apps.sourcing.models import CandidateImport
from outhaul.documents.candidates_file import CandidateRow, Table, read_rows
from outhaul.documents.candidates_file.rows import Otherwise
from outhaul.reference.tables import Reference

SKIP, MERGE, ADD = CHOICES = ("skip", "merge", "add")
"""What happens with a row that seems to tell of somebody who is there."""


def table_of(batch: CandidateImport) -> Table | None:
    """Return what the file held; None once it is read in or was erased."""
    if batch.table is None:
        return None
    return msgspec.json.decode(zlib.decompress(batch.table), type=Table)


def rows_of(batch: CandidateImport, table: Table, reference: Reference) -> Iterator[CandidateRow]:
    """Give the rows of an import as it is settled now."""
    mapping = {int(place): field for place, field in batch.mapping.items()}
    return read_rows(table, mapping, reference, Otherwise(**batch.otherwise))


def plain(value: Any) -> Any:  # noqa: ANN401 -- as a row keeps it
    """Return the value of a field as JSON keeps it."""
    return value if isinstance(value, str | list | dict | None) else str(value)
