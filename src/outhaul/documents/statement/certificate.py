"""How both sides signed: what the last page of a signed paper tells."""

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from django.utils import translation
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """One signature with its evidence."""

    side: str
    """client or contractor."""
    name: str
    typed_name: str
    email: str
    at: datetime
    zone: str
    """IANA zone in which the signing person lives."""
    ip_address: str
    agent: str
    proof: str
    """How it was made sure who signs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """What both signatures stand under, and both of them."""

    key: str
    number: int
    issue: int
    sent_at: datetime
    content_hash: str
    verify_at: str
    """Address of the page that checks the paper."""
    signatures: tuple[Signed, ...]


def consent() -> str:
    """Return what each side agreed to when it signed."""
    return _(
        "I have read the whole document, I agree to it, and I sign it electronically by typing my name."
        " I can have it on paper."
    )


def moment(at: datetime, zone: str) -> str:
    """Return a moment to the second, in a zone and in UTC."""
    locale = (translation.get_language() or "en").replace("-", "_")
    there = at.astimezone(ZoneInfo(zone))
    local = format_datetime(there, "d MMMM y, HH:mm:ss", tzinfo=there.tzinfo, locale=locale)
    utc = format_datetime(at.astimezone(UTC), "d MMMM y, HH:mm:ss", locale=locale)
    return f"{local} ({zone}); {utc} UTC"


def facts(certificate: Certificate) -> tuple[tuple[str, str], ...]:
    """Return what is certified of the document: label and value."""
    numbers = {"number": certificate.number, "issue": certificate.issue}
    return (
        (_("Document"), _("number %(number)s, issue %(issue)s") % numbers),
        (_("Key"), certificate.key),
        (_("Sent to be signed"), moment(certificate.sent_at, "UTC").partition("; ")[2]),
        (_("SHA-256 of the content"), certificate.content_hash),
        (_("Agreed to"), consent()),
        (_("To check this file"), certificate.verify_at),
    )


def signature_facts(signed: Signed) -> tuple[tuple[str, str], ...]:
    """Return what is certified of one signature: label and value."""
    told = (
        (_("Signed as"), signed.typed_name),
        (_("E-mail"), signed.email),
        (_("Time"), moment(signed.at, signed.zone)),
        (_("IP address"), signed.ip_address),
        (_("Browser"), signed.agent),
        (_("Known by"), signed.proof),
    )
    return tuple(fact for fact in told if fact[1])


def side_name(side: str) -> str:
    """Return what a side is called."""
    return {"client": _("For the client"), "contractor": _("For the contractor")}[side]
