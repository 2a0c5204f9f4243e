"""Paid trial tasks: a new one, and one with the step that comes next."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.sourcing.domain.access import access_candidacy
from outhaul.apps.sourcing.domain.content import content_of
from outhaul.apps.sourcing.domain.guarding import Blocked
from outhaul.apps.sourcing.domain.trying_out import (
    Task,
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
from outhaul.apps.sourcing.lifecycles import TRIAL, TrialState
from outhaul.apps.sourcing.models import Candidacy, Trial
from outhaul.faults import InputError
from outhaul.lifecycle import NotNow
from outhaul.reference.tables import load
from outhaul.web.doors import for_power
from outhaul.web.fields.saving import words_of_faults
from outhaul.web.source.matching.shown import money
from outhaul.web.source.matching.words import TRIAL_STATES

WAITING = (TrialState.PROPOSED, TrialState.RUNNING)


class Proposing(forms.Form):
    """A trial task, as somebody proposes it."""

    task = forms.CharField(
        label=gettext_lazy("What is handed over?"),
        help_text=gettext_lazy("A small piece of the real work, two to eight hours of it."),
        max_length=200,
    )
    criteria = forms.CharField(
        label=gettext_lazy("When is it accepted?"),
        help_text=gettext_lazy("One criterion a line, each to be answered by yes or no."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
    )
    fee = forms.DecimalField(
        label=gettext_lazy("What does it pay?"),
        help_text=gettext_lazy("A fixed price. Work is paid, trial work too."),
        min_value=0,
        max_digits=12,
        decimal_places=2,
        localize=True,
    )
    due_on = forms.DateField(
        label=gettext_lazy("Until when?"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def task_in(self, currency: str) -> Task:
        """Return the task; the form is valid."""
        told = self.cleaned_data
        lines = (line.strip() for line in told["criteria"].splitlines())
        return Task(
            task=told["task"],
            criteria=tuple(line for line in lines if line),
            fee=told["fee"],
            currency=currency,
            due_on=told["due_on"],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialLine:
    """A trial task as a row."""

    trial: Trial
    state: str
    fee: str
    due: str
    late: bool


def line_of_trial(trial: Trial) -> TrialLine:
    """Return a trial task as a row; late is told of what waits, and of what was handed in late."""
    judged = trial.submitted_at is not None or trial.state in WAITING
    return TrialLine(
        trial=trial,
        state=str(TRIAL_STATES[trial.state]),
        fee=money(trial.fee, trial.currency),
        due=formats.date_format(trial.due_on, "DATE_FORMAT"),
        late=judged and trial.state != TrialState.PROPOSED and is_late(trial, timezone.now()),
    )


@for_power(Power.SOURCE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, visit: Visit, candidacy: str) -> HttpResponse:
    """Propose a trial task; the brief's first deliverable is where it starts."""
    row = access_candidacy(visit, candidacy)
    content = content_of(row.brief)
    blocked: Blocked | None = None
    form = Proposing(request.POST or None, initial=_start(row))
    if request.method == "POST":
        form = Proposing(request.POST)
        if form.is_valid():
            try:
                made = propose_trial(visit, row, form.task_in(content.currency), reference=load())
            except InputError as error:
                _add(form, error)
            except Blocked as error:
                blocked = error
            except NotNow:
                form.add_error(None, _("No task can be proposed to this candidate any more."))
            else:
                messages.success(
                    request, _("The task is proposed. Tell the candidate, and keep the answer here.")
                )
                return redirect("trial", business=visit.business.key, trial=made.key)
    context = {
        "visit": visit,
        "row": row,
        "form": form,
        "currency": content.currency,
        "blocked": blocked.verdicts if blocked else (),
    }
    wrong = request.method == "POST"
    return render(request, "source/matching/new_trial.html", context, status=422 if wrong else 200)


def _start(row: Candidacy) -> dict[str, Any]:
    deliverables = content_of(row.brief).deliverables
    if not deliverables:
        return {}
    return {"task": deliverables[0].name, "criteria": "\n".join(deliverables[0].criteria)}


def _add(form: forms.Form, error: InputError) -> None:
    for fault in error.faults:
        place = fault.where if fault.where in form.fields else None
        form.add_error(place, words_of_faults(InputError([fault])))


@for_power(Power.SOURCE)
@require_http_methods(["GET", "HEAD", "POST"])
def trial(request: HttpRequest, visit: Visit, trial: str) -> HttpResponse:
    """Show a trial task; take the step that the form names."""
    found = access_trial(visit, trial)
    wrong, status = "", 200
    if request.method == "POST":
        verb = request.POST.get("verb", "")
        if verb not in TRIAL.steps:
            raise Http404
        try:
            _take(request, visit, found, verb)
        except InputError as error:
            wrong, status = words_of_faults(error), 422
            found = access_trial(visit, trial)
        except NotNow:
            messages.warning(request, _("Somebody else was quicker: this step is not possible any more."))
            return redirect("trial", business=visit.business.key, trial=found.key)
        else:
            told = {"task": found.task, "state": TRIAL_STATES[found.state]}
            messages.success(request, _("%(task)s: %(state)s.") % told)
            return redirect("trial", business=visit.business.key, trial=found.key)
    context = {
        "visit": visit,
        "row": found.candidacy,
        "line": line_of_trial(found),
        "verbs": TRIAL.verbs(TrialState(found.state)),
        "wrong": wrong,
        "judged": _judged(request, found),
        "remark": request.POST.get("remark", ""),
    }
    return render(request, "source/matching/trial.html", context, status=status)


def _take(request: HttpRequest, visit: Visit, found: Trial, verb: str) -> None:
    remark = request.POST.get("remark", "")[:5000]
    met = [answer == "yes" for answer in _judged(request, found) if answer]
    if verb == "accept":
        accept_trial(visit, found, met=met, remark=remark)
    elif verb == "refuse":
        refuse_trial(visit, found, met=met, remark=remark)
    elif verb == "ask for changes":
        ask_for_changes(visit, found, remark=remark)
    else:
        {"agree": agree_trial, "submit": submit_trial, "cancel": cancel_trial}[verb](visit, found)


def _judged(request: HttpRequest, found: Trial) -> list[str]:
    """Return for each criterion "yes", "no", or nothing where nobody answered."""
    sent = (request.POST.get(f"met-{place}", "") for place in range(len(found.criteria)))
    return [answer if answer in {"yes", "no"} else "" for answer in sent]
