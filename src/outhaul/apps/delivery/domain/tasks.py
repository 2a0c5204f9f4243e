"""The contractor's own board. It is private, so no trail of the client tells of it (§PORTAL-5)."""

from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from outhaul.apps.delivery.domain.once import key_for
from outhaul.apps.delivery.domain.own import access_own_tasks
from outhaul.apps.delivery.models import Task
from outhaul.apps.delivery.models.hours import COLUMNS
from outhaul.apps.work.domain.access import Assignment
from outhaul.faults import Fault, InputError

LONGEST = 200


@transaction.atomic
def add_task(assignment: Assignment, *, title: str, due_on: date | None = None, key: str = "") -> Task:
    """Put a line at the end of what is to do; a form sent twice makes one. Nobody else is told.

    Raises:
        InputError: there is no title, or it is too long.
    """
    made = access_own_tasks(assignment).filter(key=key).first()
    return made or Task.objects.create(
        engagement=assignment.engagement,
        user=assignment.user,
        key=key_for(Task, key),
        title=_title(title),
        column=COLUMNS[0],
        position=_last(assignment, COLUMNS[0]) + 1,
        due_on=due_on,
    )


@transaction.atomic
def change_task(task: Task, *, title: str, due_on: date | None) -> Task:
    """Let a line say something else. Raises InputError."""
    task.title, task.due_on = _title(title), due_on
    task.save(update_fields=["title", "due_on"])
    return task


@transaction.atomic
def move_task(assignment: Assignment, task: Task, *, column: str, before: str = "") -> Task:
    """Move a line to a column, before the line with the key `before` or to the end; the others make room.

    Raises:
        InputError: there is no such column.
    """
    if column not in COLUMNS:
        raise InputError([Fault("column", _("There is no such column"), _("Choose one of the three."))])
    others = _others(assignment, task, column)
    keys = [row.key for row in others]
    task.column = column
    return _put(task, others, keys.index(before) if before in keys else len(others))


@transaction.atomic
def shift_task(assignment: Assignment, task: Task, *, by: int) -> Task:
    """Move a line up or down in its column."""
    others = _others(assignment, task, task.column)
    above = sum(row.position < task.position for row in others)
    return _put(task, others, max(0, above + by))


def _others(assignment: Assignment, task: Task, column: str) -> list[Task]:
    return [row for row in access_own_tasks(assignment).filter(column=column) if row.pk != task.pk]


def _put(task: Task, others: list[Task], place: int) -> Task:
    rows = [*others[:place], task, *others[place:]]
    for position, row in enumerate(rows, 1):
        row.position = position
    Task.objects.bulk_update(rows, ["column", "position"])
    return task


def remove_task(task: Task) -> Task:
    """Take a line out; it can be put back."""
    task.removed_at = timezone.now()
    task.save(update_fields=["removed_at"])
    return task


def restore_task(task: Task) -> Task:
    """Put a line back that was taken out."""
    task.removed_at = None
    task.save(update_fields=["removed_at"])
    return task


def _title(told: str) -> str:
    title = " ".join(told.split())
    if not title:
        raise InputError([Fault("title", _("There is nothing written"), _("A few words are enough."))])
    if len(title) > LONGEST:
        problem = _("It is longer than %(count)s letters") % {"count": LONGEST}
        raise InputError([Fault("title", problem, _("A few words are enough."))])
    return title


def _last(assignment: Assignment, column: str) -> int:
    found = access_own_tasks(assignment).filter(column=column).aggregate(last=Max("position"))
    return int(found["last"] or 0)
