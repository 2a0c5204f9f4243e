"""Words for kinds of notices and ways of mail."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from outhaul.apps.notices.domain.stopping import DIGEST
from outhaul.apps.notices.models import Kind

KIND_NAMES: Mapping[str, str | Promise] = {
    Kind.SOURCING: _("Briefs and offers"),
    Kind.AGREEMENT: _("Agreements"),
    Kind.DELIVERY: _("Deliverables"),
    Kind.CHECKPOINT: _("Checkpoints"),
    Kind.QUESTION: _("Questions"),
    Kind.MONEY: _("Invoices and payments"),
    Kind.WARNING: _("Early warnings"),
    Kind.PULSE: _("Pulse"),
    Kind.REVIEW: _("Reviews"),
}
STOPPED_NAMES: Mapping[str, str | Promise] = {**KIND_NAMES, DIGEST: _("The digest")}
"""What a link in a mail stops."""
