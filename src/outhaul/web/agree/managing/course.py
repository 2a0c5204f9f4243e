"""The course for managers: five lessons and a test."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.work.domain.access import access_trainings
from outhaul.apps.work.domain.engagements import manager_names
from outhaul.apps.work.domain.training import COURSE, VALID_MONTHS, sit_test
from outhaul.apps.work.models import Seat
from outhaul.engine.course import BY_SLUG, LESSONS, PASS_SHARE, QUESTIONS
from outhaul.reference.tables import load
from outhaul.web.agree.texts import TEXTS
from outhaul.web.doors import for_power


@for_power(Power.VIEW)
@require_safe
def course(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show the lessons, and who has passed."""
    names = manager_names(visit)
    passed = {row.manager: row for row in reversed(access_trainings(visit).filter(course=COURSE))}
    shown = {
        "lessons": LESSONS,
        "names": names,
        "passed": {key: row for key, row in passed.items() if key in names},
        "questions": len(QUESTIONS),
        "share": round(100 * PASS_SHARE),
        "years": VALID_MONTHS // 12,
        **TEXTS,
    }
    return render(request, "agree/managing/course.html", shown)


@for_power(Power.VIEW)
@require_safe
def lesson(request: HttpRequest, visit: Visit, lesson: str) -> HttpResponse:  # noqa: ARG001 -- a door's
    """Show one lesson with its check questions."""
    if lesson not in BY_SLUG:
        raise Http404
    slugs = list(BY_SLUG)
    place = slugs.index(lesson)
    found = BY_SLUG[lesson]
    shown = {
        "lesson": found,
        "number": place + 1,
        "count": len(slugs),
        "before": slugs[place - 1] if place else "",
        "after": slugs[place + 1] if place + 1 < len(slugs) else "",
    }
    return render(request, "agree/managing/lesson.html", shown)


@for_power(Power.VIEW, to_change=Power.SOURCE)
@require_http_methods(["GET", "HEAD", "POST"])
def exam(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Ask the ten questions; mark them, and explain what was wrong."""
    names = manager_names(visit)
    mine = Seat.objects.filter(business=visit.business, user=visit.user).values_list("manager", flat=True)
    seat = next((key for key in mine if key in names), "")
    shown: dict[str, object] = {
        "questions": QUESTIONS,
        "names": names,
        "seat": seat,
        "given": {},
        "share": round(100 * PASS_SHARE),
    }
    if request.method != "POST":
        return render(request, "agree/managing/exam.html", shown)
    manager, given = seat or request.POST.get("manager", ""), _read(request.POST)
    shown |= {"given": given, "chosen": manager}
    if manager not in names:
        return render(request, "agree/managing/exam.html", shown | {"nobody": True}, status=422)
    marked, training = sit_test(visit, manager, given, reference=load())
    if training is not None and not marked.wrong:
        messages.success(request, _("Every answer is right. %(who)s is trained.") % {"who": names[manager]})
        return redirect("course", visit.business.key)
    wrong = {question.id: question for question in marked.wrong}
    shown |= {"marked": marked, "wrong": wrong, "training": training, "who": names[manager]}
    return render(request, "agree/managing/exam.html", shown, status=200 if training else 422)


def _read(sent: Mapping[str, str]) -> dict[str, int]:
    """Return question -> place of the chosen answer, of those that were answered."""
    found = {}
    for question in QUESTIONS:
        chosen = sent.get(question.id, "")
        if chosen.isdecimal() and int(chosen) < len(question.answers):
            found[question.id] = int(chosen)
    return found
