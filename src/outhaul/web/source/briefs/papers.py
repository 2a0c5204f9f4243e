"""A brief as a file: PDF, and plain text to paste."""

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.planning.domain.content import itself
from outhaul.apps.sourcing.domain.access import access_brief
from outhaul.apps.sourcing.domain.content import content_of
from outhaul.apps.sourcing.models import Brief as Row
from outhaul.documents.brief_paper import text
from outhaul.web.doors import for_power
from outhaul.web.source.briefs.paper import paper_of


@for_power(Power.VIEW)
@require_safe
def pdf(_request: HttpRequest, visit: Visit, brief: str) -> HttpResponse:
    """Hand out the brief on paper."""
    return as_pdf(access_brief(visit, brief))


@for_power(Power.VIEW)
@require_safe
def plain_text(_request: HttpRequest, visit: Visit, brief: str) -> HttpResponse:
    """Hand out the brief as plain text."""
    row = access_brief(visit, brief)
    return _file(row, text(paper_of(row, content_of(row))).encode(), "text/plain; charset=utf-8", "txt")


def as_pdf(row: Row) -> HttpResponse:
    """Return a brief as PDF, on the paper of the business's country."""
    from outhaul.documents import brief_pdf  # noqa: PLC0415 -- slow to import
    from outhaul.documents.plan_pdf import LETTER_PAPER  # noqa: PLC0415 -- likewise

    is_letter = itself(row.business).get("country") in LETTER_PAPER
    paper = paper_of(row, content_of(row), size="us-letter" if is_letter else "a4")
    return _file(row, brief_pdf.render(paper), "application/pdf", "pdf")


def _file(row: Row, content: bytes, content_type: str, extension: str) -> HttpResponse:
    names = (slugify(name, allow_unicode=True) for name in (row.business.name, row.title, "brief"))
    response = HttpResponse(content, content_type=content_type)
    name = "-".join(filter(None, names)) + f".{extension}"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    response["Cache-Control"] = "private, no-store"
    return response
