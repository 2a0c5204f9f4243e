"""Links to a plan that can be read without signing in, and taken back."""

import secrets
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.planning.models import Plan, Share

TOKEN_BYTES = 24


@transaction.atomic
def share_plan(visit: Visit, plan: Plan, *, note: str = "", token: str = "") -> tuple[Share, str]:
    """Make a link to `plan` and return it with its token, which is told only this once. Records `shared`.

    Without a `token` a random one is made, which nobody can guess: it has 192 bits. A token that has made
    a link already makes no second one, so that a form sent twice makes one link and one event.
    """
    token = token or secrets.token_urlsafe(TOKEN_BYTES)
    share, is_new = Share.objects.get_or_create(
        token_hash=_hash(token), defaults={"plan": plan, "note": note, "made_by": visit.user}
    )
    if is_new:
        record(
            scope=visit.business.key,
            actor=visit.user,
            verb="shared",
            thing="plan",
            name=note or plan.headline,
        )
    return share, token


@transaction.atomic
def revoke_share(visit: Visit, share: Share) -> None:
    """Take a link back, for good; records `revoked`."""
    if Share.objects.filter(pk=share.pk, revoked_at=None).update(revoked_at=timezone.now()):
        record(scope=visit.business.key, actor=visit.user, verb="revoked", thing="link", name=share.note)


def shared_plan(token: str) -> Plan | None:
    """Return the plan that `token` opens, and note that it was seen; None for a link that is no good."""
    share = (
        Share.objects.filter(token_hash=_hash(token), revoked_at=None)
        .select_related("plan", "plan__business")
        .first()
    )
    if share is None:
        return None
    Share.objects.filter(pk=share.pk).update(seen_at=timezone.now())
    return share.plan


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
