"""A statement as a file to take away."""

from django.http import HttpResponse

from outhaul.apps.work.domain.completing import draft_paper
from outhaul.apps.work.models import Statement


def paper_answer(statement: Statement) -> HttpResponse:
    """Return the signed paper as it is kept, byte by byte; before, one that is marked as unsigned."""
    pdf = bytes(statement.paper) if statement.paper else draft_paper(statement)
    name = f"statement-{statement.key}-{statement.number}.{statement.issue}.pdf"
    return HttpResponse(
        pdf,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
