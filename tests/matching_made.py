"""A brief of the bakery's books and candidates for it, as other parts of sourcing would have kept them."""

from dataclasses import asdict, replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import msgspec
from django.utils import timezone

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.sourcing.domain.trying_out import Task
from outhaul.apps.sourcing.lifecycles import BriefState
from outhaul.apps.sourcing.models import Brief, Candidacy, Candidate, TrackRecord
from outhaul.engine import brief as engine

BOOKS = engine.Brief(
    title="Bookkeeping",
    purpose="The month is closed by the fifth working day.",
    deliverables=(
        engine.Deliverable(
            name="Closed month", criteria=("Bank and books agree to the cent",), every="month"
        ),
    ),
    checkpoints=(engine.Checkpoint(name="Open questions", deliverable="Closed month"),),
    occupation="43-3031.00",
    skills=("Bookkeeping", "QuickBooks"),
    language="en",
    language_level="B2",
    overlap_hours=2.0,
    data=2,
    hours_per_month=40,
    currency="USD",
    rate_low=9.0,
    rate_high=26.0,
)
ANA: dict[str, Any] = {
    "name": "Ana",
    "email": "ana@example.org",
    "country": "PH",
    "time_zone": "Asia/Manila",
    "working_hours": ["20:00", "04:00"],
    "languages": {"en": {"level": "C1", "evidence": "IELTS 7.5"}},
    "skills": ["Book-keeping", "Quickbooks Online", "Excel"],
    "references": [{"name": "Kim", "contact": "kim@example.org", "said": "Never late."}],
    "occupation": "43-3031.00",
    "rate": Decimal("10.50"),
    "currency": "USD",
    "hours_per_week": Decimal("20.0"),
}


def books_brief(visit: Visit, **changes: Any) -> Brief:  # noqa: ANN401 -- fields of the content
    """A published brief for the bakery's books."""
    content = msgspec.to_builtins(asdict(replace(BOOKS, **changes)))
    return Brief.objects.create(
        business=visit.business,
        process="books",
        title=content["title"],
        content=content,
        state=BriefState.PUBLISHED,
        made_by=visit.user,
    )


def candidate(visit: Visit, **changes: Any) -> Candidate:  # noqa: ANN401 -- fields of the model
    """Ana, or somebody who differs from her by `changes`."""
    told = {**ANA, "keep_until": timezone.now().date() + timedelta(days=180), **changes}
    return Candidate.objects.create(business=visit.business, made_by=visit.user, **told)


def candidacy(visit: Visit, brief: Brief, **changes: Any) -> Candidacy:  # noqa: ANN401 -- fields of the candidate
    """Ana, or somebody like her, as a candidate for `brief`."""
    return Candidacy.objects.create(brief=brief, candidate=candidate(visit, **changes))


def sample_task(**changes: Any) -> Task:  # noqa: ANN401 -- fields of Task
    """A small paid task that anybody could judge."""
    told = {
        "task": "Close March of the sample books",
        "criteria": ("Bank and books agree to the cent", "Open questions are listed"),
        "fee": Decimal(60),
        "currency": "USD",
        "due_on": timezone.localdate() + timedelta(days=7),
    }
    return Task(**{**told, **changes})


def delivered(who: Candidate, count: int, *, accepted: bool = True) -> None:
    """Let `count` more deliveries of a candidate be verified."""
    begun = who.record.count()
    for number in range(begun, begun + count):
        TrackRecord.objects.create(
            candidate=who,
            source="milestone",
            source_key=f"m{number}",
            name=f"Month {number}",
            accepted=accepted,
            first_pass=accepted,
            on_time=accepted,
        )
