"""Looking back when an engagement ends or is renewed: five questions, one a guard, and who ended it."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.review.models import Retrospective
from outhaul.apps.work.models import Engagement
from outhaul.engine.verdict import Guard
from outhaul.faults import Fault, InputError

ENDED_BY = "ended_by"
WHO = ("", "contractor", "client", "end")
"""Who ended it: nobody yet, the contractor, the business, or the agreed end came."""
LONGEST = 2000


@transaction.atomic
def look_back(
    visit: Visit, engagement: Engagement, *, answers: Mapping[str, str], ended_by: str = ""
) -> Retrospective:
    """Keep what was learned from an engagement; answered anew, the newer answers count. Records `noted`.

    Who ended it counts for how often people leave: only who left of their own will does (§PERFORM-10).

    Raises:
        PermissionDenied: the role does not run engagements.
        InputError: nothing is answered, or nobody can have ended it so.
    """
    if not visit.may(Power.RUN):
        raise PermissionDenied
    kept = {guard.value: str(answers.get(guard.value, "")).strip()[:LONGEST] for guard in Guard}
    faults = []
    if not any(kept.values()):
        words = _("Answer at least one, in a sentence.")
        faults.append(Fault(Guard.SCOPE.value, _("Nothing is answered yet"), words))
    if ended_by not in WHO:
        faults.append(Fault(ENDED_BY, _("That is none of the answers"), _("Choose one of them.")))
    if faults:
        raise InputError(faults)
    row, _is_new = Retrospective.objects.update_or_create(
        engagement=engagement,
        defaults={
            "answers": kept | {ENDED_BY: ended_by},
            "made_by": visit.user,
            "changed_at": timezone.now(),
        },
    )
    record(
        scope=visit.business.key,
        actor=visit.user,
        verb="noted",
        thing="retrospective",
        name=engagement.name,
    )
    return row
