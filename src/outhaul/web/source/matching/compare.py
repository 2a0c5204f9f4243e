"""Two to four candidates side by side."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.sourcing.domain.access import access_brief, access_candidacies
from outhaul.web.doors import for_power
from outhaul.web.source.candidates.words import language_name
from outhaul.web.source.matching.ranking import bring_up_to_date
from outhaul.web.source.matching.shown import Line, line_of
from outhaul.web.source.matching.weighed import tells_what_is_missing

MOST = 4
LEAST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One candidate beside others."""

    line: Line
    languages: str
    skills: str


@for_power(Power.SOURCE)
@require_safe
@tells_what_is_missing
def compare(request: HttpRequest, visit: Visit, brief: str) -> HttpResponse:
    """Show up to four candidates of one brief as columns, what differs most on top."""
    found = access_brief(visit, brief)
    bring_up_to_date(found)
    wanted = list(dict.fromkeys(request.GET.getlist("who")))
    rows = [row for row in access_candidacies(visit, found).filter(key__in=wanted[:MOST]) if row.match]
    if len(rows) < LEAST:
        messages.warning(request, _("Tick two to four candidates to see them side by side."))
        return redirect("ranking", business=visit.business.key, brief=found.key)
    if len(wanted) > MOST:
        messages.info(request, _("Four fit side by side; these are the first four that you ticked."))
    columns = [
        Column(
            line=line_of(row, place),
            languages=", ".join(_languages(row.candidate.languages)),
            skills=", ".join(map(str, row.candidate.skills)),
        )
        for place, row in enumerate(rows, 1)
    ]
    parts = zip(*(column.line.bars for column in columns), strict=True)
    ordered = sorted(parts, key=lambda bars: min(bar.value for bar in bars) - max(bar.value for bar in bars))
    context = {"visit": visit, "brief": found, "columns": columns, "rows": ordered}
    return render(request, "source/matching/compare.html", context)


def _languages(told: dict[str, object]) -> list[str]:
    return [
        f"{language_name(code)} {row.get('level', '') if isinstance(row, dict) else row}".strip()
        for code, row in told.items()
    ]
