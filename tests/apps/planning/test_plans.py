"""A plan is asked for, made in the background, kept whole, and can be made again."""

import pytest
from django.core.management import call_command

from outhaul.apps.jobs.models import State
from outhaul.apps.planning.domain.asking import ask_for_plan
from outhaul.apps.planning.domain.entries import replace_all
from outhaul.apps.planning.domain.plans import (
    choose_plan,
    chosen_plan,
    is_reproducible,
    keep_report,
    page_of,
    report_of,
)
from outhaul.apps.planning.models import Plan
from outhaul.documents import plan_html
from outhaul.documents.business_file import read
from outhaul.engine.report import PlanReport
from outhaul.reference.tables import Reference
from tests.people import People

SMALL = """
[business]
name = "Harbour Bakery"
country = "US"
currency = "USD"
time_zone = "America/New_York"
languages = { en = "C2" }
capital_budget = 5000
[[managers]]
id = "marco"
free_hours_per_month = 30
cost_per_hour = 42
[[processes]]
id = "books"
occupation = "bookkeeping"
pin = "keep"
"""


@pytest.fixture
def small(people: People, reference: Reference, tmp_path_factory: pytest.TempPathFactory) -> People:
    """The bakery with so little work that a plan is made in a moment."""
    path = tmp_path_factory.mktemp("file") / "small.toml"
    path.write_text(SMALL, encoding="utf-8")
    replace_all(people.olivia, read(path, reference), source="small.toml")
    return people


def work() -> None:
    call_command("db_worker", batch=True, interval=0, startup_delay=False, reload=False, verbosity=0)


@pytest.mark.django_db(transaction=True)
def test_a_plan_is_made_in_the_background_and_can_be_made_again(small: People, reference: Reference) -> None:
    plan = ask_for_plan(small.olivia, reference=reference, scenarios=64)
    work()
    made = Plan.objects.select_related("job").get(pk=plan.pk)
    assert (made.job.state if made.job else "", made.is_made) == (State.DONE, True)
    assert [process.decision for process in report_of(made).processes] == ["keep"]
    assert is_reproducible(made)


@pytest.mark.django_db(transaction=True)
def test_the_same_question_is_asked_once(small: People, reference: Reference) -> None:
    first = ask_for_plan(small.olivia, reference=reference, scenarios=64)
    assert ask_for_plan(small.marco, reference=reference, scenarios=64) == first


@pytest.mark.django_db(transaction=True)
def test_the_plan_chosen_last_counts(small: People, reference: Reference) -> None:
    plan = ask_for_plan(small.olivia, reference=reference, scenarios=64)
    work()
    plan.refresh_from_db()
    choose_plan(small.olivia, plan)
    assert chosen_plan(small.bakery) == plan


def test_the_figures_are_there_before_the_page_is_drawn(
    people: People, reference: Reference, real_report: PlanReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = ask_for_plan(people.olivia, reference=reference)
    drawn_with: list[bool] = []

    def draw(_report: PlanReport) -> str:
        drawn_with.append(Plan.objects.get(pk=plan.pk).is_made)
        return "the page"

    monkeypatch.setattr(plan_html, "body", draw)
    keep_report(plan, real_report)
    assert (drawn_with, page_of(Plan.objects.get(pk=plan.pk))) == ([True], "the page")
