"""Gather candidates for a brief from a table: who is missing is added; steps, rates, notes are taken over."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256
from typing import Any

import msgspec
from django.db import transaction
from django.utils import timezone

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.sourcing.domain.access import access_candidacies, access_candidates
from outhaul.apps.sourcing.domain.brought import Brought, meant
from outhaul.apps.sourcing.domain.candidates import add_candidate, put_forward, remove_candidate, touch
from outhaul.apps.sourcing.domain.moving import THING, move, name_of
from outhaul.apps.sourcing.domain.noting import add_note, remove_note
from outhaul.apps.sourcing.models import Brief, Candidacy, Note
from outhaul.documents.candidacies_file import CandidacyRow
from outhaul.reference.tables import Reference

Asked = tuple[Decimal | None, str]
"""What somebody asks an hour, and its currency."""


@dataclass(slots=True)
class Gathered:
    """What a gathering did, so that it can be taken back."""

    candidates: list[str] = field(default_factory=list)
    """Keys of people whom the business did not know."""
    joined: dict[str, str] = field(default_factory=dict)
    """Key of who is weighed now, too -> the state that the table asked for."""
    rates: dict[str, tuple[Asked, Asked]] = field(default_factory=dict)
    """Key of a candidacy -> what was asked before, and what now."""
    notes: list[int] = field(default_factory=list)
    moved: int = 0
    """How many were led a step on."""

    @property
    def is_anything(self) -> bool:
        """Whether it did anything at all."""
        return bool(self.joined or self.rates or self.notes or self.moved)


@transaction.atomic
def gather(
    visit: Visit, brief: Brief, rows: Sequence[CandidacyRow], *, once: str, reference: Reference
) -> Gathered:
    """Keep what the rows without faults say, all of it or nothing; `once` names it: sent twice it comes once.

    First the brief is held, and what the rows mean is judged by what is there now. Who is unknown to the
    business becomes a candidate; who is not weighed yet is put forward; then steps, asked rates and notes
    are taken over. Each is a verb of its own, with its event.
    """
    brief = Brief.objects.select_for_update().get(pk=brief.pk)
    done = Gathered()
    for one in meant(visit, brief, rows):
        if one.what in {"new", "changed"}:
            _take_over(visit, brief, one, once, reference, done)
    return done


def _take_over(  # noqa: PLR0913, PLR0917 -- one row, and where it goes
    visit: Visit, brief: Brief, one: Brought, once: str, reference: Reference, done: Gathered
) -> None:
    candidacy = one.there
    if candidacy is None:
        candidate = one.candidate
        if candidate is None:
            key = sha256(f"{visit.business.key} {once} {one.row.number}".encode()).hexdigest()[:12]
            told = {"name": one.row.name, "email": one.row.email, "country": one.row.country}
            candidate = add_candidate(visit, told, reference=reference, source="imported", key=key)
            done.candidates.append(candidate.key)
        candidacy = put_forward(visit, candidate, brief)
        done.joined[candidacy.key] = one.row.state if one.verb else candidacy.state
    if one.verb:
        move(visit, candidacy, one.verb)
        done.moved += 1
    if one.rate:
        done.rates[candidacy.key] = ((candidacy.rate, candidacy.currency), one.rate)
        ask_rate(visit, candidacy, rate=one.rate[0], currency=one.rate[1])
    done.notes += [add_note(visit, candidacy, text=text).pk for text in reversed(one.notes)]


@transaction.atomic
def ask_rate(visit: Visit, candidacy: Candidacy, *, rate: Decimal | None, currency: str) -> Candidacy:
    """Keep what somebody asks an hour for this work; records `changed`, not what they ask.

    None leaves it to the candidate's usual rate. The match is worked out anew when it is next looked at.
    """
    row = Candidacy.objects.select_for_update().get(pk=candidacy.pk)
    if (row.rate, row.currency) == (rate, currency):
        return candidacy
    candidacy.rate = row.rate = rate
    candidacy.currency = row.currency = currency
    candidacy.changed_at = row.changed_at = timezone.now()
    row.save(update_fields=["rate", "currency", "changed_at"])
    touch(visit, candidacy.candidate)
    _record(visit, "changed", "asked rate", candidacy)
    return candidacy


@transaction.atomic
def take_gathered_back(visit: Visit, brief: Brief, done: Gathered) -> int:
    """Take back what a gathering did, and return how many are no longer weighed for the brief.

    Notes are taken out, and rates are as before where nobody changed them since. Who came with it and was
    not worked with since is weighed no longer, which records `removed`; people whom the business did not
    know before are taken out of its candidates. Steps of those who were there stay: they lead on only.
    """
    for note in Note.objects.filter(candidacy__brief=brief, pk__in=done.notes, removed_at=None):
        remove_note(visit, note)
    for row in access_candidacies(visit, brief).filter(key__in=list(done.rates)):
        before, now = done.rates[row.key]
        if (row.rate, row.currency) == now and not row.quote:
            ask_rate(visit, row, rate=before[0], currency=before[1])
    untouched = access_candidacies(visit, brief).filter(
        key__in=list(done.joined), interviews=None, trials=None, offers=None, quote=""
    )
    gone = [row for row in untouched if row.state == done.joined[row.key] and not _has_notes(row)]
    for row in gone:
        _record(visit, "removed", THING, row)
        row.delete()
    for candidate in access_candidates(visit).filter(key__in=done.candidates, candidacies=None):
        remove_candidate(visit, candidate)
    return len(gone)


def _has_notes(candidacy: Candidacy) -> bool:
    return Note.objects.filter(candidacy=candidacy, removed_at=None).exists()


def _record(visit: Visit, verb: str, thing: str, candidacy: Candidacy) -> None:
    record(scope=visit.business.key, actor=visit.user, verb=verb, thing=thing, name=name_of(candidacy))


def as_plain(done: Gathered) -> Any:  # noqa: ANN401 -- plain values
    """Return what a gathering did as plain values, to be remembered."""
    return msgspec.to_builtins(done)


def of_plain(plain: Any) -> Gathered:  # noqa: ANN401 -- likewise
    """Return what was remembered."""
    return msgspec.convert(plain, Gathered, strict=False)
