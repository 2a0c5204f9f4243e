"""The editor of a brief, with the meter of how vague it is beside."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.sourcing.domain.access import access_brief
from outhaul.apps.sourcing.domain.briefs import ChangedMeanwhile, change_brief
from outhaul.apps.sourcing.domain.content import content_of
from outhaul.apps.sourcing.domain.drafting import judged
from outhaul.apps.sourcing.lifecycles import BriefState
from outhaul.apps.sourcing.models import Brief as Row
from outhaul.engine.brief import Brief
from outhaul.engine.briefing.quality import quality
from outhaul.lifecycle import NotNow
from outhaul.reference.tables import load
from outhaul.web.doors import for_power
from outhaul.web.source.briefs.editor_form import Form
from outhaul.web.source.briefs.money import band_text
from outhaul.web.source.briefs.words import shown


@for_power(Power.SOURCE)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, visit: Visit, brief: str) -> HttpResponse:
    """Show the editor; keep what it says, or add and take out a deliverable without keeping anything."""
    row = access_brief(visit, brief)
    if row.state != BriefState.DRAFT:
        return redirect("brief", business=visit.business.key, brief=row.key)
    form = Form(request.POST if request.method == "POST" else None, content_of(row))
    if request.method != "POST":
        return _page(request, visit, row, form)
    if "add" in request.POST or "drop" in request.POST:
        drop = request.POST.get("drop", "")
        drop_at = int(drop) if drop.isdecimal() else None
        return _page(request, visit, row, form.edited(add="add" in request.POST, drop=drop_at))
    if not form.is_valid():
        return _page(request, visit, row, form, status=422)
    return _keep(request, visit, row, form)


def _keep(request: HttpRequest, visit: Visit, row: Row, form: Form) -> HttpResponse:
    try:
        change_brief(visit, row, content=form.told(), seen=_seen(request))
    except (ChangedMeanwhile, NotNow):
        row.refresh_from_db()
        return _page(request, visit, row, form, status=409)
    messages.success(request, _("Saved."))
    target = "brief" if "done" in request.POST else "edit-brief"
    return redirect(target, business=visit.business.key, brief=row.key)


def _seen(request: HttpRequest) -> datetime | None:
    try:
        return parse_datetime(request.POST.get("seen", ""))
    except ValueError:
        return None


def _page(request: HttpRequest, visit: Visit, row: Row, form: Form, *, status: int = 200) -> HttpResponse:
    content = form.content if form.data is None else form.told()
    context = {
        "brief": row,
        "form": form,
        "clash": status == 409,  # noqa: PLR2004 -- conflict
        "band": band_text(content),
        **_measured(visit, row, content),
    }
    return render(request, "source/briefs/edit.html", context, status=status)


@for_power(Power.SOURCE)
@require_POST
def meter(request: HttpRequest, visit: Visit, brief: str) -> HttpResponse:
    """Measure what is typed; nothing is kept."""
    row = access_brief(visit, brief)
    if not request.POST:
        raise Http404
    content = Form(request.POST, content_of(row)).told()
    return render(request, "source/briefs/meter.html", {"brief": row, **_measured(visit, row, content)})


def _measured(visit: Visit, row: Row, content: Brief) -> dict[str, object]:
    found = quality(content)
    return {
        "score": int(found.score),
        "vague": [shown(finding) for finding in found.findings],
        "verdicts": judged(visit, row.process, content, load()),
    }
