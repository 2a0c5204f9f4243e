"""An invoice as paper: made again from what is kept, so that it is always the same."""

from outhaul.apps.money.models import Invoice
from outhaul.apps.planning.domain.content import itself
from outhaul.apps.planning.domain.languages import in_language_of
from outhaul.apps.work.domain.papers import papers_in_force
from outhaul.apps.work.domain.sealing import CannotOpen, open_sealed
from outhaul.apps.work.domain.versions import in_force
from outhaul.apps.work.models import Contractor
from outhaul.apps.work.models import Paper as Given
from outhaul.documents.invoice.paper import Line, Paper, Side, render
from outhaul.documents.statement.canonical import statement_of


def invoice_paper(invoice: Invoice) -> bytes:
    """Return an invoice that was made here as PDF, in the language of the business."""
    with in_language_of(invoice.business):
        return render(paper_of(invoice))


def paper_of(invoice: Invoice) -> Paper:
    """Return what its paper says; the sides are as the signed statement of work has them."""
    statement = in_force(invoice.engagement)
    said = statement_of(statement.content) if statement else None
    papers = papers_in_force(invoice.contractor)
    buyer_row = itself(invoice.business)
    contractor = invoice.contractor
    return Paper(
        number=invoice.number,
        issued_on=invoice.issued_on,
        due_on=invoice.due_on,
        currency=invoice.currency,
        about=invoice.engagement.name,
        seller=Side(
            name=contractor.name,
            address=contractor.address or (said.contractor.address if said else ""),
            country=contractor.country,
            tax_number=_tax_number(contractor),
        ),
        buyer=Side(
            name=invoice.business.name,
            address=said.client.address if said else "",
            country=str(buyer_row.get("country") or ""),
        ),
        lines=tuple(
            Line(text=line.text, quantity=line.quantity, price=line.price, amount=line.amount)
            for line in invoice.lines.all()
        ),
        net=invoice.net,
        tax_rate=invoice.tax_rate,
        tax=invoice.tax,
        total=invoice.total,
        self_billed=invoice.self_billed,
        account=papers["bank"].masked if "bank" in papers else "",
        corrects=invoice.corrects.number if invoice.corrects else "",
    )


def _tax_number(contractor: Contractor) -> str:
    """Return the VAT number in full, as the law wants it on an invoice; "" where none was given."""
    given = Given.objects.filter(contractor=contractor, kind="vat", replaced_at=None).first()
    try:
        return str(open_sealed(given.sealed).get("number", "")) if given else ""
    except CannotOpen:
        return ""
