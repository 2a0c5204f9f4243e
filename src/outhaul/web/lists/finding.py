"""Search through everything of a business that the person may see."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.planning.domain.access import access_entries, access_scenarios
from outhaul.apps.sourcing.domain.access import access_briefs, access_candidates
from outhaul.apps.work.domain.access import access_engagements
from outhaul.web.doors import for_power

MOST = 20
"""Hits of one kind."""
LONGEST = 100


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was found."""

    name: str
    about: str
    address: str


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind."""

    title: str
    hits: tuple[Hit, ...]
    more: bool
    """Whether there are more than are shown."""


Search = Callable[[Visit, str], Iterator[Hit]]


@for_power(Power.VIEW)
@require_safe
def find(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show what is called as `q` says, or holds it in its name."""
    text = " ".join(request.GET.get("q", "").split())[:LONGEST]
    groups = list(_groups(visit, text)) if text else []
    count = sum(len(group.hits) for group in groups)
    return render(request, "lists/find.html", {"text": text, "groups": groups, "count": count})


def _groups(visit: Visit, text: str) -> Iterator[Group]:
    for title, search in _searches(visit):
        found = list(islice(search(visit, text), MOST + 1))
        if found:
            yield Group(title, tuple(found[:MOST]), len(found) > MOST)


def _searches(visit: Visit) -> Iterable[tuple[str, Search]]:
    yield _("Work"), _processes
    yield _("People"), _managers
    yield _("What-ifs"), _scenarios
    yield _("Briefs"), _briefs
    if visit.may(Power.SOURCE):
        yield _("Candidates"), _candidates
    yield _("Engagements"), _engagements


def _processes(visit: Visit, text: str) -> Iterator[Hit]:
    for entry in access_entries(visit, "processes"):
        if text.casefold() in str(entry).casefold():
            yield Hit(str(entry), "", _to(visit, "edit-process", entry=entry.key))


def _managers(visit: Visit, text: str) -> Iterator[Hit]:
    for entry in access_entries(visit, "managers"):
        if text.casefold() in str(entry).casefold():
            yield Hit(str(entry), "", _to(visit, "people"))


def _scenarios(visit: Visit, text: str) -> Iterator[Hit]:
    for scenario in access_scenarios(visit).filter(name__icontains=text)[: MOST + 1]:
        yield Hit(scenario.name, "", _to(visit, "what-if", scenario=scenario.key))


def _briefs(visit: Visit, text: str) -> Iterator[Hit]:
    for brief in access_briefs(visit).filter(title__icontains=text)[: MOST + 1]:
        yield Hit(brief.title, "", _to(visit, "brief", brief=brief.key))


def _candidates(visit: Visit, text: str) -> Iterator[Hit]:
    wanted = Q(name__icontains=text) | Q(email__icontains=text) | Q(skills__icontains=text)
    for candidate in access_candidates(visit).filter(wanted)[: MOST + 1]:
        yield Hit(candidate.name, candidate.email, _to(visit, "candidate", candidate=candidate.key))


def _engagements(visit: Visit, text: str) -> Iterator[Hit]:
    wanted = Q(name__icontains=text) | Q(contractor__name__icontains=text)
    for engagement in access_engagements(visit).filter(wanted)[: MOST + 1]:
        yield Hit(
            engagement.name,
            engagement.contractor.name,
            _to(visit, "engagement", engagement=engagement.key),
        )


def _to(visit: Visit, page: str, **arguments: str) -> str:
    return reverse(page, kwargs={"business": visit.business.key, **arguments})
