"""Plan, actual and keeping: in all, month by month, and for each engagement."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.review.domain.costs import all_months, compare, together, training_costs, with_training
from outhaul.apps.review.domain.earned import courses
from outhaul.apps.review.domain.freed import freed_in
from outhaul.apps.review.domain.months import month_of
from outhaul.apps.review.domain.portfolio import portfolio_of
from outhaul.web.doors import for_power
from outhaul.web.review.texts import TEXTS, numbers_of

MONTHS_SHOWN = 12


@for_power(Power.VIEW)
@require_safe
def budget(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show what the handed-out work was planned to cost, what it came to, and what keeping it costs."""
    portfolio = portfolio_of(visit.business)
    found = compare(portfolio)
    months = with_training(all_months(found), training_costs(portfolio))
    course = courses(portfolio)
    duties = portfolio.duties
    shown = {
        "portfolio": portfolio,
        "whole": together(months.values()),
        "months": list(months.items())[-MONTHS_SHOWN:],
        "rows": [
            (row, together(found[row.pk].values()), course[row.pk], duties.get(row.pk))
            for row in portfolio.rows
        ],
        "freed": freed_in(portfolio, month_of(portfolio.home.today)),
        "numbers": numbers_of(portfolio.home),
        **TEXTS,
    }
    return render(request, "review/budget.html", shown)
