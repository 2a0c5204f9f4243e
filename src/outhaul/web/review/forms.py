"""What the four ways on, and looking back, ask for."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as later

from outhaul.apps.review.domain.looking_back import ENDED_BY
from outhaul.engine.verdict import Guard

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
QUESTIONS: Mapping[Guard, str | Promise] = {
    Guard.SCOPE: later("Was it work that could be steered by deliverables? What would you cut differently?"),
    Guard.MATCH: later("Did language, hours and skills fit? What would you ask for next time?"),
    Guard.PAY: later("Was the pay fair, and on time? Would they say so?"),
    Guard.COST: later("What did it cost that you had not reckoned with?"),
    Guard.MANAGE: later("Who answered for it, and was there time enough? What did you steer too closely?"),
}
"""Looking back: one question a guard."""
ENDED: Mapping[str, str | Promise] = {
    "": later("It goes on"),
    "contractor": later("The contractor left"),
    "client": later("We ended it"),
    "end": later("The agreed end came"),
}
"""Who ended it."""


class Reasoned(forms.Form):
    """A way on that only wants a reason."""

    reason = forms.CharField(label=later("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class Renewal(Reasoned):
    """A new end."""

    field_order = ("ends_on", "reason")
    ends_on = forms.DateField(label=later("New end"), widget=DAY, input_formats=["%Y-%m-%d"])


class Raised(Reasoned):
    """A new rate."""

    field_order = ("rate", "reason")
    rate = forms.DecimalField(label=later("New rate an hour"), min_value=0, max_digits=12, decimal_places=2)


class Replacement(Reasoned):
    """A brief for a successor; `key` names it, so that the form makes one."""

    key = forms.SlugField(max_length=16, widget=forms.HiddenInput)


class LookingBack(forms.Form):
    """Five questions and who ended it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- Django's own
        super().__init__(*args, **kwargs)
        for guard, question in QUESTIONS.items():
            self.fields[guard.value] = forms.CharField(
                label=str(question), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
            )
        self.fields[ENDED_BY] = forms.ChoiceField(
            label=later("Who ended it?"), required=False, choices=list(ENDED.items())
        )
