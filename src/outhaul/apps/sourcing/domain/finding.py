"""Find candidates: by words, by what they are, by how far they are; a page at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import (
    Case,
    Exists,
    FloatField,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, NullIf

from outhaul.apps.composed import Composed
from outhaul.apps.paging import Order, Page, in_order, page_from, page_of, part_of, place_of
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.models import Business
from outhaul.apps.sourcing.domain.access import access_candidates, may_source, standing
from outhaul.apps.sourcing.models import Candidacy, Candidate
from outhaul.documents.business_file.compounds import LEVELS
from outhaul.reference.tables import Reference

A_PAGE = 50
COUNTED = 1_000
"""More candidates than that are not counted."""
NO_BRIEF = "none"
"""In place of a state: not put forward for any brief."""
LAST = 1e18
"""Sorts what is not told behind all that is."""
MOST_WORDS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is wanted of the candidates; what is left out does not matter."""

    text: str = ""
    """Every word of it stands in the name, the address, the skills or what is said about them."""
    countries: tuple[str, ...] = ()
    """Codes that the whole text may name instead."""
    spoken: tuple[str, ...] = ()
    """Likewise languages."""
    country: str = ""
    language: str = ""
    level: str = ""
    """At least this CEFR level of `language`."""
    occupation: str = ""
    brief: str = ""
    """Key of a brief that they are put forward for."""
    state: str = ""
    """State of a candidacy (for that brief), or NO_BRIEF."""
    source: str = ""


def find_candidates(visit: Visit, wanted: Wanted) -> QuerySet[Candidate]:
    """Return the candidates that are wanted, in no order. Raises PermissionDenied as the gate does."""
    found = access_candidates(visit).order_by()
    for field in ("country", "occupation", "source"):
        value = getattr(wanted, field)
        found = found.filter(**{field: value}) if value else found
    if wanted.text:
        found = _told(found).filter(_words(wanted))
    if wanted.language:
        found = _told(found).filter(_speaks(wanted.language, wanted.level))
    if wanted.brief or wanted.state:
        found = found.filter(_is_weighed(wanted))
    return found


def _told(found: QuerySet[Candidate]) -> QuerySet[Candidate]:
    """Return the rows with languages and skills as the text that is searched."""
    return found.alias(languages_text=Cast("languages", TextField()), skills_text=Cast("skills", TextField()))


def _words(wanted: Wanted) -> Q:
    each = Q()
    for word in wanted.text.split()[:MOST_WORDS]:
        any_case = Q()
        for spelling in {word, word.lower(), word.capitalize(), word.upper()}:  # SQLite folds ASCII alone
            for field in ("name", "email", "skills_text", "about"):
                any_case |= Q(**{f"{field}__icontains": spelling})
        each &= any_case
    named = Q(country__in=wanted.countries) if wanted.countries else Q()
    for code in wanted.spoken:
        named |= _speaks(code, "")
    return each | named if named else each


def _speaks(language: str, level: str) -> Q:
    levels = LEVELS[LEVELS.index(level) :] if level in LEVELS else ()
    if not levels:
        return Q(languages_text__contains=f'"{language}": {{')
    enough = Q()
    for name in levels:
        enough |= Q(languages_text__contains=f'"{language}": {{"level": "{name}"')
    return enough


def _is_weighed(wanted: Wanted) -> Any:  # noqa: ANN401 -- a condition of Django
    candidacies = Candidacy.objects.filter(candidate=OuterRef("pk"), brief__removed_at=None)
    if wanted.brief:
        candidacies = candidacies.filter(brief__key=wanted.brief)
    if wanted.state == NO_BRIEF:
        return ~Exists(candidacies)
    if wanted.state:
        candidacies = candidacies.filter(state=wanted.state)
    return Exists(candidacies)


ORDERS: Mapping[str, Order] = {
    "name": Order("name", str),
    "newest": Order("made_at", datetime, descending=True),
    "country": Order("country_told", str),
    "rate": Order("rate_usd", float),
    "erased-soonest": Order("keep_until", date),
}


COLUMNS = (
    "pk",
    "key",
    "name",
    "occupation",
    "country",
    "languages",
    "skills",
    "rate",
    "currency",
    "keep_until",
)
"""What the table shows."""


def candidates_page(visit: Visit, wanted: Wanted, order: str, after: str, reference: Reference) -> Page[Any]:
    """Return a page of the candidates that are wanted, as values of COLUMNS, after the place `after`.

    All of them by name, as most ask for, are found by a query that is composed already. Raises
    PermissionDenied as the gate does.
    """
    by = ORDERS[order]
    if wanted == Wanted() and order == "name":
        may_source(visit)
        return page_from(_all_of_them(visit.business, *place_of(after, by), size=A_PAGE), by, A_PAGE)
    found = sorted_by(find_candidates(visit, wanted), order, visit, reference)
    columns = dict.fromkeys((*COLUMNS, by.by))
    return page_of(found.values_list(*columns, named=True), by, after, A_PAGE)


@Composed
def _all_of_them(business: Business, *place: object, size: int) -> QuerySet[Candidate, Any]:
    found = in_order(standing(business), ORDERS["name"])
    return part_of(found.values_list(*COLUMNS, named=True), ORDERS["name"], place, size)


def sorted_by(
    found: QuerySet[Candidate], name: str, visit: Visit, reference: Reference
) -> QuerySet[Candidate]:
    """Return the rows in one of ORDERS; rates are compared in one currency, what is not told comes last."""
    order = ORDERS[name]
    if name == "country":
        found = found.annotate(country_told=Coalesce(NullIf("country", Value("")), Value("~")))
    elif name == "rate":
        found = found.annotate(rate_usd=_rate_in_one_currency(visit, reference))
    return in_order(found, order)


def _rate_in_one_currency(visit: Visit, reference: Reference) -> Case:
    used = access_candidates(visit).order_by().values_list("currency", flat=True).distinct()
    rate = Cast("rate", FloatField())
    cases = [
        When(currency=code, rate__isnull=False, then=rate / Value(reference.currencies[code].per_usd.value))
        for code in used
        if code in reference.currencies
    ]
    return Case(*cases, default=Value(LAST), output_field=FloatField())


def counted(visit: Visit, wanted: Wanted) -> tuple[int, bool]:
    """Return how many are wanted, and whether that is all of them: no more than some are counted.

    Raises PermissionDenied as the gate does.
    """
    if wanted == Wanted():
        may_source(visit)
        count = _some.count(visit.business, most=COUNTED + 1)
    else:
        count = find_candidates(visit, wanted)[: COUNTED + 1].count()
    return min(count, COUNTED), count <= COUNTED


@Composed
def _some(business: Business, *, most: int) -> QuerySet[Candidate, Any]:
    return standing(business).order_by().values_list("pk")[:most]


def in_use(visit: Visit, field: str) -> list[str]:
    """Return the values of `field` that some candidate has, for a choice."""
    may_source(visit)
    return sorted(filter(None, _used(visit.business, field=field)))


@Composed
def _used(business: Business, *, field: str) -> QuerySet[Candidate, str]:
    return standing(business).order_by().values_list(field, flat=True).distinct()


def is_any(visit: Visit) -> bool:
    """Whether there is any candidate."""
    return access_candidates(visit).order_by().exists()
