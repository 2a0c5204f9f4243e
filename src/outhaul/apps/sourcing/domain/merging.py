"""Two candidates who are one: who may be the same, make one of them, part them again."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.sourcing.domain.access import access_candidates
from outhaul.apps.sourcing.domain.candidates import record_candidate, told_of, touch
from outhaul.apps.sourcing.lifecycles import CandidacyState
from outhaul.apps.sourcing.models import (
    Candidacy,
    Candidate,
    CandidateMerge,
    Interview,
    Note,
    Offer,
    TrackRecord,
    Trial,
)
from outhaul.documents.candidates_file.values import EMPTY, MOST_LANGUAGES, MOST_ROWS, MOST_SKILLS, Told

FURTHER = (
    CandidacyState.REJECTED,
    CandidacyState.WITHDRAWN,
    CandidacyState.NEW,
    CandidacyState.SHORTLISTED,
    CandidacyState.INTERVIEW,
    CandidacyState.TRIAL,
    CandidacyState.OFFERED,
    CandidacyState.HIRED,
)
"""From the end of a candidacy to its goal: of two for one brief the later counts."""
PARTS: Mapping[str, Any] = {"notes": Note, "interviews": Interview, "trials": Trial, "offers": Offer}
"""What belongs to a candidacy."""
UNITED: Mapping[str, int] = {"skills": MOST_SKILLS, "links": MOST_ROWS, "references": MOST_ROWS}
"""Fields of which a merged candidate has those of both, up to a number."""


class NotTwo(Exception):  # noqa: N818 -- told to a person
    """The two cannot be made one: they are one already, or both have signed for themselves."""


def likely_same(visit: Visit, candidate: Candidate) -> QuerySet[Candidate]:
    """Return who else may be this candidate: the same e-mail address, or the same name and country."""
    same = Q(name__iexact=candidate.name, country=candidate.country) if candidate.country else Q(pk=None)
    if candidate.email:
        same |= Q(email=candidate.email)
    return access_candidates(visit).filter(same).exclude(pk=candidate.pk)


def united(kept: Mapping[str, Any], other: Mapping[str, Any]) -> Told:
    """Return what both tell: where they differ, what `kept` says; skills, links, references of both."""
    told = {field: kept.get(field) or other.get(field) or empty for field, empty in EMPTY.items()}
    for field, most in UNITED.items():
        rows = list(kept.get(field) or [])
        rows += [row for row in other.get(field) or [] if row not in rows]
        told[field] = rows[:most]
    languages = {**(other.get("languages") or {}), **(kept.get("languages") or {})}
    first = list(kept.get("languages") or {})
    order = [*first, *(code for code in languages if code not in first)]
    told["languages"] = {code: languages[code] for code in order[:MOST_LANGUAGES]}
    if not kept.get("rate"):
        told["currency"] = other.get("currency") or kept.get("currency") or ""
    return told


@transaction.atomic
def merge_candidates(
    visit: Visit, keep: Candidate, other: Candidate, choices: Mapping[str, str]
) -> CandidateMerge:
    """Let `keep` be both candidates; record `merged`. `part_candidates` takes it back.

    First both rows are held. A field that `choices` gives to "other" becomes what `other` says; of the
    rest what `keep` says counts, and what it leaves out is filled in. Then the candidacies of `other` go
    to `keep`; where both are weighed for one brief, all that was seen counts in the candidacy of `keep`.
    `other` leaves the lists and keeps what it said, for the way back.

    Raises:
        NotTwo: both are the same row, one was merged already, or both are contractors.
    """
    rows = Candidate.objects.select_for_update().filter(
        business=visit.business, pk__in=(keep.pk, other.pk), erased_at=None, merged_into=None
    )
    by_pk = {row.pk: row for row in rows}
    if len(by_pk) != 2 or _both_bound(by_pk.values()):  # noqa: PLR2004 -- the two
        raise NotTwo
    keep, other = by_pk[keep.pk], by_pk[other.pk]
    before = told_of(keep)
    theirs = told_of(other)
    chosen = {field for field, side in choices.items() if side == "other" and field in EMPTY}
    chosen |= {"currency"} if "rate" in chosen else set()
    after = united(before, theirs) | {field: theirs[field] for field in chosen}
    changed = [field for field in EMPTY if before[field] != after[field]]
    for field in changed:
        setattr(keep, field, after[field])
    keep.keep_until = max(keep.keep_until, other.keep_until)
    keep.changed_at = timezone.now()
    keep.save()
    other.merged_into, other.removed_at = keep, timezone.now()
    other.save(update_fields=["merged_into", "removed_at"])
    merge = CandidateMerge.objects.create(
        kept=keep,
        other=other,
        before={field: [_plain(before[field]), _plain(after[field])] for field in changed},
        moved=_move(keep, other),
        made_by=visit.user,
    )
    touch(visit, keep)
    record_candidate(visit, keep, "merged", {"other": (None, other.key)})
    return merge


def _both_bound(rows: Any) -> bool:  # noqa: ANN401 -- the values of a dictionary
    return all(hasattr(row, "contractor") for row in rows)


def _plain(value: Any) -> Any:  # noqa: ANN401 -- as a row keeps it
    return value if isinstance(value, str | list | dict | None) else str(value)


def _move(keep: Candidate, other: Candidate) -> list[list[Any]]:
    """Let what was done with `other` count for `keep`; return how to take that back, step by step."""
    mine = {row.brief_id: row for row in Candidacy.objects.select_for_update().filter(candidate=keep)}
    moved: list[list[Any]] = []
    for theirs in Candidacy.objects.select_for_update().filter(candidate=other):
        if theirs.brief_id in mine:
            moved += _join(mine[theirs.brief_id], theirs)
        else:
            Candidacy.objects.filter(pk=theirs.pk).update(candidate=keep)
            moved.append(["candidacy", theirs.pk])
    there = set(TrackRecord.objects.filter(candidate=keep).values_list("source", "source_key"))
    for entry in TrackRecord.objects.filter(candidate=other):
        if (entry.source, entry.source_key) not in there:
            TrackRecord.objects.filter(pk=entry.pk).update(candidate=keep)
            moved.append(["record", entry.pk])
    return moved


def _join(ours: Candidacy, theirs: Candidacy) -> list[list[Any]]:
    """Let what was seen in `theirs` count in `ours`, which is for the same brief."""
    moved: list[list[Any]] = []
    raters = set(Interview.objects.filter(candidacy=ours).values_list("rater", flat=True))
    for name, model in PARTS.items():
        rows = model.objects.filter(candidacy=theirs)
        if model is Interview:
            rows = rows.exclude(rater__in=raters)
        keys = list(rows.values_list("pk", flat=True))
        model.objects.filter(pk__in=keys).update(candidacy=ours)
        moved += [[name, pk, theirs.pk] for pk in keys]
    if FURTHER.index(theirs.state) > FURTHER.index(ours.state):
        moved.append(["state", ours.pk, ours.state, theirs.state])
        Candidacy.objects.filter(pk=ours.pk).update(state=theirs.state)
    return moved


@transaction.atomic
def part_candidates(visit: Visit, merge: CandidateMerge) -> Candidate:
    """Take a merge back: both are as they were, but for what somebody changed since. Records `parted`."""
    kept = Candidate.objects.select_for_update().get(pk=merge.kept_id)
    other = Candidate.objects.select_for_update().get(pk=merge.other_id)
    for field, (before, after) in merge.before.items():
        if _plain(getattr(kept, field)) == after:
            setattr(kept, field, before)
    kept.changed_at = timezone.now()
    kept.save()
    other.merged_into = other.removed_at = None
    other.save(update_fields=["merged_into", "removed_at"])
    for step in merge.moved:
        _move_back(step, other)
    merge.delete()
    record_candidate(visit, kept, "parted", {"other": (None, other.key)})
    return other


def _move_back(step: list[Any], other: Candidate) -> None:
    match step:
        case ["candidacy", pk]:
            Candidacy.objects.filter(pk=pk).update(candidate=other)
        case ["record", pk]:
            TrackRecord.objects.filter(pk=pk).update(candidate=other)
        case ["state", pk, before, after]:
            Candidacy.objects.filter(pk=pk, state=after).update(state=before)
        case [name, pk, theirs]:
            PARTS[name].objects.filter(pk=pk).update(candidacy=theirs)
