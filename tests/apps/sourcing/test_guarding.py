"""A guard's block holds until the owner writes why not; a block of law holds always."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied

from outhaul.apps.audit.models import Event
from outhaul.apps.sourcing.domain.guarding import Blocked, let_through, override_block
from outhaul.apps.sourcing.models import Override
from outhaul.engine.verdict import Answer, Guard, Verdict
from outhaul.faults import InputError
from tests.people import People

LOW = Verdict(guard=Guard.PAY, answer=Answer.BLOCK, rule="PAY-5", reason="8.00 is below the band", fix="9.80")
WHY = "Ana asked for this herself"
THING = {"thing": "offer", "key": "3f2a"}


def test_a_warning_lets_through(people: People) -> None:
    let_through(people.olivia, [replace(LOW, answer=Answer.WARN)], **THING)


def test_a_block_holds_until_the_owner_overrides_it(people: People) -> None:
    with pytest.raises(Blocked) as blocked:
        let_through(people.olivia, [LOW], **THING)
    assert blocked.value.verdicts == (LOW,)
    override_block(people.olivia, LOW, **THING, name="9 USD to Ana", reason=WHY)
    let_through(people.marco, [LOW], **THING)
    event = Event.objects.latest("number")
    assert (event.actor, event.verb, event.thing, event.name) == (
        "Olivia",
        "overrode",
        "offer",
        "9 USD to Ana",
    )


def test_an_override_holds_for_what_the_guard_said_and_for_that_thing(people: People) -> None:
    override_block(people.olivia, LOW, **THING, name="", reason=WHY)
    with pytest.raises(Blocked):
        let_through(people.olivia, [replace(LOW, reason="7.00 is below the band")], **THING)
    with pytest.raises(Blocked):
        let_through(people.olivia, [LOW], thing="offer", key="beef")
    with pytest.raises(Blocked):
        let_through(people.charlie, [LOW], **THING)


def test_only_the_owner_overrides(people: People) -> None:
    for visit in (people.marco, people.fatima, people.viktor):
        with pytest.raises(PermissionDenied):
            override_block(visit, LOW, **THING, name="", reason=WHY)


def test_nobody_overrides_a_block_of_law(people: People) -> None:
    legal = replace(LOW, legal=True)
    with pytest.raises(PermissionDenied):
        override_block(people.olivia, legal, **THING, name="", reason=WHY)


def test_a_reason_that_says_nothing_is_refused(people: People) -> None:
    with pytest.raises(InputError, match="reason: The reason is too short"):
        override_block(people.olivia, LOW, **THING, name="", reason="  ok  ")
    assert not Override.objects.exists()


def test_sent_twice_it_is_kept_once(people: People) -> None:
    for _ in range(2):
        override_block(people.olivia, LOW, **THING, name="", reason=WHY)
    assert (Override.objects.count(), Event.objects.filter(verb="overrode").count()) == (1, 1)
