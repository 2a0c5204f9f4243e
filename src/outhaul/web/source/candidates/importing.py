"""Bring candidates from a table: choose the file, look at what it says, read it in, take it back."""

from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.sourcing.domain.import_rows import CHOICES, rows_of, table_of
from outhaul.apps.sourcing.domain.importing import (
    access_import,
    bring,
    first_rows,
    read_in,
    settle_import,
    stop_import,
    undo_candidates,
)
from outhaul.apps.sourcing.models import CandidateImport
from outhaul.documents.business_file.compounds import LEVELS
from outhaul.documents.business_file.source import check_size
from outhaul.documents.candidates_file import Table
from outhaul.documents.candidates_file.rows import told_fault
from outhaul.documents.candidates_file.writing import write_lines
from outhaul.faults import Fault, InputError
from outhaul.reference.tables import load
from outhaul.web.doors import for_power
from outhaul.web.plans.progress import progress_of_job
from outhaul.web.source.candidates import words
from outhaul.web.source.candidates.files import attached

COLUMN, DUPLICATE = "column-", "same-"
"""How the fields begin that tell what a column is, and what happens with one duplicate."""


@for_power(Power.SOURCE)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show how to bring a file; keep one to be looked at."""
    if request.method != "POST":
        return render(request, "source/candidates/import.html", {"faults": ()})
    try:
        batch = _brought(visit, request.FILES.get("file"))
    except InputError as error:
        return render(request, "source/candidates/import.html", {"faults": error.faults}, status=422)
    return redirect("candidate-import", business=visit.business.key, batch=batch.key)


def _brought(visit: Visit, sent: object) -> CandidateImport:
    if not isinstance(sent, UploadedFile):
        raise InputError([Fault(_("file"), _("is missing"), _("Choose a .csv or an .xlsx file"))])
    name = get_valid_filename(sent.name or "file")
    check_size(sent.size or 0, name)
    return bring(visit, sent.read(), name, load())


@for_power(Power.SOURCE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def look(request: HttpRequest, visit: Visit, batch: str) -> HttpResponse:
    """Show what a file says before it is read in, how far the reading is, or what came of it."""
    found = access_import(visit, batch)
    if request.method == "POST":
        settle_import(visit, found, **_settled(request), reference=load())
        if "read" not in request.POST:
            return redirect("candidate-import", business=visit.business.key, batch=batch)
        return _begun(request, visit, access_import(visit, batch))
    return _page(request, found)


def _settled(request: HttpRequest) -> dict[str, Any]:
    told = {name: value for name, value in request.POST.items() if isinstance(value, str)}
    rows = {
        name.removeprefix(DUPLICATE): value
        for name, value in told.items()
        if name.startswith(DUPLICATE) and value
    }
    return {
        "mapping": {
            name.removeprefix(COLUMN): value for name, value in told.items() if name.startswith(COLUMN)
        },
        "otherwise": {"currency": told.get("currency", ""), "level": told.get("level", "")},
        "duplicates": {"": told.get("duplicates", ""), **rows},
    }


def _page(request: HttpRequest, found: CandidateImport, *, status: int = 200) -> HttpResponse:
    if found.job is not None and not found.job.is_over:
        context = {"batch": found, "progress": progress_of_job(found.job)}
        return render(request, "source/candidates/reading.html", context)
    table = table_of(found)
    if found.job is not None or table is None:
        return render(request, "source/candidates/result.html", {"batch": found, "result": found.result})
    return render(request, "source/candidates/preview.html", _preview(found, table), status=status)


def _preview(found: CandidateImport, table: Table) -> dict[str, Any]:
    columns = [
        {
            "place": place,
            "heading": heading or str(place + 1),
            "field": found.mapping.get(str(place), ""),
            "cells": [row[place][:80] for row in first_rows(table)],
        }
        for place, heading in enumerate(table.headings)
    ]
    findings = found.findings
    return {
        "batch": found,
        "columns": columns,
        "fields": words.FIELDS,
        "findings": findings,
        "sentence": _sentence(findings),
        "total": len(table.rows),
        "has_name": "name" in found.mapping.values(),
        "currencies": sorted(load().currencies),
        "levels": LEVELS,
        "choices": {"skip": _("leave out"), "merge": _("fill in what is missing"), "add": _("add again")},
        "otherwise": found.otherwise,
        "default": found.duplicates.get("", CHOICES[0]),
    }


def _sentence(findings: dict[str, Any]) -> str:
    right, wrong = findings["right"], findings["wrong"]
    told = ngettext("%(count)s row is right", "%(count)s rows are right", right) % {"count": f"{right:,}"}
    if wrong:
        more = ngettext("%(count)s needs mending", "%(count)s need mending", wrong) % {"count": f"{wrong:,}"}
        told = f"{told}, {more}"
    return f"{told}."


@for_power(Power.SOURCE)
@require_POST
def begin(request: HttpRequest, visit: Visit, batch: str) -> HttpResponse:
    """Read a file in as it was settled."""
    return _begun(request, visit, access_import(visit, batch))


def _begun(request: HttpRequest, visit: Visit, found: CandidateImport) -> HttpResponse:
    found = read_in(visit, found)
    if found.job is None:
        messages.warning(request, _("No row can be read in yet. Say which column holds the name."))
        return _page(request, found, status=422)
    return redirect("candidate-import", business=visit.business.key, batch=found.key)


@for_power(Power.SOURCE)
@never_cache
@require_safe
def progress(request: HttpRequest, visit: Visit, batch: str) -> HttpResponse:
    """Show how far the reading is, or lead to what came of it."""
    found = access_import(visit, batch)
    if found.job is not None and not found.job.is_over:
        return render(request, "plans/progress.html", {"progress": progress_of_job(found.job)})
    address = reverse("candidate-import", args=(visit.business.key, batch))
    if request.headers.get("HX-Request"):
        return HttpResponseClientRedirect(address)
    return redirect(address)


@for_power(Power.SOURCE)
@require_POST
def stop(request: HttpRequest, visit: Visit, batch: str) -> HttpResponse:
    """Stop the reading."""
    stop_import(visit, access_import(visit, batch))
    messages.info(request, _("Reading in is stopped; what was read until then is there."))
    return redirect("candidate-import", business=visit.business.key, batch=batch)


@for_power(Power.SOURCE)
@require_POST
def undo(request: HttpRequest, visit: Visit, batch: str) -> HttpResponse:
    """Take out what an import added."""
    gone, stay = undo_candidates(visit, access_import(visit, batch))
    said = ngettext("%(count)s candidate is taken out.", "%(count)s candidates are taken out.", gone)
    messages.success(request, said % {"count": f"{gone:,}"})
    if stay:
        told = ngettext(
            "%(count)s stays, because somebody worked with it since.",
            "%(count)s stay, because somebody worked with them since.",
            stay,
        )
        messages.info(request, told % {"count": f"{stay:,}"})
    return redirect("candidates", business=visit.business.key)


@for_power(Power.SOURCE)
@require_safe
def wrong(_request: HttpRequest, visit: Visit, batch: str) -> HttpResponse:
    """Give the rows that need mending as a table, with what is wrong beside each."""
    found = access_import(visit, batch)
    table = table_of(found)
    if table is None:
        raise Http404
    by_number = dict(zip(table.numbers, table.rows, strict=True))
    rows = [
        (*by_number[row.number], " / ".join(told_fault(row, fault) for fault in row.faults))
        for row in rows_of(found, table, load())
        if row.faults
    ]
    content = write_lines((*table.headings, _("What is wrong")), rows)
    return attached(content, "text/csv; charset=utf-8", "candidates-to-mend.csv")
