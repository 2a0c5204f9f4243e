"""What the contractor asks, proposes and logs, and the client's answer to each."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from outhaul.apps.delivery.domain import hours, proposing, talking
from outhaul.apps.delivery.domain.heard import (
    access_entry,
    access_hours,
    access_message,
    access_messages,
    access_proposal,
    access_proposals,
)
from outhaul.apps.delivery.lifecycles import HoursState, ProposalState
from outhaul.apps.delivery.models import Message
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.work.domain.access import access_engagement, access_milestones
from outhaul.apps.work.models import Engagement
from outhaul.faults import InputError
from outhaul.lifecycle import NotNow
from outhaul.web.agree.texts import TEXTS
from outhaul.web.doors import for_power
from outhaul.web.portal.words import HOURS, PROPOSALS

MOST_SHOWN = 100


@for_power(Power.VIEW)
@require_safe
def talk(request: HttpRequest, visit: Visit, engagement: str) -> HttpResponse:
    """Show what was asked, proposed and logged, what waits first."""
    return _page(request, visit, access_engagement(visit, engagement))


@for_power(Power.RUN)
@require_POST
def say(request: HttpRequest, visit: Visit, engagement: str) -> HttpResponse:
    """Ask the contractor something, or how far a deliverable is."""
    row = access_engagement(visit, engagement)
    milestone = access_milestones(visit, row).filter(key=request.POST.get("milestone", "")).first()
    if milestone is None:
        raise Http404
    milestone.engagement = row
    text, key = request.POST.get("text", ""), request.POST.get("key", "")

    def verb() -> object:
        if request.POST.get("kind") == "status":
            return talking.ask_status(visit, milestone, text, key=key)
        return talking.ask(visit, milestone, text=text, key=key)

    return _do(request, visit, row, verb, done=_("The contractor is told."), place="say")


@for_power(Power.RUN)
@require_POST
def reply(request: HttpRequest, visit: Visit, engagement: str, message: str) -> HttpResponse:
    """Answer a question."""
    row = access_engagement(visit, engagement)
    question = access_message(visit, row, message)
    told = {"text": request.POST.get("text", ""), "key": request.POST.get("key", "")}
    done = _("Your answer is with the contractor.")
    place = f"question-{question.key}"
    return _do(request, visit, row, lambda: talking.answer(visit, question, **told), done=done, place=place)


@for_power(Power.RUN)
@require_POST
def decide(request: HttpRequest, visit: Visit, engagement: str, proposal: str) -> HttpResponse:
    """Agree to a proposal, or refuse it with a reason."""
    row = access_engagement(visit, engagement)
    proposed = access_proposal(visit, row, proposal)
    answer, place = request.POST.get("reason", ""), f"proposal-{proposed.key}"
    if request.POST.get("decision") != "agree":
        refused = _("It is refused. The contractor reads why.")
        return _do(
            request,
            visit,
            row,
            lambda: proposing.refuse_proposal(visit, proposed, reason=answer),
            done=refused,
            place=place,
        )
    try:
        order = proposing.agree_proposal(visit, proposed, answer=answer)
    except NotNow:
        messages.warning(request, _("It cannot be agreed to now: it was answered, or a change is out."))
        return _back(visit, row, place)
    messages.success(request, _("Agreed. Look at the change order, then send it to be signed."))
    return redirect("change-order", business=visit.business.key, statement=order.key)


@for_power(Power.RUN)
@require_POST
def answer_hours(request: HttpRequest, visit: Visit, engagement: str, entry: str) -> HttpResponse:
    """Accept an entry of hours, or reject it with a reason."""
    row = access_engagement(visit, engagement)
    logged = access_entry(visit, row, entry)
    place = f"hours-{logged.key}"
    if request.POST.get("decision") == "accept":
        return _do(
            request,
            visit,
            row,
            lambda: hours.accept_hours(visit, logged),
            done=_("The hours are accepted."),
            place="hours",
        )
    reason = request.POST.get("reason", "")
    return _do(
        request,
        visit,
        row,
        lambda: hours.reject_hours(visit, logged, reason=reason),
        done=_("The hours are not accepted. The contractor reads why."),
        place=place,
    )


def _do(  # noqa: PLR0913 -- where, what, and what is said of it
    request: HttpRequest, visit: Visit, row: Engagement, verb: Callable[[], object], *, done: str, place: str
) -> HttpResponse:
    """Do what a form wants; where it cannot be done, say so at its place."""
    try:
        verb()
    except InputError as error:
        fault = error.faults[0]
        return _page(request, visit, row, wrong={place: f"{fault.problem}. {fault.remedy}"})
    except NotNow:
        messages.warning(request, _("It was answered meanwhile."))
    else:
        messages.success(request, done)
    return _back(visit, row, place)


def _back(visit: Visit, row: Engagement, place: str) -> HttpResponse:
    answer = redirect("run-talk", business=visit.business.key, engagement=row.key)
    answer["Location"] += f"#{place}"
    return answer


def _page(
    request: HttpRequest, visit: Visit, row: Engagement, *, wrong: Mapping[str, str] | None = None
) -> HttpResponse:
    said = list(access_messages(visit, row))
    proposals = list(access_proposals(visit, row))
    logged = list(access_hours(visit, row).exclude(state=HoursState.REMOVED)[:MOST_SHOWN])
    told: dict[str, Any] = {
        "row": row,
        "answer": _answer(
            sum(one.side == "contractor" and one.kind == "question" and not one.answered_at for one in said),
            sum(one.state == ProposalState.OPEN for one in proposals),
            sum(one.state == HoursState.LOGGED for one in logged),
        ),
        "threads": _threads(said),
        "proposals": [(one, PROPOSALS[one.state]) for one in proposals],
        "hours": [(one, HOURS[one.state], one.hours * one.rate) for one in logged],
        "milestones": list(access_milestones(visit, row)),
        "may_run": visit.may(Power.RUN),
        "wrong": wrong or {},
        "sent": request.POST,
        **TEXTS,
    }
    return render(request, "run/talk.html", told, status=422 if wrong else 200)


def _threads(said: list[Message]) -> list[tuple[Message, list[Message]]]:
    """Return each question with its answers: what waits first, then the newest."""
    heads = [one for one in said if one.answers_id is None]
    heads.sort(key=lambda one: (one.side == "contractor" and not one.answered_at, one.made_at), reverse=True)
    return [(head, [one for one in said if one.answers_id == head.pk]) for head in heads]


def _answer(questions: int, proposals: int, entries: int) -> str:
    told = {
        "questions": ngettext("%(count)s question", "%(count)s questions", questions) % {"count": questions},
        "proposals": ngettext("%(count)s proposal", "%(count)s proposals", proposals) % {"count": proposals},
        "hours": ngettext("%(count)s entry of hours", "%(count)s entries of hours", entries)
        % {"count": entries},
    }
    return _("%(questions)s, %(proposals)s and %(hours)s wait for your answer.") % told
