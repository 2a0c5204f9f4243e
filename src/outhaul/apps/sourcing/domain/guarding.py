"""Every step that a guard watches: what it blocks goes on only with the owner's written reason."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.people.models import Business
from outhaul.apps.sourcing.models import Override
from outhaul.engine.saying import say
from outhaul.engine.verdict import Answer, Verdict
from outhaul.faults import Fault, InputError

SHORTEST_REASON = 10
"""Characters: fewer say nothing to whoever reads the trail."""


class Blocked(Exception):  # noqa: N818 -- an answer, not an error of the programme
    """Guards block the step, and no override lets it through."""

    def __init__(self, verdicts: Iterable[Verdict]) -> None:
        self.verdicts = tuple(verdicts)
        super().__init__("; ".join(verdict.reason for verdict in self.verdicts))


def let_through(visit: Visit, verdicts: Iterable[Verdict], *, thing: str, key: str) -> None:
    """Return if no guard blocks, or an owner has overridden each block of this very rule for the thing.

    Raises:
        Blocked: with the verdicts that still block.
    """
    still = still_blocked(visit.business, verdicts, thing=thing, key=key)
    if still:
        raise Blocked(still)


def still_blocked(
    business: Business, verdicts: Iterable[Verdict], *, thing: str, key: str
) -> tuple[Verdict, ...]:
    """Return the blocks that no override lets through, for who acts without a visit, such as a signature."""
    blocks = [verdict for verdict in verdicts if verdict.answer is Answer.BLOCK]
    if not blocks:
        return ()
    overridden = set(
        Override.objects.filter(business=business, thing=thing, thing_key=key).values_list("rule", "blocked")
    )
    return tuple(
        verdict for verdict in blocks if verdict.legal or (verdict.rule, verdict.reason) not in overridden
    )


@transaction.atomic
def override_block(  # noqa: PLR0913 -- who, what, about what, and why
    visit: Visit, verdict: Verdict, *, thing: str, key: str, name: str, reason: str
) -> Override:
    """Keep the owner's reason to go on although `verdict` blocks; records `overrode`.

    It holds for what the guard said then: when the figures change, the guard is asked anew.

    Raises:
        PermissionDenied: who asks is not the owner, or the block is one of law.
        InputError: the reason says nothing.
    """
    if not visit.may(Power.SIGN) or verdict.legal:
        raise PermissionDenied
    reason = " ".join(reason.split())
    if len(reason) < SHORTEST_REASON:
        remedy = say("Write why, so that you and others understand it a year from now.")
        raise InputError([Fault("reason", say("The reason is too short"), remedy)])
    override, is_new = Override.objects.get_or_create(
        business=visit.business,
        thing=thing,
        thing_key=key,
        guard=verdict.guard.value,
        rule=verdict.rule,
        blocked=verdict.reason,
        defaults={"reason": reason, "made_by": visit.user},
    )
    if is_new:
        record(
            scope=visit.business.key,
            actor=visit.user,
            verb="overrode",
            thing=thing,
            name=name,
            changes={"guard": (verdict.reason, reason)},
        )
    return override
