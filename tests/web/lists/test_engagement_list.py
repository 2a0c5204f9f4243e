"""The list of engagements: found, narrowed, sorted, a page at a time, kept as a filter, saved as a file."""

import csv
import io
import re
from datetime import timedelta
from decimal import Decimal
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from outhaul.apps.people.models import KeptFilter
from outhaul.apps.work.domain import finding
from outhaul.apps.work.lifecycles import EngagementState
from outhaul.apps.work.models import Engagement
from tests.agreement_made import START
from tests.people import People
from tests.signing_made import contractor


@pytest.fixture
def three(people: People) -> None:
    """Ana and Ben keep books, Cleo answers mail; Marco answers for one of them."""
    for number, (name, who, process, manager, state) in enumerate(
        [
            ("Books", "Ana Reyes", "books", "marco", EngagementState.ACTIVE),
            ("Payroll", "Ben Cruz", "books", "", EngagementState.DRAFT),
            ("Mail", "Cleo Diaz", "mail", "olivia", EngagementState.CLOSED),
        ]
    ):
        Engagement.objects.create(
            business=people.bakery,
            name=name,
            process=process,
            contractor=contractor(people.olivia, name=who),
            manager=manager,
            state=state,
            rate=Decimal("10.40"),
            currency="USD",
            hours_per_month=40,
            starts_on=START + timedelta(days=number),
        )


def listed(people: People, client: Client, **query: str) -> list[str]:
    page = client.get(reverse("engagements", args=[people.bakery.key]), query).content.decode()
    return re.findall(r'<th scope="row">\s*<a [^>]*>([^<]*)</a>', page)


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["Mail", "Payroll", "Books"]),
        ({"sort": "name"}, ["Books", "Mail", "Payroll"]),
        ({"sort": "start"}, ["Books", "Payroll", "Mail"]),
        ({"sort": "nonsense"}, ["Mail", "Payroll", "Books"]),
        ({"state": "draft"}, ["Payroll"]),
        ({"manager": "marco"}, ["Books"]),
        ({"manager": "nobody"}, ["Payroll"]),
        ({"process": "books"}, ["Payroll", "Books"]),
        ({"q": "reyes books"}, ["Books"]),
        ({"q": "reyes mail"}, []),
    ],
)
def test_the_list_shows_what_is_wanted(
    people: People, olivia: Client, query: dict[str, str], expected: list[str]
) -> None:
    assert listed(people, olivia, **query) == expected


@pytest.mark.usefixtures("three")
def test_each_page_goes_on_behind_the_one_before(
    people: People, olivia: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("outhaul.apps.work.domain.finding.A_PAGE", 1)
    address, seen = reverse("engagements", args=[people.bakery.key]) + "?sort=name", []
    while address:
        page = olivia.get(address).content.decode()
        seen += re.findall(r'<th scope="row">\s*<a [^>]*>([^<]*)</a>', page)
        found = re.search(r'href="([^"]*after=[^"]*)"', page)
        address = unescape(found[1]) if found else ""
    assert seen == ["Books", "Mail", "Payroll"]


@pytest.mark.usefixtures("three")
def test_the_first_line_says_how_many_fit(people: People, olivia: Client) -> None:
    page = olivia.get(reverse("engagements", args=[people.bakery.key]), {"process": "books"})
    assert "<h1>2 engagements fit.</h1>" in page.content.decode()


@pytest.mark.usefixtures("three")
def test_a_filter_is_kept_and_shown_above_the_list(people: People, olivia: Client) -> None:
    keep = reverse("keep-filter", args=[people.bakery.key, "engagements"])
    answer = olivia.post(keep, {"name": "Drafts", "query": "state=draft&q="}, follow=True)
    assert KeptFilter.objects.get().query == "state=draft"
    assert re.findall(r'aria-current="true">(Drafts)<', answer.content.decode()) == ["Drafts"]


@pytest.mark.usefixtures("three")
def test_the_list_as_it_is_looked_at_is_saved_as_csv_and_as_xlsx(people: People, olivia: Client) -> None:
    def saved(kind: str) -> bytes:
        address = reverse("export-engagements", args=[people.bakery.key, kind])
        return b"".join(olivia.get(address, {"state": "active"}))

    rows = list(csv.reader(io.StringIO(saved("csv").decode("utf-8-sig"))))
    assert [rows[0][1:4], rows[1][1:4], len(rows)] == [
        ["Name", "Process", "Contractor"],
        ["Books", "Bookkeeping", "Ana Reyes"],
        2,
    ]
    sheet = load_workbook(io.BytesIO(saved("xlsx"))).worksheets[0]
    assert [row[0].value for row in sheet.iter_rows()] == ["Key", Engagement.objects.get(name="Books").key]
    assert olivia.get(reverse("export-engagements", args=[people.bakery.key, "pdf"])).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_3_as_for_1(
    people: People,
    olivia: Client,
    three: None,  # noqa: ARG001 -- there they are
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    for row in Engagement.objects.all()[count:]:
        row.delete()
    with django_assert_num_queries(10):
        assert len(listed(people, olivia)) == count


def test_every_order_can_be_chosen() -> None:
    from outhaul.web.agree.engagements.words import SORTED  # noqa: PLC0415 -- texts once Django is set up

    assert list(SORTED) == list(finding.ORDERS)
