"""Where an engagement stands, in four words: state, next step, who acts, from when to when."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from outhaul.apps.work.lifecycles import EngagementState
from outhaul.apps.work.models import Engagement, Signature
from outhaul.engine.verdict import Verdict
from outhaul.web.agree.engagements.words import STATES
from outhaul.web.agree.texts import period_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """The status strip."""

    state: str
    step: str
    who: str
    period: str


def strip_of(
    row: Engagement, left: Sequence[Verdict], signatures: Sequence[Signature], manager: str
) -> Strip:
    """Return the strip of an engagement; `left` are the verdicts that still block it."""
    step, who = _next(row, left, signatures, manager or _("nobody yet"))
    return Strip(
        state=str(STATES[row.state]),
        step=step,
        who=who,
        period=period_text(row.starts_on, row.ends_on),
    )


def _next(
    row: Engagement, left: Sequence[Verdict], signatures: Sequence[Signature], manager: str
) -> tuple[str, str]:
    count = len(left)
    mend = ngettext("mend what blocks it", "mend the %(count)s things that block it", count)
    mending = mend % {"count": count}
    match row.state:
        case EngagementState.DRAFT:
            return (mending, _("you")) if count else (_("send it to be signed"), _("the owner"))
        case EngagementState.SIGNING:
            return _signing(signatures, mending if count else _("let it begin"))
        case EngagementState.ACTIVE:
            return _("deliver the next milestone"), row.contractor.name
        case EngagementState.PAUSED:
            return _("go on with the work, or end it"), manager
        case EngagementState.CLOSING:
            return _("settle what is open, then close it"), manager
        case _:
            return _("none"), _("nobody")


def _signing(signatures: Sequence[Signature], then: str) -> tuple[str, str]:
    """Return who has yet to sign; once both have, what comes `then`."""
    open_ones = [one.name for one in signatures if one.signed_at is None]
    if open_ones or not signatures:
        return _("sign"), ", ".join(open_ones) or _("both sides")
    return then, _("you")
