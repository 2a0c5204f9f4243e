"""The contractor's own board. No page of the client reads it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from outhaul.apps.delivery.domain import tasks
from outhaul.apps.delivery.domain.own import access_own_task, access_own_tasks
from outhaul.apps.delivery.models import Task
from outhaul.apps.delivery.models.hours import COLUMNS
from outhaul.apps.work.domain.access import Assignment
from outhaul.faults import InputError
from outhaul.web.agree.public import put_beside
from outhaul.web.doors import for_contractor
from outhaul.web.portal.forms import NewTask
from outhaul.web.portal.words import COLUMNS as COLUMN_NAMES

SHIFTS = {"up": -1, "down": 1}


@for_contractor
@require_safe
def board(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    """Show the board; `q` narrows it, `removed` names a line that can be put back."""
    return _page(request, assignment, NewTask())


@for_contractor
@require_POST
def add(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    """Add a line."""
    form = NewTask(request.POST)
    if _does(form, lambda told: tasks.add_task(assignment, **told)):
        return redirect("portal-board", engagement=assignment.engagement.key)
    return _page(request, assignment, form, status=422)


@for_contractor
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, assignment: Assignment, task: str) -> HttpResponse:
    """Show the form of a line; change it."""
    row = access_own_task(assignment, task)
    form = NewTask(request.POST or None, initial={"title": row.title, "due_on": row.due_on})
    if request.method == "POST" and _does(
        form, lambda told: tasks.change_task(row, title=told["title"], due_on=told["due_on"])
    ):
        return redirect("portal-board", engagement=assignment.engagement.key)
    told = {"engagement": assignment.engagement, "task": row, "form": form}
    return render(request, "portal/task.html", told, status=422 if request.method == "POST" else 200)


@for_contractor
@require_POST
def move(request: HttpRequest, assignment: Assignment, task: str) -> HttpResponse:
    """Move a line to another column, before the line that `before` names, or up and down in its own."""
    row = access_own_task(assignment, task)
    to, before = request.POST.get("to", ""), request.POST.get("before", "")
    try:
        if to in SHIFTS:
            tasks.shift_task(assignment, row, by=SHIFTS[to])
        else:
            tasks.move_task(assignment, row, column=to, before=before)
    except InputError as error:
        messages.warning(request, str(error))
    return redirect("portal-board", engagement=assignment.engagement.key)


@for_contractor
@require_POST
def remove(_request: HttpRequest, assignment: Assignment, task: str) -> HttpResponse:
    """Take a line out; the board offers to put it back."""
    row = tasks.remove_task(access_own_task(assignment, task))
    query = urlencode({"removed": row.key})
    return redirect(f"{reverse('portal-board', args=[assignment.engagement.key])}?{query}")


@for_contractor
@require_POST
def restore(_request: HttpRequest, assignment: Assignment, task: str) -> HttpResponse:
    """Put a line back."""
    tasks.restore_task(access_own_task(assignment, task, removed=True))
    return redirect("portal-board", engagement=assignment.engagement.key)


def _page(request: HttpRequest, assignment: Assignment, form: NewTask, *, status: int = 200) -> HttpResponse:
    words = request.GET.get("q", "").strip()
    every = list(access_own_tasks(assignment))
    shown = [row for row in every if words.casefold() in row.title.casefold()]
    removed = access_own_tasks(assignment, removed=True).filter(key=request.GET.get("removed", "")).first()
    told = {
        "engagement": assignment.engagement,
        "answer": _answer(every),
        "columns": [(name, COLUMN_NAMES[name], _of(shown, name)) for name in COLUMNS],
        "form": form,
        "words": words,
        "found": len(shown),
        "is_empty": not every,
        "removed": removed,
        "today": timezone.localdate(),
    }
    return render(request, "portal/board.html", told, status=status)


def _of(rows: list[Task], column: str) -> list[Task]:
    return [row for row in rows if row.column == column]


def _answer(rows: list[Task]) -> str:
    left = sum(row.column != "done" for row in rows)
    words = ngettext(
        "%(left)s thing is left to do, %(done)s done.", "%(left)s things are left to do, %(done)s done.", left
    )
    return words % {"left": left, "done": len(rows) - left}


def _does(form: NewTask, verb: Callable[[dict[str, Any]], object]) -> bool:
    if not form.is_valid():
        return False
    try:
        verb(form.cleaned_data)
    except InputError as error:
        put_beside(form, error)
        return False
    return True
