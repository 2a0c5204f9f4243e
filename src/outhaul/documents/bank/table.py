"""A bank statement as CSV, whatever its columns are called and however days and amounts are written."""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from io import StringIO

from outhaul.documents.bank.entries import MOST_LINES, BankEntry
from outhaul.faults import Fault, InputError

FIELDS = ("on", "amount", "currency", "counterpart", "iban", "reference")
NEEDED = ("on", "amount")
DAYS: Mapping[str, str] = {
    "2027-01-31": "%Y-%m-%d",
    "31.01.2027": "%d.%m.%Y",
    "31.01.27": "%d.%m.%y",
    "31/01/2027": "%d/%m/%Y",
    "01/31/2027": "%m/%d/%Y",
}
"""How a day is written, by example -> its format."""
DECIMALS = (".", ",")
KNOWN: Mapping[str, tuple[str, ...]] = {
    "on": ("date", "booking date", "buchungstag", "buchungsdatum", "datum", "transaction date", "value date"),
    "amount": ("amount", "betrag", "umsatz", "betrag (eur)", "amount (usd)", "amount (eur)"),
    "currency": ("currency", "währung", "waehrung"),
    "counterpart": (
        "payee",
        "name",
        "counterparty",
        "begünstigter/zahlungspflichtiger",
        "beguenstigter/zahlungspflichtiger",
        "name zahlungsbeteiligter",
        "empfänger",
        "partner name",
    ),
    "iban": (
        "iban",
        "account",
        "kontonummer/iban",
        "iban zahlungsbeteiligter",
        "partner iban",
        "kontonummer",
    ),
    "reference": ("reference", "description", "verwendungszweck", "memo", "payment reference", "details"),
}
"""Headings by which banks are known to call a column."""
HEAD_LINES = 15
"""Lines in which the headings are looked for: some banks write a preface."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """Which column holds what, and how days and amounts are written."""

    columns: Mapping[str, int]
    day: str
    decimal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A file as rows of cells: its headings, the rows below them."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def read_table(content: bytes) -> Table:
    """Return the cells of a CSV file in UTF-8 or Windows' Western letters, with any of the usual separators.

    Raises:
        InputError: it holds no table, or too many lines.
    """
    text = _decoded(content)
    first = max(text.splitlines()[:HEAD_LINES] or [""], key=lambda line: max(map(line.count, ",;\t")))
    separator = max(",;\t", key=first.count)
    try:
        rows = [
            tuple(cell.strip() for cell in row) for row in csv.reader(StringIO(text), delimiter=separator)
        ]
    except csv.Error as error:
        raise InputError([Fault("file", "It is no table", "Save the statement as CSV")]) from error
    rows = [row for row in rows if any(row)]
    if len(rows) > MOST_LINES:
        raise InputError([Fault("file", "It has too many lines", f"Bring at most {MOST_LINES} at a time")])
    start = _start(rows)
    if len(rows) < start + 2:
        raise InputError(
            [Fault("file", "There is no line in it", "Save the statement as CSV, with headings")]
        )
    return Table(headings=rows[start], rows=tuple(rows[start + 1 :]))


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _start(rows: Sequence[Sequence[str]]) -> int:
    """Return in which row the headings are: the one in which most are known."""

    def known(row: Sequence[str]) -> int:
        names = {name for names in KNOWN.values() for name in names}
        return sum(cell.casefold() in names for cell in row)

    head = range(min(HEAD_LINES, len(rows)))
    return max(head, key=lambda place: (known(rows[place]), -place)) if head else 0


def guessed(table: Table) -> Mapped:
    """Return which column seems to hold what; a column that is not found is left out."""
    names = [heading.casefold() for heading in table.headings]
    columns = {}
    for field, known in KNOWN.items():
        place = next((names.index(name) for name in known if name in names), None)
        if place is not None:
            columns[field] = place
    days = [_cell(row, columns.get("on")) for row in table.rows]
    amounts = [_cell(row, columns.get("amount")) for row in table.rows]
    day = next(
        (form for form in DAYS.values() if days and all(_day(told, form) for told in days)), "%Y-%m-%d"
    )
    commas = sum(bool(re.search(r",\d{1,2}$", told)) for told in amounts)
    return Mapped(columns=columns, day=day, decimal="," if 2 * commas > len(amounts) else ".")


def read_rows(table: Table, mapped: Mapped, *, currency: str) -> list[BankEntry]:
    """Return the lines of a table; `currency` is that of the account, where the file tells none.

    Raises:
        InputError: a column is missing, or a day or an amount cannot be read; each is told with its line.
    """
    missing = [name for name in NEEDED if name not in mapped.columns]
    if missing:
        raise InputError([Fault(name, "Which column is it?", "Choose it") for name in missing])
    faults: list[Fault] = []
    found = []
    for number, row in enumerate(table.rows, 1):
        on = _day(_cell(row, mapped.columns["on"]), mapped.day)
        amount = amount_in(_cell(row, mapped.columns["amount"]), mapped.decimal)
        if on is None or amount is None:
            where = "on" if on is None else "amount"
            told = _cell(row, mapped.columns[where])
            faults.append(
                Fault(where, f"Line {number}: “{told[:30]}” cannot be read", "Choose how it is written")
            )
            continue
        if amount:
            found.append(_entry(row, mapped, on, amount, currency))
    if faults:
        raise InputError(faults[:5])
    return found


def _entry(row: Sequence[str], mapped: Mapped, on: date, amount: Decimal, currency: str) -> BankEntry:
    told = {
        name: _cell(row, mapped.columns.get(name))
        for name in ("currency", "counterpart", "iban", "reference")
    }
    code = told["currency"].upper()
    return BankEntry(
        on=on,
        amount=amount,
        currency=code if re.fullmatch("[A-Z]{3}", code) else currency,
        counterpart=told["counterpart"][:200],
        iban=told["iban"].replace(" ", "").upper(),
        reference=told["reference"][:300],
    )


def amount_in(told: str, decimal: str) -> Decimal | None:
    """Return an amount as it was written; None where it is none.

    >>> amount_in("-1.234,56 €", ","), amount_in("1,234.56-", "."), amount_in("(12.00)", ".")
    (Decimal('-1234.56'), Decimal('-1234.56'), Decimal('-12.00'))
    >>> amount_in("1.234", ",") , amount_in("twelve", ".")
    (Decimal('1234'), None)
    """
    grouping = "," if decimal == "." else "."
    is_below = told.strip().startswith(("-", "(", "\N{MINUS SIGN}")) or told.strip().endswith("-")
    digits = re.sub(r"[^\d.,]", "", told).replace(grouping, "").replace(decimal, ".")
    try:
        amount = Decimal(digits)
    except InvalidOperation:
        return None
    if abs(amount) >= 10**10:
        return None
    return -amount if is_below else amount


def _day(told: str, form: str) -> date | None:
    try:
        return datetime.strptime(told[:10], form).date()  # noqa: DTZ007 -- a calendar day
    except ValueError:
        return None


def _cell(row: Sequence[str], place: int | None) -> str:
    return row[place] if place is not None and place < len(row) else ""
