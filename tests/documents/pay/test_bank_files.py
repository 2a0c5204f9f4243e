"""What banks write is read, whatever they call it; what is no statement is refused (§MONEY-13)."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outhaul.documents.bank.camt import read_camt
from outhaul.documents.bank.entries import BankEntry
from outhaul.documents.bank.table import DAYS, Mapped, amount_in, guessed, read_rows, read_table
from outhaul.faults import InputError

CAMT = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}">
<BkToCstmrStmt><Stmt><Id>1</Id>
<Ntry><Amt Ccy="EUR">450.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>{booked}</Sts>
<BookgDt><Dt>2027-01-05</Dt></BookgDt>
<NtryDtls><TxDtls><Refs><EndToEndId>OHAAAAAAAAAAAA</EndToEndId></Refs>
<RltdPties><Cdtr>{name}</Cdtr>
<CdtrAcct><Id><IBAN>ES9121000418450200051332</IBAN></Id></CdtrAcct></RltdPties>
<RmtInf><Ustrd>2026-001</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
<Ntry><Amt Ccy="EUR">30.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>{booked}</Sts>
<BookgDt><DtTm>2027-01-06T08:00:00</DtTm></BookgDt>
<NtryDtls><TxDtls><Amt Ccy="EUR">10.00</Amt></TxDtls>
<TxDtls><Amt Ccy="EUR">20.00</Amt></TxDtls></NtryDtls></Ntry>
<Ntry><Amt Ccy="EUR">1.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>{waiting}</Sts>
<BookgDt><Dt>2027-01-07</Dt></BookgDt></Ntry>
</Stmt></BkToCstmrStmt></Document>"""
ENTRIES = [
    BankEntry(
        on=date(2027, 1, 5),
        amount=Decimal("-450.00"),
        currency="EUR",
        counterpart="Ana Reyes",
        iban="ES9121000418450200051332",
        reference="OHAAAAAAAAAAAA 2026-001",
    ),
    BankEntry(on=date(2027, 1, 6), amount=Decimal("10.00"), currency="EUR"),
    BankEntry(on=date(2027, 1, 6), amount=Decimal("20.00"), currency="EUR"),
]


@pytest.mark.parametrize(
    ("version", "booked", "waiting", "name"),
    [
        ("02", "BOOK", "PDNG", "<Nm>Ana Reyes</Nm>"),
        ("08", "<Cd>BOOK</Cd>", "<Cd>PDNG</Cd>", "<Pty><Nm>Ana Reyes</Nm></Pty>"),
    ],
)
def test_camt_in_its_versions(version: str, booked: str, waiting: str, name: str) -> None:
    told = CAMT.format(version=version, booked=booked, waiting=waiting, name=name)
    assert read_camt(told.encode()) == ENTRIES


BOMB = b'<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
FETCH = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'


@pytest.mark.parametrize("content", [BOMB, FETCH, b"<a/>", b"<a", b"<Stmt><Ntry/></Stmt>"])
def test_what_is_no_statement_or_no_safe_one_is_refused(content: bytes) -> None:
    with pytest.raises(InputError):
        read_camt(content)


GERMAN = (
    "Kontoauszug 01/2027;;;;\n"
    "Buchungstag;Begünstigter/Zahlungspflichtiger;Verwendungszweck;Betrag;Währung\n"
    "05.01.2027;Ana Reyes;2026-001;-1.450,00;EUR\n"
    "06.01.2027;Büro;Rückgabe;30,00;EUR\n"
)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_a_german_table_is_guessed_whole(encoding: str) -> None:
    table = read_table(GERMAN.encode(encoding))
    rows = read_rows(table, guessed(table), currency="EUR")
    assert [(row.on, row.amount, row.counterpart, row.reference) for row in rows] == [
        (date(2027, 1, 5), Decimal("-1450.00"), "Ana Reyes", "2026-001"),
        (date(2027, 1, 6), Decimal("30.00"), "Büro", "Rückgabe"),
    ]


@pytest.mark.parametrize(("told", "form"), DAYS.items())
def test_each_way_to_write_a_day(told: str, form: str) -> None:
    table = read_table(f"Date,Amount\n{told},1\n".encode())
    (row,) = read_rows(table, Mapped(columns={"on": 0, "amount": 1}, day=form, decimal="."), currency="USD")
    assert row.on == (date(2027, 1, 31))


def test_what_cannot_be_read_is_told_with_its_line() -> None:
    table = read_table(b"Date,Amount\n2027-01-05,1.00\nlater,2.00\n")
    with pytest.raises(InputError, match="Line 2: “later” cannot be read"):
        read_rows(table, guessed(table), currency="USD")


def test_the_same_line_twice_in_a_file_is_two() -> None:
    entry = ENTRIES[1]
    assert entry.fingerprint(1) != entry.fingerprint(2)


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2), st.sampled_from(".,"))
def test_an_amount_is_read_as_it_was_written(amount: Decimal, decimal: str) -> None:
    told = f"{amount:,.2f}"
    told = told if decimal == "." else told.translate(str.maketrans(",.", ".,"))
    assert amount_in(told, decimal) == amount


@given(st.binary(max_size=300))
def test_no_bytes_break_a_reader(content: bytes) -> None:
    for read in (read_camt, read_table):
        try:
            read(content)
        except InputError:
            continue
