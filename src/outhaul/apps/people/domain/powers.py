"""What each role may do. Deny first: what is not listed is refused."""

from collections.abc import Mapping
from enum import StrEnum

from outhaul.apps.people.models import Role


class Power(StrEnum):
    """Something that a role may do in a business."""

    VIEW = "view"
    """See what the business told of itself, and its plans."""
    EDIT = "edit"
    """Change it, plan, try what-ifs."""
    DECIDE = "decide"
    """Choose a plan as the business's own; share plans with others."""
    MEMBERS = "members"
    """Invite people, change their roles."""
    AUDIT = "audit"
    """Read the audit trail."""
    SOURCE = "source"
    """Write briefs, see and weigh candidates, prepare offers and agreements."""
    SIGN = "sign"
    """Sign for the business; override the block of a guard."""
    PAPERS = "papers"
    """See which tax papers and bank details of contractors are there, masked."""
    RUN = "run"
    """Answer submissions and questions, hold checkpoints, keep checklists, rate contractors."""
    BOOKS = "books"
    """See invoices, payments and the ledger."""
    PAY = "pay"
    """Approve invoices up to a limit, make pay runs, tell what the bank says."""
    HEAR = "hear"
    """Read what single contractors answer in the pulse."""


POWERS: Mapping[Role, frozenset[Power]] = {
    Role.OWNER: frozenset(Power),
    Role.MANAGER: frozenset({Power.VIEW, Power.EDIT, Power.SOURCE, Power.RUN}),
    Role.FINANCE: frozenset({Power.VIEW, Power.PAPERS, Power.BOOKS, Power.PAY}),
    Role.VIEWER: frozenset({Power.VIEW, Power.AUDIT, Power.BOOKS}),
}
