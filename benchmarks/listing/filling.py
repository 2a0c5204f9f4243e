"""A business with as many candidates and entries of its ledger as it has engagements."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from benchmarks.work import fill
from outhaul.apps.money.models import LedgerEntry
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.models import User
from outhaul.apps.planning.domain.sample import make_sample, sample_visit
from outhaul.apps.sourcing.models import Candidate
from outhaul.apps.work.models import Engagement
from outhaul.cli.demo import samples
from outhaul.reference.tables import load


def filled(count: int) -> Visit:
    """Keep `count` engagements with all that belongs to them, as many candidates, and a ledger."""
    make_sample(samples(), reference=load())
    visit = sample_visit()
    fill(visit, User.objects.create_user("ana@example.org", name="Ana"), count)
    today = timezone.localdate()
    Candidate.objects.bulk_create(
        Candidate(
            business=visit.business,
            name=f"Candidate {number:05}",
            country=("PH", "PL", "CO", "KE")[number % 4],
            languages={"en": {"level": "C1", "evidence": ""}, "es": {"level": "B1", "evidence": ""}},
            skills=["bookkeeping", "spreadsheets", "payroll"],
            occupation="43-3031.00",
            rate=Decimal(8 + number % 30),
            currency="USD",
            keep_until=today + timedelta(days=number % 300),
        )
        for number in range(count)
    )
    LedgerEntry.objects.bulk_create(
        LedgerEntry(
            business=visit.business,
            number=number,
            on=today - timedelta(days=number % 25),
            engagement=engagement,
            thing="milestone",
            thing_key=str(number),
            verb="accepted",
            source="world",
            target="accepted",
            cents=20_000 + number,
            currency="USD",
        )
        for number, engagement in enumerate(Engagement.objects.filter(business=visit.business), 1)
    )
    return visit
