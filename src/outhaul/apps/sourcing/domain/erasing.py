"""Erase all that is personal of a candidate, on request or because it was kept long enough."""

import zlib
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.jobs.domain.mailing import forget
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.sourcing.domain.keeping import days_kept
from outhaul.apps.sourcing.domain.telling import settle_application
from outhaul.apps.sourcing.lifecycles import CandidacyState
from outhaul.apps.sourcing.models import (
    Candidacy,
    Candidate,
    CandidateImport,
    CandidateMerge,
    Interview,
    Note,
    Offer,
    Override,
    TrackRecord,
    Trial,
)
from outhaul.documents.candidates_file.values import EMPTY

ERASED = "(erased)"
"""What stands in place of a name."""
SOMEBODY = "a candidate"
"""What stands in place of a name within a text that somebody wrote."""
MOVED_ON = (
    CandidacyState.SHORTLISTED,
    CandidacyState.INTERVIEW,
    CandidacyState.TRIAL,
    CandidacyState.OFFERED,
    CandidacyState.HIRED,
)
"""Who is that far is not erased merely because time has passed."""
A_ROUND = 500


class NotErasable(Exception):  # noqa: N818 -- told to a person
    """The candidate has an engagement here: what was agreed must be kept."""


def is_bound(candidate: Candidate) -> bool:
    """Whether the candidate, or one who was merged into it, has an engagement here."""
    people = Candidate.objects.filter(Q(pk=candidate.pk) | Q(merged_into=candidate))
    return people.filter(contractor__engagements__isnull=False).exists()


@transaction.atomic
def erase_candidate(visit: Visit | None, candidate: Candidate) -> None:
    """Overwrite all that is personal of a candidate, and of whoever was merged into it.

    First notes, interview sheets and records are deleted, then candidacies, trial tasks and offers lose
    their texts, then what files and letters said of the person, at last the candidate's own row: it stays,
    for what refers to it, and says nothing. Records `erased`; without a visit Outhaul itself did it.

    Raises:
        NotErasable: there is an engagement with this person.
    """
    candidate = (
        Candidate.objects.select_for_update(of=("self",)).select_related("business").get(pk=candidate.pk)
    )
    if candidate.erased_at is not None:
        return
    if is_bound(candidate):
        raise NotErasable
    people = [candidate, *Candidate.objects.select_for_update().filter(merged_into=candidate)]
    for person in people:
        _erase_work(person)
        _erase_in_texts(person)
    for person in people:
        _erase_row(person)
    CandidateMerge.objects.filter(Q(kept__in=people) | Q(other__in=people)).delete()
    record(
        scope=candidate.business.key,
        actor=visit.user if visit else None,
        verb="erased",
        thing="candidate",
        name=candidate.key,
    )


def _erase_work(person: Candidate) -> None:
    candidacies = Candidacy.objects.filter(candidate=person)
    for candidacy in candidacies.select_related("brief__business"):
        settle_application(candidacy)
    Note.objects.filter(candidacy__in=candidacies).delete()
    Interview.objects.filter(candidacy__in=candidacies).delete()
    TrackRecord.objects.filter(candidate=person).delete()
    Trial.objects.filter(candidacy__in=candidacies).update(task=ERASED, criteria=[], remark="")
    Offer.objects.filter(candidacy__in=candidacies).update(message="", reason="", verdicts=[])
    candidacies.update(
        rate=None, currency="", message="", match=None, score=None, match_hash="", quote="", reason=""
    )


def _erase_in_texts(person: Candidate) -> None:
    """Erase what files still hold of the person, what letters told, and the name in owners' reasons."""
    for batch in CandidateImport.objects.select_for_update().filter(business=person.business):
        if _tells_of(batch, person):
            batch.table, batch.findings = None, {}
        batch.before = {key: kept for key, kept in batch.before.items() if key != person.key}
        batch.save(update_fields=["table", "findings", "before"])
    forget(scope=person.business.key, words=(person.name, person.email))
    for override in Override.objects.filter(business=person.business, reason__icontains=person.name):
        override.reason = override.reason.replace(person.name, SOMEBODY)
        override.save(update_fields=["reason"])


def _tells_of(batch: CandidateImport, person: Candidate) -> bool:
    """Whether the rows of a file that waits to be read in may tell of the person."""
    if batch.table is None:
        return False
    text = zlib.decompress(batch.table).decode().casefold()
    return any(word.casefold() in text for word in (person.name, person.email) if word)


def _erase_row(person: Candidate) -> None:
    for field, empty in EMPTY.items():
        setattr(person, field, type(empty)() if isinstance(empty, list | dict) else empty)
    person.name, person.erased_at = ERASED, timezone.now()
    person.consented_at = person.made_by = None
    person.save()


def due() -> QuerySet[Candidate]:
    """Return who was kept long enough and is not needed for what goes on; also those taken out."""
    moved_on = Candidacy.objects.filter(state__in=MOVED_ON).values("candidate")
    return (
        Candidate.objects.filter(keep_until__lt=timezone.localdate(), erased_at=None, merged_into=None)
        .exclude(contractor__engagements__isnull=False)
        .exclude(merged__contractor__engagements__isnull=False)
        .exclude(pk__in=moved_on)
        .exclude(merged__pk__in=moved_on)
        .select_related("business")
        .order_by("keep_until", "pk")
    )


def erase_due() -> int:
    """Erase who was kept long enough, and return how many.

    Where something was done with a candidate since, the time begins anew from that instead.
    """
    count = 0
    for candidate in due()[:A_ROUND]:
        until = timezone.localdate(_last_activity(candidate)) + timedelta(days=days_kept(candidate.business))
        if candidate.consented_at is None and until >= timezone.localdate():
            Candidate.objects.filter(pk=candidate.pk).update(keep_until=until)
            continue
        erase_candidate(None, candidate)
        count += 1
    return count


def _last_activity(candidate: Candidate) -> datetime:
    candidacies = Candidacy.objects.filter(candidate=candidate).order_by()
    moments = [
        candidate.changed_at,
        *candidacies.values_list("changed_at", flat=True),
        *candidacies.exclude(notes=None).values_list("notes__made_at", flat=True),
        *candidacies.exclude(interviews=None).values_list("interviews__changed_at", flat=True),
        *candidacies.exclude(trials=None).values_list("trials__changed_at", flat=True),
        *candidacies.exclude(offers=None).values_list("offers__changed_at", flat=True),
    ]
    return max(moments)
