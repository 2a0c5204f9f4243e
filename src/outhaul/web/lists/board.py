"""The board: every candidate who is being weighed, under how far they are."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.sourcing.domain.access import access_briefs, access_candidacies
from outhaul.apps.sourcing.lifecycles import CANDIDACY, CandidacyState
from outhaul.apps.sourcing.models import Candidacy
from outhaul.web.doors import for_power
from outhaul.web.lists.filters import kept_filters
from outhaul.web.source.matching.words import STATES, STEPS

MOST = 25
"""Cards of one column; who has more looks at the ranking."""


ENDED = frozenset({CandidacyState.REJECTED, CandidacyState.WITHDRAWN})
"""States whose column is left out while nobody is in it."""
OPEN = frozenset(CandidacyState) - ENDED - {CandidacyState.HIRED}


ANY = "-any-"
"""In place of the key of a candidacy, in an address worked out once for all cards."""


@dataclass(frozen=True, slots=True)
class Card:
    """One candidate for one brief."""

    address: str
    move: str
    """Where a step is sent to."""
    name: str
    brief: str
    score: float | None


@dataclass(frozen=True, slots=True)
class Column:
    """One state: how many are in it, and the first of them."""

    state: CandidacyState
    name: str
    steps: tuple[tuple[str, str], ...]
    """What one click does with whoever is in it: verb and its words."""
    count: int
    cards: tuple[Card, ...]


@for_power(Power.SOURCE)
@require_safe
def board(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show candidates by state, of all briefs or of one."""
    briefs = list(access_briefs(visit).order_by("title", "pk"))
    chosen = next((brief for brief in briefs if brief.key == request.GET.get("brief")), None)
    found = access_candidacies(visit, chosen).filter(candidate__erased_at=None)
    columns = _columns(visit, found)
    told = {
        "briefs": briefs,
        "chosen": chosen,
        "columns": columns,
        "open": sum(column.count for column in columns if column.state in OPEN),
        "kept": kept_filters(request, visit, "board"),
        "title": _("Pipeline"),
    }
    return render(request, "lists/board.html", told)


def _columns(visit: Visit, rows: QuerySet[Candidacy]) -> tuple[Column, ...]:
    counts: dict[str, int] = dict(rows.order_by().values_list("state").annotate(Count("pk")))
    addresses = [reverse(name, args=[visit.business.key, ANY]) for name in ("candidacy", "move-candidacy")]
    return tuple(
        Column(
            state=state,
            name=str(STATES[state]),
            steps=_steps(state),
            count=counts.get(state, 0),
            cards=_cards(rows.filter(state=state), addresses) if state in counts else (),
        )
        for state in CandidacyState
        if state not in ENDED or state in counts
    )


def _cards(rows: QuerySet[Candidacy], addresses: list[str]) -> tuple[Card, ...]:
    page, move = addresses
    told = rows.values_list("key", "candidate__name", "brief__title", "score")[:MOST]
    return tuple(
        Card(page.replace(ANY, key), move.replace(ANY, key), name, brief, score)
        for key, name, brief, score in told
    )


def _steps(state: CandidacyState) -> tuple[tuple[str, str], ...]:
    possible = CANDIDACY.verbs(state)
    return tuple((verb, str(words)) for verb, words in STEPS.items() if verb in possible)
