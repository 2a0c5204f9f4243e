"""What a business has told by being founded: its name, and that its owner manages."""

from django.db import transaction

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.models import Membership, Role, User
from outhaul.apps.planning.models import Entry

OWNER = "owner"
"""Key of the first manager."""
LONGEST_NAME = 200


@transaction.atomic
def begin(visit: Visit) -> None:
    """Let the name of the business be told, and let the owner be the first manager.

    Each happens only while nothing of its table was ever told, so a second call, or one at the same time,
    changes nothing; an owner who was taken out stays out. Records `added` for each.
    """
    _first(visit, "business", "business", {"name": " ".join(visit.business.name.split())})
    owner = _founder(visit)
    if owner is not None:
        name = " ".join(str(owner).split())[:LONGEST_NAME]
        _first(visit, "managers", OWNER, {"name": name, "is_owner": True})


def has_begun(visit: Visit) -> bool:
    """Whether there is nothing to begin: one query."""
    tables = set(
        Entry.objects.filter(business=visit.business, table__in=("business", "managers"))
        .values_list("table", flat=True)
        .order_by()
    )
    return tables == {"business", "managers"}


def _first(visit: Visit, table: str, key: str, told: dict[str, object]) -> None:
    if Entry.objects.filter(business=visit.business, table=table).exists():
        return
    entry, made = Entry.objects.get_or_create(
        business=visit.business,
        table=table,
        key=key,
        defaults={"told": told, "position": 1, "changed_by": visit.user},
    )
    if made:
        record(scope=visit.business.key, actor=visit.user, verb="added", thing=table, name=str(entry))


def _founder(visit: Visit) -> User | None:
    found = (
        Membership.objects.filter(business=visit.business, role=Role.OWNER)
        .select_related("user")
        .order_by("since", "pk")
        .first()
    )
    return found.user if found else None
