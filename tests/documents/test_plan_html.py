"""The plan as one HTML file."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from outhaul.documents import plan_html
from outhaul.engine.report import PlanReport
from outhaul.engine.saying import say


class Outline(HTMLParser):
    """Collects headings, ids and what is fetched."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.headings: list[str] = []
        self.ids: list[str] = []
        self.fetched: list[str] = []
        self._in_heading = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value for name, value in attrs if name == "id" and value]
        self.fetched += [f"{tag} {name}={value}" for name, value in attrs if name in {"src", "href"}]
        if tag in {"h1", "h2"}:
            self._in_heading = True
            self.headings.append("")

    def handle_endtag(self, tag: str) -> None:
        self._in_heading = self._in_heading and tag not in {"h1", "h2"}

    def handle_data(self, data: str) -> None:
        if self._in_heading:
            self.headings[-1] += data


@pytest.fixture(scope="module")
def page(plan: PlanReport) -> str:
    return plan_html.render(plan)


def test_the_page_answers_in_the_order_of_an_owners_questions(page: str) -> None:
    first, *others = Outline(page).headings
    assert first.startswith(
        "Handing out 4 of 11 processes frees 31 hours a month and saves 18\xa0%, with a 6\xa0%"
    )
    assert others == [
        "What it brings",
        "Process by process",
        "Bookkeeping",
        "Answering customers' e-mail",
        "Web shop upkeep",
        "Social media posts",
        "What stays, and why",
        "Where in the world",
        "Who looks after it",
        "What has to be bought",
        "What the guards say",
        "Other plans",
        "What would change it",
        "What it depends on",
        "What it assumes",
        "How it was reached",
    ]


def test_each_process_that_goes_out_leads_to_its_section(plan: PlanReport) -> None:
    page = plan_html.render(plan)
    links = re.findall(r'<a href="#(process-\d+)">([^<]+)</a>', page)
    assert links == re.findall(r'<h2 id="(process-\d+)">([^<]+)</h2>', page)
    assert len(links) == sum(bool(row.country) for row in plan.processes)


@pytest.mark.parametrize("name", ["plan", "nothing_out", "infeasible"])
def test_nothing_is_fetched_and_nothing_runs(request: pytest.FixtureRequest, name: str) -> None:
    page = plan_html.render(request.getfixturevalue(name))
    within = re.compile(r"use href=#icon-\w+|a href=#process-\d+")
    outside = [found for found in Outline(page).fetched if not within.fullmatch(found)]
    assert outside == []
    assert re.findall(r"https?://|@import|url\((?!#)|<script|<link|<iframe|\sstyle=|\son\w+=", page) == []


def test_every_id_is_there_once(page: str) -> None:
    ids = Outline(page).ids
    assert sorted(ids) == sorted(set(ids))


def test_a_picture_stands_twice_for_wide_and_narrow_or_once_where_it_fits_both(page: str) -> None:
    assert (page.count('class="when-wide"'), page.count('class="when-narrow"'), page.count("<figure")) == (
        4,
        4,
        12,
    )


def test_nothing_handed_out_shows_no_empty_picture(nothing_out: PlanReport) -> None:
    page = plan_html.render(nothing_out)
    assert page.count("<figure") == 0
    assert "Keep all 11 processes for now" in page


def test_an_infeasible_business_reads_its_obstacles_with_fixes(infeasible: PlanReport) -> None:
    page = plan_html.render(infeasible)
    assert Outline(page).headings == [
        "There is no plan yet: 2 things are in the way.",
        "What is in the way",
        "What it assumes",
        "How it was reached",
    ]
    assert page.count('class="next"') == 2


def test_names_given_by_people_are_text(plan: PlanReport) -> None:
    from dataclasses import replace  # noqa: PLC0415 -- used once

    page = plan_html.render(replace(plan, business="<script>alert(1)</script>"))
    assert "<script>" not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 2


def test_a_plan_that_keeps_all_work_shows_no_curve_no_bars_and_no_plans_that_are_the_same(
    plan: PlanReport,
) -> None:
    kept = tuple(replace(process, decision="keep", country=None, rate=None) for process in plan.processes)
    same = tuple(replace(other, changes=()) for other in plan.alternatives)
    hours = tuple(replace(process, owner_hours_freed_per_month=0.0) for process in kept)
    page = plan_html.render(replace(plan, processes=hours, alternatives=same))
    assert {"What it brings", "Other plans", "What it depends on"}.isdisjoint(Outline(page).headings)


def test_reasons_of_what_stays_are_apart(plan: PlanReport) -> None:
    first, *others = plan.processes
    stays = replace(first, decision="keep", country=None, rate=None, reasons=("One.", "Two."))
    page = plan_html.render(replace(plan, processes=(stays, *others)))
    assert "One. Two." in " ".join(page.split())


def test_reasons_write_amounts_as_the_figures_beside_them_do(plan: PlanReport) -> None:
    first, *others = plan.processes
    dearer = say("It costs {more:,.0f} {currency} a month more.", more=1234.0, currency="CAD")
    told = replace(first, reasons=(dearer,))
    american = plan_html.render(replace(plan, processes=(told, *others)))
    canadian = plan_html.render(replace(plan, country="CA", currency="CAD", processes=(told, *others)))
    assert ("It costs CA$1,234 a month more." in american, "It costs $1,234 a month more." in canadian) == (
        True,
        True,
    )
