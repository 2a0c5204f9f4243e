"""The account that the business pays from, who may approve how much, and exchange rates."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from outhaul.apps.money.domain.access import access_payer
from outhaul.apps.money.domain.home import home_of
from outhaul.apps.money.domain.limits import LIMITED, limits_of, set_limit
from outhaul.apps.money.domain.payer import set_payer
from outhaul.apps.money.domain.rates import tell_rate
from outhaul.apps.money.models import ExchangeRate
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.people.models import Role
from outhaul.web.doors import for_power
from outhaul.web.pay.forms import Limit, PayerForm, RateForm
from outhaul.web.pay.words import TEXTS

MOST_RATES = 20


@for_power(Power.BOOKS, to_change=Power.PAY)
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show the account masked; enter it or another."""
    if request.method != "POST":
        return _page(request, visit)
    form = PayerForm(request.POST)
    if not form.is_valid():
        return _page(request, visit, payer_form=form, status=422)
    set_payer(visit, form.account, currency=form.cleaned_data["currency"])
    messages.success(request, _("The account is kept encrypted, and shown masked."))
    return redirect("pay-account", business=visit.business.key)


@for_power(Power.SIGN)
@require_POST
def limit(request: HttpRequest, visit: Visit, role: str) -> HttpResponse:
    """Set up to which amount a role may approve alone."""
    if role not in LIMITED:
        raise Http404
    form = Limit(request.POST)
    if not form.is_valid():
        return _page(request, visit, limit_form=(Role(role), form), status=422)
    set_limit(visit, Role(role), form.cleaned_data["most"])
    messages.success(request, _("The limit is set."))
    return redirect("pay-account", business=visit.business.key)


@for_power(Power.PAY)
@require_POST
def rate(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Keep an exchange rate of a day."""
    form = RateForm(request.POST)
    if form.is_valid() and form.cleaned_data["currency"] == home_of(visit.business).currency:
        form.add_error("currency", _("That is your own currency."))
    if form.errors:
        return _page(request, visit, rate_form=form, status=422)
    tell_rate(visit, **form.cleaned_data)
    messages.success(request, _("The rate is kept with its source."))
    return redirect("pay-account", business=visit.business.key)


def _page(  # noqa: PLR0913 -- the forms of the page, as they were sent
    request: HttpRequest,
    visit: Visit,
    *,
    payer_form: forms.Form | None = None,
    limit_form: tuple[Role, forms.Form] | None = None,
    rate_form: forms.Form | None = None,
    status: int = 200,
) -> HttpResponse:
    home = home_of(visit.business)
    limits = {role: Limit(initial={"most": most}) for role, most in limits_of(visit).items()}
    if limit_form:
        limits[limit_form[0]] = limit_form[1]  # type: ignore[assignment] # as it was sent
    initial = {"holder": visit.business.name, "country": home.country, "currency": home.currency}
    told = {
        "payer": access_payer(visit),
        "payer_form": payer_form or PayerForm(initial=initial),
        "limits": limits,
        "kept_limits": limits_of(visit),
        "rate_form": rate_form or RateForm(initial={"on": home.today}),
        "rates": list(
            ExchangeRate.objects.filter(business=visit.business).order_by("-on", "currency")[:MOST_RATES]
        ),
        "home": home,
        **TEXTS,
    }
    return render(request, "pay/account.html", told, status=status)
