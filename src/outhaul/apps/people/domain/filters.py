"""Filters of lists that a person keeps: nobody else sees them, so they leave no trace in the audit trail."""

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, QueryDict

from outhaul.apps.composed import Composed
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.models import Business, KeptFilter, User

MOST = 20
"""Filters a list: more than that nobody finds again."""
LONGEST = 500
"""Characters of a filter."""
PASSING = ("after", "before", "page", "removed", "brought", "csrfmiddlewaretoken")
"""Parameters that say where in a list one is, or what was just done, not how one looks at it."""


def access_filters(visit: Visit, page: str) -> QuerySet[KeptFilter]:
    """Return the filters that the person keeps for the list `page` of the business, by name."""
    return KeptFilter.objects.filter(business=visit.business, user=visit.user, page=page)


def filters_of(visit: Visit, page: str) -> list[KeptFilter]:
    """Return those filters, asked for by a query that is composed already."""
    return _filters(visit.business, visit.user, page)


@Composed
def _filters(business: Business, user: User, page: str) -> QuerySet[KeptFilter]:
    return KeptFilter.objects.filter(business=business, user=user, page=page)


@transaction.atomic
def keep_filter(visit: Visit, *, page: str, name: str, query: str) -> KeptFilter | None:
    """Keep `query` of the list `page` under `name`, instead of what had that name; None where it is too much.

    Empty parameters, and those that only say where in the list one is, are left out.
    """
    name = " ".join(name.split())[:60]
    told = lean(query)
    is_new = not access_filters(visit, page).filter(name=name).exists()
    if not name or len(told) > LONGEST or (is_new and access_filters(visit, page).count() >= MOST):
        return None
    kept, _ = KeptFilter.objects.update_or_create(
        business=visit.business, user=visit.user, page=page, name=name, defaults={"query": told}
    )
    return kept


def lean(query: str) -> str:
    """Return `query` without what is empty or only says where in a list one is, in a steady order."""
    sent = QueryDict(query)
    told = QueryDict(mutable=True)
    for name in sorted(sent):
        values = [value for value in sent.getlist(name) if value]
        if values and name not in PASSING:
            told.setlist(name, values)
    return told.urlencode()


@transaction.atomic
def drop_filter(visit: Visit, pk: int) -> KeptFilter:
    """Keep a filter no longer, and return it as it was. Raises Http404 where the person has none such."""
    found = KeptFilter.objects.filter(business=visit.business, user=visit.user, pk=pk).first()
    if found is None:
        raise Http404
    KeptFilter.objects.filter(pk=found.pk).delete()
    return found
