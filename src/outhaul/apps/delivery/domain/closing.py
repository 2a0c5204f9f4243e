"""An engagement closes only once everything that was given is back (§RUN-11)."""

from outhaul.apps.delivery.models import Access, ChecklistItem, Equipment
from outhaul.apps.sourcing.domain.guarding import Blocked
from outhaul.apps.work.domain.consequences import follows
from outhaul.apps.work.models import Engagement
from outhaul.engine.saying import joined, say
from outhaul.engine.verdict import Answer, Guard, Verdict


def open_ends(engagement: Engagement) -> tuple[Verdict, ...]:
    """Return what keeps an engagement from closing: access, equipment, needed lines."""
    standing = Access.objects.filter(engagement=engagement, revoked_on=None)
    lent = Equipment.objects.filter(engagement=engagement)
    lines = ChecklistItem.objects.filter(
        engagement=engagement, list="off-boarding", is_needed=True, done_at=None, removed_at=None
    )
    found = (
        (
            [row.name for row in standing],
            say("Access stands"),
            say("Take it back under Access."),
        ),
        (
            [row.name for row in lent],
            say("Equipment is out"),
            say("Get it back, and say so in the register."),
        ),
        (
            [row.text for row in lines],
            say("Needed lines of the off-boarding are open"),
            say("Do and tick them, or take out what does not apply."),
        ),
    )
    return tuple(_block(engagement, names, what, fix) for names, what, fix in found if names)


def _block(engagement: Engagement, names: list[str], what: str, fix: str) -> Verdict:
    return Verdict(
        guard=Guard.MANAGE,
        answer=Answer.BLOCK,
        rule="RUN-11",
        reason=say("{what}: {names}.", what=what, names=joined(names, ", ")),
        fix=fix,
        figures={"open": float(len(names))},
        process=engagement.process,
    )


@follows("engagement close")
def refuse_open_ends(engagement: Engagement) -> None:
    """Undo the closing while something is open. Raises Blocked with what is."""
    left = open_ends(engagement)
    if left:
        raise Blocked(left)
