"""Ana from Manila as a candidate, briefs that seek somebody, and candidates by the hundred."""

from decimal import Decimal
from typing import Any

import msgspec

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.sourcing.domain.candidates import add_candidate, put_forward
from outhaul.apps.sourcing.lifecycles import BriefState
from outhaul.apps.sourcing.models import Brief, Candidacy, Candidate
from outhaul.engine.brief import Brief as Content
from outhaul.reference.tables import load

ANA: dict[str, Any] = {
    "name": "Ana Reyes",
    "email": "ana@example.org",
    "country": "PH",
    "time_zone": "Asia/Manila",
    "working_hours": ["09:00", "18:00"],
    "languages": {
        "en": {"level": "C1", "evidence": "IELTS 7.5, 2025"},
        "fil": {"level": "C2", "evidence": ""},
    },
    "skills": ["Bank reconciliation", "Microsoft Excel"],
    "occupation": "43-3031.00",
    "rate": Decimal("9.80"),
    "currency": "USD",
    "hours_per_week": Decimal("20.0"),
    "links": ["https://example.org/ana"],
    "references": [{"name": "Ben Cruz", "contact": "ben@example.org", "said": "On time, every month"}],
    "about": "Nine years of books for bakeries.",
}


def made_candidate(visit: Visit, **other: Any) -> Candidate:  # noqa: ANN401 -- fields
    """Ana, or Ana with `other` told of her."""
    return add_candidate(visit, ANA | other, reference=load())


def made_brief(visit: Visit, title: str = "Bookkeeping", state: BriefState = BriefState.PUBLISHED) -> Brief:
    """A brief that seeks somebody."""
    content = msgspec.to_builtins(Content(title=title, occupation="43-3031.00"))
    return Brief.objects.create(
        business=visit.business, process="bookkeeping", title=title, content=content, state=state
    )


def made_candidacy(visit: Visit, title: str = "Bookkeeping", **other: Any) -> Candidacy:  # noqa: ANN401 -- fields
    """Ana, put forward for a brief."""
    return put_forward(visit, made_candidate(visit, **other), made_brief(visit, title))
