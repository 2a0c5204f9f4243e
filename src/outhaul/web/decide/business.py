"""Your business: where it is, when it works, in which languages, and what time and money are worth."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.planning.domain.access import access_entries
from outhaul.apps.planning.domain.beginning import begin, has_begun
from outhaul.apps.planning.models import Entry
from outhaul.web.decide.clock import dial
from outhaul.web.decide.worth import WEEKS, estimate
from outhaul.web.doors import for_power
from outhaul.web.fields.choices import flag
from outhaul.web.fields.page import FINE, receive
from outhaul.web.fields.surroundings import surroundings_of
from outhaul.web.fields.view import labels_of, missing

NAMES = (
    "name",
    "country",
    "currency",
    "time_zone",
    "languages",
    "working_hours",
    "owner_hour_value",
    "capital_budget",
    "people",
    "horizon_months",
    "discount_rate",
)


@for_power(Power.VIEW, to_change=Power.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def business(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show what is told of the business itself; save what a form without script sends."""
    begin_here(visit)
    sent = receive(request, visit, surroundings_of(visit))
    if request.method == "POST" and sent.status == FINE:
        return redirect(request.path)
    entry = only_entry(visit, "business")
    around = surroundings_of(visit, entry.told)
    lacking = missing("business", entry.told)
    country = str(entry.told.get("country", ""))
    context = {
        "views": sent.views(entry, NAMES, around),
        "lacking": labels_of("business", lacking),
        "country": country,
        "flag": flag(country),
        "dial": dial(entry.told.get("working_hours") or ["09:00", "17:00"]),
        "worth": estimate(request.GET, entry.told.get("owner_hour_value"), around),
        "weeks": WEEKS,
        "currency": around.currency,
    }
    return render(request, "decide/business.html", context, status=sent.status)


def begin_here(visit: Visit) -> None:
    """Let a new business tell its name and its owner, if the visitor may tell anything."""
    if visit.may(Power.EDIT) and not has_begun(visit):
        begin(visit)


def only_entry(visit: Visit, table: str) -> Entry:
    """Return the one row of `table`, or an empty one that is not kept."""
    found = access_entries(visit, table).first()
    return found or Entry(business=visit.business, table=table, key=table)
