"""The owner says what counts how much in a scorecard; it can be undone (§PERFORM-4)."""

import pytest
from django.core.exceptions import PermissionDenied

from outhaul.apps.audit.models import Event
from outhaul.apps.review.domain.home import home_of
from outhaul.apps.review.domain.scorecards import cards
from outhaul.apps.review.domain.weighing import (
    AS_USUAL,
    may_undo,
    undo_weighing,
    weigh,
    weigh_as_usual,
    weights_of,
)
from outhaul.engine.performance.scorecard import CLIENT, CONTRACTOR
from outhaul.faults import InputError
from outhaul.lifecycle import NotNow
from tests.delivery_made import running
from tests.people import People
from tests.review_made import TODAY_OF_REVIEWS, a_year

ONLY_ON_TIME = dict.fromkeys(CONTRACTOR, 0.0) | {"on_time": 40.0}


def test_only_proportions_count(people: People) -> None:
    found = weigh(people.olivia, {"client": dict.fromkeys(CLIENT, 7.0) | {"clear_brief": 21.0}})
    assert found.client == {
        "clear_brief": 0.5,
        "quick_answers": 0.1667,
        "pays_on_time": 0.1667,
        "stable_scope": 0.1667,
    }
    assert found.contractor == CONTRACTOR
    assert weights_of(people.bakery) == found


def test_a_score_is_made_of_them(people: People) -> None:
    engagement = a_year(running(people), TODAY_OF_REVIEWS)
    weigh(people.olivia, {"contractor": ONLY_ON_TIME})
    score = cards([engagement], home_of(people.bakery))[engagement.pk].contractor
    assert score is not None
    assert score.points == 100 * score.parts["on_time"].mean


def test_a_change_is_undone_and_comes_back_and_the_usual_ones_are_a_click_away(people: People) -> None:
    first = weigh(people.olivia, {"contractor": ONLY_ON_TIME})
    assert may_undo(people.bakery)
    assert undo_weighing(people.olivia) == AS_USUAL
    assert undo_weighing(people.olivia) == first
    assert weigh_as_usual(people.olivia) == AS_USUAL
    assert undo_weighing(people.olivia) == first


def test_what_was_never_changed_cannot_be_undone(people: People) -> None:
    with pytest.raises(NotNow):
        undo_weighing(people.olivia)
    weigh(people.olivia, {"client": CLIENT})
    assert not may_undo(people.bakery)


def test_the_trail_says_what_was_and_what_is(people: People) -> None:
    weigh(people.olivia, {"client": dict.fromkeys(CLIENT, 0.0) | {"clear_brief": 1.0}})
    event = Event.objects.get(scope=people.bakery.key, thing="weights")
    assert '"client clear_brief": [0.25, 1.0]' in event.changes
    weigh(people.olivia, {"client": dict.fromkeys(CLIENT, 0.0) | {"clear_brief": 1.0}})
    assert Event.objects.filter(scope=people.bakery.key, thing="weights").count() == 1


def test_each_wrong_weight_is_told_at_its_place(people: People) -> None:
    with pytest.raises(InputError) as wrong:
        weigh(
            people.olivia,
            {"contractor": dict(CONTRACTOR) | {"on_time": -1.0}, "client": dict.fromkeys(CLIENT, 0.0)},
        )
    assert [fault.where for fault in wrong.value.faults] == ["contractor-on_time", "client"]
    assert weights_of(people.bakery) == AS_USUAL


def test_only_owners_weigh(people: People) -> None:
    for change in (weigh_as_usual, undo_weighing):
        with pytest.raises(PermissionDenied):
            change(people.marco)
    with pytest.raises(PermissionDenied):
        weigh(people.marco, {})
    weigh(people.charlie, {"client": dict.fromkeys(CLIENT, 0.0) | {"clear_brief": 1.0}})
    assert weights_of(people.bakery) == AS_USUAL
