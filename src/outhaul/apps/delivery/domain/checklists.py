"""Checklists of the first and the last days: made, added to, changed, ticked, taken out and back (§RUN-8)."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.delivery.domain.templates import Line, offboarding, onboarding
from outhaul.apps.delivery.models import ChecklistItem
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.people.models import User
from outhaul.apps.planning.domain.languages import in_language_of
from outhaul.apps.work.domain.consequences import follows
from outhaul.apps.work.lifecycles import EngagementState
from outhaul.apps.work.models import Engagement
from outhaul.faults import Fault, InputError
from outhaul.lifecycle import NotNow

LONGEST = 300
TO_END = timedelta(days=14)
"""From the end of the work until the last list should be done."""
OVER = frozenset({EngagementState.CLOSED, EngagementState.CANCELLED})


@follows("engagement activate")
def make_onboarding(engagement: Engagement) -> None:
    """Make the list of the first days, due on the first day of the work; it is made once."""
    due_on = max(engagement.starts_on, timezone.localdate())
    with in_language_of(engagement.business):
        _make(engagement, "onboarding", onboarding(engagement), due_on)


@follows("engagement end")
def make_offboarding(engagement: Engagement) -> None:
    """Make the list of the last days, due two weeks after the end was told; it is made once."""
    with in_language_of(engagement.business):
        _make(engagement, "off-boarding", offboarding(engagement), timezone.localdate() + TO_END)


def _make(engagement: Engagement, name: str, lines: Iterable[Line], due_on: date) -> None:
    if ChecklistItem.objects.filter(engagement=engagement, list=name).exists():
        return
    ChecklistItem.objects.bulk_create(
        ChecklistItem(
            engagement=engagement,
            list=name,
            sort=line.sort,
            text=line.text[:LONGEST],
            side=line.side,
            is_needed=line.is_needed,
            position=place,
            due_on=due_on,
        )
        for place, line in enumerate(lines, 1)
    )


@transaction.atomic
def add_line(  # noqa: PLR0913 -- the columns of a line
    visit: Visit,
    engagement: Engagement,
    *,
    list: str,  # noqa: A002 -- as the column is called
    text: str,
    side: str = "client",
    is_needed: bool = True,
    due_on: date | None = None,
) -> ChecklistItem:
    """Add a line to the end of a list; records `added`. The same line sent twice is one.

    Raises:
        PermissionDenied: the role may not run work.
        NotNow: the engagement is over.
        InputError: it says nothing.
    """
    engagement = (
        Engagement.objects.select_for_update(of=("self",)).select_related("business").get(pk=engagement.pk)
    )
    _check(visit, engagement)
    text = _text(text)
    told = {"list": list, "text": text, "side": side}
    there = ChecklistItem.objects.filter(engagement=engagement, removed_at=None, done_at=None, **told).first()
    if there is not None:
        return there
    last = ChecklistItem.objects.filter(engagement=engagement, list=list).order_by("-position").first()
    row = ChecklistItem.objects.create(
        engagement=engagement,
        is_needed=is_needed,
        due_on=due_on,
        position=last.position + 1 if last else 1,
        **told,
    )
    _record(visit.user, "added", row)
    return row


@transaction.atomic
def change_line(
    visit: Visit, line: ChecklistItem, *, text: str, is_needed: bool, due_on: date | None
) -> ChecklistItem:
    """Change a line; records `changed` with what differs. Raises as `add_line`."""
    row = _held(visit, line)
    after = {"text": _text(text), "is_needed": is_needed, "due_on": due_on}
    changes = {name: (_told(getattr(row, name)), _told(now)) for name, now in after.items()}
    changes = {name: both for name, both in changes.items() if both[0] != both[1]}
    if changes:
        for name, value in after.items():
            setattr(row, name, value)
        row.save(update_fields=list(after))
        _record(visit.user, "changed", row, changes)
    return row


@transaction.atomic
def tick(visit: Visit, line: ChecklistItem, *, is_done: bool) -> ChecklistItem:
    """Say that a line is done, or is not after all; records `ticked` or `opened again`.

    Raises as `add_line`.
    """
    return _tick(_held(visit, line), visit.user, is_done=is_done)


def _tick(row: ChecklistItem, user: User, *, is_done: bool) -> ChecklistItem:
    if (row.done_at is not None) == is_done:
        return row
    row.done_at, row.done_by = (timezone.now(), user) if is_done else (None, None)
    row.save(update_fields=["done_at", "done_by"])
    _record(user, "ticked" if is_done else "opened again", row)
    return row


def tick_by_text(engagement: Engagement, text: str, user: User, *, is_done: bool = True) -> None:
    """Tick the line of the off-boarding that asked for just this, or untick it; there may be none."""
    found = ChecklistItem.objects.filter(engagement=engagement, list="off-boarding", text=text[:LONGEST])
    for row in found.filter(removed_at=None).select_related("engagement__business"):
        _tick(row, user, is_done=is_done)


@transaction.atomic
def remove_line(visit: Visit, line: ChecklistItem) -> ChecklistItem:
    """Take a line out; it can be put back. Records `removed`. Raises as `add_line`."""
    row = _held(visit, line)
    if row.removed_at is None:
        row.removed_at = timezone.now()
        row.save(update_fields=["removed_at"])
        _record(visit.user, "removed", row)
    return row


@transaction.atomic
def restore_line(visit: Visit, line: ChecklistItem) -> ChecklistItem:
    """Put a line back; records `restored`. Raises as `add_line`."""
    row = _held(visit, line)
    if row.removed_at is not None:
        row.removed_at = None
        row.save(update_fields=["removed_at"])
        _record(visit.user, "restored", row)
    return row


def _text(text: str) -> str:
    text = " ".join(text.split())
    if not text:
        raise InputError([Fault("text", _("It says nothing"), _("Write what is to be done."))])
    return text[:LONGEST]


def _told(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _check(visit: Visit, engagement: Engagement) -> None:
    if not visit.may(Power.RUN):
        raise PermissionDenied
    if engagement.state in OVER:
        raise NotNow("engagement", engagement.state, "change its checklist")


def _held(visit: Visit, line: ChecklistItem) -> ChecklistItem:
    row = _locked(line)
    _check(visit, row.engagement)
    return row


def _locked(line: ChecklistItem) -> ChecklistItem:
    found = ChecklistItem.objects.select_for_update(of=("self",)).select_related("engagement__business")
    return found.get(pk=line.pk)


def _record(
    user: User, verb: str, row: ChecklistItem, changes: Mapping[str, tuple[object, object]] | None = None
) -> None:
    record(
        scope=row.engagement.business.key,
        actor=user,
        verb=verb,
        thing="checklist line",
        name=row.text,
        changes=changes,
    )
