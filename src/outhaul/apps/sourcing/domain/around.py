"""In and around the list of candidates: where each stands, who was taken out, what was imported."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from outhaul.apps.composed import Composed
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.models import Business
from outhaul.apps.sourcing.domain.access import may_source
from outhaul.apps.sourcing.domain.finding import A_PAGE
from outhaul.apps.sourcing.models import Brief, Candidacy, Candidate, CandidateImport

MOST_REMOVED = 20
MOST_IMPORTS = 5
NOBODY = 0
"""No candidate has this number: it fills up a page that is not full."""


def standing_of(candidates: Sequence[int]) -> list[tuple[int, str, str]]:
    """Return candidate, title of the brief and state of each candidacy of a page of them, newest first."""
    return _standing_of(*candidates, *[NOBODY] * (A_PAGE - len(candidates)))


@Composed
def _standing_of(*candidates: int) -> QuerySet[Candidacy, Any]:
    found = Candidacy.objects.filter(candidate__pk__in=candidates, brief__removed_at=None)
    return found.order_by("-pk").values_list("candidate", "brief__title", "state")


def lately_removed(visit: Visit) -> list[Candidate]:
    """Return key and name of who was taken out, the latest first.

    Raises:
        PermissionDenied: the role may not see people who apply.
    """
    may_source(visit)
    return _removed(visit.business)


@Composed
def _removed(business: Business) -> QuerySet[Candidate]:
    found = Candidate.objects.filter(
        business=business, removed_at__isnull=False, erased_at=None, merged_into=None
    )
    return found.order_by("-removed_at").only("key", "name")[:MOST_REMOVED]


def lately_imported(visit: Visit) -> list[CandidateImport]:
    """Return the latest imports that were read in. Raises PermissionDenied as above."""
    may_source(visit)
    return _imported(visit.business)


@Composed
def _imported(business: Business) -> QuerySet[CandidateImport]:
    found = CandidateImport.objects.filter(business=business, done_at__isnull=False)
    return found.defer("table", "added", "before", "findings")[:MOST_IMPORTS]


def brief_titles(visit: Visit) -> list[tuple[str, str]]:
    """Return key and title of each brief that stands, the newest first."""
    return _titles(visit.business)


@Composed
def _titles(business: Business) -> QuerySet[Brief, Any]:
    return Brief.objects.filter(business=business, removed_at=None).values_list("key", "title")
