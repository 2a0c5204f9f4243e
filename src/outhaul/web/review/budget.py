"""Plan, actual and keeping: in all, month by month, and for each engagement."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from outhaul.apps.paging import Order, page_of
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.review.domain.costs import compare, months_of, together
from outhaul.apps.review.domain.earned import courses
from outhaul.apps.review.domain.figures import is_large, kept_figures
from outhaul.apps.review.domain.freed import freed_in
from outhaul.apps.review.domain.home import home_of
from outhaul.apps.review.domain.months import month_of
from outhaul.apps.review.domain.portfolio import Part, begun, portfolio_of
from outhaul.web.doors import for_power
from outhaul.web.lists.filters import place_free
from outhaul.web.review.texts import TEXTS, numbers_of

MONTHS_SHOWN = 12
A_PAGE = 50
NEWEST = Order("made_at", datetime, descending=True)


@for_power(Power.VIEW)
@require_safe
def budget(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show what the handed-out work was planned to cost, what it came to, and what keeping it costs.

    All engagements together, and a page of them, the newest first.
    """
    business, after = visit.business, request.GET.get("after", "")
    page = page_of(begun(business), NEWEST, after, A_PAGE)
    part = Part(home_of(business), tuple(page.rows))
    found, course, duties = compare(part), courses(part), part.duties
    kept = kept_figures(business) if (after or page.next) and is_large(business) else None
    if kept is not None:
        months, freed = kept.months, kept.freed
    elif after or page.next:
        portfolio = portfolio_of(business)
        months, freed = months_of(portfolio), freed_in(portfolio, month_of(part.home.today))
    else:  # all are on this page, and read already
        months, freed = months_of(part, found=found), freed_in(part, month_of(part.home.today))
    shown = {
        "kept": kept,
        "whole": together(months.values()),
        "months": list(months.items())[-MONTHS_SHOWN:],
        "rows": [
            (row, together(found[row.pk].values()), course[row.pk], duties.get(row.pk)) for row in part.rows
        ],
        "freed": freed,
        "numbers": numbers_of(part.home),
        "next": place_free(request, after=page.next) if page.next else "",
        "is_first": not after,
        **TEXTS,
    }
    return render(request, "review/budget.html", shown)
