"""All engagements in short, and the accepted offers that wait to become one."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from outhaul.apps.paging import page_of
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.planning.domain.access import access_entries
from outhaul.apps.sourcing.domain.access import access_offer, access_offers
from outhaul.apps.sourcing.lifecycles import OfferState
from outhaul.apps.work.domain.access import access_engagements
from outhaul.apps.work.domain.engagements import begin_engagement, manager_names
from outhaul.apps.work.domain.finding import A_PAGE, NOBODY, ORDERS, Wanted, find_engagements
from outhaul.apps.work.lifecycles import EngagementState
from outhaul.apps.work.models import Engagement
from outhaul.documents.listing import Cell
from outhaul.faults import InputError
from outhaul.lifecycle import NotNow
from outhaul.web.agree.engagements.words import SORTED, STATES
from outhaul.web.agree.texts import TEXTS
from outhaul.web.doors import for_power
from outhaul.web.fields.saving import words_of_fault
from outhaul.web.lists.files import list_file
from outhaul.web.lists.filters import kept_filters, place_free

MOST = 200
"""Accepted offers that are shown."""


class Search(forms.Form):
    """Fields that may all be left empty; one that is wrong does not matter."""

    q = forms.CharField(label=gettext_lazy("Name or contractor"), required=False, max_length=80)
    sort = forms.ChoiceField(label=gettext_lazy("Sorted by"), required=False, choices=list(SORTED.items()))
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        required=False,
        choices=[("", gettext_lazy("any state")), *STATES.items()],
    )
    manager = forms.ChoiceField(label=gettext_lazy("Manager"), required=False)
    process = forms.ChoiceField(label=gettext_lazy("Process"), required=False)

    def __init__(self, visit: Visit, managers: Mapping[str, str], data: Mapping[str, Any]) -> None:
        super().__init__(data)
        processes = ((entry.key, str(entry)) for entry in access_entries(visit, "processes"))
        self._choose("manager", _("anybody"), [*managers.items(), (NOBODY, _("nobody yet"))])
        self._choose("process", _("any process"), processes)
        self.is_valid()

    def _choose(self, name: str, anything: str, choices: Iterable[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
        field.choices = [("", anything), *choices]

    @property
    def order(self) -> str:
        """How the list is sorted."""
        return self.cleaned_data.get("sort") or "newest"

    @property
    def wanted(self) -> Wanted:
        """What is asked for."""
        told = {name: self.cleaned_data.get(name, "") for name in ("state", "manager", "process")}
        return Wanted(text=" ".join(self.cleaned_data.get("q", "").split()), **told)


@for_power(Power.VIEW)
@require_safe
def engagements(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show a page of the engagements that are wanted, and what waits to begin."""
    names = manager_names(visit)
    search = Search(visit, names, request.GET)
    found = find_engagements(visit, search.wanted, search.order)
    page = page_of(found, ORDERS[search.order], request.GET.get("after", ""), A_PAGE)
    counts = Counter(dict(access_engagements(visit).order_by().values_list("state").annotate(Count("pk"))))
    is_narrow = search.wanted != Wanted()
    offers = []
    if visit.may(Power.SOURCE):
        offers = list(access_offers(visit).filter(state=OfferState.ACCEPTED, engagement=None)[:MOST])
    told = {
        "rows": page.rows,
        "is_any": counts.total() > 0,
        "active": counts[EngagementState.ACTIVE],
        "waiting": counts[EngagementState.DRAFT] + counts[EngagementState.SIGNING],
        "fits": found.order_by().count() if is_narrow else None,
        "search": search,
        "kept": kept_filters(request, visit, "engagements"),
        "query": place_free(request),
        "next": place_free(request, after=page.next) if page.next else "",
        "is_first": not request.GET.get("after"),
        "offers": offers,
        "states": STATES,
        "names": names,
        **TEXTS,
    }
    return render(request, "agree/engagements/list.html", told)


@for_power(Power.VIEW)
@require_safe
def export(request: HttpRequest, visit: Visit, kind: str) -> HttpResponseBase:
    """Give the engagements that the list shows as a table."""
    names = manager_names(visit)
    search = Search(visit, names, request.GET)
    found = find_engagements(visit, search.wanted, search.order)
    processes = {entry.key: str(entry) for entry in access_entries(visit, "processes")}
    return list_file(kind, "engagements", HEADINGS, (_cells(row, names, processes) for row in found))


HEADINGS = (
    "Name",
    "Process",
    "Contractor",
    "E-mail",
    "Country",
    "State",
    "Manager",
    "Deputy",
    "Rate",
    "Currency",
    "Hours a month",
    "Starts on",
    "Ends on",
)
"""Of the file, in English as all files, so that it can be worked with anywhere."""


def _cells(row: Engagement, names: Mapping[str, str], processes: Mapping[str, str]) -> tuple[Cell, ...]:
    return (
        row.name,
        processes.get(row.process, row.process),
        row.contractor.name,
        row.contractor.email,
        row.contractor.country,
        row.state,
        names.get(row.manager, row.manager),
        names.get(row.deputy, row.deputy),
        row.rate,
        row.currency,
        row.hours_per_month,
        row.starts_on,
        row.ends_on,
    )


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
