"""The business as a file: take one over after a look at what changes, go back, take one away."""

import io
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import get_valid_filename, slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.planning.domain.access import access_import
from outhaul.apps.planning.domain.content import Document, business_of, document_of, hash_of
from outhaul.apps.planning.domain.importing import (
    Moved,
    differences,
    document_from,
    import_file,
    lost_by_undoing,
    undo_import,
)
from outhaul.apps.planning.models import Import as LastImport
from outhaul.documents.business_file import plain_toml, read_data, write_plain_workbook, write_toml
from outhaul.documents.business_file.source import check_size
from outhaul.faults import Fault, InputError
from outhaul.known import Known
from outhaul.reference.tables import Reference, load
from outhaul.web.decide.changes import told_changes
from outhaul.web.doors import for_power
from outhaul.wording.tongue import spoken

TYPES = {
    "toml": "application/toml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Import:
    """A file that has been checked and waits to be taken over."""

    name: str
    content: str
    """The business that it tells, as TOML."""


@for_power(Power.VIEW)
@require_safe
def page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show how to bring a file in and how to take one away."""
    return _page(request, visit)


def _page(request: HttpRequest, visit: Visit, **more: Any) -> HttpResponse:  # noqa: ANN401 -- for a template
    kept = access_import(visit)
    context = {
        "visit": visit,
        "missing": _missing(visit),
        "kept": kept,
        "lost": len(lost_by_undoing(visit, kept)) if kept else 0,
        "seen": hash_of(document_of(visit.business)),
        "faults": (),
        **more,
    }
    return render(request, "decide/work/file.html", context, status=422 if more.get("faults") else 200)


def _missing(visit: Visit) -> tuple[Fault, ...]:
    """Return what a plan still needs."""
    try:
        business_of(document_of(visit.business), load())
    except InputError as error:
        return error.faults
    return ()


@for_power(Power.EDIT)
@require_POST
def look(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Check an uploaded file and show, row by row, what it would change; nothing is kept."""
    try:
        found = _checked(request.FILES.get("file"))
    except InputError as error:
        return _page(request, visit, faults=error.faults)
    return _preview(request, visit, found)


def _checked(upload: object) -> Import:
    if not isinstance(upload, UploadedFile):
        raise InputError([Fault(_("file"), _("is missing"), _("Choose a .toml or an .xlsx file"))])
    name = _name(upload.name or "")
    check_size(upload.size or 0, name)
    return Import(name, write_toml(read_data(upload.read(), name, load())))


def _name(given: str) -> str:
    """Return a file's name as it is kept and shown."""
    return get_valid_filename(given or "file")[-LONGEST_NAME:]


def _preview(request: HttpRequest, visit: Visit, found: Import) -> HttpResponse:
    document = document_of(visit.business)
    business = read_data(found.content.encode(), "content.toml", load())
    changes = differences(document, document_from(business))
    context = {
        "visit": visit,
        "file": found,
        "count": len(changes),
        "changes": told_changes(changes, load()),
        "seen": hash_of(document),
    }
    return render(request, "decide/work/preview.html", context)


@for_power(Power.EDIT)
@require_POST
def take_over(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Let the business be what the file says, and remember what it was.

    If the business has changed since it was looked at, the changes are shown anew and nothing is taken over.
    """
    found = Import(_name(request.POST.get("name", "")), request.POST.get("content", ""))
    try:
        business = read_data(found.content.encode(), "content.toml", load())
    except InputError as error:
        return _page(request, visit, faults=error.faults)
    try:
        import_file(visit, business, source=found.name, seen=request.POST.get("seen", ""))
    except Moved:
        if hash_of(document_of(visit.business)) == hash_of(document_from(business)):  # a double click
            return redirect("work", business=visit.business.key)
        messages.warning(request, _("Somebody changed the business meanwhile. Look at the changes again."))
        return _preview(request, visit, found)
    messages.success(request, _("The business is now what %(name)s says.") % {"name": found.name})
    return redirect("business-file", business=visit.business.key)


@for_power(Power.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show what going back to before the last import would lose, and go back once that was seen."""
    kept = access_import(visit)
    if kept is None:
        return redirect("business-file", business=visit.business.key)
    if request.method != "POST":
        return _losses(request, visit, kept)
    try:
        kept = undo_import(visit, seen=request.POST.get("seen", ""))
    except Moved:
        kept.refresh_from_db()
        if request.POST.get("seen") == hash_of(kept.before):  # a double click
            return redirect("business-file", business=visit.business.key)
        messages.warning(request, _("Somebody changed the business meanwhile. Look at the changes again."))
        return _losses(request, visit, kept)
    told = _("The business is as it was before the import.")
    if not kept.is_undone:
        told = _("The business is what %(name)s says, as before the undoing.") % {"name": kept.name}
    messages.success(request, told)
    return redirect("business-file", business=visit.business.key)


def _losses(request: HttpRequest, visit: Visit, kept: LastImport) -> HttpResponse:
    changes = lost_by_undoing(visit, kept)
    context = {
        "visit": visit,
        "kept": kept,
        "count": len(changes),
        "changes": told_changes(changes, load()),
        "seen": hash_of(document_of(visit.business)),
    }
    return render(request, "decide/work/undo_import.html", context)


@for_power(Power.VIEW)
@require_safe
def take_away(request: HttpRequest, visit: Visit, kind: str) -> HttpResponse:  # noqa: ARG001 -- a view's signature
    """Give the business as a file, whether or not it says all that a plan needs."""
    document = document_of(visit.business)
    if kind == "toml":
        body = (
            _note(_missing(visit)) + plain_toml({name: tuple(rows) for name, rows in document.items()})
        ).encode()
    else:
        reference = load()
        mark = hash_of(document), reference.checksum, spoken()
        body = _workbook(Known(mark, (document, reference)))
    name = slugify(visit.business.name) or "business"
    headers = {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
    return HttpResponse(body, content_type=TYPES[kind], headers=headers)


@lru_cache(maxsize=8)
def _workbook(told: Known[tuple[Document, Reference]]) -> bytes:
    """Return the workbook of a document; writing one takes longer than any page."""
    document, reference = told.value
    out = io.BytesIO()
    write_plain_workbook({name: tuple(rows) for name, rows in document.items()}, out, reference)
    return out.getvalue()


def _note(missing: tuple[Fault, ...]) -> str:
    """Return what is still missing as comments of a TOML file."""
    if not missing:
        return ""
    return "".join(f"# {line}\n" for line in (_("Still missing for a plan:"), *map(str, missing))) + "\n"
