"""Access that stands and is to be taken back, with what the seats cost a month."""

from datetime import date
from decimal import Decimal, InvalidOperation

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from outhaul.apps.delivery.domain.days import currency_of
from outhaul.apps.delivery.domain.gates import access_access, access_accesses
from outhaul.apps.delivery.domain.granting import grant, monthly_cost, revoke, unrevoke
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.work.domain.access import access_engagement
from outhaul.apps.work.models import Engagement
from outhaul.faults import InputError
from outhaul.lifecycle import NotNow
from outhaul.web.agree.texts import TEXTS
from outhaul.web.doors import for_power
from outhaul.web.run.engagement import page
from outhaul.web.run.review import amount_of

MOST = 200
GONE = "revoked_access"
"""Where the session keeps which access was taken back last, to be undone."""


@for_power(Power.VIEW)
@require_safe
def accesses(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show every access that stands, those of work that ends first."""
    standing = access_accesses(visit).filter(revoked_on=None)
    rows = list(standing[:MOST])
    rows.sort(key=lambda row: (row.engagement.state == "active", row.granted_on))
    gone = access_accesses(visit).filter(key=request.session.pop(GONE, ""), revoked_on__isnull=False).first()
    shown = {
        "rows": rows,
        "due": sum(row.engagement.state in {"closing", "closed"} for row in rows),
        "cost": monthly_cost(visit.business.pk),
        "currency": currency_of(visit.business),
        "gone": gone,
        **TEXTS,
    }
    return render(request, "run/access.html", shown)


@for_power(Power.RUN)
@require_POST
def give(request: HttpRequest, visit: Visit, engagement: str) -> HttpResponse:
    """Keep that a seat or a right was given."""
    row = access_engagement(visit, engagement)
    try:
        cost = _amount(request.POST.get("monthly_cost", ""))
        grant(
            visit,
            row,
            tool=request.POST.get("tool", ""),
            name=request.POST.get("name", ""),
            monthly_cost=cost,
            granted_on=_day(request.POST.get("granted_on", "")),
        )
    except InvalidOperation:
        return page(
            request, visit, row, wrong={"monthly_cost": _("That is no amount. Give a number, such as 12.50.")}
        )
    except InputError as error:
        wrong = {fault.where: f"{fault.problem}. {fault.remedy}" for fault in error.faults}
        return page(request, visit, row, wrong=wrong)
    except NotNow:
        messages.error(request, _("The work does not run, so nothing is given."))
    return _back(visit, row)


def _amount(text: str) -> Decimal | None:
    """Return an amount; None where none is given. Raises InvalidOperation where it is none."""
    return amount_of(text).quantize(Decimal("0.01")) if text.strip() else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@for_power(Power.RUN)
@require_POST
def take(request: HttpRequest, visit: Visit, access: str) -> HttpResponse:
    """Keep that an access was taken back."""
    row = access_access(visit, access)
    revoke(visit, row)
    request.session[GONE] = row.key
    if request.POST.get("from") == "engagement":
        return _back(visit, row.engagement)
    return redirect("run-access", visit.business.key)


@for_power(Power.RUN)
@require_POST
def restore(request: HttpRequest, visit: Visit, access: str) -> HttpResponse:
    """Undo that an access was taken back."""
    row = access_access(visit, access)
    unrevoke(visit, row)
    messages.success(request, _("Access to %(what)s stands again.") % {"what": row.name})
    return redirect("run-access", visit.business.key)


def _back(visit: Visit, row: Engagement) -> HttpResponse:
    return redirect(f"{reverse('run-engagement', args=[visit.business.key, row.key])}#access")
