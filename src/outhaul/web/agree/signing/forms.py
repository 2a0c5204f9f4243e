"""What somebody fills in to sign, decline or ask."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SignHere(forms.Form):
    """A typed name and a tick: what both sides give."""

    typed_name = forms.CharField(
        label=_("Type your name to sign"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    agrees = forms.BooleanField(label=_("I agree"), required=False)


class SignWithCode(SignHere):
    """The contractor also proves the mailbox."""

    code = forms.CharField(
        label=_("Code from the mail"),
        help_text=_("Six digits, good for 15 minutes."),
        max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )
    field_order = ("code", "typed_name", "agrees")


class Decline(forms.Form):
    """Why somebody does not sign."""

    reason = forms.CharField(
        label=_("Why not?"),
        help_text=_("The business reads it, and can issue it anew."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class Ask(forms.Form):
    """A question before signing."""

    question = forms.CharField(
        label=_("Your question"),
        help_text=_("It goes to who answers for the work; the answer comes by mail."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class Send(forms.Form):
    """Until when it can be signed."""

    good_until = forms.DateField(
        label=_("Can be signed until"),
        required=False,
        help_text=_("Two weeks from today if you leave it empty."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
