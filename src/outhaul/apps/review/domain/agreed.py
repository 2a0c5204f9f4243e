"""What both sides agreed on last, and the raises that are planned in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from outhaul.apps.work.lifecycles import EngagementState, StatementState
from outhaul.apps.work.models import Engagement, Statement
from outhaul.documents.statement.canonical import statement_of
from outhaul.engine.terms import Raise, Terms

SOON = timedelta(days=30)
"""How long before a planned raise it is reminded of."""


@dataclass(frozen=True, slots=True)
class Due:
    """A planned raise that is not made yet, and due soon or already."""

    engagement: Engagement
    planned: Raise

    def is_late(self, today: date) -> bool:
        """Whether its day is over."""
        return self.planned.on < today


def terms_in_force(engagements: Iterable[int]) -> Mapping[int, Terms]:
    """Return the terms that hold for each engagement, where something was signed; one query."""
    signed = Statement.objects.filter(engagement__in=list(engagements), state=StatementState.SIGNED)
    rows = signed.order_by("number", "issue").values_list("engagement", "content")
    return {engagement: statement_of(content).terms for engagement, content in rows}


def raises_due(engagements: Iterable[Engagement], terms: Mapping[int, Terms], today: date) -> tuple[Due, ...]:
    """Return the planned raises that are due within 30 days, or were, and not made; the oldest first."""
    found = [
        Due(row, planned)
        for row in engagements
        if row.state == EngagementState.ACTIVE and row.pk in terms
        for planned in terms[row.pk].raises
        if planned.on <= today + SOON and planned.rate > float(row.rate)
    ]
    return tuple(sorted(found, key=lambda due: (due.planned.on, due.engagement.pk)))
