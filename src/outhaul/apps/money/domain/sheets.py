"""The paper of an invoice that was sent in, kept once for each content."""

from hashlib import sha256

from django.utils.translation import gettext as _

from outhaul.apps.delivery.models import StoredFile
from outhaul.apps.money.domain.invoicing import Sheet
from outhaul.apps.people.models import Business
from outhaul.faults import Fault, InputError

MOST_BYTES = 5_000_000
KINDS = {
    b"%PDF-": "application/pdf",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"<?xml": "application/xml",
}
"""How a paper begins -> what it is: invoices come as PDF, as a picture, or as an e-invoice."""


def keep_sheet(business: Business, name: str, content: bytes) -> Sheet:
    """Keep a paper that was sent in.

    Raises:
        InputError: it is empty, too large, or neither PDF, picture nor e-invoice.
    """
    if len(content) > MOST_BYTES:
        raise InputError([Fault("file", _("It is larger than 5 MB"), _("Save it smaller"))])
    kind = next((kind for start, kind in KINDS.items() if content.startswith(start)), None)
    if kind is None:
        raise InputError([Fault("file", _("It is no PDF and no picture"), _("Save it as PDF"))])
    file, _made = StoredFile.objects.get_or_create(
        business=business,
        sha256=sha256(content).hexdigest(),
        defaults={"size": len(content), "content": content},
    )
    return Sheet(content=file, name=name, media_type=kind)
