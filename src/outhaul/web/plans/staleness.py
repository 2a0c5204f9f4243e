"""What has changed since a plan was made."""

from dataclasses import dataclass

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.planning.domain.content import hash_of
from outhaul.apps.planning.domain.differences import differences, sentence
from outhaul.apps.planning.domain.making import changed_since
from outhaul.apps.planning.domain.plans import inputs_of
from outhaul.apps.planning.models import Plan
from outhaul.reference.tables import load

TOLD = 6
"""So many changes are told in full."""


@dataclass(frozen=True, slots=True)
class Staleness:
    """What a plan does not know of."""

    changes: tuple[str, ...]
    """What the business says differently now, in sentences."""
    reference: bool
    """The reference figures are other ones."""

    @property
    def first(self) -> tuple[str, ...]:
        """The changes that are told in full."""
        return self.changes[:TOLD]

    @property
    def more(self) -> int:
        """How many changes there are besides."""
        return max(0, len(self.changes) - TOLD)


def staleness(visit: Visit, plan: Plan) -> Staleness | None:
    """Return what `plan` does not know of; None while it is of what the business says now."""
    now = inputs_of(visit.business, plan.scenario)
    found = () if plan.inputs_hash == hash_of(now) else differences(plan.inputs, now)
    reference = changed_since(plan, load()).reference
    return Staleness(tuple(map(sentence, found)), reference) if found or reference else None
