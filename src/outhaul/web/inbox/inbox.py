"""The inbox: what waits for a person in all their businesses and engagements."""

from datetime import datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from outhaul.apps.notices.domain import reading
from outhaul.apps.notices.domain.readers import notice_reader
from outhaul.apps.people.models import User
from outhaul.web.doors import for_signed_in
from outhaul.web.inbox.shown import inbox_of
from outhaul.web.zones import COOKIE


@for_signed_in
@require_safe
def inbox(request: HttpRequest, user: User) -> HttpResponse:
    """Show what the person must do first, then the rest by day."""
    remember(request, user)
    shown = inbox_of(
        user,
        kind=request.GET.get("kind", ""),
        unread_only=request.GET.get("show") == "unread",
        before=request.GET.get("before", ""),
    )
    undo = _moment(request.GET.get("undo", ""))
    return render(request, "inbox/inbox.html", {"inbox": shown, "undo": undo.isoformat() if undo else ""})


@for_signed_in
@require_safe
def opened(request: HttpRequest, user: User, notice: str) -> HttpResponse:
    """Mark a notice as read, and lead to what it is about; what is not the person's leads to the inbox."""
    found = reading.access_notice(user, notice)
    if found is None:
        messages.info(request, _("That is not in your inbox, or not any more."))
        return redirect("inbox")
    if request.method == "GET":
        remember(request, user)
        reading.read(found)
    return redirect(found.address)


@for_signed_in
@require_POST
def mark(request: HttpRequest, user: User, notice: str) -> HttpResponse:
    """Mark one notice as read, or as not read."""
    found = reading.access_notice(user, notice)
    if found and request.POST.get("as") == "unread":
        reading.unread(found)
    elif found:
        reading.read(found)
    return redirect(_back(request))


@for_signed_in
@require_POST
def mark_all(request: HttpRequest, user: User) -> HttpResponse:
    """Mark all as read, or take that back: `undo` is when it was done."""
    undo = _moment(request.POST.get("undo", ""))
    if undo is not None:
        reading.undo_read_all(user, undo)
        return redirect("inbox")
    at = reading.read_all(user)
    return redirect(_back(request, undo=at.isoformat() if at else ""))


def remember(request: HttpRequest, user: User) -> None:
    """Keep in which language and zone the person reads, so that mail comes in both."""
    language = translation.get_language() or ""
    notice_reader(user, language=language, zone=request.COOKIES.get(COOKIE, ""))


def _back(request: HttpRequest, **more: str) -> str:
    kept = {name: request.POST.get(name, "") for name in ("kind", "show")} | more
    query = urlencode({name: value for name, value in kept.items() if value})
    return reverse("inbox") + (f"?{query}" if query else "")


def _moment(told: str) -> datetime | None:
    try:
        moment = parse_datetime(told)
    except ValueError:
        return None
    return moment if moment and timezone.is_aware(moment) else None
