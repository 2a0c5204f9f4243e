"""Papers gate the first payment, not the signature: which are needed, and what is missing (§SIGN-5)."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Literal

from outhaul.engine.saying import in_words
from outhaul.engine.verdict import Answer, Guard, Verdict

Kind = Literal["w9", "w8ben", "vat", "bank"]

US = "US"
W8BEN_YEARS = 3
"""A W-8BEN is good until the last day of the third calendar year after the one in which it was signed.

Source: Instructions for Form W-8BEN (IRS, October 2021).
"""
SOON_DAYS = 60
NAMES: Mapping[Kind, str] = {
    "w9": "W-9 details",
    "w8ben": "W-8BEN details",
    "vat": "VAT number",
    "bank": "bank details",
}


def needed(payer: str, payee: str) -> tuple[Kind, ...]:
    """Return what somebody in the country `payee` gives before a business in `payer` pays for the first time.

    >>> needed("US", "PH"), needed("US", "US"), needed("DE", "PL")
    (('w8ben', 'bank'), ('w9', 'bank'), ('vat', 'bank'))
    """
    if payer != US:
        return ("vat", "bank")
    return ("w9" if payee == US else "w8ben", "bank")


def w8ben_expires(signed_on: date) -> date:
    """Return the last day on which a W-8BEN signed on a day is good.

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
    name, verb = NAMES[kind], "is" if kind == "vat" else "are"
    if kind not in told:
        return _says(Answer.BLOCK, kind, f"The {name} {verb} not here yet.")
    expires_on = told[kind]
    if expires_on is not None and expires_on < today:
        return _says(Answer.BLOCK, kind, f"The {name} expired on {in_words(expires_on)}.")
    if expires_on is not None and (expires_on - today).days < SOON_DAYS:
        return _says(Answer.WARN, kind, f"The {name} expire on {in_words(expires_on)}.")
    return _says(Answer.PASS, kind, f"The {name} {verb} here.")


def _says(answer: Answer, kind: Kind, reason: str) -> Verdict:
    is_block = answer is Answer.BLOCK
    return Verdict(
        guard=Guard.PAY,
        answer=answer,
        rule="SIGN-5",
        reason=reason,
        fix="" if answer is Answer.PASS else "Ask the contractor for it; the link is sent again by mail.",
        legal=is_block and kind in {"w9", "w8ben"},
    )
