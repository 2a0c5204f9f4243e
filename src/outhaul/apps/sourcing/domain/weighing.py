"""Weigh candidates: what a match is worked out from, whether it still holds, and working it out anew.

A match is worked out, never entered, so nothing of it goes into the audit trail. Its hash is that of all
it depends on; pages that show matches let `weigh_brief` look first whether any has changed.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

import msgspec
from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from outhaul.apps.planning.domain.content import business_of, document_of
from outhaul.apps.sourcing.domain.reading import need_of, person_of, wait_of
from outhaul.apps.sourcing.models import Brief, Candidacy, TrackRecord
from outhaul.engine.assumptions import Assumptions
from outhaul.engine.business import Business
from outhaul.engine.glossary import recall, remembering
from outhaul.engine.matching.person import NOTHING_DELIVERED, Match, Need, Record, Side
from outhaul.engine.matching.weigh import weigh as weigh_people
from outhaul.engine.verdict import Answer, worst
from outhaul.reference.tables import Reference

METHOD = 2
"""Raised whenever the engine would weigh the same person otherwise, so that all are weighed anew."""
AT_ONCE = 500
"""Rows written by one statement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """All that the matches of one brief depend on besides the people."""

    business: Business
    need: Need
    side: Side
    today: date
    digest: str


def world_of(brief: Brief, reference: Reference) -> World:
    """Return what the matches of `brief` depend on besides the people; one query.

    Raises:
        InputError: what the business says of itself is not complete.
    """
    business = business_of(document_of(brief.business), reference)
    today = timezone.now().date()
    side = Side(
        home=business.home,
        reference=reference,
        assumptions=Assumptions(**business.assumptions),
        year=today.year,
        excluded=business.policy.exclude_countries,
    )
    need = need_of(brief, business, reference)
    told = (METHOD, need, side.home, side.assumptions, side.year, side.excluded, reference.checksum)
    digest = sha256(msgspec.json.encode(told)).hexdigest()
    return World(business=business, need=need, side=side, today=today, digest=digest)


def records_of(candidates: Collection[int] | None = None, *, brief: Brief | None = None) -> dict[int, Record]:
    """Return candidate -> verified history, for `candidates` or all of a `brief`; one query."""
    found = TrackRecord.objects.order_by()
    if candidates is not None:
        found = found.filter(candidate__in=candidates)
    if brief is not None:
        found = found.filter(candidate__candidacies__brief=brief)
    counted = found.values_list("candidate").annotate(
        n=Count("pk"),
        n_accepted=Count("pk", filter=Q(accepted=True)),
        n_first_pass=Count("pk", filter=Q(first_pass=True)),
        n_on_time=Count("pk", filter=Q(on_time=True)),
    )
    return {
        candidate: Record(deliveries=n, accepted=accepted, first_pass=at_once, on_time=on_time)
        for candidate, n, accepted, at_once, on_time in counted
    }


def weigh_brief(brief: Brief, *, reference: Reference, world: World | None = None) -> int:
    """Weigh all candidates of `brief` whose match no longer holds, in one pass; return how many.

    First a light query tells which matches depend on something that has changed: the candidate, the asked
    rate, verified history, the brief, the business, its assumptions, the reference tables. Then the stale
    ones are locked, weighed together and written. Whoever was erased or taken out is left alone.

    Raises:
        InputError: what the business says of itself is not complete.
    """
    world = world or world_of(brief, reference)
    records = records_of(brief=brief)
    stale = _stale(brief, world, records)
    if stale:
        _weigh(brief, stale, world, records)
    return len(stale)


def weigh(candidacy: Candidacy, *, reference: Reference, world: World | None = None) -> Match:
    """Weigh one candidate anew if anything has changed; return the match. Raises InputError as above."""
    world = world or world_of(candidacy.brief, reference)
    records = records_of([candidacy.candidate_id])
    stale = _stale(candidacy.brief, world, records, only=candidacy.pk)
    if stale:
        _weigh(candidacy.brief, stale, world, records)
        candidacy.refresh_from_db(fields=["match", "score", "match_hash", "blocked", "asked", "overlap"])
    return match_of(candidacy)


def match_of(candidacy: Candidacy) -> Match:
    """Return the match that is kept. Raises ValueError where none is worked out yet."""
    if candidacy.match is None:
        raise ValueError(f"{candidacy.key} is not weighed yet")
    return recall(candidacy.match, Match)


def _stale(
    brief: Brief, world: World, records: Mapping[int, Record], only: int | None = None
) -> dict[int, str]:
    """Return candidacy -> the hash that its match should have, where it has another one."""
    rows = Candidacy.objects.filter(brief=brief, candidate__removed_at=None, candidate__erased_at=None)
    if only is not None:
        rows = rows.filter(pk=only)
    columns = ("rate", "currency", "candidate__changed_at", "candidate__available_from")
    stale = {}
    for pk, candidate, kept, *told in rows.order_by().values_list(
        "pk", "candidate_id", "match_hash", *columns
    ):
        *seen, available = told
        wait = wait_of(available, world.today)
        said = (world.digest, *map(str, seen), wait, records.get(candidate, NOTHING_DELIVERED))
        now = sha256(msgspec.json.encode(said)).hexdigest()
        if now != kept:
            stale[pk] = now
    return stale


@transaction.atomic
def _weigh(brief: Brief, stale: Mapping[int, str], world: World, records: Mapping[int, Record]) -> None:
    rows = [row for row in _locked(brief, stale) if row.pk in stale]
    people = [
        person_of(
            row,
            currency=world.side.home.currency,
            reference=world.side.reference,
            today=world.today,
            record=records.get(row.candidate_id, NOTHING_DELIVERED),
        )
        for row in rows
    ]
    matches = weigh_people(people, world.need, world.side)
    for row, person, match in zip(rows, people, matches, strict=True):
        row.match, row.score, row.match_hash = plain(match), match.score, stale[row.pk]
        row.blocked = worst(match.verdicts) is Answer.BLOCK
        row.asked, row.overlap = person.rate, match.overlap_min
    Candidacy.objects.bulk_create(
        rows,
        batch_size=AT_ONCE,
        update_conflicts=True,
        update_fields=["match", "score", "match_hash", "blocked", "asked", "overlap"],
        unique_fields=["id"],
    )


def _locked(brief: Brief, stale: Mapping[int, str]) -> list[Candidacy]:
    rows = Candidacy.objects.filter(brief=brief).select_related("candidate").order_by("pk")
    rows = rows.select_for_update(of=("self",))
    return list(rows.filter(pk__in=stale) if len(stale) <= AT_ONCE else rows)


def plain(match: Match) -> Any:  # noqa: ANN401 -- plain values of any kind
    """Return `match` as it is kept."""
    return remembering(match)
