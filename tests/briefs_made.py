"""Briefs for tests: one of the bakery's bookkeeping, as the engine and as a row knows it."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from outhaul.apps.sourcing.domain.applying import Application, apply
from outhaul.apps.sourcing.domain.briefs import write_brief
from outhaul.apps.sourcing.domain.drafting import drafted
from outhaul.apps.sourcing.domain.publishing import open_link, publish_brief
from outhaul.apps.sourcing.models import Brief as Row
from outhaul.apps.sourcing.models import Candidacy
from outhaul.engine.brief import Brief, Checkpoint, Deliverable
from outhaul.reference.tables import load
from tests.kept_rows import kept
from tests.people import People

BOOKS = Brief(
    title="Bookkeeping",
    purpose="Every receipt is booked, so that the owner can trust the figures of any month.",
    deliverables=(
        Deliverable(
            name="Booked month",
            criteria=("The bank balance in the books equals the statement to the cent",),
            every="month",
            due_in_days=10,
        ),
        Deliverable(
            name="List of open questions",
            criteria=("No item is older than ten working days", "Each names the paper that is missing"),
            every="week",
        ),
    ),
    checkpoints=(
        Checkpoint(name="What is booked so far", deliverable="Booked month", every="fortnight"),
        Checkpoint(name="Questions", deliverable="List of open questions", every="week"),
    ),
    occupation="43-3031.00",
    skills=("Double-entry bookkeeping",),
    hours_per_month=40,
    rate_low=9.0,
    rate_high=11.2,
)
"""Nothing in it is vague."""


def written(people: People, process: str = "books") -> Row:
    """A draft of Olivia's, from a process of the bakery."""
    content = drafted(people.olivia, process, None, load())
    return write_brief(people.olivia, process=process, content=content)


@kept
def published(people: People, process: str = "books") -> Row:
    """A brief that candidates may be weighed against."""
    return publish_brief(people.olivia, written(people, process), reference=load())


@kept
def opened_brief(people: People, process: str = "books") -> Row:
    """A brief that people can read by its link and apply for, for two weeks from today."""
    today = timezone.localdate()
    return open_link(people.olivia, published(people, process), until=today + timedelta(days=14), today=today)


ANA = Application(
    name="Ana Reyes",
    email="ana@example.org",
    country="PH",
    time_zone="Asia/Manila",
    languages={"en": {"level": "C1", "evidence": "IELTS 7.5, 2025"}},
    skills=("Double-entry bookkeeping", "Xero"),
    rate=Decimal("10.20"),
    currency="USD",
    hours_per_week=Decimal(20),
    message="I keep the books of two cafés.",
)


def address_of(token: str) -> str:
    return f"https://outhaul.example/a/application/{token}/"


def applied(brief: Row, application: Application = ANA) -> Candidacy:
    """Ana's application for an open brief, or another."""
    made = apply(brief, application, address=address_of, today=timezone.localdate())
    assert made is not None
    return made


def vague(**changes: object) -> Brief:
    """BOOKS with something else in it."""
    return replace(BOOKS, **changes)  # type: ignore[arg-type]
