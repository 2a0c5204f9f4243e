"""What states, lists and kinds of lines are called."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = Mapping[str, str | Promise]

MILESTONES: Words = {
    "planned": _("planned"),
    "ready": _("ready"),
    "in progress": _("in progress"),
    "submitted": _("handed in"),
    "changes requested": _("changes asked for"),
    "accepted": _("accepted"),
    "invoiced": _("invoiced"),
    "paid": _("paid"),
}
LISTS: Words = {"onboarding": _("The first days"), "off-boarding": _("The last days")}
SORTS: Words = {
    "access": _("access"),
    "tool": _("tool"),
    "training": _("training"),
    "equipment": _("equipment"),
    "paper": _("paper"),
    "hand-over": _("hand-over"),
    "other": _("other"),
}
