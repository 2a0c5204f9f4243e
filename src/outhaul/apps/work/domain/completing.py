"""When both sides have signed: the paper is made and kept, and what was agreed takes effect."""

from collections.abc import Sequence
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from outhaul.apps.audit.domain.trail import Actor, record
from outhaul.apps.planning.domain.content import itself
from outhaul.apps.sourcing.domain.guarding import Blocked
from outhaul.apps.tongue import told_in
from outhaul.apps.work.domain import letters, paper_letters
from outhaul.apps.work.domain.activating import activate
from outhaul.apps.work.domain.changing import take_over
from outhaul.apps.work.domain.papers import papers_missing
from outhaul.apps.work.domain.telling import tell_blocked
from outhaul.apps.work.domain.versions import in_force_before
from outhaul.apps.work.lifecycles import STATEMENT, StatementState
from outhaul.apps.work.models import Contractor, Engagement, Signature, Statement
from outhaul.documents.statement.canonical import statement_of
from outhaul.documents.statement.certificate import Certificate, Signed
from outhaul.documents.statement.content import Party
from outhaul.documents.statement.paper import render


def complete(statement: Statement, signatures: Sequence[Signature], *, actor: Actor) -> None:
    """Keep the signed paper with its hash, let it take effect, send both a copy; records `completed`.

    The first statement makes the engagement active, a change order changes its milestones. Who is bound, a
    person or a firm for which somebody signs, is from then on as both signed it. The contractor is asked for
    the papers that the first payment needs, where some are missing.
    """
    engagement = statement.engagement
    statement.state = STATEMENT.after(StatementState(statement.state), "sign")
    statement.signed_at = statement.changed_at = timezone.now()
    statement.paper = signed_paper(statement, signatures)
    statement.paper_hash = sha256(statement.paper).hexdigest()
    statement.save()
    event = record(
        scope=engagement.business.key,
        actor=actor,
        verb="completed",
        thing="statement" if statement.number == 1 else "change order",
        name=engagement.name,
        changes={"paper_hash": (None, statement.paper_hash)},
    )
    if statement.number == 1:
        _begin(statement)
    else:
        take_over(engagement, statement, actor=actor)
    _bind(engagement.contractor, statement_of(statement.content).contractor)
    contractor = next(one for one in signatures if one.side == "contractor")
    letters.send_signed_copies(statement, contractor, number=event.number)
    if papers_missing(engagement.contractor):
        paper_letters.ask_for_papers(engagement.contractor, number=event.number)


def _bind(contractor: Contractor, party: Party) -> None:
    """Let a contractor be who the signed words say: a person, or a firm and who signs for it."""
    contractor.name, contractor.address = party.name, party.address
    contractor.signs = party.signs if party.signs != party.name else ""
    contractor.changed_at = timezone.now()
    contractor.save(update_fields=["name", "address", "signs", "changed_at"])


def _begin(statement: Statement) -> None:
    """Let the engagement begin; where a guard blocks, signatures stand and the owners are told."""
    try:
        with transaction.atomic():
            activate(None, statement.engagement)
    except Blocked as blocked:
        tell_blocked(statement, [verdict.reason for verdict in blocked.verdicts])
    statement.engagement.refresh_from_db(fields=["state"])


def signed_paper(statement: Statement, signatures: Sequence[Signature]) -> bytes:
    """Return the paper with the certificate of its signatures."""
    return _paper(statement, signatures)


def draft_paper(statement: Statement) -> bytes:
    """Return the paper as it would be, marked as not signed."""
    return _paper(statement, ())


def _paper(statement: Statement, signatures: Sequence[Signature]) -> bytes:
    before = in_force_before(statement)
    said = statement_of(statement.content)
    with told_in(said.language):
        return render(
            said,
            before=statement_of(before.content) if before else None,
            certificate=_certificate(statement, signatures) if signatures else None,
        )


def _certificate(statement: Statement, signatures: Sequence[Signature]) -> Certificate:
    assert statement.sent_at is not None, "only what was sent can be signed"  # noqa: S101 -- the state says so
    return Certificate(
        key=statement.key,
        number=statement.number,
        issue=statement.issue,
        sent_at=statement.sent_at,
        content_hash=statement.content_hash,
        verify_at=settings.HOME + reverse("verify"),
        signatures=tuple(_signed(one, statement.engagement) for one in signatures),
    )


def _signed(signature: Signature, engagement: Engagement) -> Signed:
    assert signature.signed_at is not None, "both have signed"  # noqa: S101 -- asked just before
    is_client = signature.side == "client"
    return Signed(
        side=signature.side,
        name=signature.name,
        typed_name=signature.typed_name,
        email=signature.email,
        at=signature.signed_at,
        zone=_home_zone(engagement) if is_client else engagement.contractor.time_zone,
        ip_address=signature.ip_address or "",
        agent=signature.agent,
        proof=_("An account with its password or key")
        if is_client
        else _("A link and a code sent to this e-mail address"),
    )


def _home_zone(engagement: Engagement) -> str:
    return str(itself(engagement.business).get("time_zone") or "UTC")
