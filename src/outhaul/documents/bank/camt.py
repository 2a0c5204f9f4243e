"""CAMT.053, the bank statement of ISO 20022, in any version; read safely: no entities, no fetching."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from outhaul.documents.bank.entries import MOST_LINES, BankEntry
from outhaul.faults import Fault, InputError

SIGNS = {"CRDT": 1, "DBIT": -1}


def read_camt(content: bytes) -> list[BankEntry]:
    """Return the booked entries of a statement; one for each transaction where a booking holds several.

    Raises:
        InputError: it is no such file, or holds what may not be read.
    """
    try:
        root = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise InputError(
            [Fault("file", "This XML cannot be read", "Fetch the file anew from your bank")]
        ) from error
    statements = [part for part in root.iter() if _name(part) in {"Stmt", "Rpt", "Ntfctn"}]
    if not statements:
        raise InputError([Fault("file", "There is no bank statement in it", "Fetch it as CAMT.053")])
    entries = [entry for part in statements for row in _all(part, "Ntry") for entry in _entries(row)]
    if len(entries) > MOST_LINES:
        raise InputError([Fault("file", "It has too many lines", f"Bring at most {MOST_LINES} at a time")])
    return entries


def _entries(row: Element) -> Iterator[BankEntry]:
    status = _text(row, "Sts", "Cd") or _text(row, "Sts")
    if status and status != "BOOK":
        return
    amount = _one(row, "Amt")
    sign = SIGNS.get(_text(row, "CdtDbtInd"), 0)
    if _text(row, "RvslInd") == "true":
        sign = -sign
    on = _text(row, "BookgDt", "Dt") or _text(row, "BookgDt", "DtTm") or _text(row, "ValDt", "Dt")
    if amount is None or not sign or not on:
        raise InputError([Fault("file", "An entry lacks its amount, side or day", "Fetch the file anew")])
    details = [part for batch in _all(row, "NtryDtls") for part in _all(batch, "TxDtls")]
    if len(details) < 2:  # noqa: PLR2004 -- one booking of one payment
        yield _entry(row, details[0] if details else row, amount, sign, on)
        return
    for part in details:
        own = _one(part, "Amt") if _one(part, "Amt") is not None else _find(part, "AmtDtls", "TxAmt", "Amt")
        yield _entry(row, part, own if own is not None else amount, sign, on)


def _entry(row: Element, part: Element, amount: Element, sign: int, on: str) -> BankEntry:
    side = "Cdtr" if sign < 0 else "Dbtr"
    name = _text(part, "RltdPties", side, "Pty", "Nm") or _text(part, "RltdPties", side, "Nm")
    references = (
        _text(part, "Refs", "EndToEndId"),
        *(found.text or "" for found in _all(_one(part, "RmtInf"), "Ustrd")),
        _text(part, "RmtInf", "Strd", "CdtrRefInf", "Ref"),
        _text(part, "RtrInf", "Rsn", "Cd"),
        _text(row, "AddtlNtryInf"),
    )
    return BankEntry(
        on=_day(on),
        amount=sign * _amount(amount.text or ""),
        currency=amount.get("Ccy", ""),
        counterpart=name,
        iban=_text(part, "RltdPties", f"{side}Acct", "Id", "IBAN").replace(" ", ""),
        reference=" ".join(one for one in references if one and one != "NOTPROVIDED")[:300],
    )


def _day(told: str) -> date:
    try:
        return date.fromisoformat(told[:10])
    except ValueError as error:
        raise InputError([Fault("file", f"{told[:20]} is no day", "Fetch the file anew")]) from error


def _amount(told: str) -> Decimal:
    try:
        amount = Decimal(told.strip())
    except InvalidOperation as error:
        raise InputError([Fault("file", f"{told[:20]} is no amount", "Fetch the file anew")]) from error
    if not amount.is_finite() or abs(amount) >= 10**10:
        raise InputError([Fault("file", f"{told[:20]} is no amount", "Fetch the file anew")])
    return amount


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _all(element: Element | None, name: str) -> list[Element]:
    return [] if element is None else [child for child in element if _name(child) == name]


def _one(element: Element | None, name: str) -> Element | None:
    return next(iter(_all(element, name)), None)


def _find(element: Element | None, *path: str) -> Element | None:
    for name in path:
        element = _one(element, name)
    return element


def _text(element: Element | None, *path: str) -> str:
    found = _find(element, *path)
    return (found.text or "").strip() if found is not None else ""
