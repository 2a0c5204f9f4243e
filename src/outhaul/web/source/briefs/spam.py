"""What keeps machines from applying: a field that only they fill, a least time, and so many an hour."""

import math

from allauth.core.internal import ratelimit
from django import forms
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from outhaul.web.account.limits import in_words

APP = "outhaul"
RATES = {"apply": "12/h/ip", "apply_mail": "4/d/key"}
"""Applications of one address of the network, and mails to one address."""
SALT = "outhaul.application"
LEAST, MOST = 4, 24 * 3600
"""Seconds between the page and its form coming back."""
AN_HOUR = 3600


class Trap(forms.Form):
    """Two fields that people do not fill in."""

    homepage = forms.CharField(
        required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"})
    )
    stamp = forms.CharField(widget=forms.HiddenInput)

    def clean_stamp(self) -> str:
        """Refuse a form that came back too fast, too late, or that is not ours."""
        stamp: str = self.cleaned_data["stamp"]
        try:
            signing.loads(stamp, salt=SALT, max_age=MOST)
        except signing.BadSignature as error:
            raise forms.ValidationError(_("This page was open for too long. Send it once more.")) from error
        try:
            signing.loads(stamp, salt=SALT, max_age=LEAST)
        except signing.SignatureExpired:
            return stamp
        raise forms.ValidationError(_("That was quicker than anybody writes. Send it once more."))

    @property
    def is_sprung(self) -> bool:
        """True where the field that nobody sees was filled in."""
        return bool(self.data.get("homepage"))


def new_stamp() -> str:
    """Return the mark of a page that is shown now."""
    return signing.dumps("apply", salt=SALT)


def too_many(request: HttpRequest, email: str) -> HttpResponse | None:
    """Count one application; return the answer to who sent too many, None to all others."""
    for action, key in (("apply", None), ("apply_mail", email.lower())):
        if ratelimit.consume(request, app=APP, action=action, config=RATES, key=key) is None:
            answer = render(request, "429.html", {"wait": in_words(AN_HOUR)}, status=429)
            answer["Retry-After"] = str(math.ceil(AN_HOUR))
            return answer
    return None
