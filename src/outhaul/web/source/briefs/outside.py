"""What a link shows of a brief to somebody who is not signed in: to read, and to apply."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from outhaul.apps.sourcing.domain.applying import apply
from outhaul.apps.sourcing.domain.content import content_of
from outhaul.apps.sourcing.domain.keeping import days_kept
from outhaul.apps.sourcing.domain.publishing import brief_behind, is_open
from outhaul.apps.sourcing.models import Brief as Row
from outhaul.lifecycle import NotNow
from outhaul.web.agree.texts import day_text
from outhaul.web.doors import for_everybody
from outhaul.web.linked import unseen_elsewhere
from outhaul.web.source.briefs.application_form import ApplicationForm
from outhaul.web.source.briefs.paper import paper_of
from outhaul.web.source.briefs.papers import as_pdf
from outhaul.web.source.briefs.spam import Trap, new_stamp, too_many
from outhaul.web.zones import COOKIE, ZONES


@for_everybody
@require_http_methods(["GET", "HEAD", "POST"])
def brief(request: HttpRequest, token: str) -> HttpResponse:
    """Show the brief that a link opens, and take an application for it."""
    row = brief_behind(token)
    if row is None:
        return gone(request)
    if request.method != "POST":
        return _page(request, row, token, ApplicationForm(content=content_of(row), initial=_known(request)))
    form, trap = ApplicationForm(request.POST, content=content_of(row)), Trap(request.POST)
    if trap.is_sprung:
        return _thanks(request, row)
    if not (form.is_valid() & trap.is_valid()):
        return _page(request, row, token, form, trap, status=422)
    return too_many(request, form.cleaned_data["email"]) or _applied(request, row, token, form)


def _applied(request: HttpRequest, row: Row, token: str, form: ApplicationForm) -> HttpResponse:
    def address(of: str) -> str:
        return request.build_absolute_uri(reverse("application", args=(of,)))

    try:
        apply(row, form.application(), address=address, today=timezone.localdate())
    except NotNow:
        return _page(request, row, token, form, status=409)
    return _thanks(request, row)


def _known(request: HttpRequest) -> dict[str, str]:
    """Return what the browser tells of itself already."""
    zone = request.COOKIES.get(COOKIE, "")
    return {"time_zone": zone} if zone in ZONES else {}


def _page(  # noqa: PLR0913 -- what a page is made of
    request: HttpRequest,
    row: Row,
    token: str,
    form: ApplicationForm,
    trap: Trap | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    today = timezone.localdate()
    context = {
        "brief": row,
        "paper": paper_of(row, content_of(row)),
        "token": token,
        "form": form,
        "trap": trap,
        "stamp": new_stamp(),
        "is_open": is_open(row, today),
        "until": day_text(row.open_until),
        "kept_days": days_kept(row.business),
        "asks": row.made_by.email if row.made_by else "",
    }
    return unseen_elsewhere(render(request, "source/briefs/apply.html", context, status=status))


def _thanks(request: HttpRequest, row: Row) -> HttpResponse:
    """Answer all alike: nobody learns here who applied before."""
    return unseen_elsewhere(render(request, "source/briefs/applied.html", {"brief": row}))


@for_everybody
@require_safe
def pdf(request: HttpRequest, token: str) -> HttpResponse:
    """Hand out on paper the brief that a link opens."""
    row = brief_behind(token)
    return gone(request) if row is None else unseen_elsewhere(as_pdf(row))


def gone(request: HttpRequest) -> HttpResponse:
    """Say that a link opens nothing."""
    return unseen_elsewhere(render(request, "source/briefs/gone.html", status=404))
