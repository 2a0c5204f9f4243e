"""A person's calendar: the page on which its link is made and taken back, and the feed behind it."""

from hashlib import sha256
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from outhaul.apps.notices.domain import calendar
from outhaul.apps.notices.domain.readers import reader_of
from outhaul.apps.notices.models import Reader
from outhaul.apps.people.models import User
from outhaul.apps.tongue import told_in
from outhaul.documents.calendar.ical import render as render_calendar
from outhaul.web.doors import for_everybody, for_signed_in
from outhaul.web.inbox.inbox import remember
from outhaul.web.linked import unseen_elsewhere


@for_signed_in
@require_safe
def page(request: HttpRequest, user: User) -> HttpResponse:
    """Show the link of the calendar, and what stands in it next."""
    remember(request, user)
    reader = reader_of(user)
    token = calendar.token_of(reader)
    address = settings.HOME + reverse("calendar-feed", kwargs={"token": token}) if token else ""
    count = len(calendar.entries_of(user, timezone.localdate()))
    undo = request.GET.get("undo", "")
    shown = {
        "address": address,
        "count": count,
        "number": reader.feed_number,
        "undo": undo if undo.isdecimal() and not address else "",
    }
    return unseen_elsewhere(render(request, "inbox/calendar.html", shown))


@for_signed_in
@require_POST
def make(request: HttpRequest, user: User) -> HttpResponse:
    """Make a new link, or open again the one that was just taken back.

    `after` is the number of the last one that the page knew: a form sent twice makes one.
    """
    undo, after = request.POST.get("undo", ""), request.POST.get("after", "")
    if undo.isdecimal():
        calendar.restore_link(user, int(undo))
    elif after == str(reader_of(user).feed_number):
        calendar.make_link(user)
    messages.success(request, _("Your calendar has a link."))
    return redirect("calendar")


@for_signed_in
@require_POST
def revoke(_request: HttpRequest, user: User) -> HttpResponse:
    """Take the link back."""
    number = calendar.revoke_link(user).feed_number
    return redirect(reverse("calendar") + (f"?undo={number}" if number else ""))


@for_everybody
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Give the calendar that a link opens; a programme that has it already is told so."""
    reader = calendar.reader_by_link(token)
    if reader is None:
        return unseen_elsewhere(HttpResponse(status=404, content_type="text/plain"))
    answer = unseen_elsewhere(_told(request, reader))
    answer["Cache-Control"] = "private, no-cache"  # it may be kept, and is asked for again
    return answer


def _told(request: HttpRequest, reader: Reader) -> HttpResponse:
    with told_in(reader.language or settings.LANGUAGE_CODE):
        entries = calendar.entries_of(reader.user, timezone.now().date())
        domain = urlsplit(settings.HOME).hostname or "localhost"
        content = render_calendar(entries, title=_("Work at Outhaul"), domain=domain)
    etag = f'"{sha256(content).hexdigest()[:32]}"'
    changed = max((entry.changed_at for entry in entries), default=None)
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="outhaul.ics"'
    answer["ETag"] = etag
    if changed:
        answer["Last-Modified"] = http_date(changed.timestamp())
    found = get_conditional_response(request, etag, None, answer)
    return found if isinstance(found, HttpResponse) else answer
