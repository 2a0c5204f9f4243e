"""Moments in the time zone of the person who reads them."""

from collections.abc import Callable
from zoneinfo import ZoneInfo, available_timezones

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

COOKIE = "zone"
"""Set by app.js from what the browser knows; without it moments are told in UTC, and say so."""

ZONES = frozenset(available_timezones())


class ZoneMiddleware:
    """Answers each request in the time zone of the browser."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer `request`."""
        name = request.COOKIES.get(COOKIE, "")
        with timezone.override(ZoneInfo(name) if name in ZONES else None):
            return self.get_response(request)


def is_zone_known() -> bool:
    """Whether the person's time zone is known."""
    return timezone.get_current_timezone_name() != "UTC"
