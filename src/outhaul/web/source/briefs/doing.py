"""What is done with a brief: the steps of its life, overriding, following the plan, copying, taking out."""

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.sourcing.domain.access import access_brief
from outhaul.apps.sourcing.domain.briefs import copy_brief, remove_brief, restore_brief, take_over_band
from outhaul.apps.sourcing.domain.content import content_of
from outhaul.apps.sourcing.domain.drafting import behind, judged
from outhaul.apps.sourcing.domain.guarding import Blocked, override_block
from outhaul.apps.sourcing.domain.publishing import (
    close_brief,
    fill_brief,
    may_be_overridden,
    publish_brief,
    redraft_brief,
    reopen_brief,
)
from outhaul.apps.sourcing.models import Brief as Row
from outhaul.faults import InputError
from outhaul.lifecycle import NotNow
from outhaul.reference.tables import load
from outhaul.web.doors import for_power
from outhaul.web.source.briefs.reading import page
from outhaul.wording.tongue import tell

Step = Callable[[Visit, Row], Row]

STEPS: Mapping[str, tuple[Step, str | Promise]] = {
    "publish": (
        lambda visit, row: publish_brief(visit, row, reference=load()),
        gettext_lazy("It is published: candidates can be weighed against it."),
    ),
    "redraft": (
        redraft_brief,
        gettext_lazy("It is a draft again. Its link shows nothing until you publish."),
    ),
    "close": (close_brief, gettext_lazy("It is closed. Reopen it whenever you look again.")),
    "reopen": (
        lambda visit, row: reopen_brief(visit, row, reference=load()),
        gettext_lazy("It is open again."),
    ),
    "fill": (fill_brief, gettext_lazy("It is filled. Its link shows nothing any more.")),
}


@for_power(Power.SOURCE)
@require_POST
def step(request: HttpRequest, visit: Visit, brief: str, step: str) -> HttpResponse:
    """Go one step of the lifecycle; what the guard blocks stays as it is, with the verdicts shown."""
    row = access_brief(visit, brief)
    if step not in STEPS:
        raise Http404
    do, said = STEPS[step]
    try:
        do(visit, row)
    except Blocked:
        return page(request, visit, row, status=422, refused=True)
    except NotNow:
        messages.info(request, _("Somebody was quicker: the brief has changed meanwhile."))
    else:
        messages.success(request, str(said))
    return _back(visit, row)


@for_power(Power.SIGN)
@require_POST
def override(request: HttpRequest, visit: Visit, brief: str) -> HttpResponse:
    """Keep the owner's reason to go on although guard scope blocks."""
    row = access_brief(visit, brief)
    said = judged(visit, row.process, content_of(row), load())
    asked = (request.POST.get("rule"), request.POST.get("blocked"))
    found = next((verdict for verdict in said if (verdict.rule, verdict.reason) == asked), None)
    if found is None:
        messages.info(request, _("The guard no longer says so: look at what it says now."))
        return _back(visit, row)
    if not may_be_overridden(found):
        raise PermissionDenied
    try:
        override_block(
            visit,
            found,
            thing="brief",
            key=row.key,
            name=row.title,
            reason=request.POST.get("reason", "")[:2000],
        )
    except InputError as error:
        return page(request, visit, row, status=422, wrong=tell(error.faults[0].remedy))
    messages.success(request, _("Your reason is kept. It holds for what the guard says now."))
    return _back(visit, row)


@for_power(Power.SOURCE)
@require_POST
def follow(request: HttpRequest, visit: Visit, brief: str) -> HttpResponse:
    """Take over the band of the plan in force."""
    row = access_brief(visit, brief)
    found = behind(visit, row)
    if found is not None:
        try:
            take_over_band(visit, row, behind=found)
        except NotNow:
            messages.info(request, _("A brief that is over keeps the plan that it came from."))
        else:
            messages.success(request, _("The brief follows the plan of today."))
    return _back(visit, row)


@for_power(Power.SOURCE)
@require_POST
def copy(request: HttpRequest, visit: Visit, brief: str) -> HttpResponse:
    """Write another brief that says the same."""
    key = request.POST.get("key", "")
    is_ours = len(key) == 12 and key.isalnum()  # noqa: PLR2004 -- characters of a key
    made = copy_brief(visit, access_brief(visit, brief), key=key if is_ours else "")
    messages.success(request, _("This is the copy, a draft of its own."))
    return redirect("edit-brief", business=visit.business.key, brief=made.key)


@for_power(Power.SOURCE)
@require_POST
def remove(_request: HttpRequest, visit: Visit, brief: str) -> HttpResponse:
    """Take a brief out, and offer to put it back."""
    row = access_brief(visit, brief)
    remove_brief(visit, row)
    answer = redirect("briefs", business=visit.business.key)
    answer["Location"] += f"?removed={row.key}"
    return answer


@for_power(Power.SOURCE)
@require_POST
def restore(request: HttpRequest, visit: Visit, brief: str) -> HttpResponse:
    """Put a brief back."""
    row = access_brief(visit, brief, removed=True)
    restore_brief(visit, row)
    messages.success(request, _("%(name)s is back.") % {"name": row.title})
    return _back(visit, row)


def _back(visit: Visit, row: Row) -> HttpResponse:
    return redirect("brief", business=visit.business.key, brief=row.key)
