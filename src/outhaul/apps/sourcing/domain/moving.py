"""Lead a candidate from one state to the next. What the lifecycle does not list is refused."""

from django.db import transaction
from django.utils import timezone

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.sourcing.domain.candidates import touch
from outhaul.apps.sourcing.domain.telling import settle_application
from outhaul.apps.sourcing.lifecycles import CANDIDACY, CandidacyState
from outhaul.apps.sourcing.models import Candidacy

THING = "candidacy"
"""What an override of guard match is about, here and wherever a candidacy goes on."""
RECORDED = {
    "shortlist": "shortlisted",
    "interview": "interviewed",
    "try": "tried out",
    "reject": "rejected",
    "withdraw": "withdrew",
    "reconsider": "reconsidered",
}
"""Verb of the lifecycle -> verb of the audit trail."""


def name_of(candidacy: Candidacy) -> str:
    """Return how the audit trail calls a candidacy: it is kept for good, so it names nobody."""
    return f"{candidacy.candidate.key} ({candidacy.brief.title})"


def shortlist(visit: Visit, candidacy: Candidacy) -> Candidacy:
    """Put a new candidate on the shortlist; records `shortlisted`. Raises NotNow."""
    return move(visit, candidacy, "shortlist")


def interview(visit: Visit, candidacy: Candidacy) -> Candidacy:
    """Take a candidate into the interviews; records `interviewed`. Raises NotNow."""
    return move(visit, candidacy, "interview")


def withdraw(visit: Visit, candidacy: Candidacy, *, reason: str = "") -> Candidacy:
    """Keep that the candidate no longer wants the work, and why; records `withdrew`. Raises NotNow.

    A trial task that runs goes on: what was agreed is judged and paid.
    """
    return move(visit, candidacy, "withdraw", reason=reason)


def reconsider(visit: Visit, candidacy: Candidacy) -> Candidacy:
    """Put somebody who was rejected or withdrew on the shortlist again; records `reconsidered`."""
    return move(visit, candidacy, "reconsider")


@transaction.atomic
def move(visit: Visit, candidacy: Candidacy, verb: str, *, reason: str = "") -> Candidacy:
    """Lead `candidacy` on by `verb`; keep `reason` with it; record it. Sent twice, it happens once.

    First the row is locked, so that of two at once the second finds what the first made of it. The time
    for which the candidate is kept begins anew.

    Raises:
        NotNow: the verb does not lead on from the state in which the candidacy is.
    """
    row = Candidacy.objects.select_for_update().get(pk=candidacy.pk)
    before = CandidacyState(row.state)
    if before in CANDIDACY.steps[verb].values() and before not in CANDIDACY.steps[verb]:
        candidacy.state = row.state
        return candidacy
    candidacy.state = row.state = CANDIDACY.after(before, verb)
    candidacy.reason = row.reason = " ".join(reason.split())
    candidacy.changed_at = row.changed_at = timezone.now()
    row.save(update_fields=["state", "reason", "changed_at"])
    settle_application(candidacy)
    touch(visit, candidacy.candidate)
    record(
        scope=visit.business.key,
        actor=visit.user,
        verb=RECORDED[verb],
        thing=THING,
        name=name_of(candidacy),
        changes={"state": (before.value, row.state)},
    )
    return candidacy
