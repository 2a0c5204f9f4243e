"""Briefs for tests: one of the bakery's bookkeeping, as the engine and as a row knows it."""

from dataclasses import replace

from outhaul.apps.sourcing.domain.briefs import write_brief
from outhaul.apps.sourcing.domain.drafting import drafted
from outhaul.apps.sourcing.domain.publishing import publish_brief
from outhaul.apps.sourcing.models import Brief as Row
from outhaul.engine.brief import Brief, Checkpoint, Deliverable
from outhaul.reference.tables import load
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


def published(people: People, process: str = "books") -> Row:
    """A brief that candidates may be weighed against."""
    return publish_brief(people.olivia, written(people, process), reference=load())


def vague(**changes: object) -> Brief:
    """BOOKS with something else in it."""
    return replace(BOOKS, **changes)  # type: ignore[arg-type]
