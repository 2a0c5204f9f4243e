"""A brief in the words of the language in which it is read."""

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from outhaul.apps.sourcing.models import Brief as Row
from outhaul.documents.brief_paper import Headings, Paper, Piece
from outhaul.engine.brief import Brief, Deliverable
from outhaul.engine.briefing.rhythm import looks_at
from outhaul.web.amounts import hours_text
from outhaul.web.source.briefs.words import DATA, LEVELS, RHYTHMS
from outhaul.web.source.candidates.words import language_name
from outhaul.wording.numbers import hours


def paper_of(row: Row, content: Brief, *, closing: str = "", size: str = "a4") -> Paper:
    """Return what candidates read; neither band nor budget is in it."""
    business = row.business.name
    return Paper(
        title=content.title,
        business=business,
        kicker=_("Work to be handed out by %(business)s") % {"business": business},
        purpose=content.purpose,
        pieces=tuple(_piece(item, content) for item in content.deliverables),
        facts=tuple(facts(content)),
        skills=content.skills,
        tools=content.tools,
        closing=closing,
        headings=Headings(
            deliverables=_("What is handed over"),
            accepted=_("Accepted when"),
            looks=_("Looked at before"),
            facts=_("What the work asks for"),
            skills=_("Skills"),
            tools=_("Tools"),
            page=_("{page} of {pages}"),
        ),
        language=translation.get_language() or "en",
        size=size,
    )


def _piece(item: Deliverable, content: Brief) -> Piece:
    looks = (f"{look.name} ({RHYTHMS[look.every]})" for look in looks_at(content, item.name))
    return Piece(name=item.name, when=when(item), criteria=item.criteria, looks=tuple(looks))


def when(item: Deliverable) -> str:
    """Return how often a deliverable comes, and until when."""
    often = str(RHYTHMS[item.every])
    if item.due_in_days is None:
        return often
    days = item.due_in_days
    if item.every == "once":
        due = ngettext("%(days)s day after the start", "%(days)s days after the start", days)
    else:
        due = ngettext("%(days)s day after its end", "%(days)s days after its end", days)
    return f"{often}, {due % {'days': days}}"


def facts(content: Brief) -> list[tuple[str, str]]:
    """Return what the work asks for, label and value."""
    told = [
        (_("Volume"), _("%(hours)s hours a month") % {"hours": hours_text(content.hours_per_month)}),
        (_("Duration"), duration(content.months)),
        (_("Language"), f"{language_name(content.language)}, {LEVELS[content.language_level]}"),
    ]
    if content.overlap_hours:
        shared = _("%(hours)s a day shared with ours") % {"hours": hours(content.overlap_hours)}
        told.append((_("Working time"), shared))
    told += [(_("Data"), str(DATA[content.data])), (_("Paid in"), content.currency)]
    return told


def duration(months: int | None) -> str:
    """Return how long work lasts."""
    if months is None:
        return _("without a set end")
    return ngettext("%(count)s month", "%(count)s months", months) % {"count": months}
