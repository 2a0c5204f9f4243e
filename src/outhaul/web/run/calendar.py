"""A month of checkpoints by both sides' clocks, with the holidays of both and who is away."""

from calendar import Calendar
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db.models import Count, Min, Q, Window
from django.db.models.functions import RowNumber
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from outhaul.apps.delivery.domain.away import access_away, access_away_row
from outhaul.apps.delivery.domain.checkpoints import is_missed
from outhaul.apps.delivery.domain.days import Side, holiday, home_of, side_of
from outhaul.apps.delivery.domain.gates import access_checkpoints
from outhaul.apps.delivery.domain.waiting import seat_of
from outhaul.apps.delivery.models import Absence, Checkpoint
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.work.domain.access import access_engagements
from outhaul.apps.work.domain.engagements import manager_names
from outhaul.apps.work.domain.milestones import WORKED_ON
from outhaul.web.agree.texts import TEXTS
from outhaul.web.doors import for_power
from outhaul.web.run.when import clock, weekday, zone_name
from outhaul.wording.places import country_name

MOST_A_DAY = 12
"""Checkpoints that a day of the month shows at first."""
MOST_OF_ONE = 500
"""Those that it shows when it is asked for."""
GONE = "removed_away"
"""Where the session keeps which absence was taken out last, to be put back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A checkpoint as it is shown."""

    row: Checkpoint
    here: str
    """The hour by the client's clock."""
    there: str
    """The hour by the contractor's, with the weekday where it is another day."""
    town: str
    is_missed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day of the month."""

    on: date
    told: str
    looks: tuple[Look, ...]
    off: tuple[str, ...]
    """Holidays and absences."""
    is_off: bool
    """Weekend, or a holiday at home."""
    is_today: bool
    is_elsewhere: bool
    """Of the month before or after."""
    more: int = 0
    """Checkpoints that are not shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """The checkpoints of a day in numbers."""

    whole: int
    planned: int
    next: datetime | None
    """When the first of those begins that lie ahead."""


@for_power(Power.VIEW)
@require_safe
def month(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show the checkpoints of a month."""
    return page(request, visit)


def page(request: HttpRequest, visit: Visit, *, wrong: str = "") -> HttpResponse:
    """Return the page; `wrong` is said of the days on which somebody is away."""
    names = manager_names(visit)
    gone = access_away_row(visit, key) if (key := request.session.pop(GONE, "")) else None
    home, now = home_of(visit.business), timezone.now()
    today = now.astimezone(home.zone).date()
    first = _first(request.GET.get("month", ""), today)
    days = [day for week in Calendar().monthdatescalendar(first.year, first.month) for day in week]
    counted = _counted(visit, days[0], days[-1], now)
    looks = _looks(visit, (days[0], days[-1]), _asked_day(request.GET.get("day", "")), home, now)
    away = _away(visit, days[0], days[-1], names)
    countries = _countries(visit)
    shown = [
        replace(
            _day(day, looks.get(day, ()), away.get(day, ()), countries, home, today=today, first=first),
            more=counted[day].whole - len(looks.get(day, ())) if day in counted else 0,
        )
        for day in days
    ]
    told = {
        "weeks": [shown[place : place + 7] for place in range(0, len(shown), 7)],
        "headline": _headline(counted, first),
        "this": f"{first:%Y-%m}",
        "month": formats.date_format(first, "F Y"),
        "weekdays": [formats.date_format(day, "D") for day in days[:7]],
        "before": f"{first - timedelta(days=1):%Y-%m}",
        "after": f"{first + timedelta(days=32):%Y-%m}",
        "town": zone_name(home.zone),
        "seat": seat_of(visit),
        "names": names,
        "away": list(access_away(visit)),
        "gone": gone,
        "wrong": wrong,
        "sent": request.POST,
        **TEXTS,
    }
    return render(request, "run/calendar.html", told, status=422 if wrong else 200)


def _headline(counted: Mapping[date, Counted], first: date) -> str:
    name = formats.date_format(first, "F")
    count = sum(one.planned for day, one in counted.items() if day.month == first.month)
    told = ngettext(
        "%(count)s checkpoint is planned in %(month)s",
        "%(count)s checkpoints are planned in %(month)s",
        count,
    ) % {"count": count, "month": name}
    ahead = [(one.next, day) for day, one in counted.items() if one.next is not None]
    if not ahead:
        return f"{told}."
    return _("%(what)s; the next is on %(day)s.") % {"what": told, "day": weekday(min(ahead)[1])}


def _first(text: str, today: date) -> date:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return today.replace(day=1)


def _asked_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _counted(visit: Visit, first: date, last: date, now: datetime) -> dict[date, Counted]:
    is_planned = Q(state="planned")
    found = access_checkpoints(visit).filter(on__range=(first, last)).order_by().values_list("on")
    rows = found.annotate(
        whole=Count("pk"),
        planned=Count("pk", filter=is_planned),
        next=Min("starts_at", filter=is_planned & Q(starts_at__gte=now)),
    )
    return {row[0]: Counted(whole=row[1], planned=row[2], next=row[3]) for row in rows}


def _looks(
    visit: Visit, span: tuple[date, date], asked: date | None, home: Side, now: datetime
) -> dict[date, tuple[Look, ...]]:
    """Return the first checkpoints of each day, and all of the day that is asked for."""
    found: dict[date, list[Look]] = defaultdict(list)
    every = access_checkpoints(visit).filter(on__range=span)
    place = Window(RowNumber(), partition_by="on", order_by=["starts_at", "pk"])
    firsts = every.select_related(None).order_by().annotate(place=place).filter(place__lte=MOST_A_DAY)
    for row in every.filter(pk__in=list(firsts.values_list("pk", flat=True))):
        found[row.on].append(look_of(row, home, now))
    if asked is not None and asked in found:
        found[asked] = [look_of(row, home, now) for row in every.filter(on=asked)[:MOST_OF_ONE]]
    return {day: tuple(looks) for day, looks in found.items()}


def look_of(row: Checkpoint, home: Side, now: datetime) -> Look:
    """Return a checkpoint as it is shown, by both clocks."""
    theirs = side_of(row.engagement.contractor)
    local = row.starts_at.astimezone(theirs.zone)
    there = clock(row.starts_at, theirs.zone)
    if local.date() != row.on:
        there = f"{formats.date_format(local, 'D')} {there}"
    return Look(
        row=row,
        here=clock(row.starts_at, home.zone),
        there=there,
        town=zone_name(theirs.zone),
        is_missed=is_missed(row, home, now),
    )


def _countries(visit: Visit) -> list[str]:
    running = access_engagements(visit).filter(state__in=WORKED_ON).order_by()
    return sorted(running.values_list("contractor__country", flat=True).distinct())


def _away(visit: Visit, first: date, last: date, names: Mapping[str, str]) -> dict[date, list[str]]:
    rows = Absence.objects.filter(
        business=visit.business, removed_at=None, first_on__lte=last, last_on__gte=first
    ).select_related("contractor")
    found: dict[date, list[str]] = defaultdict(list)
    for row in rows:
        who = row.contractor.name if row.contractor else names.get(row.manager, row.manager)
        for number in range(max(row.first_on, first).toordinal(), min(row.last_on, last).toordinal() + 1):
            found[date.fromordinal(number)].append(_("%(who)s is away") % {"who": who})
    return found


def _day(  # noqa: PLR0913 -- all that falls on a day
    day: date,
    looks: tuple[Look, ...],
    away: Sequence[str],
    countries: Sequence[str],
    home: Side,
    *,
    today: date,
    first: date,
) -> Day:
    at_home = holiday(home.country, day)
    off = [f"{country_name(home.country)}: {at_home}"] if at_home else []
    for country in countries:
        name = holiday(country, day) if country != home.country else ""
        if name:
            off.append(f"{country_name(country)}: {name}")
    return Day(
        on=day,
        told=weekday(day),
        looks=looks,
        off=(*off, *away),
        is_off=not home.works_on(day),
        is_today=day == today,
        is_elsewhere=day.month != first.month,
    )
