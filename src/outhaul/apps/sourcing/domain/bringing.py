"""Bring briefs from a table: all rows that are right, at once or not at all; and take them back."""

from collections.abc import Iterable, Sequence
from hashlib import sha256

from django.db import transaction
from django.db.models import F

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.planning.domain.access import entries_of, hold_business
from outhaul.apps.sourcing.domain.access import access_briefs
from outhaul.apps.sourcing.domain.briefs import remove_brief
from outhaul.apps.sourcing.domain.content import plain, tidy
from outhaul.apps.sourcing.lifecycles import BriefState
from outhaul.apps.sourcing.models import Brief as Row
from outhaul.documents.briefs_file import KIND, BriefRow, read_briefs
from outhaul.documents.candidates_file import read_table
from outhaul.faults import Fault, InputError
from outhaul.reference.tables import Reference

MOST = 200
"""Briefs of one table: nobody reads more."""


def look_at(visit: Visit, data: bytes, name: str, reference: Reference) -> tuple[BriefRow, ...]:
    """Return what a file says, row by row; nothing is kept.

    Raises:
        InputError: the file cannot be read, is not safe to read, or has too many rows.
    """
    table = read_table(data, name, KIND)
    if len(table.rows) > MOST:
        raise InputError([Fault(name, f"has more than {MOST} rows", "Bring it in two parts")])
    processes = {entry.key: str(entry) for entry in entries_of(visit, "processes")}
    return tuple(read_briefs(table, processes, reference))


def already_there(visit: Visit, rows: Iterable[BriefRow]) -> frozenset[int]:
    """Return the numbers of the rows that say what a brief of the business says already."""
    there = [(row.process, row.content) for row in access_briefs(visit).only("process", "content")]
    return frozenset(row.number for row in rows if (row.process, plain(tidy(row.content))) in there)


@transaction.atomic
def bring_briefs(visit: Visit, rows: Sequence[BriefRow], *, once: str) -> list[Row]:
    """Keep a draft for each row without faults that says something new; records `imported` for each.

    `once` names the bringing: sent twice, the drafts come once.
    """
    hold_business(visit)
    same = already_there(visit, rows)
    kept = []
    for row in rows:
        key = sha256(f"{visit.business.key} {once} {row.number}".encode()).hexdigest()[:12]
        if row.faults or row.number in same or Row.objects.filter(key=key).exists():
            continue
        content = tidy(row.content)
        brief = Row(business=visit.business, key=key, process=row.process, title=content.title)
        brief.content, brief.made_by, brief.changed_at = plain(content), visit.user, brief.made_at
        brief.save()
        record(scope=visit.business.key, actor=visit.user, verb="imported", thing="brief", name=brief.title)
        kept.append(brief)
    return kept


@transaction.atomic
def take_briefs_back(visit: Visit, keys: Iterable[str]) -> int:
    """Take out the briefs of a bringing that nobody has worked on since; return how many.

    Records `removed` for each; each can be put back.
    """
    untouched = access_briefs(visit).filter(
        key__in=list(keys), state=BriefState.DRAFT, changed_at=F("made_at"), candidacies=None
    )
    rows = list(untouched)
    for row in rows:
        remove_brief(visit, row)
    return len(rows)
