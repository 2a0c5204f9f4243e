"""Tell of a candidate, change it, take it out, put it back, put somebody forward for a brief.

The trail of what was done cannot be changed later, and a candidate can be erased. So events name a
candidate by its key alone, and of a change they tell which fields it was, never what stood there.
"""

import re
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.sourcing.domain.keeping import activity_now
from outhaul.apps.sourcing.lifecycles import BriefState
from outhaul.apps.sourcing.models import Brief, Candidacy, Candidate
from outhaul.documents.candidates_file.values import EMPTY, Told, check
from outhaul.faults import InputError
from outhaul.lifecycle import NotNow
from outhaul.reference.tables import Reference

KEY = re.compile(r"[0-9a-f]{12}")


def told_of(candidate: Candidate) -> Told:
    """Return all that is told of a candidate, field by field."""
    return {field: getattr(candidate, field) for field in EMPTY}


def checked(told: Mapping[str, Any], reference: Reference) -> Told:
    """Return what is told as it is kept. Raises InputError with a fault for each field that is wrong."""
    values, faults = check(told, reference)
    if faults:
        raise InputError(faults)
    return values


@transaction.atomic
def add_candidate(
    visit: Visit, told: Mapping[str, Any], *, reference: Reference, source: str = "entered", key: str = ""
) -> Candidate:
    """Keep a new candidate of whom `told` tells; record `added` with the key of the candidate.

    `key` is the one that a form was given for it: sent twice, the form makes one candidate.

    Raises:
        InputError: with a fault for each field that is wrong; nothing is kept then.
    """
    if KEY.fullmatch(key):
        there = Candidate.objects.filter(key=key).first()
        if there is not None and there.business_id == visit.business.pk:
            return there
        key = "" if there else key
    candidate = Candidate(
        business=visit.business,
        source=source,
        made_by=visit.user,
        keep_until=activity_now(visit.business),
        **{"name": "", **checked({"name": "", **told}, reference)},
    )
    if KEY.fullmatch(key):
        candidate.key = key
    candidate.save()
    record_candidate(visit, candidate, "added")
    return candidate


@transaction.atomic
def change_candidate(
    visit: Visit, candidate: Candidate, told: Mapping[str, Any], *, reference: Reference
) -> Candidate:
    """Let the fields of `told` be what it tells; record `changed` with the names of those that differ.

    Nothing is recorded where nothing differs. Raises InputError, and nothing is kept then.
    """
    candidate = Candidate.objects.select_for_update().get(pk=candidate.pk)
    values = checked({**told_of(candidate), **told}, reference)
    changed = [field for field, value in values.items() if getattr(candidate, field) != value]
    if not changed:
        return candidate
    for field in changed:
        setattr(candidate, field, values[field])
    candidate.changed_at = timezone.now()
    candidate.keep_until = max(candidate.keep_until, activity_now(visit.business))
    candidate.save(update_fields=[*changed, "changed_at", "keep_until"])
    record_candidate(visit, candidate, "changed", {"fields": (None, changed)})
    return candidate


@transaction.atomic
def remove_candidate(visit: Visit, candidate: Candidate) -> None:
    """Take a candidate out of the lists; it can be put back until it is erased. Records `removed`."""
    if Candidate.objects.filter(pk=candidate.pk, removed_at=None).update(removed_at=timezone.now()):
        record_candidate(visit, candidate, "removed")


@transaction.atomic
def restore_candidate(visit: Visit, candidate: Candidate) -> None:
    """Put a candidate back that was taken out. Records `restored`."""
    if Candidate.objects.filter(pk=candidate.pk, removed_at__isnull=False).update(removed_at=None):
        record_candidate(visit, candidate, "restored")


@transaction.atomic
def put_forward(visit: Visit, candidate: Candidate, brief: Brief) -> Candidacy:
    """Weigh a candidate for a published brief, once; record `put forward`. Raises NotNow for another one."""
    if brief.state != BriefState.PUBLISHED:
        raise NotNow("brief", brief.state, "take candidates")
    candidacy, is_new = Candidacy.objects.get_or_create(
        brief=brief, candidate=candidate, defaults={"rate": candidate.rate, "currency": candidate.currency}
    )
    if is_new:
        touch(visit, candidate)
        record_candidate(visit, candidate, "put forward", {"brief": (None, brief.title)})
    return candidacy


def touch(visit: Visit, candidate: Candidate) -> None:
    """Let the time for which a candidate is kept begin anew, because something was done with it."""
    until = activity_now(visit.business)
    Candidate.objects.filter(pk=candidate.pk, keep_until__lt=until).update(keep_until=until)


def record_candidate(
    visit: Visit, candidate: Candidate, verb: str, changes: Mapping[str, tuple[object, object]] | None = None
) -> None:
    """Record what was done with a candidate, who is named by key."""
    record(
        scope=visit.business.key,
        actor=visit.user,
        verb=verb,
        thing="candidate",
        name=candidate.key,
        changes=changes,
    )
