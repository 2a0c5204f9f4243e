"""The ranking: who fits a brief how well, in which order, and how sure that is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.sourcing.domain.access import access_brief, access_candidacies
from outhaul.apps.sourcing.domain.weighing import match_of, weigh_brief
from outhaul.apps.sourcing.models import Brief, Candidacy
from outhaul.engine.verdict import Answer, worst
from outhaul.faults import InputError
from outhaul.reference.tables import load
from outhaul.web.doors import for_power
from outhaul.web.source.matching.shown import Line, line_of
from outhaul.web.source.matching.weighed import CannotWeigh, tells_what_is_missing
from outhaul.web.source.matching.words import STATES

PAGE = 50
"""Candidates on one page."""
GONE = ("rejected", "withdrawn")
"""States that the page leaves out unless it is asked for them."""


@dataclass(frozen=True, slots=True)
class Order:
    """One way to sort: its column, and which way."""

    label: Any
    field: str
    descending: bool = False

    def value(self, row: Candidacy) -> str:
        """Return what stands in the column of `row`, for the address of the next page."""
        found: Any = row
        for name in self.field.split("__"):
            found = getattr(found, name)
        return found.isoformat() if hasattr(found, "isoformat") else str(found)


ORDERS: Mapping[str, Order] = {
    "match": Order(gettext_lazy("Match"), "score", descending=True),
    "name": Order(gettext_lazy("Candidate"), "candidate__name"),
    "newest": Order(gettext_lazy("Since"), "applied_at", descending=True),
}


@for_power(Power.SOURCE)
@require_safe
@tells_what_is_missing
def ranking(request: HttpRequest, visit: Visit, brief: str) -> HttpResponse:
    """Show the candidates of a brief as the address says, weighed anew where something has changed."""
    found = access_brief(visit, brief)
    bring_up_to_date(found)
    order = request.GET.get("sort", "")
    order = order if order in ORDERS else "match"
    state = request.GET.get("state", "")
    state = state if state in {*STATES, "all"} else ""
    counts = dict(
        access_candidacies(visit, found).order_by().values_list("state").annotate(count=Count("pk"))
    )
    rows, after = _page(_filtered(access_candidacies(visit, found), state), ORDERS[order], request)
    more = urlencode({"sort": order, "state": state} | after) if after else ""
    context = {
        "visit": visit,
        "brief": found,
        "lines": [line_of(row, place) for place, row in enumerate(rows, 1)],
        "counts": counts,
        "total": sum(counts.values()),
        "still": sum(count for name, count in counts.items() if name not in GONE),
        **_ahead(access_candidacies(visit, found).exclude(state__in=GONE).exclude(match=None)),
        "orders": ORDERS,
        "order": order,
        "state": state,
        "states": STATES,
        "more": more,
        "is_first": "after" not in request.GET,
    }
    return render(request, "source/matching/ranking.html", context)


def _ahead(rows: QuerySet[Candidacy]) -> dict[str, Line | None]:
    """Return who is ahead and who is so close that it is not beyond doubt, looked for among the first.

    Whom guard match blocks is passed over.
    """
    free = (line_of(row) for row in rows[:PAGE] if worst(match_of(row).verdicts) is not Answer.BLOCK)
    best, second = next(free, None), next(free, None)
    is_close = best is not None and second is not None and second.high >= best.low
    return {"best": best, "close": second if is_close else None}


def bring_up_to_date(brief: Brief) -> None:
    """Weigh anew whatever has changed. Raises CannotWeigh where the business lacks something."""
    try:
        weigh_brief(brief, reference=load())
    except InputError as error:
        raise CannotWeigh(error) from error


def _filtered(rows: QuerySet[Candidacy], state: str) -> QuerySet[Candidacy]:
    rows = rows.exclude(match=None)
    if state == "all":
        return rows
    return rows.filter(state=state) if state else rows.exclude(state__in=GONE)


def _page(
    rows: QuerySet[Candidacy], order: Order, request: HttpRequest
) -> tuple[list[Candidacy], dict[str, str]]:
    """Return one page and what leads to the next: where this one ends, not how many it skips."""
    after, pk = request.GET.get("after"), request.GET.get("pk", "")
    if after is not None and pk.isdigit():
        side = "lt" if order.descending else "gt"
        try:
            rows = rows.filter(
                Q(**{f"{order.field}__{side}": after}) | Q(**{order.field: after, "pk__gt": int(pk)})
            )
        except ValueError:
            rows = rows.none()
    found = list(rows.order_by(f"{'-' if order.descending else ''}{order.field}", "pk")[: PAGE + 1])
    if len(found) <= PAGE:
        return found, {}
    last = found[PAGE - 1]
    return found[:PAGE], {"after": order.value(last), "pk": str(last.pk)}
