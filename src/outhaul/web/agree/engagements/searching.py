"""What is searched for among the engagements: the form above their list, and what it asks for."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.planning.domain.access import entries_of
from outhaul.apps.work.domain.finding import NOBODY, Wanted
from outhaul.web.agree.engagements.words import SORTED, STATES
from outhaul.web.lists.asking import Asking, asked
from outhaul.web.lists.selects import Select


class Search(Asking):
    """What narrows the engagements down, and sorts them."""

    q = forms.CharField(label=gettext_lazy("Name or contractor"), required=False, max_length=80)
    sort = forms.ChoiceField(
        widget=Select, label=gettext_lazy("Sorted by"), required=False, choices=list(SORTED.items())
    )
    state = forms.ChoiceField(
        widget=Select,
        label=gettext_lazy("State"),
        required=False,
        choices=[("", gettext_lazy("any state")), *STATES.items()],
    )
    manager = forms.ChoiceField(widget=Select, label=gettext_lazy("Manager"), required=False)
    process = forms.ChoiceField(widget=Select, label=gettext_lazy("Process"), required=False)

    @property
    def order(self) -> str:
        """How the list is sorted."""
        return self.cleaned_data.get("sort") or "newest"

    @property
    def wanted(self) -> Wanted:
        """What is asked for."""
        told = {name: self.cleaned_data.get(name, "") for name in ("state", "manager", "process")}
        return Wanted(text=" ".join(self.cleaned_data.get("q", "").split()), **told)


def search_of(visit: Visit, managers: Mapping[str, str], data: Mapping[str, Any]) -> Search:
    """Return what is asked for, to be chosen among the managers and processes of the business."""
    processes = ((entry.key, str(entry)) for entry in entries_of(visit, "processes"))
    options = (
        ("manager", (("", _("anybody")), *managers.items(), (NOBODY, _("nobody yet")))),
        ("process", (("", _("any process")), *processes)),
    )
    return asked(Search, options, data)
