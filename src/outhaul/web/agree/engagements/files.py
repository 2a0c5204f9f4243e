"""Engagements as a table: save the list."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.planning.domain.access import access_entries
from outhaul.apps.work.domain.engagements import manager_names
from outhaul.apps.work.domain.finding import find_engagements
from outhaul.apps.work.models import Engagement
from outhaul.documents.listing import Cell
from outhaul.web.agree.engagements.searching import Search
from outhaul.web.doors import for_power
from outhaul.web.lists.files import list_file


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
