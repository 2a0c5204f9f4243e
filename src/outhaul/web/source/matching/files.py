"""The candidates of a brief as a table: save the ranking, look at a file, read it in, take it back."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.sourcing.domain.access import access_brief, access_candidacies
from outhaul.apps.sourcing.domain.brought import MOST, Brought, look_at, meant
from outhaul.apps.sourcing.domain.gathering import as_plain, gather, of_plain, take_gathered_back
from outhaul.apps.sourcing.domain.reading import asks_of
from outhaul.apps.sourcing.domain.weighing import match_of
from outhaul.apps.sourcing.models import Brief, Candidacy, Note
from outhaul.documents.candidacies_file import HEADINGS, CandidacyRow, Told, cells_of
from outhaul.engine.verdict import worst
from outhaul.faults import InputError
from outhaul.reference.tables import load
from outhaul.web.doors import for_power
from outhaul.web.lists.brought import Line, Place, ask_for_file, show_rows
from outhaul.web.lists.carrying import forget, remember, remembered, sent_or_carried, to_carry
from outhaul.web.lists.files import list_file
from outhaul.web.source.matching.ordering import everybody, order_named
from outhaul.web.source.matching.ranking import bring_up_to_date, in_state, state_named
from outhaul.web.source.matching.shown import money
from outhaul.web.source.matching.weighed import tells_what_is_missing
from outhaul.web.source.matching.words import STEPS

SALT = "candidates of a brief"


@for_power(Power.SOURCE)
@require_safe
@tells_what_is_missing
def export(request: HttpRequest, visit: Visit, brief: str, kind: str) -> HttpResponseBase:
    """Give the ranking as it is looked at, as a table that can be brought in again."""
    found = access_brief(visit, brief)
    bring_up_to_date(found)
    standing = access_candidacies(visit, found).filter(candidate__erased_at=None)
    wanted = in_state(standing, state_named(request.GET.get("state", "")))
    rows = everybody(wanted, order_named(request.GET.get("sort", "")))
    notes = defaultdict(list)
    kept = Note.objects.filter(candidacy__brief=found, removed_at=None)
    for candidacy, text in kept.values_list("candidacy_id", "text"):
        notes[candidacy].append(text)
    told = (cells_of(_told(row, notes[row.pk])) for row in rows)
    return list_file(kind, "ranking", tuple(HEADINGS.values()), told)


def _told(row: Candidacy, notes: Iterable[str]) -> Told:
    match = match_of(row)
    rate, currency = asks_of(row)
    return Told(
        key=row.key,
        name=row.candidate.name,
        email=row.candidate.email,
        country=row.candidate.country,
        state=row.state,
        rate=rate,
        currency=currency if rate is not None else "",
        match=round(match.score),
        guard=worst(match.verdicts).value,
        overlap=match.overlap_min,
        since=row.applied_at.date(),
        notes=tuple(notes),
    )


@for_power(Power.SOURCE)
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest, visit: Visit, brief: str) -> HttpResponse:
    """Show how to bring a file, then what it means; keep that once it was seen."""
    found = access_brief(visit, brief)
    place = _place(visit, found)
    if request.method != "POST":
        return ask_for_file(request, place)
    try:
        file = sent_or_carried(request, visit, f"{SALT} {found.key}")
        rows = look_at(file.data, file.name, load())
    except InputError as error:
        return ask_for_file(request, place, error.faults)
    brought = meant(visit, found, rows)
    right = sum(one.what in {"new", "changed"} for one in brought)
    if "seen" in request.POST and right:
        return _kept(request, visit, found, rows, file.once)
    seen = to_carry(visit, file, f"{SALT} {found.key}")
    return show_rows(request, place, list(_lines(brought)), right=right, seen=seen)


@for_power(Power.SOURCE)
@require_POST
def take_back(request: HttpRequest, visit: Visit, brief: str) -> HttpResponse:
    """Take back what the last file brought, as far as nobody has worked on it."""
    found = access_brief(visit, brief)
    told = remembered(request, found.key, request.POST.get("brought", ""))
    if told is None:
        raise Http404
    gone = take_gathered_back(visit, found, of_plain(told))
    forget(request, found.key)
    said = ngettext(
        "Notes and rates are as before; %(num)s candidate is weighed no longer.",
        "Notes and rates are as before; %(num)s candidates are weighed no longer.",
        gone,
    )
    messages.success(request, said % {"num": gone})
    return redirect("ranking", visit.business.key, found.key)


def _kept(
    request: HttpRequest, visit: Visit, brief: Brief, rows: tuple[CandidacyRow, ...], once: str
) -> HttpResponse:
    done = gather(visit, brief, rows, once=once, reference=load())
    address = reverse("ranking", args=[visit.business.key, brief.key])
    if not done.is_anything:
        messages.info(request, _("It was read in already; nothing came twice."))
        return redirect(address)
    counts = len(done.joined), done.moved, len(done.rates), len(done.notes)
    words = (
        ngettext("%(num)s candidate added", "%(num)s candidates added", counts[0]),
        ngettext("%(num)s led a step on", "%(num)s led a step on", counts[1]),
        ngettext("%(num)s rate changed", "%(num)s rates changed", counts[2]),
        ngettext("%(num)s note kept", "%(num)s notes kept", counts[3]),
    )
    said = ", ".join(word % {"num": count} for word, count in zip(words, counts, strict=True) if count)
    messages.success(request, f"{said}.")
    remember(request, brief.key, once, as_plain(done))
    return redirect(f"{address}?brought={once}")


def _place(visit: Visit, brief: Brief) -> Place:
    keys = [visit.business.key, brief.key]
    return Place(
        title=_("Import candidates for %(brief)s") % {"brief": brief.title},
        back=reverse("ranking", args=keys),
        back_name=_("Candidates for %(brief)s") % {"brief": brief.title},
        headline=_("Bring up to %(num)s candidates in 1 table.") % {"num": MOST},
        lead=_(
            "One row a candidate, as the ranking is saved. Who is missing here is added, known by e-mail "
            "address, or by name and country. The shortlist, notes and rates asked are taken over; match, "
            "guard and shared hours are worked out anew."
        ),
        empty=reverse("export-ranking", args=[*keys, "xlsx"]),
    )


def _lines(brought: Iterable[Brought]) -> Iterator[Line]:
    for one in brought:
        yield Line(
            number=one.row.number,
            name=one.candidate.name if one.candidate else one.row.name,
            who=one.candidate.email if one.candidate else one.row.email,
            words=_words(one),
            changes=list(_changes(one)),
            faults=one.faults,
        )


def _words(one: Brought) -> str:
    if one.what == "new":
        known = _("is weighed for this brief, too")
        return known if one.candidate else _("is a new candidate, weighed for this brief")
    return {"changed": _("is brought up to date"), "same": _("unchanged")}.get(one.what, "")


def _changes(one: Brought) -> Iterator[str]:
    if one.verb:
        yield str(STEPS[one.verb])
    if one.rate:
        rate, currency = one.rate
        yield _("Asks %(rate)s an hour") % {"rate": money(rate, currency)}
    for note in one.notes:
        yield _("Note: %(text)s") % {"text": note}
