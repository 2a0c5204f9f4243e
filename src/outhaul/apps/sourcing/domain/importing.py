"""Bring a table of candidates in: look at it, read it in piece by piece, take it back as a whole."""

import zlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from itertools import islice
from typing import Any

import msgspec
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.jobs.domain.running import cancel, start
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.sourcing.domain.access import access_candidates
from outhaul.apps.sourcing.domain.import_rows import CHOICES, SKIP, plain, rows_of, table_of
from outhaul.apps.sourcing.domain.likeness import Known
from outhaul.apps.sourcing.domain.tasks import read_candidates
from outhaul.apps.sourcing.models import Candidate, CandidateImport
from outhaul.documents.candidates_file import Table, guessed, read_table
from outhaul.documents.candidates_file.values import EMPTY
from outhaul.reference.tables import Reference

SHOWN = 100
"""How many faults and duplicates the look keeps to be shown."""
FIRST_ROWS = 5
AT_ONCE = 500
"""Keys in one query."""


def access_import(visit: Visit, key: str) -> CandidateImport:
    """Return one import of the business. Raises Http404 where there is none, PermissionDenied as the gate."""
    access_candidates(visit)
    found = CandidateImport.objects.filter(business=visit.business, key=key).select_related("job").first()
    if found is None:
        raise Http404
    return found


def access_imports(visit: Visit) -> QuerySet[CandidateImport]:
    """Return the imports that were read in, the newest first."""
    access_candidates(visit)
    return CandidateImport.objects.filter(business=visit.business, done_at__isnull=False).defer(
        "table", "added", "before", "findings"
    )


def bring(visit: Visit, data: bytes, name: str, reference: Reference) -> CandidateImport:
    """Keep the table of a file to be looked at, with columns as guessed; no candidate is added yet.

    Raises:
        InputError: the file cannot be read, or is not safe to read.
    """
    table = read_table(data, name)
    batch = CandidateImport(business=visit.business, file_name=name[-100:], made_by=visit.user)
    batch.table = zlib.compress(msgspec.json.encode(table))
    batch.mapping = {str(place): field for place, field in guessed(table.headings).items()}
    batch.duplicates = {"": SKIP}
    _look(batch, table, reference)
    batch.save()
    return batch


@transaction.atomic
def settle_import(  # noqa: PLR0913 -- what the page asks
    visit: Visit,
    batch: CandidateImport,
    *,
    mapping: Mapping[str, str],
    otherwise: Mapping[str, str],
    duplicates: Mapping[str, str],
    reference: Reference,
) -> CandidateImport:
    """Keep which column tells what, what counts otherwise, and what happens with duplicates; look again.

    Nothing happens once it is being read in. Of two columns for one field the first counts.
    """
    batch = CandidateImport.objects.select_for_update().get(business=visit.business, pk=batch.pk)
    table = table_of(batch)
    if batch.job_id is not None or table is None:
        return batch
    before = (batch.mapping, batch.otherwise)
    batch.mapping = {}
    for place, field in mapping.items():
        if field in EMPTY and field not in batch.mapping.values() and _is_place(place, table):
            batch.mapping[place] = field
    currency, level = otherwise.get("currency", ""), otherwise.get("level", "")
    batch.otherwise = {
        "currency": currency if currency in reference.currencies else "",
        "level": level if level in {"A1", "A2", "B1", "B2", "C1", "C2"} else "",
    }
    batch.duplicates = {row: choice for row, choice in duplicates.items() if choice in CHOICES}
    if before != (batch.mapping, batch.otherwise):
        _look(batch, table, reference)
    batch.save(update_fields=["mapping", "otherwise", "duplicates", "findings"])
    return batch


def _is_place(place: str, table: Table) -> bool:
    return place.isdecimal() and int(place) < len(table.headings)


def _look(batch: CandidateImport, table: Table, reference: Reference) -> None:
    """Read every row, and keep how many are right, what is wrong first, and who seems to be there."""
    known = Known.of(batch.business)
    counts: Counter[str] = Counter()
    faults: list[dict[str, Any]] = []
    same: list[dict[str, Any]] = []
    for row in rows_of(batch, table, reference):
        counts["wrong" if row.faults else "right"] += 1
        if row.faults:
            faults += [{"row": row.number, **asdict(fault)} for fault in row.faults]
            del faults[SHOWN:]
            continue
        found = known.same_as(row.told)
        known.add(row.told, f"row {row.number}")
        if found:
            counts["same"] += 1
            same += [{"row": row.number, "name": row.told["name"], "as": found}] if len(same) < SHOWN else []
    batch.findings = {"right": 0, "wrong": 0, "same": 0, **counts, "faults": faults, "duplicates": same}


def first_rows(table: Table) -> list[tuple[str, ...]]:
    """Return the first rows of the file as they stand there."""
    return list(islice(table.rows, FIRST_ROWS))


@transaction.atomic
def read_in(visit: Visit, batch: CandidateImport) -> CandidateImport:
    """Put the reading of an import into the queue, once."""
    batch = CandidateImport.objects.select_for_update().get(business=visit.business, pk=batch.pk)
    if batch.job_id is None and batch.table is not None and batch.findings.get("right"):
        batch.job = start(read_candidates, scope=visit.business.key, batch=batch.key)
        batch.save(update_fields=["job"])
    return batch


@transaction.atomic
def stop_import(visit: Visit, batch: CandidateImport) -> None:
    """Stop the reading; what was read in until then stays, and can be taken out. Records `stopped`."""
    if batch.job is None or batch.job.is_over:
        return
    cancel(batch.job)
    record(scope=visit.business.key, actor=visit.user, verb="stopped", thing="candidates")


@transaction.atomic
def undo_candidates(visit: Visit, batch: CandidateImport) -> tuple[int, int]:
    """Take out what an import added, and what it merged into others; records `undid`.

    Who was worked with since stays: changed, or put forward for a brief. Returns how many were taken out
    and how many of them stay.
    """
    batch = CandidateImport.objects.select_for_update(of=("self",)).select_related("job").get(pk=batch.pk)
    if batch.undone_at is not None or (batch.job is not None and not batch.job.is_over):
        return 0, 0
    now, gone = timezone.now(), 0
    for first in range(0, len(batch.added), AT_ONCE):
        keys = batch.added[first : first + AT_ONCE]
        rows = access_candidates(visit).filter(key__in=keys, candidacies=None).order_by()
        gone += sum(
            Candidate.objects.filter(pk=row.pk).update(removed_at=now)
            for row in rows.only("pk", "made_at", "changed_at")
            if row.changed_at == row.made_at
        )
    for key, fields in batch.before.items():
        _unmerge(visit, key, fields)
    batch.undone_at, batch.before = now, {}
    batch.save(update_fields=["undone_at", "before"])
    changes = {"candidates": (None, gone)}
    record(scope=visit.business.key, actor=visit.user, verb="undid", thing="candidates", changes=changes)
    return gone, len(batch.added) - gone


def _unmerge(visit: Visit, key: str, fields: Mapping[str, tuple[Any, Any]]) -> None:
    candidate = access_candidates(visit).filter(key=key).first()
    if candidate is None:
        return
    for field, (before, after) in fields.items():
        if plain(getattr(candidate, field)) == after:
            setattr(candidate, field, before)
    candidate.changed_at = timezone.now()
    candidate.save(update_fields=[*fields, "changed_at"])
