"""The form that opens a brief to everybody."""

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from outhaul.apps.sourcing.domain.publishing import LONGEST_OPEN


class LinkForm(forms.Form):
    """Until when somebody can apply."""

    open_until = forms.DateField(
        label=gettext_lazy("Last day to apply"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        input_formats=["%Y-%m-%d", "%d.%m.%Y", "%m/%d/%Y"],
    )

    def clean_open_until(self) -> date:
        """Refuse a day in the past, or too far ahead."""
        until: date = self.cleaned_data["open_until"]
        today = timezone.localdate()
        if not today <= until <= today + LONGEST_OPEN:
            raise forms.ValidationError(_("Choose a day from today on, at most half a year ahead."))
        return until
