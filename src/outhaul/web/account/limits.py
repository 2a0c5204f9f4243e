"""How often somebody may try, and how long to wait after that. allauth counts; this reads its counts."""

import math
import time

from allauth.core.internal import ratelimit
from django.contrib.sites.shortcuts import get_current_site
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import ngettext

APP = "allauth.account"
ACTIONS = {
    "account_login": "login",
    "account_signup": "signup",
    "account_email": "manage_email",
    "account_change_password": "change_password",
    "account_set_password": "change_password",
    "account_reset_password": "reset_password",
    "account_reset_password_from_key": "reset_password_from_key",
    "account_reauthenticate": "reauthenticate",
    "mfa_reauthenticate": "reauthenticate",
    "mfa_reauthenticate_webauthn": "reauthenticate",
}
"""Name of an address -> what allauth counts there."""
A_MINUTE = 60


def wait_to_sign_in(request: HttpRequest) -> float:
    """Return the seconds until a password, a code or a wish for one is heard again."""
    login = (request.POST.get("login") or request.POST.get("email") or "").lower()
    site = get_current_site(request).domain
    keys = [f"{site}:{login}", login, f"mfa-auth-user-{request.user.pk}"]
    waits = [_wait(request, action, key) for action in ("login_failed", "request_login_code") for key in keys]
    return max(waits) or A_MINUTE


def too_often(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """Say that somebody tried too often, and how long to wait."""
    name = request.resolver_match.url_name if request.resolver_match else ""
    action = ACTIONS.get(name or "", "login")
    key = (request.POST.get("login") or request.POST.get("email") or "").lower()
    wait = _wait(request, action, key) or A_MINUTE
    answer = render(request, "429.html", {"wait": in_words(wait)}, status=429)
    answer["Retry-After"] = str(math.ceil(wait))
    return answer


def _wait(request: HttpRequest, action: str, key: str) -> float:
    """Return the seconds until the tightest limit of `action` lets the next one through."""
    now, longest = time.time(), 0.0
    for rate in ratelimit.get_rates(app=APP, action=action):
        if rate.per == "user" and not request.user.is_authenticated:
            continue
        name = ratelimit.get_cache_key(request, app=APP, action=action, rate=rate, key=key)
        newest_first = cache.get(name, [])
        if len(newest_first) >= rate.amount:
            longest = max(longest, newest_first[rate.amount - 1] + rate.duration - now)
    return longest


def in_words(seconds: float) -> str:
    """Return a wait as a person says it: "40 seconds", "5 minutes", never too short."""
    whole = math.ceil(seconds)
    if whole <= A_MINUTE:
        return ngettext("%(count)s second", "%(count)s seconds", whole) % {"count": whole}
    minutes = math.ceil(whole / A_MINUTE)
    return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
