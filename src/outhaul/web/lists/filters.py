"""Keep a filter of a list, look at the list through it, keep it no longer."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.filters import drop_filter, filters_of, keep_filter, lean
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.people.models import KeptFilter
from outhaul.web.doors import for_power

PAGES = ("briefs", "candidates", "engagements", "board", "invoices")
"""Lists of which filters can be kept, by the names of their addresses."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The kept filters of one list, beside the way in which it is looked at now."""

    page: str
    address: str
    filters: tuple[KeptFilter, ...]
    query: str
    """How the list is looked at; "" when all of it is."""

    @property
    def is_kept(self) -> bool:
        """Whether the present way is kept already."""
        return any(kept.query == self.query for kept in self.filters)


def kept_filters(request: HttpRequest, visit: Visit, page: str) -> Kept:
    """Return what `lists/filters.html` shows above a list."""
    address = reverse(page, kwargs={"business": visit.business.key})
    query = lean(request.META.get("QUERY_STRING", ""))
    return Kept(page, address, tuple(filters_of(visit, page)), query)


def place_free(request: HttpRequest, **other: str) -> str:
    """Return the query of the address without where in the list one is, and with `other`; "" for none.

    What is empty in `other` is left out.
    """
    query = QueryDict(lean(request.META.get("QUERY_STRING", "")), mutable=True)
    for name, value in other.items():
        query.setlist(name, [value] if value else [])
    told = query.urlencode()
    return f"?{told}" if told else ""


@for_power(Power.VIEW)
@require_POST
def keep(request: HttpRequest, visit: Visit, page: str) -> HttpResponse:
    """Keep the way in which a list is looked at under a name."""
    address = _address(visit, page)
    name, query = request.POST.get("name", ""), request.POST.get("query", "")
    kept = keep_filter(visit, page=page, name=name, query=query)
    if kept is None:
        messages.error(request, _("That was not kept: it needs a name, and twenty are the most for a list."))
        return redirect(f"{address}?{lean(query)}")
    messages.success(request, _("Kept as %(name)s.") % {"name": kept})
    return redirect(f"{address}?{kept.query}")


@for_power(Power.VIEW)
@require_POST
def drop(request: HttpRequest, visit: Visit, pk: int) -> HttpResponse:
    """Keep a filter no longer."""
    gone = drop_filter(visit, pk)
    messages.success(request, _("%(name)s is kept no longer.") % {"name": gone})
    return redirect(f"{_address(visit, gone.page)}?{gone.query}")


def _address(visit: Visit, page: str) -> str:
    if page not in PAGES:
        raise Http404
    try:
        return reverse(page, kwargs={"business": visit.business.key})
    except NoReverseMatch:
        raise Http404 from None
