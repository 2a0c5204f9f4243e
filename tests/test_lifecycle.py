"""A lifecycle lets through what its table lists, and nothing else."""

from enum import StrEnum

import pytest

from outhaul.apps.sourcing.lifecycles import BRIEF, CANDIDACY, OFFER, TRIAL
from outhaul.apps.work.lifecycles import ENGAGEMENT, MILESTONE, STATEMENT
from outhaul.lifecycle import Lifecycle, NotNow

ALL = (BRIEF, CANDIDACY, TRIAL, OFFER, ENGAGEMENT, STATEMENT, MILESTONE)


class Door(StrEnum):
    OPEN = "open"
    SHUT = "shut"


DOOR = Lifecycle("door", {"shut": {Door.OPEN: Door.SHUT}, "open": {Door.SHUT: Door.OPEN}})


def test_a_verb_leads_from_one_state_to_the_next() -> None:
    assert DOOR.after(Door.OPEN, "shut") is Door.SHUT
    assert DOOR.verbs(Door.OPEN) == ("shut",)
    assert DOOR.sources("open") == (Door.SHUT,)


def test_a_verb_that_does_not_lead_on_says_what_of() -> None:
    with pytest.raises(NotNow, match="A door that is open cannot open"):
        DOOR.after(Door.OPEN, "open")


def test_a_lifecycle_can_be_drawn() -> None:
    assert list(DOOR.drawn()) == [
        "stateDiagram-v2",
        "    open --> shut: shut",
        "    shut --> open: open",
    ]


@pytest.mark.parametrize("lifecycle", ALL, ids=lambda lifecycle: lifecycle.thing)
def test_every_state_can_be_reached_from_the_first(lifecycle: Lifecycle[StrEnum]) -> None:
    states = list(type(next(iter(next(iter(lifecycle.steps.values()))))))
    reached, waiting = set(), [states[0]]
    while waiting:
        state = waiting.pop()
        reached.add(state)
        waiting.extend(
            then for verb in lifecycle.verbs(state) if (then := lifecycle.after(state, verb)) not in reached
        )
    assert reached == set(states)
