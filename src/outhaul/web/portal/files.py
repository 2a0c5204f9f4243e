"""Files of a contractor, handed out: shown in their place only where nothing in them can run."""

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from outhaul.apps.delivery.domain.own import access_own_attachment, access_own_statement
from outhaul.apps.delivery.domain.storing import UNKNOWN, is_shown_inline
from outhaul.apps.delivery.models import Attachment
from outhaul.apps.work.domain.access import Assignment
from outhaul.apps.work.models import Statement
from outhaul.web.agree.signing.files import paper_answer
from outhaul.web.doors import for_contractor


@for_contractor
@require_safe
def attachment(_request: HttpRequest, assignment: Assignment, attachment: str) -> HttpResponse:
    """Hand out a file that was handed in."""
    return file_answer(access_own_attachment(assignment, attachment))


@for_contractor
@require_safe
def paper(_request: HttpRequest, assignment: Assignment, statement: str) -> HttpResponse:
    """Hand out what was signed, byte by byte."""
    row = access_own_statement(assignment, statement)
    return paper_answer(Statement.objects.select_related("engagement__business").get(pk=row.pk))


def file_answer(found: Attachment) -> HttpResponse:
    """Return a file: what could run in a browser is a download of no kind, and nothing in it runs."""
    is_inline = is_shown_inline(found.media_type)
    kind = found.media_type if is_inline else UNKNOWN
    text = "; charset=utf-8" if kind.startswith("text/") else ""
    answer = HttpResponse(bytes(found.file.content), content_type=f"{kind}{text}")
    answer["Content-Disposition"] = content_disposition_header(not is_inline, found.name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    # Browsers show no PDF in a sandbox; nothing in one can reach the page around it.
    sandbox = "" if kind == "application/pdf" else "; sandbox"
    answer["Content-Security-Policy"] = f"default-src 'none'; style-src 'unsafe-inline'{sandbox}"
    return answer
