"""What a page of signing shows: the document, how far it is, and who signed when."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from outhaul.apps.work.domain.versions import in_force_before
from outhaul.apps.work.lifecycles import StatementState
from outhaul.apps.work.models import Signature, Statement
from outhaul.documents.statement.canonical import statement_of
from outhaul.documents.statement.certificate import side_name
from outhaul.documents.statement.parts import Laid, kind_of, laid_out

STATE_NAMES = {
    StatementState.DRAFT: later("draft"),
    StatementState.OUT: later("out to be signed"),
    StatementState.SIGNED: later("signed"),
    StatementState.DECLINED: later("declined"),
    StatementState.LAPSED: later("lapsed"),
    StatementState.WITHDRAWN: later("taken back"),
}


@dataclass(frozen=True, slots=True)
class Side:
    """One side as the page shows it."""

    side: str
    name: str
    told: str
    is_done: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A statement as its pages show it."""

    laid: Laid
    kind: str
    title: str
    business: str
    contractor: str
    first_line: str
    sides: tuple[Side, ...]


def shown(statement: Statement) -> Shown:
    """Return what the page shows, in the language of who reads it."""
    content, before = statement_of(statement.content), in_force_before(statement)
    signatures = list(statement.signatures.all())
    return Shown(
        laid=laid_out(content, statement_of(before.content) if before else None),
        kind=kind_of(content),
        title=content.title,
        business=statement.engagement.business.name,
        contractor=content.contractor.name,
        first_line=_first_line(statement, signatures),
        sides=tuple(_side(one) for one in sorted(signatures, key=lambda one: one.side)),
    )


def _first_line(statement: Statement, signatures: list[Signature]) -> str:
    count = sum(one.signed_at is not None for one in signatures)
    until = date_format(statement.good_until, "DATE_FORMAT") if statement.good_until else ""
    lines = {
        StatementState.DRAFT: _("0 of 2 have signed: it is still a draft."),
        StatementState.OUT: _("%(count)s of 2 have signed; it can be signed until %(until)s."),
        StatementState.SIGNED: _("2 of 2 have signed."),
        StatementState.DECLINED: _("It was declined."),
        StatementState.LAPSED: _("It lapsed: not both signed until %(until)s."),
        StatementState.WITHDRAWN: _("It was taken back."),
    }
    return lines[StatementState(statement.state)] % {"count": count, "until": until}


def _side(signature: Signature) -> Side:
    if signature.signed_at:
        told = _("signed %(at)s") % {"at": both_zones(signature.signed_at)}
    elif signature.declined_at:
        told = _("declined: %(reason)s") % {"reason": signature.reason}
    elif signature.seen_at:
        told = _("has opened it %(at)s") % {
            "at": date_format(timezone.localtime(signature.seen_at), "DATETIME_FORMAT")
        }
    else:
        told = _("has not signed yet")
    name = f"{side_name(signature.side)}: {signature.name}"
    return Side(signature.side, name, told, signature.signed_at is not None)


def both_zones(at: datetime) -> str:
    """Return a moment in the zone of who reads, and in UTC where that is another one."""
    local = date_format(timezone.localtime(at), "DATETIME_FORMAT")
    name = timezone.get_current_timezone_name()
    if name == "UTC":
        return f"{local} UTC"
    utc = date_format(at.astimezone(UTC), "DATETIME_FORMAT")
    return f"{local} ({name}), {utc} UTC"
