"""All engagements in short, and the accepted offers that wait to become one."""

from collections import Counter

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from outhaul.apps.paging import page_of
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.sourcing.domain.access import access_offer, access_offers
from outhaul.apps.sourcing.lifecycles import OfferState
from outhaul.apps.work.domain.access import access_engagements
from outhaul.apps.work.domain.engagements import begin_engagement, manager_names
from outhaul.apps.work.domain.finding import A_PAGE, ORDERS, Wanted, find_engagements
from outhaul.apps.work.lifecycles import EngagementState
from outhaul.apps.work.models import Engagement
from outhaul.faults import InputError
from outhaul.lifecycle import NotNow
from outhaul.web.agree.engagements.board import columns_of
from outhaul.web.agree.engagements.searching import Search
from outhaul.web.agree.engagements.words import STATES
from outhaul.web.agree.texts import TEXTS
from outhaul.web.doors import for_power
from outhaul.web.fields.saving import words_of_fault
from outhaul.web.lists.carrying import remembered
from outhaul.web.lists.filters import kept_filters, place_free

MOST = 200
"""Accepted offers that are shown."""
COLUMNS = (
    "pk",
    "key",
    "name",
    "contractor__name",
    "state",
    "manager",
    "rate",
    "currency",
    "starts_on",
    "ends_on",
)
"""What the table shows; objects with all that is kept would take it three times as long."""


@for_power(Power.VIEW)
@require_safe
def engagements(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show the engagements that are wanted as a table or a board, and what waits to begin."""
    names = manager_names(visit)
    search = Search(visit, names, request.GET)
    found = find_engagements(visit, search.wanted, search.order)
    is_board = request.GET.get("look") == "board"
    order, after = ORDERS[search.order], request.GET.get("after", "")
    rows = found.values_list(*dict.fromkeys((*COLUMNS, order.by)), named=True)
    page = None if is_board else page_of(rows, order, after, A_PAGE)
    counts = Counter(dict(access_engagements(visit).order_by().values_list("state").annotate(Count("pk"))))
    is_narrow = search.wanted != Wanted()
    brought = request.GET.get("brought", "")
    offers = []
    if visit.may(Power.SOURCE):
        offers = list(access_offers(visit).filter(state=OfferState.ACCEPTED, engagement=None)[:MOST])
    told = {
        "rows": page.rows if page else (),
        "columns": columns_of(found) if is_board else (),
        "more": {state.value: place_free(request, look="", state=state.value) for state in EngagementState},
        "is_board": is_board,
        "looks": {"": place_free(request, look=""), "board": place_free(request, look="board")},
        "is_any": counts.total() > 0,
        "active": counts[EngagementState.ACTIVE],
        "waiting": counts[EngagementState.DRAFT] + counts[EngagementState.SIGNING],
        "fits": found.order_by().count() if is_narrow else None,
        "search": search,
        "kept": kept_filters(request, visit, "engagements"),
        "query": place_free(request),
        "next": place_free(request, after=page.next) if page and page.next else "",
        "is_first": not request.GET.get("after"),
        "offers": offers,
        "brought": brought if remembered(request, f"engagements {visit.business.key}", brought) else "",
        "states": {state: str(name) for state, name in STATES.items()},
        "names": names,
        **TEXTS,
    }
    return render(request, "agree/engagements/list.html", told)


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
