"""The language of whoever reads a page, for the layers below that know nothing of Django."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from outhaul.wording.tongue import ENGLISH, speaking


class DjangoTongue:
    """Speaks whatever language Django has active, from its catalogue."""

    @property
    def language(self) -> str:
        """Its code."""
        return translation.get_language() or ENGLISH

    def gettext(self, text: str) -> str:
        """Return `text` in the language that is active."""
        return translation.gettext(text)

    def pgettext(self, context: str, text: str) -> str:
        """Return `text` as it is meant in `context`."""
        return translation.pgettext(context, text)

    def ngettext(self, one: str, several: str, count: int) -> str:
        """Return the form for `count` things."""
        return translation.ngettext(one, several, count)


class TongueMiddleware:
    """Lets plans, charts and messages speak the language that `LocaleMiddleware` has found."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the language of the request."""
        with speaking(DjangoTongue()):
            return self.get_response(request)
