"""Add work: pick from the catalogue by area, industry and search, or say it in everyday words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_POST, require_safe
from rapidfuzz import fuzz, utils

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.planning.domain.adding import add_rows
from outhaul.apps.planning.domain.work import Setting, WorkList, typical_cost, work_of
from outhaul.documents.business_file.prefill import size
from outhaul.documents.figures import read_number
from outhaul.faults import InputError
from outhaul.reference.called import nearest_name
from outhaul.reference.model import CatalogueProcess, Occupation
from outhaul.reference.search import find_occupations
from outhaul.reference.tables import Reference, load
from outhaul.web.amounts import hours_text, rate_text
from outhaul.web.decide import words
from outhaul.web.decide.work import numbers_of
from outhaul.web.doors import for_power
from outhaul.wording.faults import fault_in_words

NEAR = 80.0
"""Least likeness, 0..100, of a name of the catalogue to what is searched."""
MATCHES = 6
LONGEST = 80


@dataclass(frozen=True, slots=True)
class Ready:
    """A process of the catalogue as it is offered."""

    key: str
    name: str
    purpose: str
    hours: str
    picked: bool
    is_there: bool


@dataclass(frozen=True, slots=True)
class Match:
    """An occupation that everyday words may mean."""

    code: str
    title: str
    called: str
    """The name of it that explains the match, where that is not the title."""
    pay: str
    """What an hour of it costs at home; "" while country or currency are unknown."""


@for_power(Power.EDIT)
@require_safe
def choose(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show what can be picked; htmx is given the part that it asks for."""
    reference, work = load(), work_of(visit, load())
    context = {
        "visit": visit,
        "count": len(reference.catalogue),
        "areas": words.AREAS,
        "industries": words.INDUSTRIES,
        **_catalogue(request.GET, work, reference),
        **_own(request.GET, work.setting, reference),
        "faults": {},
    }
    parts = {"catalogue": "decide/work/catalogue.html", "meant": "decide/work/matches.html"}
    part = parts.get(request.headers.get("HX-Target", ""), "decide/work/add.html")
    return render(request, part, context)


def _catalogue(asked: QueryDict, work: WorkList, reference: Reference) -> dict[str, Any]:
    wanted, area, industry = (asked.get(name, "").strip()[:LONGEST] for name in ("q", "area", "industry"))
    picked = [key for key in asked.getlist("pick") if key in reference.catalogue]
    there = {item.process.catalogue for item in work.items if item.process}
    chosen_size = size(work.setting.people)

    def ready(found: Iterable[CatalogueProcess]) -> list[Ready]:
        return [
            Ready(
                process.key,
                pgettext("process", process.name),
                _(process.purpose),
                hours_text(process.hours[chosen_size]),
                process.key in picked,
                process.key in there,
            )
            for process in found
        ]

    found = search(reference, wanted, area, industry)
    by_area = {
        name: ready(process for process in found if process.area == name and process.key not in picked)
        for name in words.AREAS
    }
    return {
        "wanted": wanted,
        "area": area,
        "industry": industry,
        "picked": ready(reference.catalogue[key] for key in picked),
        "by_area": {name: rows for name, rows in by_area.items() if rows},
        "found": len(found),
    }


def search(reference: Reference, wanted: str, area: str, industry: str) -> list[CatalogueProcess]:
    """Return the processes of the catalogue that fit, in its order, or the best fitting first."""
    fitting = [
        process
        for process in reference.catalogue.values()
        if (not area or process.area == area)
        and (not industry or not process.industries or industry in process.industries)
    ]
    if not wanted:
        return fitting
    scored = [(_likeness(process, wanted), process) for process in fitting]
    return [process for score, process in sorted(scored, key=lambda pair: -pair[0]) if score >= NEAR]


def _likeness(process: CatalogueProcess, wanted: str) -> float:
    """Return how near a process is to what is searched, 0..100; what begins like it counts most."""
    text, called = utils.default_process(wanted), pgettext("process", process.name)
    names = [utils.default_process(name) for name in (called, process.name, *process.also_called)]
    begins = any(word.startswith(text) for name in names for word in (name, *name.split()))
    if begins:
        return 100.0
    return max(fuzz.ratio(name, text) if len(text) > len("abc") else 0.0 for name in names) or (
        NEAR if text in utils.default_process(f"{process.purpose} {_(process.purpose)}") else 0.0
    )


def _own(asked: Mapping[str, str], setting: Setting, reference: Reference) -> dict[str, Any]:
    said = " ".join(asked.get("words", "").split())[:LONGEST]
    found = find_occupations(reference, said, limit=MATCHES) if said else ()
    return {"words": said, "matches": [match(row, said, setting, reference) for row, _ in found]}


def match(row: Occupation, said: str, setting: Setting, reference: Reference) -> Match:
    """Return an occupation with the reason why it was found and its pay at home."""
    called = nearest_name(reference, said, row)
    pay = None
    if setting.country and setting.currency:
        pay = typical_cost(reference, row.code, setting.country, setting.currency)
    return Match(
        row.code, row.title, called if called != row.title else "", rate_text(pay, numbers_of(setting))
    )


@for_power(Power.EDIT)
@require_POST
def add_picked(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Add every process of the catalogue that is ticked, once."""
    reference = load()
    keys = dict.fromkeys(key for key in request.POST.getlist("pick") if key in reference.catalogue)
    if not keys:
        messages.warning(request, _("Nothing was ticked, so nothing was added."))
        return redirect("add-work", business=visit.business.key)
    add_rows(visit, "processes", [{"occupation": key} for key in keys], reference=reference)
    tell_added(request, len(keys))
    return redirect("work", business=visit.business.key)


def tell_added(request: HttpRequest, count: int) -> None:
    """Say how many processes were added."""
    told = ngettext("%(count)s process is added.", "%(count)s processes are added.", count)
    messages.success(request, told % {"count": count})


@for_power(Power.EDIT)
@require_POST
def add_own(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Add a process that was said in everyday words."""
    reference = load()
    told, faults = _read_own(request.POST)
    if not faults:
        try:
            add_rows(visit, "processes", [told], reference=reference)
        except InputError as error:
            faults = {fault.where: fault_in_words(fault) for fault in error.faults}
    if not faults:
        tell_added(request, 1)
        return redirect("work", business=visit.business.key)
    work = work_of(visit, reference)
    context = {
        "visit": visit,
        "count": len(reference.catalogue),
        "areas": words.AREAS,
        "industries": words.INDUSTRIES,
        **_catalogue(QueryDict(), work, reference),
        **_own(request.POST, work.setting, reference),
        "faults": faults,
        "given": request.POST,
    }
    return render(request, "decide/work/add.html", context, status=422)


def _read_own(given: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the row that was told, and what is wrong by field."""
    faults: dict[str, str] = {}
    told: dict[str, Any] = {"name": given.get("words", ""), "occupation": given.get("occupation", "")}
    if not told["name"].strip():
        faults["name"] = _("Say in a few words what is done.")
    if not told["occupation"]:
        faults["occupation"] = _("Choose who does such work.")
    for field in ("hours_per_month", "home_cost_per_hour"):
        raw = given.get(field, "").strip()
        number = read_number(raw)
        if raw and number is None:
            faults[field] = _("“%(raw)s” is not a number.") % {"raw": raw[:LONGEST]}
        elif number is not None:
            told[field] = number
    if "hours_per_month" not in told and "hours_per_month" not in faults:
        faults["hours_per_month"] = _("Say how many hours a month it takes; a guess will do.")
    return told, faults
