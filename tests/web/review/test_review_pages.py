"""Pages of the review: what they say first, who sees what, and that forms keep what is sent."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.planning.models import Scenario
from outhaul.apps.review.domain.lessons import learn_from_months
from outhaul.apps.review.domain.monthly import review_months
from outhaul.apps.review.models import FocusNote, Learned, Rating, Retrospective, Step
from outhaul.apps.work.models import Engagement, Statement
from outhaul.engine.report import PlanReport
from tests.delivery_made import running
from tests.people import People
from tests.review_made import a_year, planned
from tests.web.agree.reading import plain

TODAY = date(2026, 11, 27)


@pytest.fixture
def engagement(people: People, plan: PlanReport) -> Engagement:
    planned(people, plan)
    return a_year(running(people), TODAY)


def client_of(visit: Visit) -> Client:
    client = Client()
    client.force_login(visit.user)
    return client


def page(visit: Visit, name: str, *keys: str) -> str:
    answer = client_of(visit).get(reverse(name, args=[visit.business.key, *keys]))
    assert answer.status_code == 200
    return plain(answer)


def sent(visit: Visit, name: str, *keys: str, **told: str) -> int:
    address = reverse(name, args=[visit.business.key, *keys])
    return client_of(visit).post(address, told).status_code


def test_before_anything_is_handed_out_each_page_teaches(people: People) -> None:
    assert "0 hours are freed yet: no work is handed out." in page(people.viktor, "review")
    assert "Nothing to compare yet" in page(people.viktor, "review-budget")
    assert "0 deliverables were seen yet" in page(people.viktor, "review-scorecards")
    assert "Asked once a month" in page(people.viktor, "review-pulse")
    assert "Your plan learns from your own work" in page(people.viktor, "review-learned")
    assert "The first page comes when a month is over" in page(people.viktor, "review-months")


@pytest.mark.usefixtures("engagement")
def test_the_first_line_is_the_hours_freed_against_the_plan(people: People) -> None:
    shown = page(people.olivia, "review")
    assert "of the 31 hours a month that the plan frees for you." in shown
    assert "Since the first engagement began, the work has truly cost" in shown
    assert "9 6 invoices in half a year" in shown
    for guard in ("manage", "match", "pay", "cost", "scope"):
        assert f"{guard} " in shown
    assert "Philippines 1 23" in shown


def test_what_ends_soon_leads_to_what_comes_next(people: People, engagement: Engagement) -> None:
    assert "What comes up" not in page(people.olivia, "review")
    Engagement.objects.filter(pk=engagement.pk).update(ends_on=date(2027, 1, 31))
    shown = page(people.olivia, "review")
    assert "Bookkeeping for the bakery with Ana Reyes ends on 31 January 2027." in shown


@pytest.mark.usefixtures("engagement")
def test_the_owner_notes_a_week_in_place_and_others_cannot(people: People) -> None:
    told = {"week": "2026-11-23", "hours": "6.5", "text": "A new bread"}
    assert sent(people.olivia, "note-focus", **told) == 302
    assert FocusNote.objects.get().hours == Decimal("6.5")
    assert "6.5 hours. A new bread" in page(people.olivia, "review")
    assert "A new bread" in page(people.viktor, "review-focus")
    assert sent(people.olivia, "note-focus", **told | {"hours": "many"}) == 422
    assert sent(people.marco, "note-focus", **told) == 403


def test_a_scorecard_shows_both_sides_and_what_is_behind_them(people: People, engagement: Engagement) -> None:
    shown = page(people.viktor, "review-scorecard", engagement.key)
    assert "Ana Reyes scores 80 of 100" in shown
    assert "Right at once 78 %" in shown
    assert "6 of 8" in shown
    assert "You as a client, here" in shown
    assert "Keep the rating" not in shown
    assert "Ana Reyes" in page(people.viktor, "review-scorecards")


def test_a_manager_rates_the_month(people: People, engagement: Engagement) -> None:
    assert sent(people.marco, "review-scorecard", engagement.key, communication="5") == 302
    assert Rating.objects.filter(month=date(2026, 11, 1)).get().scores == {"communication": 5}
    assert sent(people.marco, "review-scorecard", engagement.key, communication="7") == 422
    assert sent(people.viktor, "review-scorecard", engagement.key, communication="5") == 403


def test_only_owners_read_answers_of_the_pulse(people: People, engagement: Engagement) -> None:
    newest = engagement.pulses.first()
    assert newest is not None
    newest.text = "Too many questions at night."
    newest.save()
    owner = page(people.olivia, "review-pulse")
    assert "Talk to 1 person this week." in owner
    assert "Too many questions at night." in owner
    assert "What it would cost to lose somebody" in owner
    for visit in (people.marco, people.fatima, people.viktor):
        other = page(visit, "review-pulse")
        assert "Too many questions" not in other
        assert "of 5 in" not in other
        assert "What it would cost" not in other


@pytest.mark.usefixtures("engagement")
def test_plan_actual_and_keeping_stand_side_by_side(people: People) -> None:
    shown = page(people.fatima, "review-budget")
    assert "Line by line, since the beginning" in shown
    assert "Contractors" in shown
    assert "$3,200.00 / $3,200.00" in shown
    assert "$4,850.50, fixed" in shown


def test_four_ways_on_and_a_raise_is_drafted_once(people: People, engagement: Engagement) -> None:
    shown = page(people.viktor, "review-next", engagement.key)
    assert "Of four ways on," in shown
    assert "Drafts a change order" not in shown
    told = {"rate": "11.00", "reason": "Good work"}
    assert sent(people.marco, "take-way", engagement.key, "raise", **told) == 302
    order = Statement.objects.get(engagement=engagement, number=2)
    assert order.content["terms"]["rate"] == 11
    step = Step.objects.get()
    assert set(step.figures["year"]) == {"renew", "raise", "bring back", "replace"}
    assert sent(people.marco, "undo-way", step.key) == 302
    order.refresh_from_db()
    assert order.state == "withdrawn"


@pytest.mark.parametrize(
    ("way", "told"),
    [
        ("renew", {"ends_on": "2026-12-01", "reason": "Fine"}),
        ("raise", {"rate": "5", "reason": "Fine"}),
        ("bring-back", {"reason": ""}),
        ("replace", {"reason": "", "key": "k"}),
    ],
)
def test_what_makes_no_sense_is_said_beside_the_field(
    people: People, engagement: Engagement, way: str, told: dict[str, str]
) -> None:
    assert sent(people.olivia, "take-way", engagement.key, way, **told) == 422
    assert not Step.objects.exists()


def test_bringing_back_ends_the_engagement(people: People, engagement: Engagement) -> None:
    assert sent(people.olivia, "take-way", engagement.key, "bring-back", reason="A new hire") == 302
    engagement.refresh_from_db()
    assert engagement.state == "closing"


def test_looking_back_asks_one_question_a_guard(people: People, engagement: Engagement) -> None:
    told = {"match": "More shared hours.", "ended_by": ""}
    assert sent(people.marco, "review-looking-back", engagement.key, **told) == 302
    assert Retrospective.objects.get().answers["match"] == "More shared hours."
    assert "More shared hours." in page(people.viktor, "review-next", engagement.key)
    assert sent(people.marco, "review-looking-back", engagement.key, match="") == 422


@pytest.mark.usefixtures("engagement")
def test_own_figures_are_tried_taken_over_and_given_back(people: People) -> None:
    learn_from_months()
    shown = page(people.viktor, "review-learned")
    assert "2 assumptions of the plan can be replaced by your own figures." in shown
    assert "Take over" not in shown
    assert sent(people.olivia, "try-learned") == 302
    assert Scenario.objects.get().name == "Own figures, October 2026"
    lesson = str(Learned.objects.get(name="lambda0").pk)
    assert sent(people.olivia, "take-learned", lesson) == 302
    assert "own data, since 27 November 2026" in page(people.olivia, "review-learned")
    assert sent(people.olivia, "give-learned-back", lesson) == 302
    assert Learned.objects.get(name="lambda0").taken_at is None


@pytest.mark.usefixtures("engagement")
def test_a_month_is_a_page_and_a_paper(people: People) -> None:
    with time_machine.travel(datetime(2026, 12, 2, 20, tzinfo=UTC)):
        review_months()
    assert "1 month is on a page." in page(people.viktor, "review-months")
    assert "In November 2026 you had" in page(people.viktor, "review-month", "2026-11")
    address = reverse("review-month-pdf", args=[people.bakery.key, "2026-11"])
    answer = client_of(people.viktor).get(address)
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    missing = reverse("review-month", args=[people.bakery.key, "never"])
    assert client_of(people.viktor).get(missing).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("name", "queries"),
    [("review", 29), ("review-scorecards", 14), ("review-pulse", 9), ("review-budget", 19)],
)
def test_a_page_asks_as_often_for_three_engagements_as_for_one(  # noqa: PLR0913, PLR0917 -- two parameters
    people: People,
    engagement: Engagement,
    django_assert_num_queries: DjangoAssertNumQueries,
    name: str,
    queries: int,
    count: int,
) -> None:
    for number in range(1, count):
        row = Engagement.objects.get(pk=engagement.pk)
        row.pk, row.key, row.offer = None, f"copy{number}", None
        row.save()
    client = client_of(people.viktor)
    address = reverse(name, args=[people.bakery.key])
    client.get(address)
    with django_assert_num_queries(queries):
        client.get(address)
