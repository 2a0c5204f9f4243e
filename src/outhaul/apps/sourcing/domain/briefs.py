"""Write a brief, change it, copy it, take it out and put it back."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.jobs.keys import new_key
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.planning.domain.access import hold_business
from outhaul.apps.planning.models import Plan
from outhaul.apps.sourcing.domain.content import content_of, plain, tidy
from outhaul.apps.sourcing.domain.drafting import Behind
from outhaul.apps.sourcing.lifecycles import BriefState
from outhaul.apps.sourcing.models import Brief as Row
from outhaul.engine.brief import Brief
from outhaul.engine.saying import say
from outhaul.faults import Fault, InputError
from outhaul.lifecycle import NotNow

OPEN = (BriefState.DRAFT, BriefState.PUBLISHED)


class ChangedMeanwhile(Exception):  # noqa: N818 -- told to a person, not an error of the programme
    """Somebody else changed the brief after it was shown."""


@transaction.atomic
def write_brief(visit: Visit, *, process: str, content: Brief, plan: Plan | None = None) -> Row:
    """Keep a new draft; records `wrote`.

    A brief of the same process that is a draft or published already is returned instead of a second one:
    another for the same work is a copy (`copy_brief`).
    """
    hold_business(visit)
    there = Row.objects.filter(
        business=visit.business, process=process, state__in=OPEN, removed_at=None
    ).first()
    if there is not None:
        return there
    kept = _whole(content)
    row = Row.objects.create(
        business=visit.business,
        process=process,
        plan=plan,
        title=kept.title,
        content=plain(kept),
        made_by=visit.user,
    )
    _record(visit, row, "wrote")
    return row


@transaction.atomic
def change_brief(visit: Visit, brief: Row, *, content: Brief, seen: datetime | None = None) -> Row:
    """Let a draft say something else; records `changed` with the parts that differ.

    First the row is locked. If it was changed after `seen`, nothing happens. What says the same as before
    records nothing.

    Raises:
        NotNow: it is no draft; a published brief is taken back into draft first.
        ChangedMeanwhile: somebody else changed it after `seen`.
        InputError: it has no title.
    """
    row = locked(visit, brief)
    if row.state != BriefState.DRAFT:
        raise NotNow("brief", row.state, "change")
    if seen is not None and row.changed_at > seen:
        raise ChangedMeanwhile
    return _keep(visit, row, _whole(content))


@transaction.atomic
def take_over_band(visit: Visit, brief: Row, *, behind: Behind) -> Row:
    """Let a draft or published brief follow the plan in force: its line, and the band that it has now.

    Records `changed`. Offers that were made keep the band that they were made in.

    Raises:
        NotNow: the brief is filled or closed.
    """
    row = locked(visit, brief)
    if row.state not in OPEN:
        raise NotNow("brief", row.state, "follow the plan")
    row.plan = behind.plan
    row.save(update_fields=["plan"])
    content = content_of(row)
    low, high = (behind.band.low, behind.band.high) if behind.band else (None, None)
    budget = round(high * content.hours_per_month * content.months) if high and content.months else None
    return _keep(visit, row, replace(content, rate_low=low, rate_high=high, budget=budget))


@transaction.atomic
def copy_brief(visit: Visit, brief: Row, *, key: str = "") -> Row:
    """Keep a new draft that says the same; records `copied`.

    `key` names the copy: a form that is sent twice with one name makes one.
    """
    hold_business(visit)
    key = key or new_key()
    there = Row.objects.filter(business=visit.business, key=key).first()
    if there is not None:
        return there
    row = Row.objects.create(
        business=visit.business,
        key=key,
        process=brief.process,
        plan=brief.plan,
        title=brief.title,
        content=brief.content,
        made_by=visit.user,
    )
    _record(visit, row, "copied")
    return row


@transaction.atomic
def remove_brief(visit: Visit, brief: Row) -> None:
    """Take a brief out; its link shows nothing from then on. Records `removed`."""
    if Row.objects.filter(pk=brief.pk, removed_at=None).update(removed_at=timezone.now()):
        _record(visit, brief, "removed")


@transaction.atomic
def restore_brief(visit: Visit, brief: Row) -> None:
    """Put a brief back as it was; records `restored`."""
    if Row.objects.filter(pk=brief.pk).exclude(removed_at=None).update(removed_at=None):
        _record(visit, brief, "restored")


def locked(visit: Visit, brief: Row) -> Row:
    """Return the row as it is now, held until the transaction ends."""
    return Row.objects.select_for_update().get(pk=brief.pk, business=visit.business)


def _keep(visit: Visit, row: Row, content: Brief) -> Row:
    before = row.content
    after = plain(content)
    differing = {name: (before.get(name), after[name]) for name in after if before.get(name) != after[name]}
    if not differing:
        return row
    row.title, row.content, row.changed_at = content.title, after, timezone.now()
    row.save(update_fields=["title", "content", "changed_at"])
    record(
        scope=visit.business.key,
        actor=visit.user,
        verb="changed",
        thing="brief",
        name=row.title,
        changes=differing,
    )
    return row


def _whole(content: Brief) -> Brief:
    kept = tidy(content)
    if not kept.title:
        raise InputError(
            [Fault("title", say("The brief has no title"), say("Say in a few words what the work is."))]
        )
    return kept


def _record(visit: Visit, row: Row, verb: str) -> None:
    record(scope=visit.business.key, actor=visit.user, verb=verb, thing="brief", name=row.title)
