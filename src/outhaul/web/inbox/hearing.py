"""How a person hears of things by mail: the digest and its hour, and a switch for each kind."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from outhaul.apps.notices.domain.readers import ZONES, choices_of, choose_hearing, reader_of
from outhaul.apps.notices.models import Kind, Reader, Way
from outhaul.apps.people.models import User
from outhaul.web.doors import for_signed_in
from outhaul.web.inbox.inbox import remember
from outhaul.web.inbox.words import KIND_NAMES

WAYS = (
    ("", gettext_lazy("As usual")),
    (Way.AT_ONCE.value, gettext_lazy("All of it at once")),
    (Way.DIGEST.value, gettext_lazy("All of it in the digest")),
    (Way.NEVER.value, gettext_lazy("Never by mail")),
)


class Hearing(forms.Form):
    """The digest, its hour and zone, and the way of each kind."""

    wants_digest = forms.BooleanField(label=gettext_lazy("Send me a digest each morning"), required=False)
    hour = forms.TypedChoiceField(
        label=gettext_lazy("At"), choices=[(hour, f"{hour}:00") for hour in range(24)], coerce=int
    )
    zone = forms.CharField(
        label=gettext_lazy("By the clock of"),
        help_text=gettext_lazy("Such as America/New_York or Europe/Berlin."),
        widget=forms.TextInput(attrs={"list": "zones", "autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- as Django has it
        super().__init__(*args, **kwargs)
        for kind in Kind:
            name = str(KIND_NAMES[kind])
            self.fields[kind.value] = forms.ChoiceField(label=name, choices=WAYS, required=False)

    def clean_zone(self) -> str:
        """Refuse what is no zone."""
        zone: str = self.cleaned_data["zone"].strip()
        if zone not in ZONES:
            raise forms.ValidationError(_("This is no time zone that we know. Choose one of the list."))
        return zone

    @property
    def by_kind(self) -> list[forms.BoundField]:
        """The fields of the kinds, in their order."""
        return [self[kind.value] for kind in Kind]


@for_signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def hearing(request: HttpRequest, user: User) -> HttpResponse:
    """Show and keep how the person hears of things."""
    remember(request, user)
    reader = reader_of(user)
    form = Hearing(request.POST if request.method == "POST" else None, initial=_initial(reader))
    if form.is_valid():
        told = form.cleaned_data
        ways = {kind: Way(told[kind.value]) if told[kind.value] else None for kind in Kind}
        choose_hearing(
            reader, zone=told["zone"], hour=told["hour"], wants_digest=told["wants_digest"], ways=ways
        )
        messages.success(request, _("Kept."))
        return redirect("hearing")
    shown = {"form": form, "reader": reader, "zones": sorted(ZONES)}
    return render(request, "inbox/hearing.html", shown, status=422 if form.is_bound else 200)


def _initial(reader: Reader) -> dict[str, object]:
    ways = {kind.value: way.value for kind, way in choices_of(reader).items()}
    told = {"wants_digest": reader.wants_digest, "hour": reader.digest_hour, "zone": reader.time_zone}
    return told | ways
