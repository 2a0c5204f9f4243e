"""A brief as the cells of one row."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from outhaul.documents.briefs_file.headings import HEADINGS
from outhaul.documents.candidates_file.cells import INSIDE, joined
from outhaul.engine.brief import Brief


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A brief, and what is kept beside it."""

    process: str
    """Key of the process that it is written from."""
    state: str
    content: Brief


def cells_of(told: Told) -> tuple[str, ...]:
    """Return the cells of a row, as `read_briefs` takes them back.

    A deliverable is one line of its cell: name | how often | days until it is due | criterion | criterion.
    A checkpoint is one line: name | deliverable that it looks at | how often.
    """
    said = told.content
    special: Mapping[str, str] = {
        "process": told.process,
        "state": told.state,
        "deliverables": _lines(
            (item.name, item.every, _text(item.due_in_days), *item.criteria) for item in said.deliverables
        ),
        "checkpoints": _lines((look.name, look.deliverable, look.every) for look in said.checkpoints),
        "skills": joined(said.skills),
        "tools": joined(said.tools),
    }
    return tuple(special[field] if field in special else _text(getattr(said, field)) for field in HEADINGS)


def _lines(rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=INSIDE, lineterminator="\n").writerows(rows)
    return out.getvalue().rstrip("\n")


def _text(value: object) -> str:
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
