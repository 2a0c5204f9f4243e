"""What roles are called, and what each may do, in an owner's words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from outhaul.apps.people.models import Role

ROLE_NAMES: Mapping[str, str | Promise] = {
    Role.OWNER: _("Owner"),
    Role.MANAGER: _("Manager"),
    Role.FINANCE: _("Finance"),
    Role.VIEWER: _("Viewer"),
}
ROLE_WORDS: Mapping[str, str | Promise] = {
    Role.OWNER: _("Sees, changes and decides everything, and invites people."),
    Role.MANAGER: _("Answers the questions, plans, and tries what-ifs."),
    Role.FINANCE: _("Sees all figures and plans."),
    Role.VIEWER: _("Sees all figures and plans, and who did what. For accountants and advisers."),
}
