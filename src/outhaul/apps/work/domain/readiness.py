"""Whether an agreement may go out to be signed."""

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.sourcing.domain.guarding import let_through
from outhaul.apps.work.models import Engagement
from outhaul.engine.verdict import Answer, Guard, Verdict

THING = "engagement"


def ready_to_sign(visit: Visit, engagement: Engagement) -> None:
    """Return if no guard blocks. Raises Blocked where there is no accountable manager with a deputy."""
    let_through(visit, verdicts(visit, engagement), thing=THING, key=engagement.key)


def verdicts(_visit: Visit, engagement: Engagement) -> tuple[Verdict, ...]:
    """Return what the guards say of the engagement now."""
    if engagement.manager and engagement.deputy:
        return ()
    block = Verdict(
        guard=Guard.MANAGE,
        answer=Answer.BLOCK,
        rule="MANAGE-1",
        reason="The engagement has no accountable manager and deputy.",
        fix="Name both.",
    )
    return (block,)
