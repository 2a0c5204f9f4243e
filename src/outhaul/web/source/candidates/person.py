"""One candidate: all that is known, where they stand, what was done."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.sourcing.domain.access import access_brief, access_briefs, access_candidate
from outhaul.apps.sourcing.domain.candidates import put_forward, remove_candidate, restore_candidate
from outhaul.apps.sourcing.domain.erasing import is_bound
from outhaul.apps.sourcing.domain.exporting import activity_of
from outhaul.apps.sourcing.domain.merging import likely_same
from outhaul.apps.sourcing.lifecycles import CANDIDACY, BriefState, CandidacyState
from outhaul.apps.sourcing.models import Candidacy, Candidate
from outhaul.lifecycle import NotNow
from outhaul.reference.tables import load
from outhaul.web.audit.sentences import sentence
from outhaul.web.doors import for_power
from outhaul.web.source.candidates import words

LATEST = 30


@dataclass(frozen=True, slots=True)
class Standing:
    """A candidacy, and what can be done with it here."""

    key: str
    brief: str
    state: object
    reason: str
    can_end: bool
    can_reconsider: bool


@for_power(Power.SOURCE)
@require_safe
def page(request: HttpRequest, visit: Visit, candidate: str) -> HttpResponse:
    """Show all that is known of a candidate."""
    return person_page(request, visit, access_candidate(visit, candidate))


def person_page(
    request: HttpRequest, visit: Visit, found: Candidate, *, wrong: str = "", status: int = 200
) -> HttpResponse:
    """Show a candidate, with what was wrong in a form of the page."""
    standings = [_standing(row) for row in found.candidacies.select_related("brief").order_by("-pk")]
    weighed = found.candidacies.values("brief")
    open_briefs = access_briefs(visit).filter(state=BriefState.PUBLISHED).exclude(pk__in=weighed)
    context = {
        "candidate": found,
        "sentence": _sentence(found, standings),
        "facts": list(words.facts(found)),
        "spoken_languages": [
            (words.language_name(code), row["level"], row.get("evidence", ""))
            for code, row in found.languages.items()
        ],
        "skills": skills_of(found),
        "occupation": words.occupation_name(found.occupation) if found.occupation else "",
        "standings": standings,
        "briefs": list(open_briefs.values_list("key", "title")),
        "record": list(found.record.all()),
        "same": list(likely_same(visit, found)[:5]),
        "merges": list(found.merges.select_related("other")),
        "activity": [
            (event, sentence(event, {found.key: found.name})) for event in activity_of(found)[:LATEST]
        ],
        "is_bound": is_bound(found),
        "source": words.SOURCES[found.source],
        "today": timezone.localdate(),
        "wrong": wrong,
    }
    return render(request, "source/candidates/person.html", context, status=status)


def _standing(row: Candidacy) -> Standing:
    verbs = CANDIDACY.verbs(CandidacyState(row.state))
    return Standing(
        row.key,
        row.brief.title,
        words.STATES[row.state],
        row.reason,
        "reject" in verbs,
        "reconsider" in verbs,
    )


def skills_of(candidate: Candidate) -> list[tuple[str, bool]]:
    """Return each skill, and whether the reference tables know it for what the candidate does."""
    work = load().occupations.get(candidate.occupation)
    known = {name.casefold() for name in (*work.skills, *work.technologies)} if work else set()
    makers = {name.split(" ", 1)[1] for name in known if name.startswith(("microsoft ", "intuit ", "adobe "))}
    return [(skill, skill.casefold() in known | makers) for skill in candidate.skills]


def _sentence(candidate: Candidate, standings: list[Standing]) -> str:
    """Return where the candidate stands, as the first line of the page."""
    going = [standing for standing in standings if standing.can_end]
    if not standings:
        return _("%(name)s: put forward for 0 briefs so far.") % {"name": candidate.name}
    if len(going) == 1:
        told = {"name": candidate.name, "brief": going[0].brief, "state": going[0].state}
        return _("%(name)s for %(brief)s: %(state)s.") % told
    told = {"name": candidate.name, "count": len(standings), "going": len(going)}
    return _("%(name)s: %(going)s of %(count)s candidacies still open.") % told


@for_power(Power.SOURCE)
@require_POST
def remove(_request: HttpRequest, visit: Visit, candidate: str) -> HttpResponse:
    """Take a candidate out, and offer to put it back."""
    remove_candidate(visit, access_candidate(visit, candidate))
    answer = redirect("candidates", business=visit.business.key)
    answer["Location"] += f"?removed={candidate}"
    return answer


@for_power(Power.SOURCE)
@require_POST
def restore(request: HttpRequest, visit: Visit, candidate: str) -> HttpResponse:
    """Put a candidate back."""
    found = access_candidate(visit, candidate, removed=True)
    restore_candidate(visit, found)
    messages.success(request, _("%(name)s is back.") % {"name": found})
    return redirect("candidate", business=visit.business.key, candidate=found.key)


@for_power(Power.SOURCE)
@require_POST
def forward(request: HttpRequest, visit: Visit, candidate: str) -> HttpResponse:
    """Weigh a candidate for a brief."""
    found = access_candidate(visit, candidate)
    key = request.POST.get("brief", "")
    if not key:
        return person_page(request, visit, found, wrong=_("Choose a brief."), status=422)
    try:
        brief = access_brief(visit, key)
        put_forward(visit, found, brief)
    except (NotNow, Http404):
        told = _("This brief takes no candidates: it must be published.")
        return person_page(request, visit, found, wrong=told, status=422)
    messages.success(request, _("%(name)s is weighed for %(brief)s.") % {"name": found, "brief": brief})
    return redirect("candidate", business=visit.business.key, candidate=found.key)
