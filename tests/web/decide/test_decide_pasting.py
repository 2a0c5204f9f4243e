"""Pasted rows are looked at first; right ones are added, wrong ones are told cell by cell."""

import html
import re
from collections.abc import Callable

import pytest
from django.test import Client

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.planning.domain.access import access_entries
from outhaul.documents.pasted import as_text, read_pasted
from outhaul.faults import InputError
from outhaul.reference.tables import Reference
from tests.people import People

SignedIn = Callable[[Visit], Client]
BOOKS = {
    "name": "Bookkeeping",
    "occupation": "bookkeeping",
    "hours_per_month": 40.0,
    "home_cost_per_hour": 38.5,
    "owner_share": 0.5,
}


@pytest.mark.parametrize(
    "text",
    [
        "Bookkeeping\t40\tbookkeeping\t38.50\t50 %",
        "Bookkeeping;40;bookkeeping;38,5;0,5",
        "Bookkeeping,40 h,bookkeeping,$38.50,50%",
        "Process\tOwner share\tCost per hour\tHours\tWho\nBookkeeping\t50\t38.5 €\t40\tbookkeeping\n\n",
        'Name;Notes;Hours;Who;Cost;Owner\r\n"Bookkeeping";"a; b";40;bookkeeping;38.5;0.5\r\n',
        "\ufeffBookkeeping\t40\tbookkeeping\t38.50\t50 %".lstrip("\ufeff"),
    ],
)
def test_every_usual_form_says_the_same(reference: Reference, text: str) -> None:
    assert [row.told for row in read_pasted(text, reference).rows] == [BOOKS]


def test_each_wrong_cell_has_its_message_and_right_rows_stay(reference: Reference) -> None:
    text = "Bookkeeping\t40\n\tabc\nPayroll\tabc\t\t-5\t300\nXyzzyq\t5\tqqqqqq"
    rows = read_pasted(text, reference).rows
    assert [{name: fault.problem for name, fault in row.faults.items()} for row in rows] == [
        {},
        {
            "name": '"" is not a text of fitting length',
            "hours_per_month": '"abc" is not a number',
            "occupation": '"" is no work that we know',
        },
        {
            "hours_per_month": '"abc" is not a number',
            "home_cost_per_hour": "-5.0 is not above 0",
            "owner_share": "3.0 is above 1",
        },
        {"occupation": '"qqqqqq" is no work that we know'},
    ]


def test_hours_may_only_be_left_out_where_the_catalogue_knows_them(reference: Reference) -> None:
    rows = read_pasted("Bookkeeping\nSwitchboard\t\tswitchboard operator", reference).rows
    assert [list(row.faults) for row in rows] == [[], ["hours_per_month"]]


def test_a_formula_is_text_and_stays_so(reference: Reference) -> None:
    rows = read_pasted("=1+1\t40\tbookkeeping\n'=2+2\t40\tbookkeeping", reference).rows
    assert [row.told["name"] for row in rows] == ["=1+1", "=2+2"]


def test_what_is_left_can_be_pasted_again(reference: Reference) -> None:
    wrong = read_pasted("Payroll\tabc\nBooks\t\tqqqqqq", reference).wrong
    again = read_pasted(as_text(wrong), reference)
    assert [row.cells for row in again.rows] == [row.cells for row in wrong]


@pytest.mark.parametrize(
    ("text", "problem"),
    [("x\n" * 1001, "has more than 1,000 rows"), ("x" * 500_001, "is longer than 500,000 characters")],
)
def test_too_much_is_refused(reference: Reference, text: str, problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        read_pasted(text, reference)


def test_nothing_is_kept_before_it_is_added(people: People, signed_in: SignedIn) -> None:
    client, address = signed_in(people.olivia), f"/b/{people.bakery.key}/work/paste/"
    text = "Invoices\t10\tinvoicing\nPayroll\tabc"
    preview = client.post(address, {"text": text})
    page = preview.content.decode()
    seen = re.findall(r'name="seen" value="(\w+)"', page)[0]
    assert "Add 1 row\n" in page
    assert access_entries(people.olivia, "processes").count() == 11
    added = client.post(address, {"text": text, "seen": seen, "add": "yes", "work-1": "43-3021.00"})
    assert (added.status_code, added["Location"]) == (302, address)
    assert access_entries(people.olivia, "processes").get(key="invoices").told == {
        "name": "Invoices",
        "occupation": "43-3021.00",
        "hours_per_month": 10.0,
    }
    left = html.unescape(client.get(address).content.decode())
    assert "Payroll\tabc" in left


def test_what_was_not_looked_at_is_not_added(people: People, signed_in: SignedIn) -> None:
    client, address = signed_in(people.olivia), f"/b/{people.bakery.key}/work/paste/"
    seen = re.findall(
        r'name="seen" value="(\w+)"', client.post(address, {"text": "Payroll\t5"}).content.decode()
    )[0]
    answer = client.post(address, {"text": "Payroll\t500", "seen": seen, "add": "yes"})
    assert (answer.status_code, access_entries(people.olivia, "processes").count()) == (200, 11)


def test_an_empty_text_is_refused(people: People, signed_in: SignedIn) -> None:
    answer = signed_in(people.olivia).post(f"/b/{people.bakery.key}/work/paste/", {"text": " \n"})
    assert answer.status_code == 422
