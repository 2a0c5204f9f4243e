"""Every kind of event has its sentence."""

import json
from typing import Any

import pytest

from outhaul.apps.audit.models import Event
from outhaul.documents.business_file.tables import TABLES
from outhaul.web.audit.fields import FIELDS
from outhaul.web.audit.sentences import sentence


def told(verb: str, thing: str, name: str = "", **changes: Any) -> str:  # noqa: ANN401 -- before and after
    return sentence(Event(actor="Olivia", verb=verb, thing=thing, name=name, changes=json.dumps(changes)))


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (("founded", "business", "Harbour Bakery"), "Olivia founded Harbour Bakery"),
        (("revoked", "invitation", "ina@example.org"), "Olivia took back the invitation of ina@example.org"),
        (("revoked", "link", "the bank"), "Olivia took back the link to a plan for the bank"),
        (("revoked", "link", ""), "Olivia took back the link to a plan for anybody"),
        (("removed", "member", "Marco"), "Olivia let Marco go from the business"),
        (("removed", "tools", "Vault"), "Olivia took out the tool Vault"),
        (("restored", "scenario", "Only Poland"), "Olivia put back the what-if Only Poland"),
        (("asked for", "plan", ""), "Olivia asked for a plan"),
        (("asked for", "plan", "Only Poland"), "Olivia asked for a plan of the what-if Only Poland"),
        (("chose", "plan", "31 hours"), "Olivia chose a plan as the business's own: 31 hours"),
        (("tried", "scenario", "Only Poland"), "Olivia tried the what-if Only Poland"),
        (("painted", "shop", "blue"), "Olivia painted shop blue"),
        (("sent", "offer", "10.20 USD: Bookkeeping"), "Olivia sent the offer $10.20: Bookkeeping"),
    ],
)
def test_an_event_is_told_in_words_of_its_kind(event: tuple[str, str, str], expected: str) -> None:
    assert told(*event) == expected


@pytest.mark.parametrize(
    ("field", "before", "after", "expected"),
    [
        ("hours_per_month", 40, 44.5, "hours a month from 40 to 44.5"),
        ("owner_share", 0.2, 0.55, "share of the owner from 20 % to 55 %"),
        ("trained", False, True, "trained from no to yes"),
        ("pin", None, "keep", "wish set to keep"),
        ("pin", "PL", None, "wish no longer told, was PL"),
        ("working_hours", None, ["08:00", "16:00"], "working hours set to 08:00\u201316:00"),
        ("exclude_countries", [], ["PH", "IN"], "countries ruled out from none to PH, IN"),
        ("languages", {"en": "C2"}, {"en": "C2", "es": "B1"}, "languages (es set to B1)"),
        ("answers", {"K1": 1, "K2": 0}, {"K1": 1, "K2": 3}, "answers (K2 from 0 to 3)"),
        ("fx_sigma", 0.1, 0.2, "fx sigma from 0.1 to 0.2"),
        ("total", None, "554.40 EUR", "total set to €554.40"),
        ("reason", None, "2 USD too much", "reason set to 2 USD too much"),
    ],
)
def test_a_change_is_told_with_both_values(field: str, before: object, after: object, expected: str) -> None:
    assert told("changed", "processes", "Accounts", **{field: (before, after)}) == (
        f"Olivia changed Accounts: {expected}"
    )


def test_a_table_with_one_row_is_called_by_what_it_is() -> None:
    assert told("changed", "policy", "policy", premium_min=(None, 0.1)) == (
        "Olivia changed what is wanted: least pay above the market set to 10 %"
    )


def test_what_was_read_in_is_counted() -> None:
    counts = {"managers": (None, 1), "processes": (None, 11), "tools": (None, 0)}
    assert told("imported", "business", "bakery.toml", **counts) == (
        "Olivia read in bakery.toml: 1 manager, 11 processes"
    )


def test_a_role_is_told_by_its_name() -> None:
    assert told("invited", "member", "ina@example.org", role=(None, "viewer")) == (
        "Olivia invited ina@example.org as viewer"
    )


def test_a_name_that_looks_like_a_format_is_only_a_name() -> None:
    assert told("added", "tools", "100 %(who)s %s") == "Olivia added the tool 100 %(who)s %s"


def test_every_field_of_the_business_file_has_a_short_label() -> None:
    fields = {field.name for table in TABLES if table.name != "assumptions" for field in table.fields}
    assert set(FIELDS) == fields | {"role", "changes"}
