"""What is searched, kind by kind, each through its gate: nobody finds what they may not open."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.planning.domain.access import access_scenarios, entries_of
from outhaul.apps.sourcing.domain.access import access_briefs, access_candidates, access_offers
from outhaul.apps.work.domain.access import access_contractors, access_engagements, access_statements
from outhaul.apps.work.domain.clauses import clauses_of
from outhaul.documents.statement.library import written_in
from outhaul.web.agree.engagements.words import STATEMENT_STATES
from outhaul.wording.tongue import spoken

MOST = 20
"""Hits of one kind."""


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


def searches(visit: Visit) -> Iterable[tuple[str, Search]]:
    """Give what the person may search: the title of a kind, and what finds things of it."""
    yield _("Work"), _processes
    yield _("People"), _managers
    yield _("What-ifs"), _scenarios
    yield _("Briefs"), _briefs
    if visit.may(Power.SOURCE):
        yield _("Candidates"), _candidates
        yield _("Offers"), _offers
    yield _("Engagements"), _engagements
    yield _("Contractors"), _contractors
    yield _("Statements of work and change orders"), _statements
    yield _("Clauses"), _clauses


def _processes(visit: Visit, text: str) -> Iterator[Hit]:
    for entry in entries_of(visit, "processes"):
        if text.casefold() in str(entry).casefold():
            yield Hit(str(entry), "", _to(visit, "edit-process", entry=entry.key))


def _managers(visit: Visit, text: str) -> Iterator[Hit]:
    for entry in entries_of(visit, "managers"):
        if text.casefold() in str(entry).casefold():
            yield Hit(str(entry), "", _to(visit, "people"))


def _scenarios(visit: Visit, text: str) -> Iterator[Hit]:
    for scenario in access_scenarios(visit).filter(_holds(text, "name"))[: MOST + 1]:
        yield Hit(scenario.name, "", _to(visit, "what-if", scenario=scenario.key))


def _briefs(visit: Visit, text: str) -> Iterator[Hit]:
    for brief in access_briefs(visit).filter(_holds(text, "title"))[: MOST + 1]:
        yield Hit(brief.title, "", _to(visit, "brief", brief=brief.key))


def _candidates(visit: Visit, text: str) -> Iterator[Hit]:
    for candidate in access_candidates(visit).filter(_holds(text, "name", "email", "skills"))[: MOST + 1]:
        yield Hit(candidate.name, candidate.email, _to(visit, "candidate", candidate=candidate.key))


def _offers(visit: Visit, text: str) -> Iterator[Hit]:
    wanted = _holds(text, "candidacy__candidate__name", "candidacy__brief__title")
    for offer in access_offers(visit).filter(wanted)[: MOST + 1]:
        candidacy = offer.candidacy
        yield Hit(candidacy.candidate.name, candidacy.brief.title, _to(visit, "offer", offer=offer.key))


def _engagements(visit: Visit, text: str) -> Iterator[Hit]:
    for engagement in access_engagements(visit).filter(_holds(text, "name", "contractor__name"))[: MOST + 1]:
        address = _to(visit, "engagement", engagement=engagement.key)
        yield Hit(engagement.name, engagement.contractor.name, address)


def _contractors(visit: Visit, text: str) -> Iterator[Hit]:
    """Find contractors; each leads to their engagements."""
    for contractor in access_contractors(visit).filter(_holds(text, "name", "signs", "email"))[: MOST + 1]:
        address = f"{_to(visit, 'engagements')}?{urlencode({'q': contractor.name})}"
        yield Hit(contractor.name, contractor.email, address)


def _statements(visit: Visit, text: str) -> Iterator[Hit]:
    """Find statements by the title of the work, change orders by their number, too."""
    wanted = _holds(text, "engagement__name")
    number = re.search(r"\d{1,3}$", text)
    if number:
        wanted |= Q(number=int(number[0]) + 1)
    rows = access_statements(visit).filter(wanted).order_by("-made_at", "-pk")
    for key, order, name, state in rows.values_list("key", "number", "engagement__name", "state")[: MOST + 1]:
        title = _("Statement of work") if order == 1 else _("Change order %(number)s") % {"number": order - 1}
        yield Hit(f"{title}: {name}", str(STATEMENT_STATES[state]), _to(visit, "statement", statement=key))


def _clauses(visit: Visit, text: str) -> Iterator[Hit]:
    for clause in clauses_of(visit.business, written_in(spoken())):
        if text.casefold() in clause.title.casefold():
            yield Hit(clause.title, clause.why, _to(visit, "clause", clause=clause.key))


def _holds(text: str, *fields: str) -> Q:
    """Return that one of `fields` holds `text`, in any case: SQLite folds ASCII alone."""
    wanted = Q()
    for spelling in sorted({text, text.lower(), text.capitalize(), text.upper(), text.title()}):
        for field in fields:
            wanted |= Q(**{f"{field}__icontains": spelling})
    return wanted


def _to(visit: Visit, page: str, **arguments: str) -> str:
    return reverse(page, kwargs={"business": visit.business.key, **arguments})
