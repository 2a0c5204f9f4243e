"""The contractor enters tax and bank details behind a code; the business sees them masked."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from outhaul.apps.work.domain.paper_letters import papers_address
from outhaul.apps.work.domain.sealing import open_sealed
from outhaul.apps.work.models import Contractor, Paper
from outhaul.web.agree.papers.numbers import masked, us_tax_number, vat_number
from tests.people import People
from tests.signing_made import code_in, contractor, last_letter, token_in
from tests.web.agree.reading import plain

US_ACCOUNT = {
    "holder": "Ana Reyes",
    "routing": "021000021",
    "account": "123456789",
    "account_kind": "checking",
}
W8 = {
    "name": "Ana Reyes",
    "citizenship_country": "PH",
    "street": "7 Mango Avenue",
    "city": "Cebu City 6000",
    "country": "PH",
    "foreign_number": "123-456-789-000",
    "born_on": "1990-05-17",
    "works_outside_us": "on",
    "certifies": "on",
    "typed_name": "Ana Reyes",
}


def address(ana: Contractor, name: str = "give-papers", **more: str) -> str:
    return reverse(name, kwargs={"token": token_in(papers_address(ana)), **more})


def let_in(ana: Contractor) -> Client:
    client = Client()
    client.post(address(ana, "papers-code"))
    client.post(address(ana, "papers-open"), {"code": code_in(last_letter())})
    return client


def test_the_link_alone_shows_nothing_and_takes_nothing(people: People) -> None:
    ana, stranger = contractor(people.olivia), Client()
    assert "A code opens your page" in plain(stranger.get(address(ana)))
    form = address(ana, "give-paper", kind="bank")
    assert stranger.get(form).headers["Location"] == address(ana)
    stranger.post(f"{form}?account=us", US_ACCOUNT)
    assert Paper.objects.count() == 0
    wrong = stranger.post(address(ana, "papers-open"), {"code": "none"})
    assert (wrong.status_code, "4 tries are left" in plain(wrong)) == (422, True)


def test_with_the_code_she_enters_what_is_missing(people: People) -> None:
    ana = contractor(people.olivia)
    client = let_in(ana)
    assert "2 things are missing before you can be paid." in plain(client.get(address(ana)))
    bank = address(ana, "give-paper", kind="bank")
    assert client.post(f"{bank}?account=us", US_ACCOUNT | {"routing": "021000022"}).status_code == 422
    assert client.post(f"{bank}?account=us", US_ACCOUNT).headers["Location"] == address(ana)
    assert client.post(address(ana, "give-paper", kind="w8ben"), W8).status_code == 302
    said = plain(client.get(address(ana)))
    assert "All is here: you can be paid." in said
    assert ["•••• 6789" in said, "123456789" in said] == [True, False]
    kept = open_sealed(Paper.objects.get(kind="bank").sealed)
    assert kept == US_ACCOUNT | {"form": "us"}
    assert client.get(address(ana, "give-paper", kind="w9")).status_code == 404


def test_a_form_that_is_wrong_keeps_nothing_and_says_where(people: People) -> None:
    ana = contractor(people.olivia)
    client = let_in(ana)
    form = address(ana, "give-paper", kind="w8ben")
    for change, told in (
        ({"country": "US"}, "gives Form W-9"),
        ({"foreign_number": ""}, "Enter a tax number"),
        ({"us_number": "123"}, "This cannot be a US taxpayer number"),
        ({"certifies": ""}, "This field is required"),
    ):
        refused = client.post(form, W8 | change)
        assert (refused.status_code, told in plain(refused)) == (422, True)
    bank = f"{address(ana, 'give-paper', kind='bank')}?account=iban"
    refused = client.post(bank, {"holder": "Ana", "iban": "DE89370400440532013001"})
    assert (refused.status_code, "This cannot be an IBAN" in plain(refused)) == (422, True)
    assert Paper.objects.count() == 0


def test_elsewhere_a_vat_number_or_why_there_is_none(people: People) -> None:
    ana = contractor(people.charlie, country="PL")
    client = let_in(ana)
    form = address(ana, "give-paper", kind="vat")
    assert client.post(form, {"number": "PL8567346216"}).status_code == 422
    assert client.post(form, {"number": "", "none_because": ""}).status_code == 422
    client.post(form, {"number": "PL 856-734-62-15"})
    assert open_sealed(Paper.objects.get(replaced_at=None).sealed) == {"number": "8567346215"}
    client.post(form, {"none_because": "Small business"})
    assert Paper.objects.get(replaced_at=None).masked == "none: Small business"


def test_finance_sees_them_masked_and_asks_again(people: People) -> None:
    ana, fatima = contractor(people.olivia), Client()
    fatima.force_login(people.fatima.user)
    page = reverse("papers", kwargs={"business": people.bakery.key})
    assert "0 of 1 contractor can be paid." in plain(fatima.get(page))
    let_in(ana).post(f"{address(ana, 'give-paper', kind='bank')}?account=us", US_ACCOUNT)
    said = plain(fatima.get(page))
    assert ["•••• 6789" in said, "021000021" in said] == [True, False]
    again = reverse("ask-for-papers", kwargs={"business": people.bakery.key, "contractor": ana.key})
    fatima.post(again)
    assert papers_address(ana) in last_letter()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_database_the_same_for_one_and_for_three(
    people: People, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count):
        contractor(people.olivia, name=f"Ana {number}")
    client = Client()
    client.force_login(people.fatima.user)
    page = reverse("papers", kwargs={"business": people.bakery.key})
    client.get(page)
    with django_assert_num_queries(7):
        client.get(page)


def test_numbers_are_looked_at_and_masked() -> None:
    assert [
        masked("DE89370400440532013000", begin=4),
        masked("1234"),
        masked("PL8567346215", begin=2, end=3),
    ] == [
        "DE89 •••• 3000",
        "••••",
        "PL •••• 215",
    ]
    assert [us_tax_number("ssn", "536904399"), us_tax_number("ein", "042103594")] == [
        "536-90-4399",
        "04-2103594",
    ]
    assert [vat_number("DE", "DE 136,695 976"), vat_number("PH", "123-456-789")] == ["136695976", "123456789"]


W8E = {
    "name": "Reyes Books Inc.",
    "founded_country": "PH",
    "entity_kind": "corporation",
    "status": "active",
    "street": "7 Mango Avenue",
    "city": "Cebu City 6000",
    "country": "PH",
    "foreign_number": "123-456-789-000",
    "works_outside_us": "on",
    "certifies": "on",
    "capacity": "on",
    "typed_name": "Ana Reyes",
}


def firm(people: People) -> Contractor:
    ana = contractor(people.olivia, name="Reyes Books Inc.")
    ana.signs = "Ana Reyes"
    ana.save()
    return ana


def test_a_firm_is_asked_for_w8bene_and_it_is_sealed_masked_and_expires(people: People) -> None:
    ana = firm(people)
    client = let_in(ana)
    assert "W-8BEN-E" in plain(client.get(address(ana)))
    form = address(ana, "give-paper", kind="w8bene")
    assert "for a firm that is not of the United States" in plain(client.get(form))
    assert client.get(address(ana, "give-paper", kind="w8ben")).status_code == 404
    assert client.post(form, W8E).status_code == 302
    paper = Paper.objects.get()
    signed_on = timezone.localdate()
    assert (paper.kind, paper.masked, paper.expires_on) == (
        "w8bene",
        "PH •••• 9000",
        date(signed_on.year + 3, 12, 31),
    )
    assert b"Mango" not in bytes(paper.sealed)
    assert open_sealed(paper.sealed)["entity_kind"] == "corporation"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"country": "US"}, "gives Form W-9"),
        ({"foreign_number": ""}, "Enter a tax number"),
        ({"status": "passive"}, "Name each substantial US owner"),
        ({"status": "other"}, "Say which status"),
        ({"giin": "98Q96B"}, "A GIIN looks like"),
        ({"us_number": "536-90-4399"}, "This cannot be a US taxpayer number"),
        ({"capacity": ""}, "This field is required"),
    ],
)
def test_a_wrong_w8bene_keeps_nothing_and_says_where(
    people: People, change: dict[str, str], told: str
) -> None:
    ana = firm(people)
    refused = let_in(ana).post(address(ana, "give-paper", kind="w8bene"), W8E | change)
    assert (refused.status_code, told in plain(refused), Paper.objects.count()) == (422, True, 0)


def test_a_passive_firm_without_us_owners_says_so(people: People) -> None:
    ana = firm(people)
    told = W8E | {"status": "passive", "no_us_owners": "on", "giin": "98Q96B.00000.LE.250"}
    assert let_in(ana).post(address(ana, "give-paper", kind="w8bene"), told).status_code == 302
