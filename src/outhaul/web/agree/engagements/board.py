"""Engagements by state: the columns of the board, and what leads on from each."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from outhaul.apps.work.domain.engagements import REASONED
from outhaul.apps.work.lifecycles import ENGAGEMENT, EngagementState
from outhaul.apps.work.models import Engagement
from outhaul.web.agree.engagements.words import STATES, STEPS

MOST = 25
"""Cards of one column; who has more looks at the list."""


@dataclass(frozen=True, slots=True)
class Move:
    """A step that leads on from a state."""

    verb: str
    words: str
    wants_reason: bool
    """Whether it is taken on the page of the engagement, where one says why."""


@dataclass(frozen=True, slots=True)
class Column:
    """The engagements of one state: how many there are, the first of them, and where they go from here."""

    state: str
    name: str
    count: int
    rows: tuple[Engagement, ...]
    moves: tuple[Move, ...]


def columns_of(found: QuerySet[Engagement]) -> tuple[Column, ...]:
    """Return what was `found`, state by state in the order of the lifecycle: one query a state."""
    counts: dict[str, int] = dict(found.order_by().values_list("state").annotate(Count("pk")))
    return tuple(
        Column(
            state=state.value,
            name=str(STATES[state]),
            count=counts.get(state, 0),
            rows=tuple(found.filter(state=state)[:MOST]) if state in counts else (),
            moves=tuple(_moves(state)),
        )
        for state in EngagementState
    )


def _moves(state: EngagementState) -> list[Move]:
    possible = ENGAGEMENT.verbs(state)
    return [Move(verb, str(words), verb in REASONED) for verb, words in STEPS.items() if verb in possible]
