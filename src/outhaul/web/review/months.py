"""The months on one page each, as pages and as PDF."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.review.domain.access import access_month, access_monthly
from outhaul.apps.review.domain.monthly import pdf_of
from outhaul.apps.review.models import MonthlyReview
from outhaul.web.doors import for_power
from outhaul.web.review.texts import TEXTS

MOST = 120


@for_power(Power.VIEW)
@require_safe
def months(request: HttpRequest, visit: Visit) -> HttpResponse:
    """List the months that are over."""
    shown = {"reviews": list(access_monthly(visit)[:MOST]), **TEXTS}
    return render(request, "review/months.html", shown)


@for_power(Power.VIEW)
@require_safe
def month(request: HttpRequest, visit: Visit, month: str) -> HttpResponse:
    """Show one month as it was kept."""
    review = _kept(visit, month)
    return render(request, "review/month.html", {"review": review, "said": review.content, **TEXTS})


@for_power(Power.VIEW)
@require_safe
def month_pdf(_request: HttpRequest, visit: Visit, month: str) -> HttpResponse:
    """Give one month as PDF."""
    review = _kept(visit, month)
    headers = {"Content-Disposition": f'inline; filename="review-{review.month:%Y-%m}.pdf"'}
    return HttpResponse(pdf_of(review), content_type="application/pdf", headers=headers)


def _kept(visit: Visit, month: str) -> MonthlyReview:
    try:
        first = date.fromisoformat(f"{month}-01")
    except ValueError as wrong:
        raise Http404 from wrong
    return access_month(visit, first)
