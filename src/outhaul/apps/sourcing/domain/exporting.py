"""Everything that is kept on a candidate, for the candidate who asks for it; and candidates as a table."""

from collections.abc import Iterable
from typing import Any

import msgspec
from django.db import models, transaction

from outhaul.apps.audit.models import Event
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.sourcing.domain.candidates import record_candidate, told_of
from outhaul.apps.sourcing.models import Candidacy, Candidate, CandidateMerge, TrackRecord
from outhaul.documents.candidates_file import Told
from outhaul.documents.candidates_file.values import EMPTY

HIDDEN = frozenset({"id", "business", "candidate", "candidacy", "brief", "merged_into", "link_number"})
"""Columns that say nothing of the person, or what stands around it already."""


def everything_on(candidate: Candidate) -> dict[str, Any]:
    """Return all that is kept on a candidate, in plain values, with whoever was merged into it."""
    merges = CandidateMerge.objects.filter(kept=candidate).select_related("other")
    return {
        "candidate": _row(candidate),
        "candidacies": [_candidacy(row) for row in _candidacies(candidate)],
        "record": [_row(row) for row in TrackRecord.objects.filter(candidate=candidate)],
        "merged": [everything_on(merge.other) for merge in merges],
        "activity": [_event(event) for event in activity_of(candidate)],
    }


def activity_of(candidate: Candidate) -> models.QuerySet[Event]:
    """Return what was done with a candidate, for any brief and on trial too, the newest first."""
    own = models.Q(name=candidate.key) | models.Q(name__startswith=f"{candidate.key} (")
    return Event.objects.filter(own, scope=candidate.business.key).order_by("-number")


@transaction.atomic
def export_candidate(visit: Visit, candidate: Candidate) -> bytes:
    """Return everything that is kept on a candidate as JSON; record `handed out`."""
    candidate = Candidate.objects.select_related("business").get(pk=candidate.pk)
    record_candidate(visit, candidate, "handed out")
    return msgspec.json.format(msgspec.json.encode(everything_on(candidate)), indent=2)


def told_by(candidates: models.QuerySet[Candidate]) -> Iterable[Told]:
    """Give what is told of each candidate, for a table; no more than some are held at once."""
    for candidate in candidates.only(*EMPTY).iterator(chunk_size=500):
        yield told_of(candidate)


def _candidacies(candidate: Candidate) -> models.QuerySet[Candidacy]:
    return (
        Candidacy.objects.filter(candidate=candidate)
        .select_related("brief")
        .prefetch_related("notes__made_by", "interviews__rater", "trials", "offers")
    )


def _candidacy(row: Candidacy) -> dict[str, Any]:
    return {
        "brief": row.brief.title,
        **_row(row),
        "notes": [{**_row(note), "made_by": str(note.made_by)} for note in row.notes.all()],
        "interviews": [{**_row(sheet), "rater": str(sheet.rater)} for sheet in row.interviews.all()],
        "trials": [_row(trial) for trial in row.trials.all()],
        "offers": [_row(offer) for offer in row.offers.all()],
    }


def _row(row: models.Model) -> dict[str, Any]:
    columns = row._meta.concrete_fields  # noqa: SLF001 -- Django's own way to name them
    fields = [field for field in columns if field.name not in HIDDEN]
    return {
        field.name: getattr(row, field.attname)
        for field in fields
        if not isinstance(field, models.ForeignKey)
    }


def _event(event: Event) -> dict[str, Any]:
    return {"at": event.at, "who": event.actor, "what": event.verb}
