"""The weights of scorecards: seen by all, changed by the owner, undone, and used on every scorecard."""

from collections.abc import Mapping

import pytest
from django.test import Client
from django.urls import reverse

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.review.domain.weighing import AS_USUAL, weights_of
from outhaul.apps.work.models import Engagement
from outhaul.engine.performance.scorecard import CLIENT, CONTRACTOR
from tests.delivery_made import running
from tests.people import People
from tests.review_made import TODAY_OF_REVIEWS, a_year
from tests.web.agree.reading import plain


@pytest.fixture
def engagement(people: People) -> Engagement:
    return a_year(running(people), TODAY_OF_REVIEWS)


def client_of(visit: Visit) -> Client:
    client = Client()
    client.force_login(visit.user)
    return client


def at(people: People, name: str = "review-weights", *keys: str) -> str:
    return reverse(name, args=[people.bakery.key, *keys])


def told(own: Mapping[str, str]) -> dict[str, str]:
    usual = {f"contractor-{name}": f"{100 * share:g}" for name, share in CONTRACTOR.items()}
    usual |= {f"client-{name}": f"{100 * share:g}" for name, share in CLIENT.items()}
    return {**usual, **own}


def test_the_usual_ones_stand_beside_with_their_source(people: People) -> None:
    page = plain(client_of(people.viktor).get(at(people)))
    assert "All 10 weights of your scorecards are the usual ones." in page
    assert "On time usual: 25 %" in page
    assert "Usual weights are equal, because nobody has measured" in page
    assert "Weigh like that" not in page


def test_the_owner_changes_them_and_every_scorecard_follows(people: People, engagement: Engagement) -> None:
    olivia = client_of(people.olivia)
    sent = told({"contractor-first_pass": "0", "contractor-on_time": "75", "client-clear_brief": "75,0"})
    page = plain(olivia.post(at(people), sent, follow=True))
    assert "10 of 10 weights are your own." in page
    shown = plain(olivia.get(at(people, "review-scorecard", engagement.key)))
    rows = shown.partition("How the work comes back")[2].partition("What is behind it")[0]
    assert "Right at once" not in rows
    assert "63 % Little done again" in rows  # of 120, on time is 75


def test_what_is_no_weight_is_told_beside_its_field(people: People) -> None:
    answer = client_of(people.olivia).post(at(people), told({"client-stable_scope": "much"}))
    assert answer.status_code == 422
    assert "That is no weight. Tell a number from 0 to 100." in plain(answer)
    assert 'value="much"' in answer.content.decode()
    assert weights_of(people.bakery) == AS_USUAL


def test_it_is_undone_and_as_usual_again_by_a_button(people: People) -> None:
    olivia = client_of(people.olivia)
    olivia.post(at(people), told({"client-clear_brief": "0"}))
    page = plain(olivia.post(at(people, "undo-weights"), follow=True))
    assert "The weights are what they were before." in page
    olivia.post(at(people, "undo-weights"))
    assert weights_of(people.bakery).client["clear_brief"] == 0
    olivia.post(at(people, "usual-weights"))
    assert weights_of(people.bakery) == AS_USUAL


def test_others_do_not(people: People) -> None:
    for name in ("review-weights", "usual-weights", "undo-weights"):
        assert client_of(people.marco).post(at(people, name), told({})).status_code == 403
        assert client_of(people.charlie).post(at(people, name), told({})).status_code == 404
