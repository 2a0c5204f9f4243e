"""What managers are trained in, until when, and who is which manager."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.models import Business, User
from outhaul.apps.planning.domain.access import access_entry
from outhaul.apps.planning.domain.entries import set_field
from outhaul.apps.work.models import Seat, Training
from outhaul.documents.statement.drafting import later
from outhaul.engine.course import Marked, mark
from outhaul.engine.saying import say
from outhaul.faults import Fault, InputError
from outhaul.reference.tables import Reference

COURSE = "five guards"
VALID_MONTHS = 24
"""How long a training counts where nothing else is told (§MANAGE-16); by judgement."""
SOON_DAYS = 60
"""Days before it expires from which a training is to be renewed."""


def trained_until(business: Business, today: date) -> dict[str, date | None]:
    """Return manager -> the last day on which the longest training counts, None for one without an end.

    Managers without a training that counts today are not among them.
    """
    found: dict[str, date | None] = {}
    for row in Training.objects.filter(business=business, removed_at=None, passed_on__lte=today):
        if row.expires_on is not None and row.expires_on < today:
            continue
        known = found.get(row.manager, row.expires_on)
        endless = known is None or row.expires_on is None
        found[row.manager] = None if endless else max(known, row.expires_on)  # type: ignore[type-var]
    return found


@transaction.atomic
def sit_test(
    visit: Visit, manager: str, answers: Mapping[str, int], *, reference: Reference
) -> tuple[Marked, Training | None]:
    """Mark the test of the built-in course; who passes is trained from today on.

    A pass keeps a training that counts for two years and tells the business file that the manager is
    trained, so that plans count it. Records `trained`, and `changed` for the file. A fail keeps
    nothing, and can be repeated at once. Handed in twice on one day with the same answers, it is kept
    once.

    Raises Http404 where there is no such manager.
    """
    entry = access_entry(visit, "managers", manager)
    marked, today = mark(answers), timezone.localdate()
    if not marked.is_passed:
        return marked, None
    training, is_new = Training.objects.get_or_create(
        business=visit.business,
        manager=manager,
        course=COURSE,
        passed_on=today,
        removed_at=None,
        defaults={
            "answers": dict(answers),
            "score": marked.share,
            "expires_on": later(today, VALID_MONTHS),
            "made_by": visit.user,
        },
    )
    if is_new:
        _record(visit, "trained", str(entry), {"course": (None, COURSE), "score": (None, marked.share)})
        set_field(visit, entry, "trained", raw=True, reference=reference)
    return marked, training


@transaction.atomic
def add_training(  # noqa: PLR0913 -- what a certificate says
    visit: Visit,
    manager: str,
    *,
    course: str,
    evidence: str,
    passed_on: date,
    expires_on: date | None,
    reference: Reference,
) -> Training:
    """Keep a training that a manager passed elsewhere, with what shows it.

    Without an expiry it counts for two years. Records `trained`; the business file is told that the
    manager is trained where the training still counts.

    Raises:
        InputError: course or evidence is missing, or the dates cannot be.
        Http404: there is no such manager.
    """
    entry = access_entry(visit, "managers", manager)
    course, evidence, today = " ".join(course.split()), " ".join(evidence.split()), timezone.localdate()
    until = expires_on or later(passed_on, VALID_MONTHS)
    checks = (
        (not course, Fault("course", say("The course has no name"), say("Say what it is called"))),
        (
            not evidence,
            Fault("evidence", say("Nothing shows it"), say("Name the certificate, or where it is kept")),
        ),
        (
            passed_on > today,
            Fault("passed_on", say("This day is still to come"), say("Add it once it is passed")),
        ),
        (
            until <= passed_on,
            Fault("expires_on", say("It would end before it begins"), say("Choose a later day")),
        ),
    )
    faults = [fault for is_wrong, fault in checks if is_wrong]
    if faults:
        raise InputError(faults)
    training, is_new = Training.objects.get_or_create(
        business=visit.business,
        manager=manager,
        course=course[:120],
        passed_on=passed_on,
        removed_at=None,
        defaults={"evidence": evidence[:300], "expires_on": until, "made_by": visit.user},
    )
    if is_new:
        _record(visit, "trained", str(entry), {"course": (None, training.course)})
        if until >= today:
            set_field(visit, entry, "trained", raw=True, reference=reference)
    return training


@transaction.atomic
def remove_training(visit: Visit, training: Training) -> None:
    """Take a training out; it can be put back. Records `removed`."""
    if Training.objects.filter(pk=training.pk, removed_at=None).update(removed_at=timezone.now()):
        _record(visit, "removed", str(training), {}, thing="training")


@transaction.atomic
def restore_training(visit: Visit, training: Training) -> None:
    """Put a training back that was taken out. Records `restored`."""
    if Training.objects.filter(pk=training.pk, removed_at__isnull=False).update(removed_at=None):
        _record(visit, "restored", str(training), {}, thing="training")


@transaction.atomic
def take_seat(visit: Visit, manager: str, user: User | None) -> None:
    """Say which member is a manager of the business file; None frees the seat. Records `seated`.

    Raises:
        InputError: the person is no member.
        Http404: there is no such manager.
    """
    entry = access_entry(visit, "managers", manager)
    if user is not None and not visit.business.memberships.filter(user=user).exists():
        raise InputError(
            [Fault("user", say("This person does not belong to the business"), say("Invite them first"))]
        )
    before = Seat.objects.filter(business=visit.business, manager=manager).select_related("user").first()
    if (before.user if before else None) == user:
        return
    Seat.objects.filter(business=visit.business, manager=manager).delete()
    if user is not None:
        Seat.objects.filter(business=visit.business, user=user).delete()
        Seat.objects.create(business=visit.business, manager=manager, user=user)
    who = (str(before.user) if before else None, str(user) if user else None)
    _record(visit, "seated", str(entry), {"member": who})


def _record(
    visit: Visit,
    verb: str,
    name: str,
    changes: Mapping[str, tuple[object, object]],
    *,
    thing: str = "managers",
) -> None:
    record(scope=visit.business.key, actor=visit.user, verb=verb, thing=thing, name=name, changes=changes)
