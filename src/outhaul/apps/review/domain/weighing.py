"""What counts how much in a scorecard: as usual, or as the owner wants it (§PERFORM-4)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.people.models import Business
from outhaul.apps.review.models import Weighting
from outhaul.engine.performance import scorecard as engine
from outhaul.faults import Fault, InputError
from outhaul.lifecycle import NotNow

Weights = Mapping[str, float]
USUAL: Mapping[str, Weights] = {"contractor": engine.CONTRACTOR, "client": engine.CLIENT}
"""Side -> part -> weight, where nobody wants it otherwise."""
MOST = 100
DIGITS = 4


@dataclass(frozen=True, slots=True)
class Weighed:
    """The weights that hold for both sides; each side's sum to 1."""

    contractor: Weights = field(default_factory=lambda: engine.CONTRACTOR)
    client: Weights = field(default_factory=lambda: engine.CLIENT)

    @property
    def is_usual(self) -> bool:
        """Whether both sides weigh as usual."""
        return self == Weighed()


AS_USUAL = Weighed()


def weights_of(business: Business) -> Weighed:
    """Return the weights of a business's scorecards; one query."""
    row = Weighting.objects.filter(business=business).first()
    return _read(row.weights) if row else AS_USUAL


def _read(kept: Mapping[str, Weights]) -> Weighed:
    """Return what was kept; parts that the engine does not know any more are left out."""
    sides = {}
    for side, usual in USUAL.items():
        told = kept.get(side) or usual
        known = {name: float(told.get(name, 0.0)) for name in usual}
        sides[side] = _shares(known) if sum(known.values()) > 0 else usual
    return Weighed(**sides)


def _shares(told: Weights) -> Weights:
    whole = sum(told.values())
    return {name: round(value / whole, DIGITS) for name, value in told.items()}


@transaction.atomic
def weigh(visit: Visit, told: Mapping[str, Weights]) -> Weighed:
    """Let the scorecards of a business weigh otherwise; records `changed`.

    Only proportions count: each side's weights are kept as shares of their sum. What is as usual is not
    kept, so that it follows a later default. What they were before is kept, to be undone.

    Raises:
        PermissionDenied: somebody who is no owner.
        InputError: a weight is no number from 0 to 100, or all of a side are 0; its place reads
            `client-clear_brief`, or the side.
    """
    if not visit.may(Power.DECIDE):
        raise PermissionDenied
    faults = [fault for side, usual in USUAL.items() for fault in _wrong(side, usual, told.get(side, usual))]
    if faults:
        raise InputError(faults)
    kept = {
        side: shares
        for side, usual in USUAL.items()
        if side in told and (shares := _shares({name: told[side][name] for name in usual})) != usual
    }
    return _change(visit, kept)


def _wrong(side: str, usual: Weights, told: Weights) -> list[Fault]:
    remedy = _("Tell a number from 0 to 100.")
    wrong = [name for name in usual if not 0 <= told.get(name, -1) <= MOST]
    faults = [Fault(f"{side}-{name}", _("That is no weight"), remedy) for name in wrong]
    if not faults and not any(told[name] > 0 for name in usual):
        faults.append(Fault(side, _("Nothing counts then"), _("Let at least one part count.")))
    return faults


@transaction.atomic
def weigh_as_usual(visit: Visit) -> Weighed:
    """Let both sides weigh as usual again; records `changed`.

    Raises:
        PermissionDenied: somebody who is no owner.
    """
    if not visit.may(Power.DECIDE):
        raise PermissionDenied
    return _change(visit, {})


@transaction.atomic
def undo_weighing(visit: Visit) -> Weighed:
    """Undo the last change of the weights; done again, it comes back. Records `changed`.

    Raises:
        PermissionDenied: somebody who is no owner.
        NotNow: they were never changed.
    """
    if not visit.may(Power.DECIDE):
        raise PermissionDenied
    row = Weighting.objects.filter(business=visit.business).first()
    if row is None or row.before == row.weights:
        raise NotNow("weights", "as they were", "be undone")
    return _change(visit, row.before)


def _change(visit: Visit, kept: Mapping[str, Weights]) -> Weighed:
    row, _is_new = Weighting.objects.select_for_update().get_or_create(business=visit.business)
    was, now = _read(row.weights), _read(kept)
    if now == was:
        return now
    row.before, row.weights = row.weights, dict(kept)
    row.changed_by, row.changed_at = visit.user, timezone.now()
    row.save(update_fields=["weights", "before", "changed_by", "changed_at"])
    record(
        scope=visit.business.key,
        actor=visit.user,
        verb="changed",
        thing="weights",
        name=visit.business.name,
        changes={
            f"{side} {name}": (getattr(was, side)[name], getattr(now, side)[name])
            for side, usual in USUAL.items()
            for name in usual
            if getattr(was, side)[name] != getattr(now, side)[name]
        },
    )
    return now


def may_undo(business: Business) -> bool:
    """Whether there is a change of the weights to undo."""
    row = Weighting.objects.filter(business=business).first()
    return row is not None and row.before != row.weights
