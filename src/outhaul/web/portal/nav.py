"""The parts of an engagement as its contractor sees it: each page of the portal adds a line here."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from outhaul.apps.delivery.domain.hours import is_by_hours
from outhaul.apps.delivery.domain.own import access_own_lines
from outhaul.apps.people.models import User
from outhaul.apps.work.domain.access import Assignment, access_assignments
from outhaul.apps.work.models import Engagement
from outhaul.web.sections import Shown

WORKS = "works for others"
"""Where the session keeps that somebody is a contractor: the menu of every page asks for it."""


def _always(_assignment: Assignment) -> bool:
    return True


def _by_hours(assignment: Assignment) -> bool:
    return is_by_hours(assignment.engagement)


def _with_lines(assignment: Assignment) -> bool:
    return access_own_lines(assignment).exists()


@dataclass(frozen=True, slots=True)
class Part:
    """A page of an engagement; `is_there` tells whether it has anything to show."""

    route: str
    label: str | Promise
    is_there: Callable[[Assignment], bool] = _always


PARTS: tuple[Part, ...] = (
    Part("portal-engagement", _("Work")),
    Part("portal-board", _("My board")),
    Part("portal-hours", _("Hours"), _by_hours),
    Part("portal-invoices", _("Invoices")),
    Part("portal-scorecard", _("Scorecard")),
    Part("portal-rating", _("Rate the client")),
    Part("portal-pulse", _("Pulse")),
    Part("portal-days-off", _("Days off")),
    Part("portal-agreement", _("Agreement")),
    Part("portal-lines", _("Checklist"), _with_lines),
)


def parts(assignment: Assignment, path: str) -> Iterator[Shown]:
    """Give the links to the pages of an engagement."""
    start = _address(PARTS[0], assignment)
    for part in PARTS:
        if part.is_there(assignment):
            address = _address(part, assignment)
            is_below = path.startswith(f"{start}milestones/" if address == start else address)
            yield Shown(part.label, address, "page" if path == address else "true" if is_below else "")


def works_on(user: User) -> QuerySet[Engagement]:
    """Return the engagements on which somebody works, for the menu of the header."""
    return access_assignments(user)


def _address(part: Part, assignment: Assignment) -> str:
    return reverse(part.route, kwargs={"engagement": assignment.engagement.key})
