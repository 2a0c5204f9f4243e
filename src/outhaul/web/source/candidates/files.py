"""Candidates as a file: the list, which imports again; and all that is kept on one, for that one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.sourcing.domain.access import access_candidate
from outhaul.apps.sourcing.domain.exporting import export_candidate, told_by
from outhaul.documents.candidates_file import write_csv, write_xlsx
from outhaul.reference.tables import load
from outhaul.web.doors import for_power
from outhaul.web.source.candidates.listing import wanted_of

KINDS = {
    "csv": ("text/csv; charset=utf-8", write_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write_xlsx),
}


def attached(content: bytes, kind: str, name: str) -> HttpResponse:
    """Return a file that is saved and kept by no cache."""
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@for_power(Power.SOURCE)
@require_safe
def export(request: HttpRequest, visit: Visit, kind: str) -> HttpResponse:
    """Give the candidates that the list shows as a table."""
    if kind not in KINDS:
        raise Http404
    content_type, write = KINDS[kind]
    name = f"candidates-{timezone.localdate():%Y-%m-%d}.{kind}"
    return attached(write(told_by(wanted_of(request, visit)), load()), content_type, name)


@for_power(Power.SOURCE)
@require_POST
def data(_request: HttpRequest, visit: Visit, candidate: str) -> HttpResponse:
    """Give everything that is kept on a candidate."""
    found = access_candidate(visit, candidate)
    return attached(export_candidate(visit, found), "application/json", f"candidate-{found.key}.json")
