"""What somebody is asked who makes an account."""

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from outhaul.apps.people.models import User


class SignUp(forms.Form):
    """Name of the person, beside e-mail address and password."""

    name = forms.CharField(
        label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    field_order = ("name", "email", "password1")

    def signup(self, request: HttpRequest, user: User) -> None:  # noqa: ARG002 -- allauth's signature
        """Keep the name."""
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])
