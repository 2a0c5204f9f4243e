"""Hours of an agreement by hours: told by day and deliverable, held against the month's cap (§PORTAL-6)."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from outhaul.apps.audit.domain.trail import Actor, record
from outhaul.apps.delivery.domain.addresses import client_talk, contractor_hours
from outhaul.apps.delivery.domain.once import key_for
from outhaul.apps.delivery.lifecycles import HOURS, HoursState
from outhaul.apps.delivery.models import HourEntry
from outhaul.apps.notices.domain.telling import settle, tell
from outhaul.apps.notices.models import Kind
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.work.domain.access import Assignment
from outhaul.apps.work.domain.consequences import follow_up
from outhaul.apps.work.domain.milestones import WORKED_ON
from outhaul.apps.work.domain.persons import manager_of
from outhaul.apps.work.domain.versions import in_force
from outhaul.apps.work.models import Engagement, Milestone
from outhaul.documents.statement.canonical import statement_of
from outhaul.engine.saying import say
from outhaul.engine.terms import Terms
from outhaul.faults import Fault, InputError
from outhaul.lifecycle import NotNow

MOST_A_DAY = Decimal(24)
CENT = Decimal("0.01")
COUNTED = (HoursState.LOGGED, HoursState.ACCEPTED, HoursState.INVOICED)
"""What counts against the cap: all that was neither rejected nor removed."""


@dataclass(frozen=True, slots=True)
class Month:
    """Hours of one month against what was agreed."""

    hours: Decimal
    cap: Decimal

    @property
    def left(self) -> Decimal:
        """What can still be logged."""
        return max(Decimal(0), self.cap - self.hours)


def terms_of(engagement: Engagement) -> Terms | None:
    """Return the terms in force; None where nothing is signed."""
    statement = in_force(engagement)
    return statement_of(statement.content).terms if statement else None


def is_by_hours(engagement: Engagement) -> bool:
    """Whether both signed that the work is paid by hours."""
    terms = terms_of(engagement)
    return terms is not None and terms.form == "hours"


def month_of(engagement: Engagement, on: date, terms: Terms, *, without: HourEntry | None = None) -> Month:
    """Return the hours of the month in which `on` lies."""
    last = date(on.year, on.month, monthrange(on.year, on.month)[1])
    found = HourEntry.objects.filter(
        engagement=engagement, state__in=COUNTED, on__range=(on.replace(day=1), last)
    )
    found = found if without is None else found.exclude(pk=without.pk)
    total = found.aggregate(total=Sum("hours"))["total"] or Decimal(0)
    return Month(total, Decimal(str(terms.hours_per_month)))


def rate_on(terms: Terms, on: date) -> Decimal:
    """Return the agreed rate of a day, with the raises until then."""
    reached = [step.rate for step in sorted(terms.raises, key=lambda step: step.on) if step.on <= on]
    return Decimal(str(reached[-1] if reached else terms.rate)).quantize(CENT)


@transaction.atomic
def log_hours(  # noqa: PLR0913 -- the parts of an entry
    assignment: Assignment, milestone: Milestone, *, on: date, hours: Decimal, note: str = "", key: str = ""
) -> HourEntry:
    """Log hours of a day for a deliverable, at the rate of that day; records `logged`, tells the manager.

    `key` is the form's: sent twice, it is one entry.

    Raises:
        InputError: the day lies ahead or before the start, the day has not so many hours, or the month's
            cap is passed.
        NotNow: the agreement is not by hours, or does not run.
    """
    engagement = _held(assignment)
    made = HourEntry.objects.filter(key=key, engagement=engagement).first()
    if made:
        return made
    terms = _terms(engagement)
    _check(engagement, terms, on=on, hours=hours)
    made = HourEntry.objects.create(
        engagement=engagement,
        milestone=milestone,
        key=key_for(HourEntry, key),
        on=on,
        hours=hours,
        rate=rate_on(terms, on),
        note=note.strip()[:300],
        made_by=assignment.user,
    )
    _record(made, assignment.user, "logged", {"hours": (None, str(hours)), "on": (None, on.isoformat())})
    _tell_manager(assignment, engagement)
    return made


@transaction.atomic
def change_hours(  # noqa: PLR0913 -- the parts of an entry
    assignment: Assignment,
    entry: HourEntry,
    *,
    milestone: Milestone,
    on: date,
    hours: Decimal,
    note: str = "",
) -> HourEntry:
    """Change an entry that was not accepted; one that was rejected is logged anew by it; records `changed`.

    Raises as `log_hours`, and NotNow where it was accepted.
    """
    engagement = _held(assignment)
    row = HourEntry.objects.select_for_update().get(pk=entry.pk)
    row.state = HOURS.after(HoursState(row.state), "change")
    terms = _terms(engagement)
    _check(engagement, terms, on=on, hours=hours, without=row)
    before = str(row.hours)
    row.milestone, row.on, row.hours, row.note = milestone, on, hours, note.strip()[:300]
    row.rate, row.reason, row.answered_by, row.answered_at = rate_on(terms, on), "", None, None
    row.save()
    _record(row, assignment.user, "changed", {"hours": (before, str(hours))})
    _tell_manager(assignment, engagement)
    return row


@transaction.atomic
def remove_hours(assignment: Assignment, entry: HourEntry) -> HourEntry:
    """Take out an entry that was not accepted; records `removed`. Raises NotNow."""
    row = _step(entry, "remove", assignment.user, "removed")
    _settle(row.engagement)
    return row


@transaction.atomic
def restore_hours(assignment: Assignment, entry: HourEntry) -> HourEntry:
    """Put an entry back that was taken out; records `restored`. Raises NotNow, InputError over the cap."""
    engagement = _held(assignment)
    _check(engagement, _terms(engagement), on=entry.on, hours=entry.hours, without=entry)
    row = _step(entry, "restore", assignment.user, "restored")
    _tell_manager(assignment, engagement)
    return row


@transaction.atomic
def accept_hours(visit: Visit, entry: HourEntry) -> HourEntry:
    """Accept hours, which can then be invoiced; records `accepted`. Raises NotNow, PermissionDenied."""
    row = _answered(visit, entry, "accept")
    _record(row, visit.user, "accepted", {"hours": (None, str(row.hours))})
    follow_up("hours accept", row)
    _settle(row.engagement)
    return row


@transaction.atomic
def reject_hours(visit: Visit, entry: HourEntry, *, reason: str) -> HourEntry:
    """Reject hours with a reason that the contractor reads; records `rejected`.

    Raises:
        InputError: there is no reason.
        NotNow: they were answered already.
    """
    reason = reason.strip()
    if not reason:
        remedy = _("A few words help the other side to mend it.")
        raise InputError([Fault("reason", _("The reason is missing"), remedy)])
    row = _answered(visit, entry, "reject", reason[:300])
    _record(row, visit.user, "rejected", {"hours": (None, str(row.hours)), "reason": (None, reason)})
    _settle(row.engagement)
    _tell_rejected(row)
    return row


def matter(engagement: Engagement) -> str:
    """Return what notices call hours that wait to be accepted."""
    return f"hours:{engagement.key}"


def _held(assignment: Assignment) -> Engagement:
    engagement = Engagement.objects.select_for_update(of=("self",)).get(pk=assignment.engagement.pk)
    if engagement.state not in WORKED_ON:
        raise NotNow("engagement", engagement.state, "be worked for")
    return engagement


def _terms(engagement: Engagement) -> Terms:
    terms = terms_of(engagement)
    if terms is None or terms.form != "hours":
        raise NotNow("engagement", "paid by deliverables", "be worked for by hours")
    return terms


def _check(
    engagement: Engagement, terms: Terms, *, on: date, hours: Decimal, without: HourEntry | None = None
) -> None:
    """Return where the hours can be logged. Raises InputError."""
    today = timezone.localdate()
    if on > today:
        raise InputError([Fault("on", _("The day lies ahead"), _("Log hours once they were worked."))])
    if on < terms.starts_on or (terms.ends_on and on > terms.ends_on):
        raise InputError([Fault("on", _("The day is outside the agreement"), _("Choose a day within it."))])
    if hours <= 0 or hours > MOST_A_DAY - _of_day(engagement, on, without):
        raise InputError([Fault("hours", _("A day has not so many hours"), _("Look at that day's entries."))])
    month = month_of(engagement, on, terms, without=without)
    if hours > month.left:
        problem = _("It is more than the %(left)s h that are left of that month's %(cap)s h") % {
            "left": f"{month.left:f}",
            "cap": f"{month.cap:f}",
        }
        raise InputError(
            [Fault("hours", problem, _("Propose a change of the agreement before you work more."))]
        )


def _of_day(engagement: Engagement, on: date, without: HourEntry | None) -> Decimal:
    found = HourEntry.objects.filter(engagement=engagement, on=on, state__in=COUNTED)
    found = found if without is None else found.exclude(pk=without.pk)
    return found.aggregate(total=Sum("hours"))["total"] or Decimal(0)


def _step(entry: HourEntry, step: str, actor: Actor, verb: str) -> HourEntry:
    row = HourEntry.objects.select_for_update().get(pk=entry.pk)
    row.state = HOURS.after(HoursState(row.state), step)
    row.save(update_fields=["state"])
    _record(row, actor, verb, {"hours": (None, str(row.hours))})
    return row


def _answered(visit: Visit, entry: HourEntry, verb: str, reason: str = "") -> HourEntry:
    if not visit.may(Power.RUN):
        raise PermissionDenied
    row = HourEntry.objects.select_for_update().get(pk=entry.pk, engagement__business=visit.business)
    row.state = HOURS.after(HoursState(row.state), verb)
    row.reason, row.answered_by, row.answered_at = reason, visit.user, timezone.now()
    row.save(update_fields=["state", "reason", "answered_by", "answered_at"])
    return row


def _record(
    entry: HourEntry, actor: Actor, verb: str, changes: dict[str, tuple[object, object]] | None = None
) -> None:
    record(
        scope=entry.engagement.business.key,
        actor=actor,
        verb=verb,
        thing="hours",
        name=entry.milestone.name,
        changes=changes,
    )


def _tell_manager(assignment: Assignment, engagement: Engagement) -> None:
    tell(
        manager_of(engagement),
        business=engagement.business,
        kind=Kind.DELIVERY,
        once=matter(engagement),
        said=say('{who} logged hours for "{what}".', who=str(assignment.contractor), what=engagement.name),
        address=f"{client_talk(engagement)}#hours",
        acts=True,
    )


def _settle(engagement: Engagement) -> None:
    """Take it off the manager's list once no hours wait."""
    if not HourEntry.objects.filter(engagement=engagement, state=HoursState.LOGGED).exists():
        settle(engagement.business, matter(engagement))


def _tell_rejected(entry: HourEntry) -> None:
    user = entry.engagement.contractor.user
    tell(
        [user] if user else [],
        business=entry.engagement.business,
        kind=Kind.DELIVERY,
        once=f"entry:{entry.key}",
        said=say('Hours for "{what}" were not accepted: {why}', what=entry.milestone.name, why=entry.reason),
        address=contractor_hours(entry.engagement),
        acts=True,
    )
