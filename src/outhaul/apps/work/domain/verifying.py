"""Whether a file is a paper that was signed here."""

from dataclasses import dataclass
from datetime import datetime

from outhaul.apps.work.lifecycles import StatementState
from outhaul.apps.work.models import Statement
from outhaul.documents.statement.canonical import statement_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What whoever holds the exact file may be told; all of it stands in the file."""

    key: str
    number: int
    issue: int
    client: str
    contractor: str
    signed_at: datetime
    is_in_force: bool
    """False once a later change order took its place."""


def signed_paper(fingerprint: str) -> Known | None:
    """Return what is known of the signed paper with this SHA-256; None if none was signed here."""
    if not fingerprint:
        return None
    found = (
        Statement.objects.filter(paper_hash=fingerprint, state=StatementState.SIGNED).defer("paper").first()
    )
    if found is None or found.signed_at is None:
        return None
    content = statement_of(found.content)
    later = Statement.objects.filter(
        engagement=found.engagement_id, state=StatementState.SIGNED, number__gt=found.number
    )
    return Known(
        key=found.key,
        number=found.number,
        issue=found.issue,
        client=content.client.name,
        contractor=content.contractor.name,
        signed_at=found.signed_at,
        is_in_force=not later.exists(),
    )
