"""All engagements in short, and the accepted offers that wait to become one."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.sourcing.domain.access import access_offer
from outhaul.apps.sourcing.lifecycles import OfferState
from outhaul.apps.work.domain.engagements import begin_engagement, manager_names
from outhaul.apps.work.domain.finding import (
    Wanted,
    counts_by_state,
    engagements_page,
    find_engagements,
    offers_that_wait,
)
from outhaul.apps.work.lifecycles import EngagementState
from outhaul.apps.work.models import Engagement
from outhaul.faults import InputError
from outhaul.lifecycle import NotNow
from outhaul.web.agree.engagements.board import columns_of
from outhaul.web.agree.engagements.searching import Search, search_of
from outhaul.web.agree.engagements.words import STATES
from outhaul.web.agree.texts import TEXTS, money_text, period_text
from outhaul.web.doors import for_power
from outhaul.web.fields.saving import words_of_fault
from outhaul.web.lists.carrying import remembered
from outhaul.web.lists.filters import kept_filters, place_free

ANY = "-any-"
"""In place of the key of an engagement, in an address worked out once for all rows."""


@for_power(Power.VIEW)
@require_safe
def engagements(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show the engagements that are wanted as a table or a board, and what waits to begin."""
    names = manager_names(visit)
    search = search_of(visit, names, request.GET)
    is_board = request.GET.get("look") == "board"
    after = request.GET.get("after", "")
    page = None if is_board else engagements_page(visit, search.wanted, search.order, after)
    counts = Counter(counts_by_state(visit))
    is_narrow = search.wanted != Wanted()
    brought = request.GET.get("brought", "")
    told = {
        "lines": lines_of(visit, page.rows, names) if page else (),
        **(_board(request, visit, search) if is_board else {}),
        "is_board": is_board,
        "looks": {"": place_free(request, look=""), "board": place_free(request, look="board")},
        "is_any": counts.total() > 0,
        "active": counts[EngagementState.ACTIVE],
        "waiting": counts[EngagementState.DRAFT] + counts[EngagementState.SIGNING],
        "fits": find_engagements(visit, search.wanted).order_by().count() if is_narrow else None,
        "search": search,
        "kept": kept_filters(request, visit, "engagements"),
        "query": place_free(request),
        "next": place_free(request, after=page.next) if page and page.next else "",
        "is_first": not after,
        "offers": offers_that_wait(visit) if visit.may(Power.SOURCE) else (),
        "brought": brought if remembered(request, f"engagements {visit.business.key}", brought) else "",
        "names": names,
        **TEXTS,
    }
    return render(request, "agree/engagements/list.html", told)


def _board(request: HttpRequest, visit: Visit, search: Search) -> dict[str, object]:
    return {
        "columns": columns_of(find_engagements(visit, search.wanted, search.order)),
        "more": {state.value: place_free(request, look="", state=state.value) for state in EngagementState},
    }


def lines_of(visit: Visit, rows: Iterable[Any], names: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Return address, name, contractor, state, manager, rate and period of each row of a page."""
    before, after = reverse("engagement", args=[visit.business.key, ANY]).split(ANY)
    states, nobody = {state: str(name) for state, name in STATES.items()}, _("nobody yet")
    return [
        (
            f"{before}{row.key}{after}",
            row.name,
            row.contractor__name,
            states[row.state],
            names.get(row.manager) or nobody,
            money_text(row.rate, row.currency),
            period_text(row.starts_on, row.ends_on),
        )
        for row in rows
    ]


@for_power(Power.SOURCE)
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, visit: Visit, offer: str) -> HttpResponse:
    """Show what an accepted offer would lead to, and begin it."""
    row = access_offer(visit, offer)
    there = Engagement.objects.filter(offer=row).first()
    if there is not None:
        return redirect("engagement", visit.business.key, there.key)
    wrong: list[str] = []
    if request.method == "POST":
        try:
            engagement = begin_engagement(visit, row)
        except NotNow:
            wrong = [_("Only an accepted offer can become an engagement.")]
        except InputError as error:
            wrong = [words_of_fault(fault) for fault in error.faults]
        else:
            messages.success(request, _("The statement of work is drafted from brief and offer. Read it."))
            return redirect("engagement", visit.business.key, engagement.key)
    if row.state != OfferState.ACCEPTED and not wrong:
        raise Http404
    told = {"offer": row, "wrong": wrong, **TEXTS}
    return render(request, "agree/engagements/begin.html", told, status=422 if wrong else 200)
