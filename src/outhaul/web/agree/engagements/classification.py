"""The classification check: questions by the tests of both countries, the result beside them."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.work.domain.access import access_engagement
from outhaul.apps.work.domain.classifying import (
    LONGEST_EVIDENCE,
    Given,
    answer_check,
    answers_of,
    check_of,
    result_of,
    told_by_terms,
    why_again,
    yardsticks_of,
)
from outhaul.apps.work.domain.versions import agreed_next
from outhaul.documents.statement.canonical import statement_of
from outhaul.engine.classification.questions import SOURCES, TITLES, Question, Yardstick, asked
from outhaul.engine.classification.told import Told
from outhaul.faults import InputError
from outhaul.web.agree.engagements.words import LEVELS
from outhaul.web.agree.texts import TEXTS
from outhaul.web.doors import for_power
from outhaul.web.fields.saving import words_of_fault

SENT: Mapping[str, bool | None] = {"yes": True, "no": False, "open": None}
OPTIONS = {"yes": gettext_lazy("yes"), "no": gettext_lazy("no"), "open": gettext_lazy("don't know")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One question as it is shown."""

    question: Question
    value: str
    evidence: str
    by_terms: bool
    """The terms give the answer, and nobody has changed it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The questions of one factor of a test."""

    test: Yardstick
    title: str
    source: str
    part: str
    rows: tuple[Row, ...]


@for_power(Power.VIEW, to_change=Power.SOURCE)
@require_http_methods(["GET", "HEAD", "POST"])
def classification(request: HttpRequest, visit: Visit, engagement: str) -> HttpResponse:
    """Show the questions with what was answered, and keep new answers."""
    row = access_engagement(visit, engagement)
    statement = agreed_next(row)
    if statement is None:
        raise Http404
    said = statement_of(statement.content)
    questions, told = asked(yardsticks_of(said)), told_by_terms(said)
    wrong: dict[str, str] = {}
    if request.method == "POST":
        given = _read(request.POST, questions)
        try:
            answer_check(visit, row, given)
        except InputError as error:
            wrong = {fault.where: words_of_fault(fault) for fault in error.faults}
        else:
            messages.success(request, _("The answers are kept."))
            return redirect("classification", visit.business.key, row.key)
    else:
        known = answers_of(check_of(row, said))
        given = {question.id: _start(question, known, told) for question in questions}
    check = check_of(row, said)
    shown = {
        "row": row,
        "asked": _parts(questions, given, told),
        "result": result_of(given, yardsticks_of(said)),
        "check": check,
        "again": why_again(check, said, timezone.localdate()),
        "levels": LEVELS,
        "options": OPTIONS,
        "titles": TITLES,
        "longest": LONGEST_EVIDENCE,
        "wrong": wrong,
        **TEXTS,
    }
    return render(request, "agree/engagements/classification.html", shown, status=422 if wrong else 200)


def _read(sent: Mapping[str, str], questions: tuple[Question, ...]) -> dict[str, Given]:
    return {
        question.id: Given(
            SENT.get(sent.get(question.id, ""), None), sent.get(f"{question.id}.evidence", "").strip()
        )
        for question in questions
    }


def _start(question: Question, known: Mapping[str, Given], told: Mapping[str, Told]) -> Given:
    """Return what is shown at first: what was answered, else what the terms tell."""
    if question.id in known:
        return known[question.id]
    found = told.get(question.id)
    return Given(found.answer, found.evidence) if found else Given(None)


def _parts(
    questions: tuple[Question, ...], given: Mapping[str, Given], told: Mapping[str, Told]
) -> list[Part]:
    grouped = groupby(questions, key=lambda question: (question.test, question.part))
    return [
        Part(
            test=test,
            title=TITLES[test],
            source=SOURCES[test],
            part=part,
            rows=tuple(_row(question, given[question.id], told.get(question.id)) for question in found),
        )
        for (test, part), found in grouped
    ]


def _row(question: Question, item: Given, told: Told | None) -> Row:
    value = next(key for key, answer in SENT.items() if answer is item.answer)
    by_terms = told is not None and (told.answer, told.evidence) == (item.answer, item.evidence)
    return Row(question=question, value=value, evidence=item.evidence, by_terms=by_terms)
