"""Plans, charts and messages in the language of whoever reads a page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from outhaul.apps.tongue import DjangoTongue
from outhaul.wording.tongue import speaking


class TongueMiddleware:
    """Lets the layers below speak the language that `LocaleMiddleware` has found."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the language of the request."""
        with speaking(DjangoTongue()):
            return self.get_response(request)
