"""Ana, who would keep the bakery's books from Manila, and offers to her."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.sourcing.domain.offer_terms import Offered
from outhaul.apps.sourcing.domain.offers import make_offer, send_offer
from outhaul.apps.sourcing.lifecycles import BriefState, CandidacyState
from outhaul.apps.sourcing.models import Brief, Candidacy, Candidate, Offer
from outhaul.engine.terms import Raise, Terms
from outhaul.reference.tables import load
from tests.kept_rows import kept

TODAY = timezone.localdate()
START = (TODAY.replace(day=1) + timedelta(days=62)).replace(day=1)
"""The first of the month after next."""
ADDRESS = "https://outhaul.example/a/offer/x/"
WORK = {
    "title": "Bookkeeping",
    "purpose": "Books that are right on the fifth of each month.",
    "deliverables": [
        {"name": "Books of the month", "criteria": ["Every receipt is booked", "The bank agrees to the cent"]}
    ],
    "language": "en",
    "hours_per_month": 40.0,
    "months": 12,
    "currency": "USD",
}
FAIR = Terms(
    form="fixed",
    currency="USD",
    rate=10.0,
    hours_per_month=40.0,
    starts_on=START,
    raises=(Raise(on=START + timedelta(days=90), rate=10.3),),
)


def brief_of(visit: Visit, **content: Any) -> Brief:  # noqa: ANN401 -- any field
    """A published brief for the books."""
    return Brief.objects.create(
        business=visit.business,
        process="books",
        title="Bookkeeping",
        content=WORK | content,
        state=BriefState.PUBLISHED,
    )


def candidacy_of(
    visit: Visit,
    brief: Brief | None = None,
    *,
    name: str = "Ana",
    country: str = "PH",
    **asked: Any,  # noqa: ANN401 -- any column
) -> Candidacy:
    """Ana as a candidate, who asks 10.50 USD an hour."""
    candidate = Candidate.objects.create(
        business=visit.business,
        name=name,
        email=f"{name.lower()}@example.org",
        country=country,
        time_zone="Asia/Manila",
        rate=Decimal("10.50"),
        currency="USD",
        keep_until=TODAY + timedelta(days=365),
        **asked,
    )
    return Candidacy.objects.create(
        brief=brief or brief_of(visit), candidate=candidate, state=CandidacyState.SHORTLISTED
    )


def offered(
    *,
    good_until: date | None = TODAY + timedelta(days=10),
    message: str = "",
    **terms: Any,  # noqa: ANN401 -- any of the terms
) -> Offered:
    """What is offered: fair terms, but for what is given."""
    return Offered(terms=replace(FAIR, **terms), good_until=good_until, message=message)


@kept
def draft_of(visit: Visit, candidacy: Candidacy | None = None, **terms: Any) -> Offer:  # noqa: ANN401 -- likewise
    """A draft of an offer to Ana."""
    return make_offer(
        visit,
        candidacy or candidacy_of(visit),
        offered=offered(**terms),
        today=TODAY,
        reference=load(),
    )


@kept
def sent_of(visit: Visit, candidacy: Candidacy | None = None, **terms: Any) -> Offer:  # noqa: ANN401 -- likewise
    """An offer that Ana has."""
    offer = draft_of(visit, candidacy, **terms)
    return send_offer(visit, offer, address=ADDRESS, today=TODAY, reference=load())
