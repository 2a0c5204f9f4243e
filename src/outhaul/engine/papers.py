"""Papers gate the first payment, not the signature: which are needed, and what is missing (§SIGN-5)."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Literal

from outhaul.engine.saying import day, say
from outhaul.engine.verdict import Answer, Guard, Verdict

Kind = Literal["w9", "w8ben", "w8bene", "vat", "bank"]

US = "US"
W8BEN_YEARS = 3
"""A W-8BEN or W-8BEN-E is good until the last day of the third calendar year after the one in which it was
signed.

Source: Instructions for Form W-8BEN and for Form W-8BEN-E (IRS, October 2021).
"""
SOON_DAYS = 60
NAMES: Mapping[Kind, str] = {
    "w9": say("W-9 details"),
    "w8ben": say("W-8BEN details"),
    "w8bene": say("W-8BEN-E details"),
    "bank": say("bank details"),
}
"""What is told of in the plural; the VAT number has sentences of its own."""
BY_LAW: frozenset[Kind] = frozenset({"w9", "w8ben", "w8bene"})


def needed(payer: str, payee: str, *, is_firm: bool = False) -> tuple[Kind, ...]:
    """Return what somebody in the country `payee` gives before a business in `payer` pays for the first time.

    Of a business in the United States a person elsewhere gives W-8BEN, a firm elsewhere W-8BEN-E.

    >>> needed("US", "PH"), needed("US", "PH", is_firm=True), needed("US", "US"), needed("DE", "PL")
    (('w8ben', 'bank'), ('w8bene', 'bank'), ('w9', 'bank'), ('vat', 'bank'))
    """
    if payer != US:
        return ("vat", "bank")
    if payee == US:
        return ("w9", "bank")
    return ("w8bene" if is_firm else "w8ben", "bank")


def w8ben_expires(signed_on: date) -> date:
    """Return the last day on which a W-8BEN or W-8BEN-E signed on a day is good.

    >>> w8ben_expires(date(2026, 11, 27))
    datetime.date(2029, 12, 31)
    """
    return date(signed_on.year + W8BEN_YEARS, 12, 31)


def guard_payment(
    wanted: Collection[Kind], there: Mapping[Kind, date | None], today: date
) -> tuple[Verdict, ...]:
    """Return, for each wanted paper, whether a payment may be made; `there` is kind -> last good day.

    A tax paper that is missing or expired blocks by law; without bank details there is nowhere to pay to.
    """
    return tuple(_verdict(kind, there, today) for kind in wanted)


def _verdict(kind: Kind, told: Mapping[Kind, date | None], today: date) -> Verdict:
    if kind not in told:
        return _says(Answer.BLOCK, kind, _missing(kind))
    expires_on = told[kind]
    if expires_on is not None and expires_on < today:
        return _says(Answer.BLOCK, kind, _expired(kind, expires_on))
    if expires_on is not None and (expires_on - today).days < SOON_DAYS:
        return _says(Answer.WARN, kind, _expires(kind, expires_on))
    return _says(Answer.PASS, kind, _there(kind))


def _missing(kind: Kind) -> str:
    if kind == "vat":
        return say("The VAT number is not here yet.")
    return say("The {name} are not here yet.", name=NAMES[kind])


def _expired(kind: Kind, expires_on: date) -> str:
    if kind == "vat":
        return say("The VAT number expired on {day}.", day=day(expires_on))
    return say("The {name} expired on {day}.", name=NAMES[kind], day=day(expires_on))


def _expires(kind: Kind, expires_on: date) -> str:
    if kind == "vat":
        return say("The VAT number expires on {day}.", day=day(expires_on))
    return say("The {name} expire on {day}.", name=NAMES[kind], day=day(expires_on))


def _there(kind: Kind) -> str:
    return say("The VAT number is here.") if kind == "vat" else say("The {name} are here.", name=NAMES[kind])


def _says(answer: Answer, kind: Kind, reason: str) -> Verdict:
    ask = say("Ask the contractor for it; the link is sent again by mail.")
    return Verdict(
        guard=Guard.PAY,
        answer=answer,
        rule="SIGN-5",
        reason=reason,
        fix="" if answer is Answer.PASS else ask,
        legal=answer is Answer.BLOCK and kind in BY_LAW,
    )
