"""Your work in the browser: listed, sorted, searched, picked, taken out and put back."""

import html
import re
from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.planning.domain.access import access_entries
from outhaul.apps.planning.domain.adding import add_rows
from outhaul.apps.planning.domain.entries import set_field
from outhaul.apps.planning.models import Entry
from outhaul.reference.tables import Reference
from tests.people import People

SignedIn = Callable[[Visit], Client]
HTMX = {"HX-Request": "true"}


def heading(page: str) -> str:
    return " ".join(html.unescape(re.findall("<h1>(.*?)</h1>", page, re.DOTALL)[0]).split())


def rows(page: str) -> list[str]:
    return [html.unescape(name) for name in re.findall(r'/edit/">(.*?)</a>', page)]


def work(people: People, path: str = "") -> str:
    return f"/b/{people.bakery.key}/work/{path}"


def test_the_first_line_says_how_much_work_there_is(people: People, signed_in: SignedIn) -> None:
    said = {
        person: heading(signed_in(getattr(people, person)).get(work(people)).content.decode())
        for person in ("olivia", "viktor")
    }
    assert said == {
        "olivia": "11 processes, 466 hours a month; you yourself work 107 of them.",
        "viktor": "11 processes, 466 hours a month; the owner works 107 of them.",
    }


def test_it_says_why_a_plan_reckons_with_other_hours(
    people: People, signed_in: SignedIn, reference: Reference
) -> None:
    client = signed_in(people.olivia)
    page = client.get(work(people)).content.decode()
    assert "A plan reckons with 109 hours of the owner instead of 107: those of 1 process are a guess" in page
    (place,) = re.findall(r'assumptions/#([\w-]+)"', page)
    assert f'id="{place}"' in client.get(f"/b/{people.bakery.key}/assumptions/").content.decode()
    for entry in access_entries(people.olivia, "processes"):
        set_field(people.olivia, entry, "hours_are_estimated", raw=False, reference=reference)
    assert "A plan reckons with" not in client.get(work(people)).content.decode()


@pytest.mark.parametrize(
    ("order", "first", "last"),
    [
        ("", "Bookkeeping", "Newsletter"),
        ("name", "Baking", "Web shop upkeep"),
        ("hours", "Baking", "Payroll of nine people"),
        ("cost", "Recipe development", "Baking"),
        ("verdict", "Bookkeeping", "Baking"),
        ("nonsense", "Bookkeeping", "Newsletter"),
    ],
)
def test_it_is_sorted_as_the_address_says(
    people: People, signed_in: SignedIn, order: str, first: str, last: str
) -> None:
    found = rows(signed_in(people.olivia).get(work(people, f"?sort={order}")).content.decode())
    assert (found[0], found[-1], len(found)) == (first, last, 11)


def test_it_is_searched_as_a_form_and_as_one_types(people: People, signed_in: SignedIn) -> None:
    client = signed_in(people.olivia)
    whole = client.get(work(people, "?q=PAY"))
    part = client.get(work(people, "?q=PAY"), headers=HTMX)
    assert rows(whole.content.decode()) == rows(part.content.decode()) == ["Payroll of nine people"]
    assert ("<h1>" in whole.content.decode(), "<h1>" in part.content.decode()) == (True, False)
    assert part["Vary"].count("HX-Request") == 1


def test_a_figure_from_the_reference_data_says_so(
    people: People, signed_in: SignedIn, reference: Reference
) -> None:
    Entry.objects.filter(business=people.bakery, table="processes").delete()
    add_rows(people.olivia, "processes", [{"occupation": "bookkeeping"}], reference=reference)
    page = signed_in(people.olivia).get(work(people)).content.decode()
    assert (page.count("from reference data"), page.count(">typical<")) == (1, 1)


def test_an_empty_list_teaches(people: People, signed_in: SignedIn) -> None:
    Entry.objects.filter(business=people.bakery, table="processes").delete()
    page = signed_in(people.olivia).get(work(people)).content.decode()
    assert heading(page) == "0 processes so far: what is done here every month?"
    assert page.count('class="empty-title"') == 1


def test_a_process_is_taken_out_and_put_back(people: People, signed_in: SignedIn) -> None:
    client = signed_in(people.olivia)
    page = client.post(work(people, "books/remove/"), follow=True).content.decode()
    assert ("Bookkeeping is taken out." in page, len(rows(page))) == (True, 10)
    page = client.post(work(people, "books/restore/"), follow=True).content.decode()
    assert ("Bookkeeping is back." in page, len(rows(page))) == (True, 11)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_five_queries(
    people: People,
    signed_in: SignedIn,
    reference: Reference,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    Entry.objects.filter(business=people.bakery, table="processes").delete()
    add_rows(people.olivia, "processes", [{"occupation": "payroll"}] * count, reference=reference)
    client = signed_in(people.olivia)
    with django_assert_num_queries(5):  # session, person, membership, rows, businesses of the header
        assert len(rows(client.get(work(people)).content.decode())) == count


def test_two_hundred_processes_are_shown_on_one_page(
    people: People, signed_in: SignedIn, reference: Reference
) -> None:
    keys = list(reference.catalogue)
    add_rows(
        people.olivia,
        "processes",
        [{"name": f"Process {n}", "occupation": keys[n % len(keys)]} for n in range(189)],
        reference=reference,
    )
    client = signed_in(people.olivia)
    page = client.get(work(people)).content.decode()
    assert len(rows(page)) == 200


def test_the_catalogue_is_searched_and_what_is_ticked_stays(people: People, signed_in: SignedIn) -> None:
    address = work(people, "add/?q=newsletter&pick=bookkeeping&pick=nonsense")
    page = signed_in(people.olivia).get(address).content.decode()
    offered = re.findall(r'value="([\w-]+)"\s*(checked)?', page.partition('id="catalogue"')[2])
    keys = {key: bool(mark) for key, mark in offered if key in {"bookkeeping", "newsletter", "payroll"}}
    assert keys == {"bookkeeping": True, "newsletter": False}


@pytest.mark.parametrize(
    ("asked", "found"),
    [("area=owner", 6), ("industry=food", 50), ("q=zzzz", 0), ("q=dispatch", 1)],
)
def test_the_catalogue_is_narrowed(people: People, signed_in: SignedIn, asked: str, found: int) -> None:
    page = signed_in(people.olivia).get(work(people, f"add/?{asked}")).content.decode()
    assert page.count('name="pick"') == found


def test_a_part_is_given_to_what_asks_for_it(people: People, signed_in: SignedIn) -> None:
    client = signed_in(people.olivia)
    starts = {
        target: client.get(work(people, "add/?words=books"), headers={**HTMX, "HX-Target": target})
        .content.decode()
        .strip()[:24]
        for target in ("catalogue", "meant")
    }
    assert starts == {"catalogue": '<div id="catalogue">\n  <', "meant": '<fieldset id="meant" cla'}


def test_everyday_words_find_an_occupation_with_its_pay_and_why(people: People, signed_in: SignedIn) -> None:
    page = signed_in(people.olivia).get(work(people, "add/?words=instagram")).content.decode()
    first = re.findall(r'<label class="choice match">(.*?)</label>', page, re.DOTALL)[0]
    assert " ".join(re.sub("<[^>]*>", "", first).split()) == (
        "Market Research Analysts and Marketing Specialists also called instagram about $70.89 an hour"
    )


def test_ticked_processes_are_added_at_once_and_once(people: People, signed_in: SignedIn) -> None:
    client = signed_in(people.olivia)
    for _ in range(2):
        client.post(work(people, "add/picked/"), {"pick": ["invoicing", "bookkeeping", "nonsense"]})
    entries = access_entries(people.olivia, "processes").order_by("-position")[:2]
    assert [(entry.key, entry.told) for entry in entries] == [
        ("bookkeeping", {"occupation": "bookkeeping"}),
        ("invoicing", {"occupation": "invoicing"}),
    ]
    assert access_entries(people.olivia, "processes").count() == 13


def test_own_work_is_added(people: People, signed_in: SignedIn) -> None:
    given = {"words": "does our books", "occupation": "43-3031.00", "hours_per_month": "12,5"}
    signed_in(people.olivia).post(work(people, "add/own/"), given)
    entry = access_entries(people.olivia, "processes").get(key="does-our-books")
    assert entry.told == {"name": "does our books", "occupation": "43-3031.00", "hours_per_month": 12.5}


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"words": ""}, "Say in a few words what is done."),
        ({"occupation": ""}, "Choose who does such work."),
        ({"hours_per_month": "many"}, "“many” is not a number."),
        ({"hours_per_month": ""}, "Say how many hours a month it takes; a guess will do."),
        ({"hours_per_month": "-3"}, "-3.0 is not above 0."),
    ],
)
def test_what_is_wrong_is_told_beside_its_field(
    people: People, signed_in: SignedIn, changed: dict[str, str], wrong: str
) -> None:
    given = {"words": "does our books", "occupation": "43-3031.00", "hours_per_month": "12"} | changed
    answer = signed_in(people.olivia).post(work(people, "add/own/"), given)
    told = html.unescape(" ".join(re.findall(r'<p class="wrong"[^>]*>(.*?)</p>', answer.content.decode())))
    assert (answer.status_code, told.startswith(wrong)) == (422, True), told
    assert access_entries(people.olivia, "processes").count() == 11


def test_a_process_can_be_edited_without_script(people: People, signed_in: SignedIn) -> None:
    client = signed_in(people.olivia)
    param = "processes.books.hours_per_month"
    client.post(work(people, "books/edit/"), {param: "44", f"was.{param}": "40.0"})
    assert access_entries(people.olivia, "processes").get(key="books").told["hours_per_month"] == 44.0
    answer = client.post(work(people, "books/edit/"), {param: "9999999999", f"was.{param}": "44.0"})
    assert answer.status_code == 422


@pytest.mark.parametrize("path", ["add/", "paste/"])
def test_who_may_only_look_cannot_add(people: People, signed_in: SignedIn, path: str) -> None:
    assert signed_in(people.viktor).get(work(people, path)).status_code == 403
    assert signed_in(people.charlie).get(work(people, path)).status_code == 404
