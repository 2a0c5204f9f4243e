"""How long managing takes, where a manager told it by one tap after an answer or a look (§PERFORM-15)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.delivery.lifecycles import CheckpointState
from outhaul.apps.delivery.models import Checkpoint, Review
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.people.models import Business
from outhaul.apps.review.domain.home import home_of
from outhaul.apps.review.domain.months import later, month_of
from outhaul.apps.review.models import TimeNote
from outhaul.apps.review.models.steering import ANSWER, LOOK
from outhaul.apps.work.models import Engagement

CHOICES = (5, 15, 30, 60)
"""Minutes that can be tapped."""
FEWEST = 3
"""Noted answers or looks from which a month says anything (assumption, 2 to 6)."""
SIXTY = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Steered:
    """What steering took in one month, as far as it was noted."""

    matters: int
    """Answers and looks."""
    noted: int
    minutes: int
    """Of those that were noted."""
    hours: float
    """Of all, with the mean of what was noted of its kind, or of both, for what was not."""

    @property
    def is_known(self) -> bool:
        """Whether enough was noted to say anything."""
        return self.noted >= FEWEST


@transaction.atomic
def note_time(visit: Visit, engagement: Engagement, *, about: str, key: str, minutes: int) -> TimeNote | None:
    """Keep how long an answer or a look took; told again, the newer time counts. Records `noted`.

    Minutes that cannot be tapped are nobody's answer: nothing is kept, and None returned.

    Raises:
        PermissionDenied: the role does not run work.
    """
    if not visit.may(Power.RUN):
        raise PermissionDenied
    if minutes not in CHOICES or about not in {ANSWER, LOOK}:
        return None
    told = {
        "engagement": engagement,
        "on": home_of(visit.business).today,
        "minutes": minutes,
        "made_by": visit.user,
    }
    note, _is_new = TimeNote.objects.update_or_create(about=about, key=key, defaults=told)
    record(
        scope=visit.business.key,
        actor=visit.user,
        verb="noted",
        thing="time",
        name=engagement.name,
        changes={"minutes": (None, minutes)},
    )
    return note


def steered(
    business: Business, zone: ZoneInfo, first: date, last: date, *, manager: str = ""
) -> Mapping[date, Steered]:
    """Return what steering took from the month `first` to the month `last`, where anything was noted.

    Of the whole business, or of what one `manager` answers for; three queries, one where nobody noted
    anything. Silence answers nothing by hand, and takes no time.
    """
    notes = TimeNote.objects.filter(engagement__business=business, on__gte=first, on__lt=later(last))
    if manager:
        notes = notes.filter(engagement__manager=manager)
    noted: defaultdict[tuple[str, date], list[int]] = defaultdict(list)
    for about, on, minutes in notes.order_by().values_list("about", "on", "minutes"):
        noted[about, month_of(on)].append(minutes)
    if not noted:
        return {}
    since, until = _begin(first, zone), _begin(later(last), zone)
    answers = Review.objects.filter(
        submission__milestone__engagement__business=business,
        by_silence=False,
        made_at__gte=since,
        made_at__lt=until,
    )
    looks = Checkpoint.objects.filter(
        engagement__business=business, state=CheckpointState.HELD, on__gte=first, on__lt=later(last)
    )
    if manager:
        answers = answers.filter(submission__milestone__engagement__manager=manager)
        looks = looks.filter(engagement__manager=manager)
    matters: defaultdict[tuple[str, date], int] = defaultdict(int)
    for at in answers.order_by().values_list("made_at", flat=True):
        matters[ANSWER, month_of(at.astimezone(zone).date())] += 1
    for on, count in looks.order_by().values_list("on").annotate(count=Count("pk")):
        matters[LOOK, month_of(on)] += count
    months = sorted({month for _about, month in noted})
    return {month: _together(month, matters, noted) for month in months}


def _begin(month: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(month, time.min, zone).astimezone(UTC)


def _together(
    month: date,
    matters: Mapping[tuple[str, date], int],
    noted: Mapping[tuple[str, date], list[int]],
) -> Steered:
    of = {about: noted.get((about, month), []) for about in (ANSWER, LOOK)}
    every = [minutes for those in of.values() for minutes in those]
    usual = _mean(every, 0.0)
    counts = {about: max(matters.get((about, month), 0), len(those)) for about, those in of.items()}
    hours = sum(count * _mean(of[about], usual) for about, count in counts.items()) / SIXTY
    return Steered(matters=sum(counts.values()), noted=len(every), minutes=sum(every), hours=hours)


def _mean(minutes: Iterable[int], otherwise: float) -> float:
    those = tuple(minutes)
    return sum(those) / len(those) if those else otherwise
