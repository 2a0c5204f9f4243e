"""What the ways on are called."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WAYS: Mapping[str, str | Promise] = {
    "renew": _("Renew"),
    "raise": _("Raise"),
    "bring back": _("Bring back"),
    "replace": _("Replace"),
}
BEGUN_WORDS: Mapping[str, str | Promise] = {
    "renew": _("The renewal is drafted. Read it, and send it to be signed."),
    "raise": _("The raise is drafted as a change order. Read it, and send it to be signed."),
    "bring back": _("The work comes back: the engagement ends, and the next plan keeps it."),
    "replace": _("A brief for the successor is drafted, with what was learned."),
}
"""What is said once a way is begun."""
