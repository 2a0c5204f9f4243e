"""The file for the bank: valid by the schema of ISO 20022, and the same each time (§MONEY-11)."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from importlib.resources import files
from xml.etree import ElementTree as ET

import pytest
import time_machine
import xmlschema
from hypothesis import given
from hypothesis import strategies as st

from outhaul.documents.sepa.order import Account, Address, Order, Transfer
from outhaul.documents.sepa.plain import plain_csv
from outhaul.documents.sepa.xml import pain

PAYER = Account(
    holder="Bäckerei am Hafen GmbH",
    iban="DE02120300000000202051",
    bic="BYLADEM1001",
    address=Address(street="Kaistraße", number="1", postcode="20457", town="Hamburg", country="DE"),
)
PAYEE = Account(
    holder="Ana Reyes", iban="ES9121000418450200051332", address=Address(town="Sevilla", country="ES")
)
ORDER = Order(
    key="3f2a9c01b77e",
    number=7,
    made_at=datetime(2027, 1, 4, 9, 30, tzinfo=UTC),
    executes_on=date(2027, 1, 5),
    currency="EUR",
    is_sepa=True,
    payer=PAYER,
    transfers=(
        Transfer(key="aaaaaaaaaaaa", amount=Decimal("450.00"), payee=PAYEE, about="2026-001 OHAAAAAAAAAAAA"),
        Transfer(key="bbbbbbbbbbbb", amount=Decimal("0.05"), payee=PAYEE, about="2026-002 OHBBBBBBBBBBBB"),
    ),
)
SPACE = {"p": "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"}


@pytest.fixture(scope="module")
def schema() -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(str(files("sepaxml") / "schemas" / "pain.001.001.09.xsd"))


def found(content: bytes, path: str) -> list[str | None]:
    return [one.text for one in ET.fromstring(content).findall(f".//{path}", SPACE)]  # noqa: S314 -- made here


def test_it_is_valid_with_structured_addresses(schema: xmlschema.XMLSchema) -> None:
    content = pain(ORDER)
    schema.validate(content.decode())
    assert found(content, "p:TwnNm") == ["Hamburg", "Sevilla", "Sevilla"]
    assert found(content, "p:AdrLine") == []
    assert found(content, "p:GrpHdr/p:CtrlSum") == ["450.05"]
    assert found(content, "p:GrpHdr/p:NbOfTxs") == ["2"]
    assert found(content, "p:InstdAmt") == ["450.00", "0.05"]
    assert found(content, "p:Dbtr/p:Nm") == ["Baeckerei am Hafen GmbH"]
    assert found(content, "p:EndToEndId") == ["OHAAAAAAAAAAAA", "OHBBBBBBBBBBBB"]


def test_a_bank_without_a_bic_is_said_to_be_not_provided(schema: xmlschema.XMLSchema) -> None:
    content = pain(replace(ORDER, payer=replace(PAYER, bic="")))
    schema.validate(content.decode())
    assert found(content, "p:DbtrAgt/p:FinInstnId/p:Othr/p:Id") == ["NOTPROVIDED"]


def test_made_again_at_another_time_it_is_the_same() -> None:
    with time_machine.travel("2030-05-05T05:05:05Z"):
        later = pain(ORDER)
    assert later == pain(ORDER)


@given(name=st.text(min_size=1, max_size=90), about=st.text(max_size=200), town=st.text(max_size=50))
def test_whatever_is_written_the_file_is_valid(
    schema: xmlschema.XMLSchema, name: str, about: str, town: str
) -> None:
    payee = replace(PAYEE, holder=name, address=Address(town=town, country="ES"))
    order = replace(ORDER, transfers=(replace(ORDER.transfers[0], payee=payee, about=about),))
    schema.validate(pain(order).decode())


def test_a_plain_table_for_other_banks() -> None:
    bad = replace(PAYEE, holder="=cmd|calc", iban="", number="0042")
    rows = (
        plain_csv(replace(ORDER, transfers=(replace(ORDER.transfers[0], payee=bad),))).decode().splitlines()
    )
    assert rows[1] == "2027-01-05,'=cmd|calc,0042,,,,,450.00,EUR,2026-001 OHAAAAAAAAAAAA,Sevilla,ES"
