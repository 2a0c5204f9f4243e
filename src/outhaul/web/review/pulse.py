"""The pulse: owners read who answered what; everybody else sees only that an answer is there."""

from collections.abc import Mapping
from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as later
from django.views.decorators.http import require_safe

from outhaul.apps.paging import Order, page_of
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.review.domain.access import access_pulse_times
from outhaul.apps.review.domain.agreed import raises_due
from outhaul.apps.review.domain.dashboard import asked_of
from outhaul.apps.review.domain.home import home_of
from outhaul.apps.review.domain.keeping import risk_of, sources_of
from outhaul.apps.review.domain.months import month_of
from outhaul.apps.review.domain.portfolio import RUNS, Part, Portfolio, begun
from outhaul.apps.review.domain.pulses import heard, together
from outhaul.apps.review.models import PulseAnswer
from outhaul.engine.performance.pulse import ITEMS
from outhaul.web.doors import for_power
from outhaul.web.lists.filters import place_free
from outhaul.web.review.texts import TEXTS, numbers_of
from outhaul.web.review.trend import trend

A_PAGE = 50
NEWEST = Order("made_at", datetime, descending=True)
NAMES: Mapping[str, str | Promise] = {
    "fair_pay": later("Fair pay"),
    "clear_work": later("Clear work"),
    "respect": later("Respect and own ways"),
    "workload": later("A workload that fits"),
    "would_continue": later("Would go on"),
}
"""What each item of the pulse is called."""


@for_power(Power.VIEW)
@require_safe
def pulse(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show the pulse, as far as the role may read it, and the planned raises; a page of engagements."""
    after = request.GET.get("after", "")
    page = page_of(begun(visit.business).filter(state__in=RUNS), NEWEST, after, A_PAGE)
    portfolio = Part(home_of(visit.business), tuple(page.rows))
    month = month_of(portfolio.home.today)
    asked = asked_of(visit, month)
    shown = {
        "month": month,
        "asked": asked,
        "times": [] if visit.may(Power.HEAR) else _times(visit, month, portfolio),
        "next": place_free(request, after=page.next) if page.next else "",
        "is_first": not after,
        "raises": raises_due(portfolio.running, portfolio.terms, portfolio.home.today),
        "numbers": numbers_of(portfolio.home),
        "names": NAMES,
        "items": ITEMS,
        **TEXTS,
    }
    if visit.may(Power.HEAR):
        rows = {row.pk: row for row in portfolio.running}
        found = heard(visit, rows)
        known = {one.engagement.pk: one.newest for one in found}
        risks = [risk_of(portfolio, row, pulse=known.get(row.pk)) for row in portfolio.running]
        shown |= {
            "heard": [(one, trend([mean for _month, mean in one.trend][-12:])) for one in found],
            "together": together(found) if not (after or page.next) else None,
            "risks": sorted(risks, key=lambda risk: -risk.expected),
            "sources": sources_of(portfolio),
        }
    return render(request, "review/pulse.html", shown)


def _times(visit: Visit, month: date, portfolio: Portfolio) -> list[PulseAnswer]:
    """Return who of these engagements was asked in a month, and whether they answered."""
    rows = [row.pk for row in portfolio.rows]
    return list(access_pulse_times(visit).filter(month=month, engagement__in=rows))
