"""A page of fields: what its form sent where there is no script, and the fields as they are then shown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.planning.models import Entry
from outhaul.web.fields.saving import Key, Outcome, save_form
from outhaul.web.fields.shown import after
from outhaul.web.fields.surroundings import Surroundings
from outhaul.web.fields.view import FieldView, view_of

CONFLICT, WRONG, FINE = 409, 422, 200


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of the fields of a form; nothing on a page that is only read."""

    outcomes: Mapping[Key, Outcome] = field(default_factory=dict)

    @property
    def status(self) -> int:
        """409 where somebody else was first, 422 where something is wrong, else 200."""
        if any(outcome.conflict for outcome in self.outcomes.values()):
            return CONFLICT
        return FINE if all(outcome.is_fine for outcome in self.outcomes.values()) else WRONG

    def view(self, entry: Entry, name: str, around: Surroundings, look: str = "row") -> FieldView:
        """Return a field, with its message where it was sent and not saved."""
        outcome = self.outcomes.get((entry.table, entry.key, name))
        if outcome is None or outcome.is_fine:
            return view_of(entry, name, around, look=look)
        return after(outcome, around, look=look)

    def views(
        self, entry: Entry, names: Iterable[str], around: Surroundings, look: str = "row"
    ) -> dict[str, FieldView]:
        """Return fields by name."""
        return {name: self.view(entry, name, around, look) for name in names}


def receive(request: HttpRequest, visit: Visit, around: Surroundings) -> Sent:
    """Save what the form of a page sent, and tell how many fields were changed."""
    if request.method != "POST":
        return Sent()
    sent = Sent(save_form(visit, request.POST, around))
    if sent.status == FINE:
        messages.success(request, _("Saved."))
    return sent
