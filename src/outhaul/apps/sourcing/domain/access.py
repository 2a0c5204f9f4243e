"""The gates through which rows of sourcing are reached, each from a visit that has been let in."""

from collections.abc import Collection, Mapping

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404

from outhaul.apps.composed import Composed
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.people.models import Business
from outhaul.apps.sourcing.models import Brief, Candidacy, Candidate, Offer, Override


def access_briefs(visit: Visit) -> QuerySet[Brief]:
    """Return the briefs that stand, the newest first."""
    return Brief.objects.filter(business=visit.business, removed_at=None)


def access_brief(visit: Visit, key: str, *, removed: bool = False) -> Brief:
    """Return one brief. Raises Http404 where there is none (with `removed`: none that was taken out)."""
    for found in _brief(visit.business, key, removed=removed):
        return found
    raise Http404


@Composed
def _brief(business: Business, key: str, *, removed: bool) -> QuerySet[Brief]:
    return Brief.objects.filter(business=business, key=key, removed_at__isnull=not removed)


def access_candidates(visit: Visit) -> QuerySet[Candidate]:
    """Return the candidates that stand, by name; who was erased or merged is not among them.

    Raises:
        PermissionDenied: the role may not see people who apply.
    """
    may_source(visit)
    return standing(visit.business)


def standing(business: Business) -> QuerySet[Candidate]:
    """Return those candidates, for who has been let in."""
    return Candidate.objects.filter(business=business, removed_at=None, erased_at=None, merged_into=None)


def candidate_names(visit: Visit, keys: Collection[str]) -> Mapping[str, str]:
    """Return key -> name of those candidates of whom something is kept; none for who may not see them."""
    if not keys or not visit.may(Power.SOURCE):
        return {}
    found = Candidate.objects.filter(business=visit.business, key__in=keys, erased_at=None)
    return dict(found.values_list("key", "name"))


def access_known_candidate(visit: Visit, key: str) -> Candidate:
    """Return one candidate of whom something is kept, in the lists or taken out.

    Raises Http404 where there is none, PermissionDenied as above.
    """
    may_source(visit)
    found = Candidate.objects.filter(
        business=visit.business, key=key, erased_at=None, merged_into=None
    ).first()
    if found is None:
        raise Http404
    return found


def access_candidate(visit: Visit, key: str, *, removed: bool = False) -> Candidate:
    """Return one candidate. Raises Http404 where there is none, PermissionDenied as above."""
    may_source(visit)
    for found in _candidate(visit.business, key, removed=removed):
        return found
    raise Http404


@Composed
def _candidate(business: Business, key: str, *, removed: bool) -> QuerySet[Candidate]:
    return Candidate.objects.filter(
        business=business, key=key, removed_at__isnull=not removed, erased_at=None, merged_into=None
    )


def access_candidacies(visit: Visit, brief: Brief | None = None) -> QuerySet[Candidacy]:
    """Return the candidacies (for `brief`), the best match first, with brief and candidate.

    Raises:
        PermissionDenied: the role may not see people who apply.
    """
    may_source(visit)
    found = _candidacies(visit.business)
    return found if brief is None else found.filter(brief=brief)


def _candidacies(business: Business) -> QuerySet[Candidacy]:
    return Candidacy.objects.filter(
        brief__business=business, brief__removed_at=None, candidate__removed_at=None
    ).select_related("brief", "candidate")


def access_candidacy(visit: Visit, key: str) -> Candidacy:
    """Return one candidacy. Raises Http404 where there is none, PermissionDenied as above."""
    may_source(visit)
    for found in _candidacy(visit.business, key):
        return found
    raise Http404


@Composed
def _candidacy(business: Business, key: str) -> QuerySet[Candidacy]:
    return _candidacies(business).filter(key=key)


def access_offers(visit: Visit) -> QuerySet[Offer]:
    """Return the offers, the newest first, with whom they are for. Raises PermissionDenied as above."""
    may_source(visit)
    return _offers(visit.business)


def _offers(business: Business) -> QuerySet[Offer]:
    return Offer.objects.filter(candidacy__brief__business=business).select_related(
        "candidacy", "candidacy__brief", "candidacy__candidate"
    )


def access_offer(visit: Visit, key: str) -> Offer:
    """Return one offer. Raises Http404 where there is none, PermissionDenied as above."""
    may_source(visit)
    for found in _offer(visit.business, key):
        return found
    raise Http404


@Composed
def _offer(business: Business, key: str) -> QuerySet[Offer]:
    return _offers(business).filter(key=key)


def access_overrides(visit: Visit, thing: str, key: str) -> QuerySet[Override]:
    """Return the owner's overrides for one thing, the newest first."""
    return Override.objects.filter(business=visit.business, thing=thing, thing_key=key).select_related(
        "made_by"
    )


def may_source(visit: Visit) -> None:
    """Let in who may see people who apply. Raises PermissionDenied for others."""
    if not visit.may(Power.SOURCE):
        raise PermissionDenied
