"""How often things of a brief come."""

from typing import Final

from outhaul.engine.brief import Brief, Checkpoint, Rhythm

PER_MONTH: Final[dict[Rhythm, float]] = {"week": 52 / 12, "fortnight": 26 / 12, "month": 1.0}
"""Times a month; what comes once is not in it."""
OPEN_END: Final = 12
"""Months that count where no end is set."""
RHYTHMS: Final[tuple[Rhythm, ...]] = ("once", "week", "fortnight", "month")


def deliveries(brief: Brief) -> float:
    """Return how many times something is handed over in all (§SCOPE-20).

    >>> from outhaul.engine.brief import Brief, Deliverable
    >>> deliveries(Brief(title="Books", months=3, deliverables=(Deliverable(name="Month", every="month"),)))
    3.0
    """
    months = brief.months or OPEN_END
    return sum(PER_MONTH[item.every] * months if item.every != "once" else 1.0 for item in brief.deliverables)


def looks_at(brief: Brief, deliverable: str) -> tuple[Checkpoint, ...]:
    """Return the checkpoints of one deliverable; names are compared without case and outer blanks."""
    name = _plain(deliverable)
    return tuple(look for look in brief.checkpoints if look.name.strip() and _plain(look.deliverable) == name)


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
