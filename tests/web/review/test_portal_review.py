"""A contractor's own pages of the review: half a minute on the phone."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from outhaul.apps.review.domain.pulses import ask_for_pulse
from outhaul.apps.review.models import PulseAnswer, Rating
from outhaul.apps.work.domain.access import Assignment
from outhaul.engine.performance.pulse import ITEMS
from tests.delivery_made import running
from tests.people import People
from tests.review_made import a_year
from tests.web.agree.reading import plain

ALL_FIVE = dict.fromkeys(ITEMS, "5")


@pytest.fixture
def ana(people: People) -> Assignment:
    assignment = running(people)
    a_year(assignment, date(2026, 11, 27))
    return assignment


def client_of(assignment: Assignment) -> Client:
    client = Client()
    client.force_login(assignment.user)
    return client


def address(assignment: Assignment, name: str) -> str:
    return reverse(name, args=[assignment.engagement.key])


def test_before_answering_the_small_team_rule_is_told(ana: Assignment) -> None:
    assert "is not asked yet" in plain(client_of(ana).get(address(ana, "portal-pulse")))
    ask_for_pulse(ana.engagement)
    shown = plain(client_of(ana).get(address(ana, "portal-pulse")))
    assert "How was November 2026? 5 taps, half a minute." in shown
    assert "Only the owners of Harbour Bakery read what you answer" in shown
    assert "In a small team the owners can know who said it." in shown


def test_five_taps_are_an_answer_and_it_can_be_changed(ana: Assignment) -> None:
    ask_for_pulse(ana.engagement)
    client = client_of(ana)
    assert client.post(address(ana, "portal-pulse"), ALL_FIVE).status_code == 302
    told = ALL_FIVE | {"workload": "3", "text": "A quiet month."}
    assert client.post(address(ana, "portal-pulse"), told).status_code == 302
    kept = PulseAnswer.objects.get(month=date(2026, 11, 1))
    assert (kept.items["workload"], kept.text) == (3, "A quiet month.")
    assert "You have answered." in plain(client.get(address(ana, "portal-pulse")))


def test_a_missing_tap_is_said_beside_it_and_nothing_is_kept(ana: Assignment) -> None:
    ask_for_pulse(ana.engagement)
    answer = client_of(ana).post(address(ana, "portal-pulse"), ALL_FIVE | {"respect": ""})
    assert answer.status_code == 422
    assert "Choose one of the five." in plain(answer)
    assert PulseAnswer.objects.get(month=date(2026, 11, 1)).answered_at is None


def test_the_client_is_rated_in_three_taps(ana: Assignment) -> None:
    told = {"clear_brief": "4", "answers": "5", "own_way": "5"}
    assert client_of(ana).post(address(ana, "portal-rating"), told).status_code == 302
    assert Rating.objects.get(month=date(2026, 11, 1)).scores == {
        "clear_brief": 4,
        "answers": 5,
        "own_way": 5,
    }
    assert client_of(ana).post(address(ana, "portal-rating"), {}).status_code == 422


def test_the_own_scorecard_is_the_one_that_the_client_sees(ana: Assignment) -> None:
    shown = plain(client_of(ana).get(address(ana, "portal-scorecard")))
    assert "You score 80 of 100" in shown
    assert "Nobody is ranked." in shown
