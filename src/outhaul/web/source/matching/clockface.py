"""The two clocks of a business and a candidate, drawn and as a table, in the person's language."""

from dataclasses import dataclass
from datetime import date

from babel.dates import format_skeleton, get_month_names
from django.utils.translation import gettext as _

from outhaul.apps.sourcing.domain.reading import hours_of
from outhaul.apps.sourcing.domain.weighing import World
from outhaul.apps.sourcing.models import Candidate
from outhaul.charts.clocks import NARROW, WIDE, ClockWords, draw_clocks
from outhaul.engine.geography.overlap import OFFICE_HOURS
from outhaul.engine.matching.clocks import Clocks, Span, Window, clocks
from outhaul.faults import InputError
from outhaul.web.source.matching.shown import clock, locale, number


@dataclass(frozen=True, slots=True)
class Row:
    """Days in a row with the same shared hours, as the table tells them."""

    days: str
    hours: str
    here: str
    there: str
    theirs: str
    """Their working day by the clock here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """What the page shows of two clocks."""

    wide: str
    narrow: str
    rows: tuple[Row, ...]
    sentence: str
    zone: str
    assumed: bool
    """Whether nine to five stands in, since the candidate told no hours."""


def face_of(candidate: Candidate, world: World) -> Face | None:
    """Return the clocks of this year; None where nobody told where the candidate works."""
    country = world.side.reference.countries.get(candidate.country)
    zone = candidate.time_zone or (country.zones[0] if country else "")
    if not zone:
        return None
    hours, home = hours_of(candidate), world.side.home
    try:
        year = clocks(home.time_zone, home.working_hours, zone, hours or OFFICE_HOURS, year=world.side.year)
    except InputError:
        return None
    sentence = _sentence(year, world.need.overlap_hours)
    return Face(
        wide=_drawn(year, candidate.name, sentence, WIDE),
        narrow=_drawn(year, candidate.name, sentence, NARROW),
        rows=tuple(_row(span) for span in year.months()),
        sentence=sentence,
        zone=zone,
        assumed=hours is None,
    )


def _drawn(year: Clocks, name: str, sentence: str, width: int) -> str:
    long = width == WIDE
    said = ClockWords(
        title=sentence,
        description=_("Days of the year run down, hours of the day across. A table with the same follows."),
        ours=_("you"),
        theirs=name.split(maxsplit=1)[0][:14] if name.split() else _("they"),
        months=[str(month) for month in get_month_names("abbreviated", locale=locale()).values()],
        spans=[_label(span, long=long) for span in year.spans],
    )
    return draw_clocks(year, said, name=f"clocks-{'wide' if long else 'narrow'}", width=width)


def _label(span: Span, *, long: bool) -> str:
    hours = _("%(hours)s h") % {"hours": number(span.hours)}
    if not span.shared or not long:
        return hours
    told = {"hours": hours, "here": _times(span.shared), "there": _times(_moved(span))}
    return _("%(hours)s: %(here)s, there %(there)s") % told


def _sentence(year: Clocks, needed: float) -> str:
    hours = [span.hours for span in year.spans]
    told = {"least": number(min(hours)), "most": number(max(hours)), "needed": number(needed)}
    if min(hours) == max(hours):
        return _("%(least)s shared hours a day all year; the brief needs %(needed)s") % told
    return _("%(least)s to %(most)s shared hours a day; the brief needs %(needed)s") % told


def _row(span: Span) -> Row:
    return Row(
        days=_days(span.first, span.last),
        hours=number(span.hours),
        here=_times(span.shared) or "\u2013",
        there=_times(_moved(span)) or "\u2013",
        theirs=_times((span.theirs,)),
    )


def _moved(span: Span) -> tuple[Window, ...]:
    return tuple((start + span.ahead, end + span.ahead) for start, end in span.shared)


def _times(windows: tuple[Window, ...]) -> str:
    return ", ".join(f"{clock(start)}\u2013{clock(end)}" for start, end in windows)


def _days(first: date, last: date) -> str:
    """Return "March" for a whole month, else its first and last day."""
    if first.day == 1 and _is_last(last):
        return str(get_month_names("wide", "stand-alone", locale())[first.month])
    begins, ends = (format_skeleton("MMMd", day, locale=locale()) for day in (first, last))
    return str(begins) if first == last else f"{begins} \u2013 {ends}"


def _is_last(day: date) -> bool:
    return date.fromordinal(day.toordinal() + 1).month != day.month
