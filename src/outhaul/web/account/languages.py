"""The language of the pages."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from outhaul.web.doors import for_everybody

A_YEAR = 365 * 24 * 3600


@for_everybody
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Keep the language in a cookie and go back to where the person was."""
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return keep_language(request, redirect(back if safe else "home"), request.POST.get("language", ""))


def keep_language(request: HttpRequest, answer: HttpResponse, language: str) -> HttpResponse:
    """Return `answer` with a cookie for `language`, if the pages speak it."""
    if language in dict(settings.LANGUAGES):
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=A_YEAR,
            samesite="Lax",
            secure=request.is_secure(),
        )
    return answer
