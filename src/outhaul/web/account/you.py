"""A person's own page: name, language, businesses, and how safe the account is."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from outhaul.apps.people.domain.persons import rename_person
from outhaul.apps.people.models import User
from outhaul.apps.work.domain.access import access_assignments
from outhaul.web.account.languages import keep_language
from outhaul.web.account.roles import ROLE_NAMES
from outhaul.web.doors import for_signed_in

LANGUAGE_NAMES = {"en": "English", "de": "Deutsch"}
"""Each in its own words, so that who needs it can read it."""


class About(forms.Form):
    """What a person is called, and in which language the pages speak."""

    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        choices=[(code, LANGUAGE_NAMES[code]) for code, _name in settings.LANGUAGES],
    )


@dataclass(frozen=True, slots=True)
class Safety:
    """How a person signs in, counted."""

    has_password: bool
    unconfirmed: int
    """E-mail addresses that nobody has confirmed."""
    has_app: bool
    passkeys: int
    recovery_codes: int
    sessions: int
    connections: int


def safety_of(user: User) -> Safety:
    """Return how `user` signs in."""
    ways = list(Authenticator.objects.filter(user=user))
    codes = [way.wrap() for way in ways if way.type == Authenticator.Type.RECOVERY_CODES]
    return Safety(
        has_password=user.has_usable_password(),
        unconfirmed=EmailAddress.objects.filter(user=user, verified=False).count(),
        has_app=any(way.type == Authenticator.Type.TOTP for way in ways),
        passkeys=sum(way.type == Authenticator.Type.WEBAUTHN for way in ways),
        recovery_codes=sum(len(code.get_unused_codes()) for code in codes),
        sessions=UserSession.objects.filter(user=user).count(),
        connections=SocialAccount.objects.filter(user=user).count(),
    )


@for_signed_in
@require_http_methods(["GET", "POST"])
def you(request: HttpRequest, user: User) -> HttpResponse:
    """Show who one is, and keep name and language."""
    form = About(request.POST or None, initial={"name": user.name, "language": translation.get_language()})
    if form.is_valid():
        rename_person(user, name=form.cleaned_data["name"])
        with translation.override(form.cleaned_data["language"]):
            messages.success(request, _("Kept."))
        return keep_language(request, redirect("you"), form.cleaned_data["language"])
    shown = {
        "form": form,
        "safety": safety_of(user),
        "names": ROLE_NAMES,
        "engagements": list(access_assignments(user)),
    }
    return render(request, "account/you.html", shown, status=422 if form.is_bound else 200)
