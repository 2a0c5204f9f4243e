"""Files of pay: handed out to be kept, never shown in place."""

from urllib.parse import quote

from django.http import Http404, HttpResponse

from outhaul.apps.money.models import Invoice, InvoiceFile


def attachment(content: bytes, name: str, media_type: str) -> HttpResponse:
    """Return a file that a browser keeps under `name`."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def paper_answer(invoice: Invoice) -> HttpResponse:
    """Return the paper that a contractor sent in. Raises Http404 where there is none."""
    paper = InvoiceFile.objects.select_related("file").filter(invoice=invoice).first()
    if paper is None:
        raise Http404
    return attachment(bytes(paper.file.content), paper.name, paper.media_type)
