"""Engagements as a table: save the list, look at a file, read it in, take it back."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.planning.domain.access import entries_of
from outhaul.apps.work.domain.bringing import as_plain, bring_engagements, of_plain, take_engagements_back
from outhaul.apps.work.domain.brought import MOST, Brought, look_at, meant, told_of
from outhaul.apps.work.domain.engagements import manager_names
from outhaul.apps.work.domain.finding import find_engagements
from outhaul.documents.engagements_file import HEADINGS, EngagementRow, cells_of
from outhaul.faults import InputError
from outhaul.reference.tables import load
from outhaul.web.agree.engagements.searching import search_of
from outhaul.web.agree.engagements.words import FIELDS
from outhaul.web.agree.texts import day_text
from outhaul.web.amounts import hours_text
from outhaul.web.doors import for_power
from outhaul.web.lists.brought import Line, Place, ask_for_file, show_rows
from outhaul.web.lists.carrying import forget, remember, remembered, sent_or_carried, to_carry
from outhaul.web.lists.files import list_file

PLACE = SALT = "engagements"


@for_power(Power.VIEW)
@require_safe
def export(request: HttpRequest, visit: Visit, kind: str) -> HttpResponseBase:
    """Give the engagements that the list shows as a table, which can be brought in again."""
    names = manager_names(visit)
    search = search_of(visit, names, request.GET)
    found = find_engagements(visit, search.wanted, search.order)
    processes = _written({entry.key: str(entry) for entry in entries_of(visit, "processes")})
    people = _written(names)
    rows = (
        cells_of(
            replace(
                told,
                process=processes.get(told.process, told.process),
                manager=people.get(told.manager, told.manager),
                deputy=people.get(told.deputy, told.deputy),
            )
        )
        for told in map(told_of, found)
    )
    return list_file(kind, "engagements", tuple(HEADINGS.values()), rows)


def _written(names: Mapping[str, str]) -> dict[str, str]:
    """Return how a file calls what has a key: by its name where no other has it, else by its key."""
    counts = Counter(name.casefold() for name in names.values())
    return {key: name if counts[name.casefold()] == 1 else key for key, name in names.items()}


@for_power(Power.SOURCE)
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show how to bring a file, then what it means; keep that once it was seen."""
    place = _place(visit)
    if request.method != "POST":
        return ask_for_file(request, place)
    try:
        file = sent_or_carried(request, visit, SALT)
        rows = look_at(visit, file.data, file.name, load())
    except InputError as error:
        return ask_for_file(request, place, error.faults)
    brought = meant(visit, rows)
    right = sum(row.what in {"new", "changed"} for row in brought)
    if "seen" in request.POST and right:
        return _kept(request, visit, rows, file.once)
    lines = list(_lines(visit, brought))
    return show_rows(request, place, lines, right=right, seen=to_carry(visit, file, SALT))


@for_power(Power.SOURCE)
@require_POST
def take_back(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Take back what the last file brought, as far as nobody has worked on it."""
    place = f"{PLACE} {visit.business.key}"
    told = remembered(request, place, request.POST.get("brought", ""))
    if told is None:
        raise Http404
    cancelled, given_back = take_engagements_back(visit, of_plain(told))
    forget(request, place)
    gone = ngettext("%(num)s draft is cancelled.", "%(num)s drafts are cancelled.", cancelled)
    back = ngettext(
        "%(num)s draft says what it said before.", "%(num)s drafts say what they said before.", given_back
    )
    messages.success(request, f"{gone % {'num': cancelled}} {back % {'num': given_back}}")
    return redirect("engagements", visit.business.key)


def _kept(request: HttpRequest, visit: Visit, rows: tuple[EngagementRow, ...], once: str) -> HttpResponse:
    kept = bring_engagements(visit, rows, once=once, reference=load())
    address = reverse("engagements", args=[visit.business.key])
    if not kept.made and not kept.changed:
        messages.info(request, _("It was read in already; nothing came twice."))
        return redirect(address)
    made = ngettext("%(num)s draft is new.", "%(num)s drafts are new.", len(kept.made))
    changed = ngettext("%(num)s draft is changed.", "%(num)s drafts are changed.", len(kept.changed))
    messages.success(request, f"{made % {'num': len(kept.made)}} {changed % {'num': len(kept.changed)}}")
    remember(request, f"{PLACE} {visit.business.key}", once, as_plain(kept))
    return redirect(f"{address}?brought={once}")


def _place(visit: Visit) -> Place:
    most = {"num": MOST}
    return Place(
        title=_("Import engagements"),
        back=reverse("engagements", args=[visit.business.key]),
        back_name=_("Engagements"),
        headline=_("Bring up to %(num)s engagements in 1 table.") % most,
        lead=_(
            "One row an engagement, as their list is saved. Rows with a key change the draft of that key; "
            "what was sent to be signed stays as it is. Rows without one come in as drafts, and every guard "
            "is asked before they are signed."
        ),
        empty=reverse("export-engagements", args=[visit.business.key, "xlsx"]),
    )


def _lines(visit: Visit, brought: tuple[Brought, ...]) -> Iterator[Line]:
    names = manager_names(visit)
    words = {
        "new": _("comes in as a draft"),
        "changed": _("changes the draft"),
        "same": _("unchanged"),
        "wrong": "",
    }
    for row in brought:
        there = told_of(row.there) if row.there else None
        yield Line(
            number=row.number,
            name=str(row.told.get("name") or (there.name if there else "")),
            who=str(row.told.get("contractor") or (there.contractor if there else "")),
            words=words[row.what],
            changes=[
                _("%(field)s: %(before)s → %(now)s")
                % {
                    "field": FIELDS[field],
                    "before": _shown(before, names),
                    "now": _shown(now, names),
                }
                for field, (before, now) in row.changes.items()
                if field in FIELDS
            ],
            faults=row.faults,
        )


def _shown(value: object, names: Mapping[str, str]) -> str:
    if isinstance(value, Decimal):
        return hours_text(float(value))
    if isinstance(value, date):
        return day_text(value)
    return names.get(str(value), str(value or "")) or _("none")
