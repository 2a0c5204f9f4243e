"""The gates through which rows of planning are reached, each from a visit that has been let in."""

from django.db.models import QuerySet
from django.http import Http404

from outhaul.apps.composed import Composed
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.models import Business
from outhaul.apps.planning.models import Entry, Import, Plan, Scenario, Share


def hold_business(visit: Visit) -> None:
    """Let nobody else add to the business until the transaction ends; who comes second sees what is there."""
    Business.objects.select_for_update().get(pk=visit.business.pk)


def hold_rows(visit: Visit) -> None:
    """Let nobody else add, change or take out a row of the business until the transaction ends."""
    hold_business(visit)
    rows = Entry.objects.select_for_update().filter(business=visit.business)
    list(rows.values_list("pk", flat=True))


def access_import(visit: Visit) -> Import | None:
    """Return the last import of the business, with who made it; None where there was none."""
    return Import.objects.filter(business=visit.business).select_related("made_by").first()


def access_entries(visit: Visit, table: str) -> QuerySet[Entry]:
    """Return the rows of `table` that stand, in their order."""
    return Entry.objects.filter(business=visit.business, table=table, removed_at=None)


def entries_of(visit: Visit, table: str) -> list[Entry]:
    """Return those rows, asked for by a query that is composed already."""
    return _entries(visit.business, table)


@Composed
def _entries(business: Business, table: str) -> QuerySet[Entry]:
    return Entry.objects.filter(business=business, table=table, removed_at=None)


def access_entry(visit: Visit, table: str, key: str, *, removed: bool = False) -> Entry:
    """Return one row. Raises Http404 where there is none (or, with `removed`, none that was taken out)."""
    found = Entry.objects.filter(
        business=visit.business, table=table, key=key, removed_at__isnull=not removed
    ).first()
    if found is None:
        raise Http404
    return found


def access_scenarios(visit: Visit) -> QuerySet[Scenario]:
    """Return the what-ifs that stand, the newest first."""
    return Scenario.objects.filter(business=visit.business, removed_at=None)


def access_scenario(visit: Visit, key: str, *, removed: bool = False) -> Scenario:
    """Return one what-if. Raises Http404 where there is none (with `removed`: none that was taken out)."""
    found = Scenario.objects.filter(business=visit.business, key=key, removed_at__isnull=not removed).first()
    if found is None:
        raise Http404
    return found


def access_plans(visit: Visit) -> QuerySet[Plan]:
    """Return the plans of the business, the newest first, without their long texts."""
    long_texts = ("inputs", "report", "page")
    return Plan.objects.filter(business=visit.business).select_related("job", "scenario").defer(*long_texts)


def access_plan(visit: Visit, key: str) -> Plan:
    """Return one plan. Raises Http404 where there is none."""
    found = Plan.objects.filter(business=visit.business, key=key).select_related("job", "scenario").first()
    if found is None:
        raise Http404
    return found


def access_shares(visit: Visit, plan: Plan) -> QuerySet[Share]:
    """Return the links to a plan of the business, the newest first, with who made them."""
    return Share.objects.filter(plan__business=visit.business, plan=plan).select_related("made_by")


def access_share(visit: Visit, pk: int) -> Share:
    """Return one link of the business. Raises Http404 where there is none."""
    found = Share.objects.filter(plan__business=visit.business, pk=pk).select_related("plan").first()
    if found is None:
        raise Http404
    return found
