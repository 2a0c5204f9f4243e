"""Rows of managers, tools and quotes: add, take out, put back."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.planning.domain.access import access_entries, access_entry
from outhaul.apps.planning.domain.adding import add_once
from outhaul.apps.planning.domain.entries import field_of, remove_entry, restore_entry
from outhaul.apps.planning.models import Entry
from outhaul.faults import InputError
from outhaul.web.doors import for_power
from outhaul.web.fields.reading import from_browser
from outhaul.web.fields.saving import words_of_faults
from outhaul.web.fields.surroundings import Surroundings

PAGES = {"managers": "people", "tools": "tools", "quotes": "quotes"}
"""Table -> the page that shows its rows."""
NEW = "new."
"""Before the name of a field of a row that is not there yet."""
REMOVED = "removed"
"""Parameter of a page: the key of the row that was just taken out, so that it can be put back."""


@for_power(Power.EDIT)
@require_POST
def remove(_request: HttpRequest, visit: Visit, table: str, entry: str) -> HttpResponse:
    """Take a row out and go back to its page, which offers to put it back."""
    page = _page(table)
    gone = access_entries(visit, table).filter(key=entry).first()
    if gone is not None:
        remove_entry(visit, gone)
    address = reverse(page, kwargs={"business": visit.business.key})
    return redirect(f"{address}?{urlencode({REMOVED: entry})}")


@for_power(Power.EDIT)
@require_POST
def restore(request: HttpRequest, visit: Visit, table: str, entry: str) -> HttpResponse:
    """Put a row back and go to its page."""
    page = _page(table)
    if not access_entries(visit, table).filter(key=entry).exists():
        gone = access_entry(visit, table, entry, removed=True)
        restore_entry(visit, gone)
        messages.success(request, _("%(what)s is back.") % {"what": gone})
    return redirect(page, business=visit.business.key)


def _page(table: str) -> str:
    if table not in PAGES:
        raise Http404
    return PAGES[table]


def just_removed(request: HttpRequest, visit: Visit, table: str) -> Entry | None:
    """Return the row that was taken out a moment ago, if the address names one."""
    key = request.GET.get(REMOVED)
    if not key or not visit.may(Power.EDIT):
        return None
    return Entry.objects.filter(
        business=visit.business, table=table, key=key, removed_at__isnull=False
    ).first()


def add(
    request: HttpRequest, visit: Visit, table: str, names: tuple[str, ...], around: Surroundings
) -> dict[str, str]:
    """Add a row from the fields `new.<name>` of a form; return field -> message where that cannot be.

    All of `names` are needed. Where one is wrong nothing is kept, and what was typed is shown again.
    """
    told: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for name in names:
        try:
            value = from_browser(field_of(table, name), request.POST.getlist(NEW + name), around)
        except InputError as error:
            errors[name] = words_of_faults(error)
            continue
        if value is None:
            errors[name] = _("This is needed.")
        told[name] = value
    if not errors:
        try:
            entry = add_once(visit, table, told, reference=around.reference)
        except InputError as error:
            return {fault.where: words_of_faults(InputError([fault])) for fault in error.faults}
        messages.success(request, _("%(what)s is added.") % {"what": entry})
    return errors
