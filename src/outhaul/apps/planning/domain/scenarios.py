"""What-ifs: keep changes under a name, change them, take one out."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.planning.domain.content import Change
from outhaul.apps.planning.models import Scenario


@transaction.atomic
def keep_scenario(visit: Visit, *, name: str, changes: Sequence[Change]) -> Scenario:
    """Keep a what-if; records `tried`."""
    scenario = Scenario.objects.create(
        business=visit.business, name=name, changes=[list(change) for change in changes], made_by=visit.user
    )
    record(scope=visit.business.key, actor=visit.user, verb="tried", thing="scenario", name=name)
    return scenario


@transaction.atomic
def change_scenario(
    visit: Visit, scenario: Scenario, *, name: str | None = None, changes: Sequence[Change] | None = None
) -> None:
    """Give a what-if another name or other changes; records `changed`."""
    before = {"name": scenario.name, "changes": scenario.changes}
    if name is not None:
        scenario.name = name
    if changes is not None:
        scenario.changes = [list(change) for change in changes]
    scenario.save(update_fields=["name", "changes"])
    after = {"name": scenario.name, "changes": scenario.changes}
    record(
        scope=visit.business.key,
        actor=visit.user,
        verb="changed",
        thing="scenario",
        name=scenario.name,
        changes={key: (before[key], after[key]) for key in before if before[key] != after[key]},
    )


@transaction.atomic
def remove_scenario(visit: Visit, scenario: Scenario) -> None:
    """Take a what-if out; its plans stay. Records `removed`."""
    scenario.removed_at = timezone.now()
    scenario.save(update_fields=["removed_at"])
    record(scope=visit.business.key, actor=visit.user, verb="removed", thing="scenario", name=scenario.name)


@transaction.atomic
def restore_scenario(visit: Visit, scenario: Scenario) -> None:
    """Put a what-if back. Records `restored`."""
    scenario.removed_at = None
    scenario.save(update_fields=["removed_at"])
    record(scope=visit.business.key, actor=visit.user, verb="restored", thing="scenario", name=scenario.name)
