"""Candidacies, notes, interviews, trial tasks and quotes: each verb does what it says, once, and says so."""

from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.http import Http404
from django.utils import timezone

from outhaul.apps.audit.domain.trail import broken_at
from outhaul.apps.audit.models import Event
from outhaul.apps.planning.domain.content import document_of
from outhaul.apps.sourcing.domain.guarding import Blocked, override_block
from outhaul.apps.sourcing.domain.moving import interview, reconsider, shortlist, withdraw
from outhaul.apps.sourcing.domain.noting import add_note, note_of, notes_of, remove_note, restore_note
from outhaul.apps.sourcing.domain.quoting import effect_of, quote_asked_rate, quote_entry, take_quote_back
from outhaul.apps.sourcing.domain.rating import rate, sheets_of
from outhaul.apps.sourcing.domain.trying_out import (
    accept_trial,
    access_trial,
    agree_trial,
    ask_for_changes,
    cancel_trial,
    is_late,
    propose_trial,
    refuse_trial,
    submit_trial,
)
from outhaul.apps.sourcing.lifecycles import CandidacyState, TrialState
from outhaul.apps.sourcing.models import Candidacy, Interview, TrackRecord, Trial
from outhaul.faults import InputError
from outhaul.lifecycle import NotNow
from outhaul.reference.tables import Reference, load
from tests.matching_made import books_brief, candidacy, sample_task
from tests.people import People


@pytest.fixture
def ana(people: People) -> Candidacy:
    return candidacy(people.olivia, books_brief(people.olivia))


def verbs() -> list[str]:
    return list(Event.objects.order_by("number").values_list("verb", flat=True))


def test_a_candidate_is_led_on_and_each_step_is_recorded(people: People, ana: Candidacy) -> None:
    before = len(verbs())
    shortlist(people.olivia, ana)
    interview(people.marco, ana)
    withdraw(people.marco, ana, reason="  Found other\nwork ")
    assert (ana.state, ana.reason) == (CandidacyState.WITHDRAWN, "Found other work")
    reconsider(people.olivia, ana)
    ana.refresh_from_db()
    assert (ana.state, ana.reason) == (CandidacyState.SHORTLISTED, "")
    assert verbs()[before:] == ["shortlisted", "interviewed", "withdrew", "reconsidered"]
    assert broken_at(people.bakery.key) is None


def test_sent_twice_it_happens_once(people: People, ana: Candidacy) -> None:
    before = len(verbs())
    shortlist(people.olivia, ana)
    shortlist(people.olivia, ana)
    assert verbs()[before:] == ["shortlisted"]


def test_what_does_not_lead_on_is_refused(people: People, ana: Candidacy) -> None:
    withdraw(people.olivia, ana)
    with pytest.raises(NotNow, match="A candidacy that is withdrawn cannot interview"):
        interview(people.olivia, ana)


def test_the_trail_names_nobody_who_will_be_erased(people: People, ana: Candidacy) -> None:
    shortlist(people.olivia, ana)
    add_note(people.olivia, ana, text="Ana was early.")
    for event in Event.objects.filter(thing__in=("candidacy", "note")):
        assert event.name == f"{ana.candidate.key} (Bookkeeping)"
        assert "Ana" not in event.changes


def test_a_note_is_kept_once_taken_out_and_put_back(people: People, ana: Candidacy) -> None:
    before = len(verbs())
    note = add_note(people.olivia, ana, text=" Asks good questions. ")
    assert add_note(people.olivia, ana, text="Asks good questions.") == note
    remove_note(people.olivia, note)
    assert list(notes_of(ana)) == []
    restore_note(people.olivia, note_of(ana, note.pk))
    assert [note.text for note in notes_of(ana)] == ["Asks good questions."]
    assert verbs()[before:] == ["noted", "removed", "restored"]


def test_an_empty_note_is_none(people: People, ana: Candidacy) -> None:
    with pytest.raises(InputError, match="The note is empty"):
        add_note(people.olivia, ana, text="  ")


RATED = {"delivered": 4, "skill": 3, "language": 3, "hours": 2}


def test_nobody_sees_anothers_sheet_before_the_own_one_is_finished(people: People, ana: Candidacy) -> None:
    rate(people.olivia, ana, ratings=RATED)
    seen = sheets_of(people.marco, ana)
    assert (seen.own, seen.others, seen.hidden, seen.agreements) == (None, (), 1, {})
    rate(people.marco, ana, ratings={**RATED, "delivered": 2})
    seen = sheets_of(people.marco, ana)
    assert [sheet.rater for sheet in seen.others] == [people.olivia.user]
    assert {question: found.differ for question, found in seen.agreements.items()} == {
        "delivered": True,
        "skill": False,
        "language": False,
        "hours": False,
    }


def test_a_rated_candidate_is_in_the_interviews(people: People, ana: Candidacy) -> None:
    before = len(verbs())
    rate(people.olivia, ana, ratings=RATED)
    rate(people.olivia, ana, ratings=RATED)
    rate(people.olivia, ana, ratings={**RATED, "pay": 1})
    ana.refresh_from_db()
    assert (ana.state, Interview.objects.count()) == (CandidacyState.INTERVIEW, 1)
    assert verbs()[before:] == ["interviewed", "rated", "rated again"]


@pytest.mark.parametrize(
    ("ratings", "wrong"),
    [({"skill": 3}, "Too little was asked"), ({**RATED, "skill": 5}, "This is no rating")],
)
def test_a_sheet_that_says_too_little_or_nonsense_is_refused(
    people: People, ana: Candidacy, ratings: dict[str, int], wrong: str
) -> None:
    with pytest.raises(InputError, match=wrong):
        rate(people.olivia, ana, ratings=ratings)
    assert not Interview.objects.exists()


def test_a_trial_task_from_proposal_to_verified_history(people: People, ana: Candidacy) -> None:
    before = len(verbs())
    trial = propose_trial(people.olivia, ana, sample_task(), reference=load())
    assert propose_trial(people.olivia, ana, sample_task(), reference=load()) == trial
    ana.refresh_from_db()
    assert ana.state == CandidacyState.TRIAL
    agree_trial(people.olivia, trial)
    submit_trial(people.olivia, trial)
    ask_for_changes(people.olivia, trial, remark="The list of questions is missing.")
    submit_trial(people.olivia, trial)
    accept_trial(people.olivia, trial, met=[True, True])
    row = TrackRecord.objects.get()
    assert (row.name, row.accepted, row.first_pass, row.on_time) == (trial.task, True, False, True)
    assert [criterion["met"] for criterion in Trial.objects.get().criteria] == [True, True]
    told = ["tried out", "proposed", "agreed", "submitted", "asked for changes", "submitted", "accepted"]
    assert verbs()[before:] == told


def test_a_refused_task_is_history_too(people: People, ana: Candidacy) -> None:
    trial = propose_trial(people.olivia, ana, sample_task(), reference=load())
    submit_trial(people.olivia, agree_trial(people.olivia, trial))
    with pytest.raises(InputError, match="Say why"):
        refuse_trial(people.olivia, trial, met=[True, False], remark=" ")
    assert Trial.objects.get().state == TrialState.SUBMITTED
    refuse_trial(people.olivia, trial, met=[True, False], remark="The questions are missing.")
    assert TrackRecord.objects.values_list("accepted", "first_pass").get() == (False, False)


def test_accepting_wants_every_criterion_met_and_refusing_one_that_is_not(
    people: People, ana: Candidacy
) -> None:
    trial = propose_trial(people.olivia, ana, sample_task(), reference=load())
    submit_trial(people.olivia, agree_trial(people.olivia, trial))
    with pytest.raises(InputError, match="Not every criterion is met"):
        accept_trial(people.olivia, trial, met=[True, False])
    with pytest.raises(InputError, match="Not every criterion is judged"):
        accept_trial(people.olivia, trial, met=[True])
    with pytest.raises(InputError, match="Every criterion is met"):
        refuse_trial(people.olivia, trial, met=[True, True], remark="No")
    assert not TrackRecord.objects.exists()


def test_the_day_it_is_due_ends_where_the_business_is(people: People, ana: Candidacy) -> None:
    """At two in the morning UTC it is still the evening before in Portland."""
    trial = propose_trial(people.olivia, ana, sample_task(), reference=load())
    agree_trial(people.olivia, trial)
    due = datetime.combine(trial.due_on, time(2), tzinfo=UTC)
    submit_trial(people.olivia, trial, at=due + timedelta(days=1))
    assert not is_late(trial, timezone.now())
    trial.submitted_at = due + timedelta(days=1, hours=4)
    assert is_late(trial, timezone.now())


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"task": " "}, "There is no task"),
        ({"criteria": (" ",)}, "no way to tell when this is accepted"),
        ({"fee": Decimal(0)}, "Work is paid"),
        ({"due_on": timezone.localdate() - timedelta(days=3)}, "This day is over"),
    ],
)
def test_a_task_that_nobody_could_judge_or_that_pays_nothing_is_refused(
    people: People, ana: Candidacy, change: dict[str, Any], wrong: str
) -> None:
    with pytest.raises(InputError, match=wrong):
        propose_trial(people.olivia, ana, sample_task(**change), reference=load())
    ana.refresh_from_db()
    assert (Trial.objects.count(), ana.state) == (0, CandidacyState.NEW)


def test_a_cancelled_task_is_no_history(people: People, ana: Candidacy) -> None:
    cancel_trial(people.olivia, propose_trial(people.olivia, ana, sample_task(), reference=load()))
    assert not TrackRecord.objects.exists()


def test_who_left_is_not_tried_out(people: People, ana: Candidacy) -> None:
    withdraw(people.olivia, ana)
    with pytest.raises(NotNow):
        propose_trial(people.olivia, ana, sample_task(), reference=load())


def test_whom_guard_match_blocks_is_not_tried_out_before_the_owner_says_why(people: People) -> None:
    """§MATCH-16: nine to five in Manila shares no hour with Portland."""
    far = candidacy(people.olivia, books_brief(people.olivia), working_hours=["09:00", "17:00"])
    with pytest.raises(Blocked) as blocked:
        propose_trial(people.olivia, far, sample_task(), reference=load())
    (verdict,) = blocked.value.verdicts
    assert verdict.rule == "MATCH-16"
    override_block(
        people.olivia, verdict, thing="candidacy", key=far.key, name="", reason="She works evenings."
    )
    assert propose_trial(people.marco, far, sample_task(), reference=load()).state == TrialState.PROPOSED


def test_charlie_sees_no_trial_of_the_bakery(people: People, ana: Candidacy) -> None:
    trial = propose_trial(people.olivia, ana, sample_task(), reference=load())
    with pytest.raises(Http404):
        access_trial(people.charlie, trial.key)


def test_an_asked_rate_becomes_one_quote_and_moves_the_estimate(
    people: People, ana: Candidacy, reference: Reference
) -> None:
    ana.rate, ana.currency = Decimal("20.00"), "USD"
    ana.save()
    quotes = len(document_of(people.bakery)["quotes"])
    foreseen = effect_of(people.olivia, ana, reference=reference)
    entry = quote_asked_rate(people.olivia, ana, reference=reference)
    assert quote_asked_rate(people.olivia, ana, reference=reference) == entry
    assert entry.told == {"occupation": "43-3031.00", "country": "PH", "rate_per_hour": 20.0}
    assert len(document_of(people.bakery)["quotes"]) == quotes + 1
    seen = effect_of(people.olivia, ana, reference=reference)
    assert seen == foreseen
    assert seen.after.market.hourly > seen.before.market.hourly
    assert seen.after.market.sd_median < seen.before.market.sd_median
    assert seen.before.band is not None
    assert seen.after.band is not None
    assert seen.after.band.low > seen.before.band.low


def test_a_quote_is_taken_back_and_given_again(people: People, ana: Candidacy, reference: Reference) -> None:
    quotes = document_of(people.bakery)["quotes"]
    quote_asked_rate(people.olivia, ana, reference=reference)
    take_quote_back(people.olivia, ana)
    take_quote_back(people.olivia, ana)
    assert (quote_entry(ana), document_of(people.bakery)["quotes"]) == (None, quotes)
    quote_asked_rate(people.olivia, ana, reference=reference)
    assert quote_entry(ana) is not None


def test_without_a_rate_there_is_no_quote(people: People, reference: Reference) -> None:
    nobody = candidacy(people.olivia, books_brief(people.olivia), rate=None, country="")
    with pytest.raises(InputError, match="No rate is told") as refused:
        quote_asked_rate(people.olivia, nobody, reference=reference)
    assert [fault.where for fault in refused.value.faults] == ["rate", "country"]
