"""Paid trial tasks: propose, agree, submit, ask for changes, accept, refuse, cancel.

A task that is accepted or refused becomes verified history, which is what counts most in a match.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.planning.models import Entry
from outhaul.apps.sourcing.domain.access import access_candidacies
from outhaul.apps.sourcing.domain.guarding import let_through
from outhaul.apps.sourcing.domain.moving import THING, move, name_of
from outhaul.apps.sourcing.domain.weighing import weigh
from outhaul.apps.sourcing.lifecycles import CANDIDACY, TRIAL, CandidacyState, TrialState
from outhaul.apps.sourcing.models import Candidacy, TrackRecord, Trial
from outhaul.faults import Fault, InputError
from outhaul.lifecycle import NotNow
from outhaul.reference.tables import Reference

RECORDED = {
    "agree": "agreed",
    "submit": "submitted",
    "ask for changes": "asked for changes",
    "accept": "accepted",
    "refuse": "refused",
    "cancel": "cancelled",
}
"""Verb of the lifecycle -> verb of the audit trail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What is proposed: a small deliverable, how it is judged, what it pays, and until when."""

    task: str
    criteria: tuple[str, ...]
    fee: Decimal
    currency: str
    due_on: date


def access_trial(visit: Visit, key: str) -> Trial:
    """Return one trial task of the business. Raises Http404 where there is none."""
    found = (
        Trial.objects.filter(key=key, candidacy__in=access_candidacies(visit))
        .select_related("candidacy", "candidacy__brief", "candidacy__candidate")
        .first()
    )
    if found is None:
        raise Http404
    return found


def is_late(trial: Trial, at: datetime) -> bool:
    """Whether the day on which it is due is over: for what waits now, for what was submitted then.

    Days are those of the business.
    """
    when = trial.submitted_at or at
    return when.astimezone(_zone(trial)).date() > trial.due_on


def _zone(trial: Trial) -> ZoneInfo:
    business = trial.candidacy.brief.business_id
    told = Entry.objects.filter(business=business, table="business").values_list("told", flat=True).first()
    return ZoneInfo((told or {}).get("time_zone") or "UTC")


@transaction.atomic
def propose_trial(visit: Visit, candidacy: Candidacy, task: Task, *, reference: Reference) -> Trial:
    """Propose a small paid task; the candidate is on trial from then on. Records `proposed`.

    The same task that waits for an answer is returned instead of a second one.

    Raises:
        InputError: nothing tells when it is accepted, it pays nothing, or it was due before today.
        NotNow: no task can be proposed any more, since the candidate left or has an offer.
        Blocked: guard match blocks, and no override of the owner lets it through.
    """
    faults = [*_faults(task)]
    if faults:
        raise InputError(faults)
    row = Candidacy.objects.select_for_update().get(pk=candidacy.pk)
    twin = Trial.objects.filter(
        candidacy=row, state=TrialState.PROPOSED, task=task.task, fee=task.fee, due_on=task.due_on
    ).first()
    if twin is not None:
        return twin
    let_through(visit, weigh(candidacy, reference=reference).verdicts, thing=THING, key=candidacy.key)
    if row.state != CandidacyState.TRIAL:
        CANDIDACY.after(CandidacyState(row.state), "try")
        move(visit, candidacy, "try")
    trial = Trial.objects.create(
        candidacy=candidacy,
        task=task.task,
        criteria=[{"text": text, "met": None} for text in task.criteria],
        fee=task.fee,
        currency=task.currency,
        due_on=task.due_on,
        made_by=visit.user,
    )
    _record(visit, trial, "proposed", None)
    return trial


def _faults(task: Task) -> Sequence[Fault]:
    faults = []
    if not task.task.strip():
        faults.append(Fault("task", _("There is no task"), _("Say what is to be handed over.")))
    if not any(text.strip() for text in task.criteria):
        remedy = _("Give at least one criterion that can be answered by yes or no.")
        faults.append(Fault("criteria", _("There is no way to tell when this is accepted"), remedy))
    if task.fee <= 0:
        faults.append(Fault("fee", _("Work is paid, trial work too"), _("Give a fee above zero.")))
    if task.due_on < timezone.localdate():
        faults.append(Fault("due_on", _("This day is over"), _("Choose today or a later day.")))
    return faults


def agree_trial(visit: Visit, trial: Trial) -> Trial:
    """Keep that the candidate agreed: the task runs; records `agreed`. Raises NotNow."""
    return _step(visit, trial, "agree")


@transaction.atomic
def submit_trial(visit: Visit, trial: Trial, *, at: datetime | None = None) -> Trial:
    """Keep that the task was handed in, and when; records `submitted`. Raises NotNow."""
    before = trial.submissions
    _step(visit, trial, "submit")
    trial.submissions, trial.submitted_at = before + 1, at or timezone.now()
    trial.save(update_fields=["submissions", "submitted_at"])
    return trial


@transaction.atomic
def ask_for_changes(visit: Visit, trial: Trial, *, remark: str) -> Trial:
    """Send the task back, with what is missing; records `asked for changes`.

    Raises:
        InputError: nothing says what is missing.
        NotNow: it is not submitted.
    """
    _want(remark, _("Say what is missing"), _("Name the criteria that are not met yet."))
    return _step(visit, trial, "ask for changes", remark=remark)


@transaction.atomic
def accept_trial(visit: Visit, trial: Trial, *, met: Sequence[bool], remark: str = "") -> Trial:
    """Judge each criterion, accept the task and keep it as verified history; records `accepted`.

    Raises:
        InputError: a criterion is not judged, or not met.
        NotNow: it is not submitted.
    """
    _judge(trial, met)
    if not all(met):
        remedy = _("Ask for changes, or refuse the task.")
        raise InputError([Fault("criteria", _("Not every criterion is met"), remedy)])
    return _end(visit, trial, "accept", met, remark)


@transaction.atomic
def refuse_trial(visit: Visit, trial: Trial, *, met: Sequence[bool], remark: str) -> Trial:
    """Judge each criterion, refuse the task and keep that as verified history; records `refused`.

    Raises:
        InputError: a criterion is not judged, all are met, or nothing says why.
        NotNow: it is not submitted.
    """
    _judge(trial, met)
    if all(met):
        remedy = _("Accept the task, or say which criterion is not met.")
        raise InputError([Fault("criteria", _("Every criterion is met"), remedy)])
    _want(remark, _("Say why"), _("Write a sentence that you could also tell the candidate."))
    return _end(visit, trial, "refuse", met, remark)


def cancel_trial(visit: Visit, trial: Trial) -> Trial:
    """Give the task up before it is handed in; it is no history. Records `cancelled`. Raises NotNow."""
    return _step(visit, trial, "cancel")


def _judge(trial: Trial, met: Sequence[bool]) -> None:
    if len(met) != len(trial.criteria):
        remedy = _("Answer each criterion by yes or no.")
        raise InputError([Fault("criteria", _("Not every criterion is judged"), remedy)])


def _want(remark: str, problem: str, remedy: str) -> None:
    if not remark.strip():
        raise InputError([Fault("remark", problem, remedy)])


def _end(visit: Visit, trial: Trial, verb: str, met: Sequence[bool], remark: str) -> Trial:
    _step(visit, trial, verb, remark=remark)
    trial.criteria = [
        {"text": row["text"], "met": is_met} for row, is_met in zip(trial.criteria, met, strict=True)
    ]
    trial.save(update_fields=["criteria"])
    accepted = trial.state == TrialState.ACCEPTED
    TrackRecord.objects.get_or_create(
        candidate=trial.candidacy.candidate,
        source="trial",
        source_key=trial.key,
        defaults={
            "name": trial.task,
            "accepted": accepted,
            "first_pass": accepted and trial.submissions == 1,
            "on_time": not is_late(trial, timezone.now()),
        },
    )
    return trial


@transaction.atomic
def _step(visit: Visit, trial: Trial, verb: str, *, remark: str = "") -> Trial:
    """Lead the task on; a row that somebody else led on meanwhile is refused."""
    row = Trial.objects.select_for_update().get(pk=trial.pk)
    before = TrialState(row.state)
    if before != trial.state:
        raise NotNow(TRIAL.thing, before, verb)
    trial.state = TRIAL.after(before, verb)
    trial.remark, trial.changed_at = remark.strip() or row.remark, timezone.now()
    trial.save(update_fields=["state", "remark", "changed_at"])
    _record(visit, trial, RECORDED[verb], before)
    return trial


def _record(visit: Visit, trial: Trial, verb: str, before: TrialState | None) -> None:
    record(
        scope=visit.business.key,
        actor=visit.user,
        verb=verb,
        thing="trial",
        name=name_of(trial.candidacy),
        changes={"state": (before.value if before else None, str(trial.state))},
    )
