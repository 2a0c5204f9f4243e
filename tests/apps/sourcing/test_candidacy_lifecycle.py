"""No sequence of actions leads where the lifecycles do not lead, or makes history out of nothing."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outhaul.apps.audit.domain.trail import broken_at
from outhaul.apps.audit.models import Event
from outhaul.apps.sourcing.domain.moving import interview, reconsider, shortlist, withdraw
from outhaul.apps.sourcing.domain.rating import rate
from outhaul.apps.sourcing.domain.trying_out import (
    accept_trial,
    agree_trial,
    ask_for_changes,
    cancel_trial,
    propose_trial,
    refuse_trial,
    submit_trial,
)
from outhaul.apps.sourcing.lifecycles import CANDIDACY, TRIAL, CandidacyState, TrialState
from outhaul.apps.sourcing.models import Brief, Candidacy, TrackRecord, Trial
from outhaul.lifecycle import NotNow
from outhaul.reference.tables import load
from tests.database import orders
from tests.matching_made import books_brief, candidacy, sample_task
from tests.people import People

MOVES = ("shortlist", "interview", "withdraw", "reconsider", "rate", "propose")
TASKS = ("agree", "submit", "ask for changes", "accept", "refuse", "cancel")
RATED = {"delivered": 4, "skill": 3, "language": 3, "hours": 2}


def act(people: People, row: Candidacy, verb: str) -> None:
    """Do `verb` with the candidacy or its newest trial task, as a click on a page that is out of date."""
    visit = people.marco
    ways: dict[str, Callable[[], object]] = {
        "shortlist": lambda: shortlist(visit, row),
        "interview": lambda: interview(visit, row),
        "withdraw": lambda: withdraw(visit, row, reason="Other work"),
        "reconsider": lambda: reconsider(visit, row),
        "rate": lambda: rate(visit, row, ratings=RATED),
        "propose": lambda: propose_trial(visit, row, sample_task(), reference=load()),
    }
    trial = Trial.objects.filter(candidacy=row).order_by("pk").last()
    if trial is not None:
        count = len(trial.criteria)
        ways |= {
            "agree": lambda: agree_trial(visit, trial),
            "submit": lambda: submit_trial(visit, trial),
            "ask for changes": lambda: ask_for_changes(visit, trial, remark="The list is missing"),
            "accept": lambda: accept_trial(visit, trial, met=[True] * count),
            "refuse": lambda: refuse_trial(visit, trial, met=[False] * count, remark="Nothing agrees"),
            "cancel": lambda: cancel_trial(visit, trial),
        }
    if verb in ways:
        ways[verb]()


def ways(lifecycle: Any) -> set[tuple[str, str]]:  # noqa: ANN401 -- of any states
    return {(before.value, then.value) for step in lifecycle.steps.values() for before, then in step.items()}


@settings(max_examples=orders(25), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(MOVES + TASKS), max_size=12))
def test_whatever_is_clicked_only_listed_ways_are_gone(people: People, verbs: list[str]) -> None:
    Brief.objects.all().delete()
    TrackRecord.objects.all().delete()
    row = candidacy(people.olivia, books_brief(people.olivia))
    began, begun_at = Event.objects.count(), timezone.now()
    for verb in verbs:
        before = row.state, [*row.trials.order_by("pk").values_list("state", flat=True)]
        events = Event.objects.count()
        try:
            act(people, row, verb)
        except NotNow:
            assert Event.objects.count() == events, "what is refused leaves no trace"
        row = Candidacy.objects.get(pk=row.pk)
        after = row.state, [*row.trials.order_by("pk").values_list("state", flat=True)]
        if before != after:
            assert Event.objects.count() > events, "what happens is recorded"
        if before[0] != after[0]:
            assert (before[0], after[0]) in ways(CANDIDACY)
        for one, other in zip(before[1], after[1], strict=False):
            assert one == other or (one, other) in ways(TRIAL)
    judged = Trial.objects.filter(state__in=(TrialState.ACCEPTED, TrialState.REFUSED))
    assert {*TrackRecord.objects.values_list("source_key", "accepted")} == {
        (trial.key, trial.state == TrialState.ACCEPTED) for trial in judged
    }
    for trial in judged:
        assert trial.submissions >= 1
        assert None not in [criterion["met"] for criterion in trial.criteria]
        assert trial.submitted_at is not None
        assert trial.submitted_at >= begun_at
    assert row.state not in {CandidacyState.OFFERED, CandidacyState.HIRED, CandidacyState.REJECTED}
    assert Event.objects.count() >= began
    assert broken_at(people.bakery.key) is None
