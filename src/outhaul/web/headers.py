"""What no library of ours does for every request: limit its body, and say what browsers may do and keep."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse

REFUSED = ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
"""What no page of ours ever asks of a browser."""
MOST_POURED_AWAY, PIECE = 60_000_000, 65_536
"""Bytes of a refused body that are read at most, and at once."""
PUBLIC = "/"
"""The one page that search engines may show; all others are somebody's own."""
HAND_IN = "/portal/"
"""Begins the addresses to which files are handed in."""


class PermissionsMiddleware:
    """Tells browsers and search engines what is not for them.

    No page needs camera, screen, place or microphone; no page but the first is for search engines; and
    no page is kept where another person could find it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.policy = ", ".join(f"{name}=()" for name in REFUSED)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer `request` with the headers added."""
        response = self.get_response(request)
        response["Permissions-Policy"] = self.policy
        if not request.path.startswith(settings.STATIC_URL):
            response.setdefault("Cache-Control", "private, no-cache")
            if request.path != PUBLIC:
                response.setdefault("X-Robots-Tag", "noindex")
        return response


class BodyLimitMiddleware:
    """Refuses a body over the limit, and keeps not a byte of it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer `request`. Raises RequestDataTooBig, which the page for it tells."""
        length = request.headers.get("Content-Length") or "0"
        if length.isdecimal() and int(length) > largest_body(request.path):
            _pour_away(request)
            raise RequestDataTooBig
        return self.get_response(request)


def largest_body(path: str) -> int:
    """Return the bytes that a request to `path` may bring: contractors hand in files, nobody else does."""
    return settings.LARGEST_HAND_IN if path.startswith(HAND_IN) else settings.LARGEST_BODY


def _pour_away(request: HttpRequest) -> None:
    """Read on for a while: a browser shows our answer only once it has sent what it wanted to."""
    for _ in range(MOST_POURED_AWAY // PIECE):
        if not request.read(PIECE):
            return
