"""Which briefs are wanted: by words, by state; and in which order."""

from collections.abc import Mapping
from datetime import datetime

from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from outhaul.apps.paging import Order, in_order
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.sourcing.domain.access import access_briefs
from outhaul.apps.sourcing.models import Brief
from outhaul.web.lists.selects import Select
from outhaul.web.source.briefs.words import STATES

ORDERS: Mapping[str, Order] = {
    "newest": Order("made_at", datetime, descending=True),
    "changed": Order("changed_at", datetime, descending=True),
    "title": Order("title", str),
}
MOST_WORDS = 6


class Search(forms.Form):
    """Fields that may all be left empty; one that is wrong does not matter."""

    q = forms.CharField(label=gettext_lazy("Title"), required=False, max_length=80)
    state = forms.ChoiceField(
        widget=Select,
        label=gettext_lazy("State"),
        required=False,
        choices=[("", gettext_lazy("any state")), *STATES.items()],
    )
    sort = forms.ChoiceField(
        widget=Select,
        label=gettext_lazy("Sorted by"),
        required=False,
        choices=[
            ("newest", gettext_lazy("newest first")),
            ("changed", gettext_lazy("last changed")),
            ("title", gettext_lazy("title")),
        ],
    )

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        self.is_valid()

    @property
    def order(self) -> str:
        """How the list is sorted."""
        return self.cleaned_data.get("sort") or "newest"

    @property
    def is_narrow(self) -> bool:
        """Whether anything but the order is asked for."""
        return any(self.cleaned_data.get(name) for name in ("q", "state"))


def find_briefs(visit: Visit, search: Search) -> QuerySet[Brief]:
    """Return the briefs that are wanted, in their order."""
    found = access_briefs(visit)
    state = search.cleaned_data.get("state")
    found = found.filter(state=state) if state else found
    for word in search.cleaned_data.get("q", "").split()[:MOST_WORDS]:
        spellings = {word, word.lower(), word.capitalize(), word.upper()}  # SQLite folds ASCII alone
        wanted = Q()
        for spelling in sorted(spellings):
            wanted |= Q(title__icontains=spelling)
        found = found.filter(wanted)
    return in_order(found, ORDERS[search.order])
