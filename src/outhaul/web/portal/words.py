"""What the portal calls the states of things, in plain words."""

from collections.abc import Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from outhaul.apps.delivery.lifecycles import HoursState, ProposalState
from outhaul.apps.work.lifecycles import MilestoneState

MILESTONES: Mapping[str, str | Promise] = {
    MilestoneState.PLANNED: gettext_lazy("not ready to begin"),
    MilestoneState.READY: gettext_lazy("to begin"),
    MilestoneState.IN_PROGRESS: gettext_lazy("in progress"),
    MilestoneState.SUBMITTED: gettext_lazy("with the client"),
    MilestoneState.CHANGES_REQUESTED: gettext_lazy("changes requested"),
    MilestoneState.ACCEPTED: gettext_lazy("accepted"),
    MilestoneState.INVOICED: gettext_lazy("invoiced"),
    MilestoneState.PAID: gettext_lazy("paid"),
}
HOURS: Mapping[str, str | Promise] = {
    HoursState.LOGGED: gettext_lazy("not answered yet"),
    HoursState.ACCEPTED: gettext_lazy("accepted"),
    HoursState.REJECTED: gettext_lazy("not accepted"),
    HoursState.INVOICED: gettext_lazy("invoiced"),
    HoursState.REMOVED: gettext_lazy("taken out"),
}
PROPOSALS: Mapping[str, str | Promise] = {
    ProposalState.OPEN: gettext_lazy("not answered yet"),
    ProposalState.AGREED: gettext_lazy("agreed: a change order comes to be signed"),
    ProposalState.REFUSED: gettext_lazy("refused"),
    ProposalState.WITHDRAWN: gettext_lazy("taken back"),
}
COLUMNS: Mapping[str, str | Promise] = {
    "to do": gettext_lazy("To do"),
    "doing": gettext_lazy("Doing"),
    "done": gettext_lazy("Done"),
}


def days_until(due_on: date, today: date) -> str:
    """Return how far a day is: "today", "in 3 days", "2 days ago"."""
    days = (due_on - today).days
    if days == 0:
        return _("today")
    if days > 0:
        return ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days}
    return ngettext("%(days)s day ago", "%(days)s days ago", -days) % {"days": -days}
