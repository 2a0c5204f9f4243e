"""The load of a manager, drawn: once for the same load and language."""

from collections.abc import Sequence
from functools import lru_cache

from django.utils import formats
from django.utils.translation import gettext as _
from markupsafe import Markup

from outhaul.charts.load import Words, manager_load
from outhaul.charts.picture import NARROW, WIDE, draw_inline
from outhaul.documents.pages import Drawn
from outhaul.engine.workload import Month
from outhaul.web.amounts import hours_text


@lru_cache(maxsize=256)
def drawn_load(key: str, name: str, months: tuple[Month, ...], free: float, _language: str) -> Drawn:
    """Return the picture of one manager's months against the free hours."""
    words = _words(key, name, months, free)
    wide, narrow = manager_load(months, free, words, WIDE), manager_load(months, free, words, NARROW)
    return Drawn(
        wide,
        Markup(draw_inline(wide)),  # noqa: S704 -- drawn here; all words in it are escaped
        Markup(draw_inline(narrow, "-narrow")),  # noqa: S704 -- likewise
    )


def _words(key: str, name: str, months: Sequence[Month], free: float) -> Words:
    fullest = max(months, key=lambda month: month.hours)
    told = {
        "name": name,
        "most": hours_text(fullest.hours),
        "month": formats.date_format(fullest.begins, "F Y"),
        "free": hours_text(free),
    }
    return Words(
        name=f"load-{key}",
        title=_("%(name)s needs %(most)s of %(free)s free hours in %(month)s, the fullest month") % told,
        description=_("A bar for each of the next twelve months, with a line at the free hours."),
        columns=(_("Month"), _("Kept work"), _("Engagements"), _("Starts"), _("In all"), _("Free")),
        kept=_("kept work"),
        running=_("engagements"),
        starting=_("starts"),
        free=_("%(free)s h free") % told,
        month=_month,
        hours=hours_text,
    )


def _month(month: Month) -> str:
    return str(formats.date_format(month.begins, "M Y"))
