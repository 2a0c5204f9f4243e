"""What a contractor does at a deliverable: begins, hands in, takes back, asks, answers, proposes."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from outhaul.apps.delivery.domain import proposing, submitting, talking
from outhaul.apps.delivery.domain.own import (
    access_own_message,
    access_own_milestone,
    access_own_proposal,
)
from outhaul.apps.work.domain.access import Assignment
from outhaul.apps.work.models import Milestone
from outhaul.faults import Fault, InputError
from outhaul.lifecycle import NotNow
from outhaul.web.agree.public import put_beside
from outhaul.web.doors import for_contractor
from outhaul.web.portal.forms import Files, HandIn, Propose, Say
from outhaul.web.portal.milestone import page
from outhaul.web.portal.uploads import brought_back, held, received, with_newer


@for_contractor
@require_POST
def start(request: HttpRequest, assignment: Assignment, milestone: str) -> HttpResponse:
    """Begin with a deliverable."""
    row = access_own_milestone(assignment, milestone)
    return _step(request, row, lambda: submitting.start(assignment, row), _("You have begun."))


@for_contractor
@require_POST
def take_back(request: HttpRequest, assignment: Assignment, milestone: str) -> HttpResponse:
    """Take back what waits for an answer."""
    row = access_own_milestone(assignment, milestone)
    done = _("It is taken back. Hand in a new version when you are ready.")
    return _step(request, row, lambda: submitting.take_back(assignment, row), done)


@for_contractor
@require_POST
def submit(request: HttpRequest, assignment: Assignment, milestone: str) -> HttpResponse:
    """Hand in a version; where something is wrong, what was written and uploaded stays in the form."""
    row = access_own_milestone(assignment, milestone)
    form = HandIn(row, request.POST)
    files, faults = received(assignment, request.FILES.getlist("files"))
    kept = with_newer(brought_back(assignment, request.POST.getlist("held")), files)
    if form.is_valid() and not faults:
        told = {"note": form.cleaned_data["note"], "remarks": form.remarks(), "links": form.told_links()}
        try:
            made = submitting.submit(assignment, row, key=form.cleaned_data["key"], files=kept, **told)
        except InputError as error:
            faults = [fault for fault in error.faults if fault.where == "files"]
            put_beside(form, InputError([fault for fault in error.faults if fault.where != "files"]))
        except NotNow:
            return _not_now(request, row)
        else:
            _say_submitted(request, made.number, sum(not remark["met"] for remark in made.remarks))
            return redirect(_address(row))
    shown = {"hand_in": form, "files": _with_faults(faults), "held": held(assignment, kept)}
    return page(request, assignment, row, forms=shown, status=422)


@for_contractor
@require_POST
def ask(request: HttpRequest, assignment: Assignment, milestone: str) -> HttpResponse:
    """Ask the client something."""
    row = access_own_milestone(assignment, milestone)
    form = Say(request.POST, auto_id="ask_%s")
    if _does(form, lambda told: talking.ask(assignment, row, **told)):
        messages.success(request, _("Your question is with the manager."))
        return redirect(f"{_address(row)}#talk")
    return page(request, assignment, row, forms={"ask_form": form}, status=422)


@for_contractor
@require_POST
def answer(request: HttpRequest, assignment: Assignment, milestone: str, message: str) -> HttpResponse:
    """Answer a question."""
    row = access_own_milestone(assignment, milestone)
    question = access_own_message(assignment, row, message)
    question.milestone = row
    form = Say(request.POST, auto_id=f"answer_{question.key}_%s")
    if _does(form, lambda told: talking.answer(assignment, question, **told)):
        messages.success(request, _("Your answer is with the client."))
        return redirect(f"{_address(row)}#talk")
    shown = {"answer_form": form, "answers": question.key}
    return page(request, assignment, row, forms=shown, status=422)


@for_contractor
@require_POST
def propose(request: HttpRequest, assignment: Assignment, milestone: str) -> HttpResponse:
    """Propose another date or another change."""
    row = access_own_milestone(assignment, milestone)
    form = Propose(request.POST, auto_id="propose_%s")
    try:
        is_done = _does(form, lambda told: proposing.propose(assignment, row, **told))
    except NotNow:
        return _not_now(request, row)
    if is_done:
        messages.success(request, _("Your proposal is with the manager. Until then what is signed holds."))
        return redirect(f"{_address(row)}#proposals")
    return page(request, assignment, row, forms={"propose_form": form}, status=422)


@for_contractor
@require_POST
def withdraw(request: HttpRequest, assignment: Assignment, proposal: str) -> HttpResponse:
    """Take a proposal back."""
    row = access_own_proposal(assignment, proposal)
    try:
        proposing.withdraw_proposal(assignment, row)
    except NotNow:
        messages.warning(request, _("It was answered meanwhile."))
    else:
        messages.success(request, _("It is taken back."))
    if row.milestone is None:
        return redirect("portal-engagement", engagement=assignment.engagement.key)
    row.milestone.engagement = assignment.engagement
    return redirect(f"{_address(row.milestone)}#proposals")


def _does(form: forms.Form, verb: Callable[[dict[str, Any]], object]) -> bool:
    """Do what a form wants; where it cannot be done, its fields say why."""
    if not form.is_valid():
        return False
    try:
        verb(form.cleaned_data)
    except InputError as error:
        put_beside(form, error)
        return False
    return True


def _step(request: HttpRequest, row: Milestone, verb: Callable[[], object], done: str) -> HttpResponse:
    try:
        verb()
    except NotNow:
        return _not_now(request, row)
    messages.success(request, done)
    return redirect(_address(row))


def _not_now(request: HttpRequest, row: Milestone) -> HttpResponse:
    messages.warning(request, _("It has changed meanwhile: this is how it stands."))
    return redirect(_address(row))


def _say_submitted(request: HttpRequest, number: int, unmet: int) -> None:
    done = _("Handed in as version %(number)s.") % {"number": number}
    if not unmet:
        messages.success(request, done)
        return
    warning = ngettext(
        "%(count)s criterion is not met: the client sees it.",
        "%(count)s criteria are not met: the client sees them.",
        unmet,
    )
    messages.warning(request, f"{done} {warning % {'count': unmet}}")


def _with_faults(faults: list[Fault]) -> Files:
    form = Files({})
    form.is_valid()
    for fault in faults:
        form.add_error("files", f"{fault.problem}. {fault.remedy}")
    return form


def _address(row: Milestone) -> str:
    return reverse("portal-milestone", args=[row.engagement.key, row.key])
