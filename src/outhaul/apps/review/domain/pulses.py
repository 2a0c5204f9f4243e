"""The pulse: asked each month, answered in half a minute, read by owners alone (§PERFORM-6, §PERFORM-7)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.jobs.domain.mailing import post
from outhaul.apps.notices.domain.telling import settle, tell
from outhaul.apps.notices.models import Kind
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.planning.domain.languages import in_language_of
from outhaul.apps.review.domain.access import access_pulses
from outhaul.apps.review.domain.home import home_of
from outhaul.apps.review.domain.months import month_of
from outhaul.apps.review.models import PulseAnswer
from outhaul.apps.work.domain.access import Assignment
from outhaul.apps.work.domain.persons import owners_of
from outhaul.apps.work.lifecycles import EngagementState
from outhaul.apps.work.models import Engagement
from outhaul.engine.performance.pulse import ITEMS, SMALLEST_TEAM, Trigger, mean, paired_change, trigger
from outhaul.engine.saying import say
from outhaul.faults import Fault, InputError
from outhaul.lifecycle import NotNow

SETTLED_IN = timedelta(days=14)
"""How long somebody works before they are asked for the first time."""
LEAST, MOST = 1, 5


def ask_for_pulses() -> int:
    """Ask each active engagement once a month; who has worked for two weeks is asked. Returns how many."""
    ready = Engagement.objects.filter(
        state=EngagementState.ACTIVE, activated_at__lte=timezone.now() - SETTLED_IN
    ).exclude(pulses__month=month_of(timezone.now().date() + timedelta(days=1)))
    return sum(ask_for_pulse(row) for row in ready.select_related("business", "contractor__user"))


@transaction.atomic
def ask_for_pulse(engagement: Engagement) -> bool:
    """Ask one contractor for the pulse of the month, unless that was done; tells them. Returns if it did."""
    month = month_of(home_of(engagement.business).today)
    pulse, is_new = PulseAnswer.objects.get_or_create(engagement=engagement, month=month)
    if not is_new:
        return False
    address = reverse("portal-pulse", kwargs={"engagement": engagement.key})
    user = engagement.contractor.user
    if user is None:
        _write_to(engagement, pulse, address)
        return True
    tell(
        [user],
        business=engagement.business,
        kind=Kind.PULSE,
        once=f"pulse:{pulse.key}",
        said=say("How is {name} going for you? Five taps, half a minute.", name=engagement.name),
        address=address,
        acts=True,
    )
    return True


def _write_to(engagement: Engagement, pulse: PulseAnswer, address: str) -> None:
    """Write to a contractor who has no account yet; signing in by a code makes one."""
    with in_language_of(engagement.business):
        post(
            scope=engagement.business.key,
            to=engagement.contractor.email,
            subject=_("How is %(what)s going for you?") % {"what": engagement.name},
            text=_(
                "%(who)s would like to hear how the work goes for you: five questions, half a minute.\n\n"
                "%(address)s\n\nOnly the owners read what you answer."
            )
            % {"who": engagement.business.name, "address": settings.HOME + address},
            once=f"pulse:{pulse.key}",
        )


@transaction.atomic
def answer_pulse(
    assignment: Assignment, pulse: PulseAnswer, *, items: Mapping[str, int], text: str = ""
) -> PulseAnswer:
    """Keep what a contractor answers; until the month is over it can be answered anew.

    The trail records `answered` and nothing of what was said. What calls for a talk is told to the owners,
    without the words. The question is off the contractor's list.

    Raises:
        InputError: an item is missing, or not from 1 to 5.
        NotNow: the month is over.
    """
    engagement = assignment.engagement
    row = PulseAnswer.objects.select_for_update().get(pk=pulse.pk, engagement=engagement)
    if row.month != month_of(home_of(engagement.business).today):
        raise NotNow("pulse", "of a month that is over", "answer")
    missing = [name for name in ITEMS if not LEAST <= int(items.get(name, 0)) <= MOST]
    if missing:
        remedy = _("Choose one of the five.")
        raise InputError([Fault(name, _("This one has no answer yet"), remedy) for name in missing])
    row.items = {name: int(items[name]) for name in ITEMS}
    row.text, row.answered_at = text.strip(), timezone.now()
    row.save(update_fields=["items", "text", "answered_at"])
    record(
        scope=engagement.business.key,
        actor=assignment.user,
        verb="answered",
        thing="pulse",
        name=engagement.name,
    )
    settle(engagement.business, f"pulse:{row.key}")
    _tell_owners(engagement)
    return row


def _tell_owners(engagement: Engagement) -> None:
    answers = [row.items for row in _answered(engagement)]
    if not trigger(answers).is_on:
        settle(engagement.business, f"talk:{engagement.key}")
        return
    tell(
        owners_of(engagement),
        business=engagement.business,
        kind=Kind.WARNING,
        once=f"talk:{engagement.key}",
        said=say("Talk to {name}: the pulse asks for it.", name=engagement.contractor.name),
        address=reverse("review-pulse", kwargs={"business": engagement.business.key}),
        acts=True,
    )


def _answered(engagement: Engagement) -> Iterable[PulseAnswer]:
    return PulseAnswer.objects.filter(engagement=engagement, answered_at__isnull=False).order_by("month")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What one contractor answered over the months; the oldest month first."""

    engagement: Engagement
    answers: tuple[PulseAnswer, ...]
    """Those that were answered."""
    asked: PulseAnswer
    """The newest one that was asked."""
    trigger: Trigger

    @property
    def newest(self) -> float | None:
        """Mean of the newest answer, 1 to 5."""
        return mean(self.answers[-1].items) if self.answers else None

    @property
    def trend(self) -> tuple[tuple[date, float], ...]:
        """Month and mean of each answer."""
        return tuple((row.month, mean(row.items)) for row in self.answers)


def heard(visit: Visit, engagements: Collection[int]) -> tuple[Heard, ...]:
    """Return what each contractor of these engagements answered; who should be talked to comes first.

    Raises:
        PermissionDenied: the role may not hear it.
    """
    by: dict[int, list[PulseAnswer]] = {}
    for row in access_pulses(visit).filter(engagement__in=engagements).order_by("month", "pk"):
        by.setdefault(row.engagement_id, []).append(row)
    found = [_heard(rows) for rows in by.values()]
    return tuple(sorted(found, key=lambda one: (not one.trigger.is_on, one.newest or MOST + 1)))


def _heard(rows: Sequence[PulseAnswer]) -> Heard:
    answers = tuple(row for row in rows if row.answered_at is not None)
    return Heard(
        engagement=rows[-1].engagement,
        answers=answers,
        asked=rows[-1],
        trigger=trigger([row.items for row in answers]),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """The mean of all, and its change since the month before; None from fewer than five people."""

    people: int
    mean: float | None
    change: tuple[float, float] | None
    """Mean change of the same people, and its standard error."""


def together(several: Iterable[Heard]) -> Together:
    """Return what all answered together, hidden where they are few (§PERFORM-7)."""
    rows = [one for one in several if one.answers]
    newest = [mean(one.answers[-1].items) for one in rows]
    pairs = [(one.trend[-2][1], one.trend[-1][1]) for one in rows if len(one.answers) > 1]
    return Together(
        people=len(rows),
        mean=sum(newest) / len(newest) if len(newest) >= SMALLEST_TEAM else None,
        change=paired_change([was for was, _is in pairs], [now for _was, now in pairs]) if pairs else None,
    )
