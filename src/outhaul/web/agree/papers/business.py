"""What the business sees of its contractors' papers: which are there, masked, which expire, ask again."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.work.domain.access import access_contractors
from outhaul.apps.work.domain.papers import ask_for_papers, kind_name, papers_of_all
from outhaul.apps.work.models import Contractor, Paper
from outhaul.engine.papers import guard_payment
from outhaul.engine.verdict import Answer, worst
from outhaul.web.doors import for_power


@dataclass(frozen=True, slots=True)
class Row:
    """One contractor, each paper that is needed with what may be shown, and whether a payment may go out."""

    contractor: Contractor
    papers: tuple[tuple[str, Paper | None, str], ...]
    """Name, the paper in force, and how the guard answers."""
    answer: Answer


@for_power(Power.PAPERS)
@require_safe
def papers(request: HttpRequest, visit: Visit) -> HttpResponse:
    """List the contractors with their papers."""
    today = timezone.localdate()
    rows = []
    for contractor, needed, there in papers_of_all(visit):
        verdicts = guard_payment(needed, {kind: paper.expires_on for kind, paper in there.items()}, today)
        told = tuple(
            (kind_name(kind), there.get(kind), verdict.answer)
            for kind, verdict in zip(needed, verdicts, strict=True)
        )
        rows.append(Row(contractor, told, worst(verdicts)))
    ready = sum(row.answer is not Answer.BLOCK for row in rows)
    return render(request, "agree/papers/list.html", {"rows": rows, "ready": ready})


@for_power(Power.PAPERS)
@require_POST
def ask(request: HttpRequest, visit: Visit, contractor: str) -> HttpResponse:
    """Send the link to the page of papers again."""
    found = access_contractors(visit).select_related("business").filter(key=contractor).first()
    if found is None:
        raise Http404
    ask_for_papers(visit, found)
    messages.success(request, _("%(name)s has a mail with the link.") % {"name": found.name})
    return redirect("papers", business=visit.business.key)
