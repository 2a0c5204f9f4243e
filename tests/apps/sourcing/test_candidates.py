"""A candidate is told, changed, taken out and put back; the trail never holds the name."""

from datetime import timedelta

import pytest
from django.utils import timezone

from outhaul.apps.audit.models import Event
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.sourcing.domain.access import access_candidates
from outhaul.apps.sourcing.domain.candidates import (
    add_candidate,
    change_candidate,
    put_forward,
    remove_candidate,
    restore_candidate,
    told_of,
)
from outhaul.apps.sourcing.domain.keeping import keep_longer, set_days_kept
from outhaul.apps.sourcing.lifecycles import BriefState
from outhaul.apps.sourcing.models import Candidacy, Candidate
from outhaul.faults import InputError
from outhaul.lifecycle import NotNow
from outhaul.reference.tables import Reference
from tests.candidates_made import ANA, made_brief, made_candidate
from tests.people import People


def told_events(visit: Visit) -> list[tuple[str, str, str, str]]:
    events = Event.objects.filter(scope=visit.business.key, thing="candidate").order_by("number")
    return [(event.actor, event.verb, event.name, event.changes) for event in events]


def test_what_is_told_is_kept(people: People) -> None:
    ana = made_candidate(people.marco)
    kept = told_of(Candidate.objects.get(key=ana.key))
    assert kept == ANA | {"available_from": None}
    assert told_events(people.marco) == [("Marco", "added", ana.key, "{}")]


def test_a_country_with_one_time_zone_tells_it(people: People) -> None:
    assert made_candidate(people.olivia, time_zone="").time_zone == "Asia/Manila"


def test_a_form_sent_twice_makes_one_candidate(people: People, reference: Reference) -> None:
    for _ in range(2):
        add_candidate(people.olivia, ANA, reference=reference, key="0123456789ab")
    assert list(Candidate.objects.values_list("key", flat=True)) == ["0123456789ab"]


def test_a_key_of_another_business_is_not_taken(people: People, reference: Reference) -> None:
    ours = add_candidate(people.olivia, ANA, reference=reference, key="0123456789ab")
    theirs = add_candidate(people.charlie, ANA, reference=reference, key="0123456789ab")
    assert (theirs.business, theirs.key != ours.key) == (people.charlie.business, True)


def test_every_fault_is_told_and_nothing_is_kept(people: People, reference: Reference) -> None:
    wrong = {
        "name": " ",
        "email": "ana",
        "country": "XX",
        "time_zone": "Manila",
        "working_hours": ["9", "18"],
        "languages": {"en": {"level": "good"}},
        "occupation": "wizard",
        "rate": "-1",
        "hours_per_week": "500",
        "available_from": "soon",
        "links": ["javascript:alert(1)"],
        "about": "x" * 6000,
    }
    with pytest.raises(InputError) as refused:
        add_candidate(people.olivia, wrong, reference=reference)
    assert [fault.where for fault in refused.value.faults] == list(wrong)
    assert not Candidate.objects.exists()


def test_a_rate_needs_a_currency(people: People, reference: Reference) -> None:
    with pytest.raises(InputError, match="currency: is missing"):
        add_candidate(people.olivia, {"name": "Ana", "rate": "9"}, reference=reference)


def test_a_change_tells_which_fields_it_was_and_not_what_stood_there(
    people: People, reference: Reference
) -> None:
    ana = made_candidate(people.olivia)
    change_candidate(people.olivia, ana, {"name": "Ana Cruz", "rate": "10.20"}, reference=reference)
    change_candidate(people.olivia, ana, {"name": "Ana Cruz"}, reference=reference)
    assert told_events(people.olivia)[1:] == [
        ("Olivia", "changed", ana.key, '{"fields": [null, ["name", "rate"]]}')
    ]


def test_taken_out_and_put_back(people: People) -> None:
    ana = made_candidate(people.olivia)
    for _ in range(2):
        remove_candidate(people.olivia, ana)
    assert list(access_candidates(people.olivia)) == []
    for _ in range(2):
        restore_candidate(people.olivia, ana)
    assert list(access_candidates(people.olivia)) == [ana]
    assert [event[1] for event in told_events(people.olivia)] == ["added", "removed", "restored"]


def test_put_forward_once_with_the_rate_they_ask(people: People) -> None:
    ana, brief = made_candidate(people.olivia), made_brief(people.olivia)
    first, second = put_forward(people.olivia, ana, brief), put_forward(people.marco, ana, brief)
    assert first == second == Candidacy.objects.get()
    assert (first.state, first.rate, first.currency) == ("new", ana.rate, "USD")
    assert told_events(people.olivia)[1:] == [
        ("Olivia", "put forward", ana.key, '{"brief": [null, "Bookkeeping"]}')
    ]


@pytest.mark.parametrize("state", [BriefState.DRAFT, BriefState.FILLED, BriefState.CLOSED])
def test_nobody_is_put_forward_for_a_brief_that_is_not_published(people: People, state: BriefState) -> None:
    with pytest.raises(NotNow, match=f"brief that is {state} cannot take candidates"):
        put_forward(people.olivia, made_candidate(people.olivia), made_brief(people.olivia, state=state))


def test_a_candidate_is_kept_for_half_a_year_or_as_the_business_says(people: People) -> None:
    today = timezone.localdate()
    ana, kai = made_candidate(people.olivia), made_candidate(people.olivia, name="Kai", email="")
    Candidate.objects.filter(pk=kai.pk).update(consented_at=timezone.now())
    assert ana.keep_until == today + timedelta(days=180)
    set_days_kept(people.olivia, 365)
    assert ends() == {"Ana Reyes": today + timedelta(365), "Kai": today + timedelta(180)}
    set_days_kept(people.olivia, 90)
    assert ends() == {"Ana Reyes": today + timedelta(90), "Kai": today + timedelta(90)}
    assert made_candidate(people.olivia, name="Lea").keep_until == today + timedelta(90)
    assert made_candidate(people.charlie).keep_until == today + timedelta(180)


def ends() -> dict[str, object]:
    return dict(Candidate.objects.values_list("name", "keep_until"))


@pytest.mark.parametrize("days", [29, 1096])
def test_a_time_that_makes_no_sense_is_refused(people: People, days: int) -> None:
    with pytest.raises(InputError, match=f"{days} days"):
        set_days_kept(people.olivia, days)


def test_one_of_them_is_kept_longer(people: People) -> None:
    ana, until = made_candidate(people.olivia), timezone.localdate() + timedelta(400)
    keep_longer(people.olivia, ana, until)
    assert ends() == {"Ana Reyes": until}
    with pytest.raises(InputError):
        keep_longer(people.olivia, ana, timezone.localdate() - timedelta(1))
