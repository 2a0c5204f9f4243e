"""The named assumptions by guard, as they are shown and searched."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.planning.models import Entry
from outhaul.documents.business_file.kinds import Number
from outhaul.documents.business_file.tables import ASSUMPTIONS
from outhaul.engine.assumptions import Assumptions, with_own
from outhaul.web.decide.business import only_entry
from outhaul.web.fields.page import Sent
from outhaul.web.fields.surroundings import Surroundings
from outhaul.web.fields.texts import is_share, number_text
from outhaul.web.fields.view import FieldView

FIRST = {
    "core_cut": "scope",
    "mu0": "manage",
    "dL": "match",
    "kappa_mean": "pay",
    "search_hours": "cost",
    "sd_productivity": "risk",
}
"""First assumption of each guard, in the order in which the engine declares them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumed:
    """One assumption: its field, and the limits of what is possible."""

    view: FieldView
    limits: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The assumptions of one guard, or those of risk."""

    guard: str
    views: tuple[Assumed, ...]


def assumed_by(visit: Visit) -> Assumptions:
    """Return the assumptions of the business: its own where it told some, else the usual ones."""
    told = only_entry(visit, "assumptions").told
    return with_own({name: value for name, value in told.items() if value is not None})


def groups_of(entry: Entry, sent: Sent, around: Surroundings, query: str = "") -> tuple[Group, ...]:
    """Return the groups that hold an assumption with every word of `query`; all of them without one."""
    found: dict[str, list[Assumed]] = {}
    for guard, name, kind in _declared():
        view = sent.view(entry, name, around)
        if _is_meant(view, name, query):
            found.setdefault(guard, []).append(Assumed(view=view, limits=_possible(kind, around)))
    return tuple(Group(guard=guard, views=tuple(views)) for guard, views in found.items())


def _possible(kind: Number, around: Surroundings) -> str:
    share = is_share(kind)
    low, high = (number_text(end, around.locale, share=share) for end in (kind.low, kind.high))
    return _("Possible: %(low)s to %(high)s") % {"low": low, "high": high + (" %" if share else "")}


def _declared() -> Iterator[tuple[str, str, Number]]:
    guard = ""
    for field in ASSUMPTIONS.fields:
        guard = FIRST.get(field.name, guard)
        if isinstance(field.kind, Number):
            yield guard, field.name, field.kind


def _is_meant(view: FieldView, name: str, query: str) -> bool:
    text = f"{name} {view.label} {view.help}".casefold()
    return all(word in text for word in query.casefold().split())
