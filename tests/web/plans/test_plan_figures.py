"""Each figure opens its parents, and an assumption can be replaced in place."""

import re

import pytest

from outhaul.apps.planning.domain.entries import set_field, single
from outhaul.apps.planning.domain.parents import HEADLINE, PROCESS
from outhaul.apps.planning.models import Entry, Plan
from outhaul.engine.report import PlanReport
from outhaul.reference.tables import Reference
from outhaul.wording.work import GRADES
from tests.people import People
from tests.web.plans.entering import HTMX, entered


@pytest.mark.parametrize("name", list(HEADLINE))
def test_each_headline_figure_has_a_page_and_a_panel(people: People, kept: Plan, name: str) -> None:
    client, address = entered(people.viktor), f"/b/{people.bakery.key}/plans/{kept.key}/figures/{name}/"
    whole, part = client.get(address), client.get(address, headers=HTMX)
    assert (whole.content.count(b"<h1>"), part.content.count(b"<html")) == (1, 0)
    assert part.content.decode().count('<h2 id="panel-title">') == 1
    assert b"Save" not in part.content


@pytest.mark.parametrize("name", list(PROCESS))
def test_each_figure_of_a_process_has_one_too(people: People, kept: Plan, name: str) -> None:
    address = f"/b/{people.bakery.key}/plans/{kept.key}/work/books/figures/{name}/"
    assert entered(people.viktor).get(address, headers=HTMX).status_code == 200


def test_figures_that_there_are_not_are_not_found(people: People, kept: Plan) -> None:
    client, base = entered(people.olivia), f"/b/{people.bakery.key}/plans/{kept.key}"
    strange = ("figures/love/", "work/recipes/figures/rate/", "work/none/figures/rate/", "assumptions/love/")
    assert [client.get(f"{base}/{address}").status_code for address in strange] == [404] * 4


def test_the_market_names_its_sources_with_year_and_grade(
    people: People, kept: Plan, real_report: PlanReport
) -> None:
    address = f"/b/{people.bakery.key}/plans/{kept.key}/work/books/figures/market-median/"
    page = entered(people.viktor).get(address).content.decode()
    assert "Reference figures" in page
    (books,) = [row for row in real_report.processes if row.id == "books"]
    assert books.rate is not None
    assert f"Grade {books.rate.grade}: local pay is {GRADES[books.rate.grade]}." in page
    cited = re.findall(r">grade ([ABCD])</span>, (.+?)</span>", page)
    assert dict(cited) == {grade: GRADES[grade] for grade, _words in cited}
    assert len(cited) == page.partition('class="cited"')[2].partition("</ul>")[0].count("<li>") >= 4
    assert re.findall(r"§(PAY-\d+)</span> ", page) == ["PAY-1", "PAY-2", "PAY-3", "PAY-4"]
    assert "Foreign clients pay more than local ones" in page


@pytest.fixture
def address(people: People, kept: Plan) -> str:
    return f"/b/{people.bakery.key}/plans/{kept.key}/assumptions/mu0/"


def own(people: People) -> object:
    return Entry.objects.get(business=people.bakery, table="assumptions").told.get("mu0")


@pytest.mark.parametrize("typed", ["0.07", "0,07"])
def test_an_own_figure_is_saved_in_place_and_offers_to_plan_again(
    people: People, address: str, typed: str
) -> None:
    answer = entered(people.marco).post(address, {"value": typed, "was": "null"}, headers=HTMX)
    page = answer.content.decode()
    assert (answer.status_code, own(people)) == (200, 0.07)
    assert "Saved. It counts in the next plan." in page
    assert "You say 0.07 now; this plan was made with 0.05." in page
    assert "Plan again" in page


def test_without_a_script_the_person_is_led_back(people: People, kept: Plan, address: str) -> None:
    back = f"/b/{people.bakery.key}/plans/{kept.key}/figures/worth/"
    answer = entered(people.olivia).post(address, {"value": "0.07", "was": "null", "next": back})
    assert (answer.status_code, answer["Location"]) == (302, back)
    answer = entered(people.olivia).post(
        address, {"value": "0.06", "was": "0.07", "next": "https://evil.example/"}
    )
    assert (answer.status_code, answer["Location"]) == (302, address)


def test_an_empty_field_goes_back_to_the_usual_figure(
    people: People, address: str, reference: Reference
) -> None:
    set_field(people.olivia, single(people.olivia, "assumptions"), "mu0", 0.07, reference=reference)
    entered(people.olivia).post(address, {"value": "", "was": "0.07"})
    assert own(people) is None


@pytest.mark.parametrize(
    ("typed", "said"), [("0.5", "is above 0.1"), ("much", "is not a number"), ("nan", "to reckon with")]
)
def test_a_wrong_figure_is_refused_beside_the_field(
    people: People, address: str, typed: str, said: str
) -> None:
    for headers in ({}, HTMX):
        answer = entered(people.olivia).post(address, {"value": typed, "was": "null"}, headers=headers)
        page = answer.content.decode()
        assert (answer.status_code, own(people)) == (422, None)
        assert said in page
        assert f'value="{typed}"' in page


def test_who_comes_second_is_shown_what_the_first_one_set(
    people: People, address: str, reference: Reference
) -> None:
    set_field(people.marco, single(people.marco, "assumptions"), "mu0", 0.08, reference=reference)
    answer = entered(people.olivia).post(address, {"value": "0.07", "was": "null"}, headers=HTMX)
    page = answer.content.decode()
    assert (answer.status_code, own(people)) == (409, 0.08)
    assert "meanwhile to 0.08. Save again to set 0.07." in page


@pytest.mark.parametrize("was", ["", "{", "[[["])
def test_a_tampered_form_sets_nothing_it_did_not_see(people: People, address: str, was: str) -> None:
    answer = entered(people.olivia).post(address, {"value": "0.07", "was": was})
    assert (answer.status_code, own(people)) == (409, None)


def test_viewers_may_not_change_an_assumption(people: People, address: str) -> None:
    assert entered(people.viktor).get(address).status_code == 200
    assert entered(people.viktor).post(address, {"value": "0.07", "was": "null"}).status_code == 403
