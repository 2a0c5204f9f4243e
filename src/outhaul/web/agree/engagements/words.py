"""What states, steps and levels of agreements are called."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from outhaul.apps.work.lifecycles import EngagementState, StatementState
from outhaul.engine.classification.judging import Level

STATES: Mapping[str, Promise] = {
    EngagementState.DRAFT: _("draft"),
    EngagementState.SIGNING: _("being signed"),
    EngagementState.ACTIVE: _("active"),
    EngagementState.PAUSED: _("paused"),
    EngagementState.CLOSING: _("closing"),
    EngagementState.CLOSED: _("closed"),
    EngagementState.CANCELLED: _("cancelled"),
}
SORTED: Mapping[str, Promise] = {
    "newest": _("newest first"),
    "name": _("name"),
    "start": _("start"),
    "changed": _("last changed"),
}
"""How the list can be sorted."""
STATEMENT_STATES: Mapping[str, Promise] = {
    StatementState.DRAFT: _("draft"),
    StatementState.OUT: _("sent to be signed"),
    StatementState.SIGNED: _("signed by both"),
    StatementState.DECLINED: _("declined"),
    StatementState.LAPSED: _("lapsed"),
    StatementState.WITHDRAWN: _("withdrawn"),
}
STEPS: Mapping[str, Promise] = {
    "cancel": _("Cancel it"),
    "pause": _("Pause the work"),
    "resume": _("Go on with the work"),
    "end": _("End the work"),
    "close": _("Close it: all is settled"),
}
"""What a step is called on its button."""
DONE: Mapping[str, Promise] = {
    "cancel": _("It is cancelled. Nothing was signed."),
    "pause": _("The work is paused."),
    "resume": _("The work goes on."),
    "end": _("The work ends. What is open can still be settled."),
    "close": _("It is closed."),
}
"""What is said once a step is taken."""
FIELDS: Mapping[str, Promise] = {
    "manager": _("Manager"),
    "deputy": _("Deputy"),
    "hours_per_month": _("Hours a month"),
    "starts_on": _("First day"),
    "ends_on": _("Last day"),
}
"""What a table changes of a draft."""
LEVELS: Mapping[str, Promise] = {
    Level.LOW: _("low"),
    Level.MODERATE: _("moderate"),
    Level.HIGH: _("high"),
}
PRICES: Mapping[str, Promise] = {
    "fixed": _("a fixed price for each milestone"),
    "hours": _("hours up to a cap"),
}
RHYTHMS: Mapping[str, Promise] = {
    "once": _("once"),
    "week": _("every week"),
    "fortnight": _("every two weeks"),
    "month": _("every month"),
}
