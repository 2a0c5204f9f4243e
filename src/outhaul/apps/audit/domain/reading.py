"""Read a trail: newest first, a page at a time, what is wanted of it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from outhaul.apps.audit.models import Chain, Event

NOBODYS = 0
"""In place of a person's id: what the programme did by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is wanted of a trail; what is left out does not matter."""

    person: int | None = None
    verb: str = ""
    thing: str = ""
    text: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Kinds:
    """What there is to choose from in a trail."""

    people: tuple[tuple[int, str], ...]
    verbs: tuple[str, ...]
    things: tuple[str, ...]


def events_of(scope: str, wanted: Wanted, *, before: int | None = None) -> QuerySet[Event]:
    """Return the wanted events of `scope`, newest first; with `before` only those of lower number."""
    found = Event.objects.filter(scope=scope).order_by("-number")
    if before is not None:
        found = found.filter(number__lt=before)
    if wanted.person is not None:
        found = found.filter(actor_id=wanted.person or None)
    for field, value in (("verb", wanted.verb), ("thing", wanted.thing)):
        found = found.filter(**{field: value}) if value else found
    if wanted.text:
        text = wanted.text
        found = found.filter(Q(name__icontains=text) | Q(changes__icontains=text) | Q(actor__icontains=text))
    if wanted.since:
        found = found.filter(at__gte=_begin(wanted.since))
    if wanted.until:
        found = found.filter(at__lt=_begin(wanted.until + timedelta(days=1)))
    return found


def _begin(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def kinds_of(scope: str) -> Kinds:
    """Return who did what to what in the trail of `scope`."""
    events = Event.objects.filter(scope=scope).order_by()
    people = events.values_list("actor_id").annotate(called=Max("actor"))
    return Kinds(
        people=tuple(sorted(((pk or NOBODYS, called) for pk, called in people), key=lambda one: one[1])),
        verbs=tuple(sorted(events.values_list("verb", flat=True).distinct())),
        things=tuple(sorted(events.values_list("thing", flat=True).distinct())),
    )


def length_of(scope: str) -> int:
    """Return how many events the trail of `scope` has, as its end says."""
    return Chain.objects.filter(scope=scope).values_list("length", flat=True).first() or 0


def scopes() -> list[str]:
    """Return the key of every business that has a trail, or whose trail was taken away."""
    kept = Chain.objects.values_list("scope", flat=True)
    return sorted({*kept, *Event.objects.order_by().values_list("scope", flat=True).distinct()})
