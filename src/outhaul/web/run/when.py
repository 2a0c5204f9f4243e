"""Promises as a person reads them: until when, or since when they are broken."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.translation import gettext as _

DAY = timedelta(days=1)
A_WEEK = 7


def promise_text(until: datetime, now: datetime, zone: ZoneInfo) -> str:
    """Return until when something is promised, or how long that is over, by days of the client's own zone."""
    days = (until.astimezone(zone).date() - now.astimezone(zone).date()).days
    if until < now:
        return over_text(-days)
    if days == 0:
        return _("until today, %(at)s") % {"at": clock(until, zone)}
    if days == 1:
        return _("until tomorrow")
    if days < A_WEEK:
        return _("until %(day)s") % {"day": formats.date_format(until.astimezone(zone), "l")}
    return _("until %(day)s") % {"day": formats.date_format(until.astimezone(zone), "DATE_FORMAT")}


def over_text(days: int) -> str:
    """Return how many days ago a promise was to be kept."""
    if days <= 0:
        return _("promised for earlier today")
    if days == 1:
        return _("promised for yesterday")
    return _("%(count)s days past the promise") % {"count": days}


def clock(moment: datetime, zone: ZoneInfo) -> str:
    """Return the hour by the clock of a zone."""
    return formats.time_format(moment.astimezone(zone).time(), "TIME_FORMAT")


def weekday(day: date) -> str:
    """Return a day with its weekday."""
    return f"{formats.date_format(day, 'l')}, {formats.date_format(day, 'DATE_FORMAT')}"


def zone_name(zone: ZoneInfo) -> str:
    """Return what people call a zone: its town.

    >>> zone_name(ZoneInfo("America/New_York"))
    'New York'
    """
    return str(zone).rpartition("/")[2].replace("_", " ")
