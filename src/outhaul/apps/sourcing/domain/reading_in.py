"""The job that reads candidates in: piece by piece, so that nothing is lost and nothing comes twice."""

from collections import Counter
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils import timezone

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.jobs.domain.running import Report
from outhaul.apps.sourcing.domain.candidates import told_of
from outhaul.apps.sourcing.domain.import_rows import ADD, MERGE, SKIP, plain, rows_of, table_of
from outhaul.apps.sourcing.domain.keeping import activity_now
from outhaul.apps.sourcing.domain.likeness import Known
from outhaul.apps.sourcing.domain.merging import united
from outhaul.apps.sourcing.models import Candidate, CandidateImport
from outhaul.documents.candidates_file import CandidateRow
from outhaul.reference.tables import Reference

A_PIECE = 250
"""Rows of one transaction."""


def read_all(batch: CandidateImport, reference: Reference, report: Report) -> None:
    """Read in what is left of an import, and tell how far it is; records `imported` at its end.

    Each piece is kept in one transaction together with how far it came: whoever takes it up again after
    a worker was killed goes on behind the last piece.
    """
    table = table_of(batch)
    if table is None:
        return
    known, total = Known.of(batch.business), len(table.rows)
    rows = islice(rows_of(batch, table, reference), batch.rows_done, None)
    while piece := list(islice(rows, A_PIECE)):
        batch = _keep(batch.pk, piece, known)
        report(batch.rows_done / total, f"{batch.rows_done} of {total} rows")
    _finish(batch)


@transaction.atomic
def _keep(pk: int, piece: list[CandidateRow], known: Known) -> CandidateImport:
    batch = CandidateImport.objects.select_for_update(of=("self",)).select_related("business").get(pk=pk)
    added: dict[str, Candidate] = {}
    counts: Counter[str] = Counter(batch.result)
    until, now = activity_now(batch.business), timezone.now()
    for row in piece:
        found = "" if row.faults else known.same_as(row.told)
        choice = batch.duplicates.get(str(row.number), batch.duplicates.get("", SKIP)) if found else ADD
        if row.faults:
            counts["wrong"] += 1
        elif choice == SKIP:
            counts["skipped"] += 1
        elif choice == MERGE:
            counts["merged"] += _merge(batch, found, row, added)
        else:
            candidate = Candidate(
                business=batch.business,
                source="imported",
                made_by_id=batch.made_by_id,
                made_at=now,
                changed_at=now,
                keep_until=until,
                **row.told,
            )
            added[candidate.key] = candidate
            known.add(row.told, candidate.key)
            counts["added"] += 1
    Candidate.objects.bulk_create(added.values())
    batch.added, batch.result = [*batch.added, *added], dict(counts)
    batch.rows_done += len(piece)
    batch.save(update_fields=["added", "before", "result", "rows_done"])
    return batch


def _merge(batch: CandidateImport, key: str, row: CandidateRow, added: dict[str, Candidate]) -> int:
    """Fill in what a row tells of somebody who is there, and keep what stood there before."""
    is_new = key in added
    candidate = added.get(key) or Candidate.objects.filter(business=batch.business, key=key).first()
    if candidate is None:
        return 0
    before = told_of(candidate)
    after = united(before, row.told)
    changed = [field for field in before if before[field] != after[field]]
    for field in changed:
        setattr(candidate, field, after[field])
    if not is_new and changed:
        candidate.save(update_fields=changed)
        _remember(batch, key, {field: [plain(before[field]), plain(after[field])] for field in changed})
    return 1


def _remember(batch: CandidateImport, key: str, fields: dict[str, list[Any]]) -> None:
    """Keep what stood there before the first merge, and what stands there now; not of who came with it."""
    if key in batch.added:
        return
    earlier = batch.before.get(key, {})
    batch.before[key] = earlier | {
        field: [earlier.get(field, pair)[0], pair[1]] for field, pair in fields.items()
    }


@transaction.atomic
def _finish(batch: CandidateImport) -> None:
    batch.table, batch.findings, batch.done_at = None, {}, timezone.now()
    batch.save(update_fields=["table", "findings", "done_at"])
    counts = {"candidates": (None, batch.result.get("added", 0))}
    record(
        scope=batch.business.key,
        actor=batch.made_by,
        verb="imported",
        thing="candidates",
        changes=counts,
    )
