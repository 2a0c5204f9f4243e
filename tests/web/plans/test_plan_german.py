"""A plan is told in German to the last sentence; what is left in English says that it is."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from outhaul.apps.planning.domain import plans
from outhaul.apps.planning.models import Plan
from outhaul.apps.tongue import told_in
from outhaul.engine.report import PlanReport
from outhaul.reference.tables import Reference, load
from outhaul.web.translations import compile_translations
from outhaul.wording.places import country_name
from tests.people import People
from tests.web.languages import Reader, read

SAME_WORDS = {"Name", "Plan", "Deutsch", "Outhaul", "XLSX"}
"""Words of both languages, and names."""


@pytest.fixture(scope="session")
def german(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("locale")
    compile_translations(folder)
    return folder


@pytest.fixture(autouse=True)
def _translated(settings: Settings, german: Path) -> None:
    settings.LOCALE_PATHS = [german]


@pytest.fixture
def made(people: People, reference: Reference, real_report: PlanReport) -> Plan:
    """The bakery's plan, made by a worker for somebody who reads German."""
    with told_in("de"):
        return plans.keep_made_plan(people.olivia, real_report, reference=reference)


def names(report: PlanReport) -> set[str]:
    """Return what the owner named, codes, and countries, of which many are called the same in German."""
    people = {row.name for row in report.managers} | {report.business}
    work = {row.name for row in report.processes} | {row.name for row in report.tools}
    codes = {item.name for item in report.assumptions}
    return people | work | codes | {*map(country_name, load().countries)}


def alike(german: Reader, english: Reader, report: PlanReport) -> list[str]:
    """Return what both pages say in the same words, without names; of lists of names, too."""
    known = names(report) | SAME_WORDS
    both = german.own & english.own - known
    return sorted(text for text in both if not known.issuperset(text.split(", ")))


def test_no_sentence_of_a_german_plan_is_english_without_saying_so(
    made: Plan, real_page: str, real_report: PlanReport
) -> None:
    with told_in("de"):
        german, english = read(plans.page_of(made)), read(real_page)
    sources = {item.source for item in real_report.assumptions if item.kind == "source"}
    assert alike(german, english, real_report) == []
    assert german.english == sources


def test_its_page_is_german_around_it_too(people: People, made: Plan, real_report: PlanReport) -> None:
    client, place = Client(), f"/b/{people.bakery.key}/plans/{made.key}/"
    client.force_login(people.olivia.user)
    german, english = (
        read(client.get(place, headers={"accept-language": language}).content.decode())
        for language in ("de", "en")
    )
    assert alike(german, english, real_report) == []
