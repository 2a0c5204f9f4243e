"""How allauth behaves here."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from outhaul.apps.people.domain.invitations import NotInvited, open_invitation
from outhaul.apps.people.models import User
from outhaul.web.account.limits import in_words, wait_to_sign_in

INVITATION = "invitation"
"""Where the session keeps the token of the link that somebody came by."""


class Adapter(DefaultAccountAdapter):  # type: ignore[misc] # allauth has no types
    """Lets people make accounts where the installation allows it or a business invited them."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Whether whoever asks may make an account."""
        return settings.SIGN_UP or _is_invited(request)

    def get_logout_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002 -- allauth's signature
        """Lead to the start; in the demo to the sign-in, for there the start signs everybody in."""
        return reverse("account_login" if settings.DEMO else "home")

    def validation_error(self, code: str, *args: object) -> ValidationError:
        """Return allauth's message; where somebody tried too often, say how long to wait."""
        if code != "too_many_login_attempts":
            return super().validation_error(code, *args)  # type: ignore[no-any-return] # allauth has no types
        wait = in_words(wait_to_sign_in(context.request))
        return ValidationError(_("Too many attempts. Try again in %(wait)s.") % {"wait": wait}, code=code)


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc] # allauth has no types
    """Takes the name of a person from where they sign in."""

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> User:  # noqa: ANN401 -- allauth's own
        """Return the new user with address and name."""
        user: User = super().populate_user(request, sociallogin, data)
        parts = (data.get("first_name"), data.get("last_name"))
        name = data.get("name") or " ".join(filter(None, parts))
        user.name = str(name)[: User._meta.get_field("name").max_length]  # noqa: SLF001 -- Django's public name
        return user


def _is_invited(request: HttpRequest) -> bool:
    try:
        open_invitation(request.session.get(INVITATION, ""))
    except NotInvited:
        return False
    return True
