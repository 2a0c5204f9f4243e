"""Headers that no library of ours sets."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

REFUSED = ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
"""What no page of ours ever asks of a browser."""


class PermissionsMiddleware:
    """Tells browsers that no page needs camera, screen, place or microphone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.policy = ", ".join(f"{name}=()" for name in REFUSED)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer `request` with the header added."""
        response = self.get_response(request)
        response["Permissions-Policy"] = self.policy
        return response
