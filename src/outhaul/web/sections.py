"""The journeys of the header, and the steps of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.urls import get_script_prefix, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation.trans_real import DjangoTranslation, catalog

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import POWERS, Power
from outhaul.apps.people.models import Role


@dataclass(frozen=True, slots=True)
class Step:
    """A page that a section leads to; `power` is needed to see it."""

    route: str
    label: str | Promise
    power: Power = Power.VIEW
    also: str = ""
    """Part of the addresses that lie below it, where they do not begin with its own."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the life of handed-out work."""

    name: str
    """Begins the addresses of its pages; those of the first section begin anyhow."""
    label: str | Promise
    told: str | Promise
    """What its steps are, for who cannot see them."""
    steps: tuple[Step, ...]


SECTIONS = (
    Section(
        "decide",
        _("Decide"),
        _("The way to the plan"),
        (
            Step("overview", _("Overview")),
            Step("business", _("Business")),
            Step("people", _("People")),
            Step("work", _("Work")),
            Step("core", _("Core or not")),
            Step("plan", _("Plan"), also="/plans/"),
            Step("what-ifs", _("What if"), also="/compare/"),
        ),
    ),
    Section(
        "source",
        _("Source"),
        _("From a brief to an offer"),
        (
            Step("briefs", _("Briefs")),
            Step("candidates", _("Candidates"), Power.SOURCE),
            Step("board", _("Pipeline"), Power.SOURCE),
        ),
    ),
    Section(
        "agree",
        _("Agree"),
        _("Agreements"),
        (
            Step("engagements", _("Engagements")),
            Step("managing", _("Managers")),
            Step("course", _("Course")),
            Step("clauses", _("Clauses")),
            Step("papers", _("Papers"), Power.PAPERS),
        ),
    ),
    Section(
        "run",
        _("Run"),
        _("The work as it runs"),
        (
            Step("run", _("What waits")),
            Step("run-calendar", _("Checkpoints"), also="/checkpoints/"),
            Step("run-access", _("Access")),
            Step("equipment", _("Equipment")),
        ),
    ),
    Section(
        "pay",
        _("Pay"),
        _("Invoices and payments"),
        (
            Step("invoices", _("Invoices"), Power.BOOKS),
            Step("pay-runs", _("Pay runs"), Power.BOOKS),
            Step("payments", _("Payments"), Power.BOOKS),
            Step("bank", _("Bank"), Power.BOOKS),
            Step("ledger", _("Ledger"), Power.BOOKS),
            Step("pay-account", _("Account"), Power.BOOKS),
        ),
    ),
    Section(
        "review",
        _("Review"),
        _("How it goes, and what comes next"),
        (
            Step("review", _("At a glance"), also="/review/focus/"),
            Step("review-budget", _("Plan and budget"), also="/review/next/"),
            Step("review-scorecards", _("Scorecards"), also="/review/weights/"),
            Step("review-pulse", _("Pulse")),
            Step("review-learned", _("Own figures")),
            Step("review-months", _("Months")),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A link of the header; `current` is what aria-current says of it, or empty."""

    label: str | Promise
    address: str
    current: str


def section_at(visit: Visit, path: str) -> Section:
    """Return the section to which a page of the business belongs."""
    base = f"/b/{visit.business.key}/"
    found = (section for section in SECTIONS if path.startswith(f"{base}{section.name}/"))
    return next(found, SECTIONS[0])


def journeys(visit: Visit, path: str) -> Iterator[Shown]:
    """Give the sections whose pages the role may see, each with the first of its steps."""
    here = section_at(visit, path)
    for section in SECTIONS:
        for _step, _label, address in _open(visit, section)[:1]:
            yield Shown(section.label, address, "true" if section is here else "")


def steps(visit: Visit, path: str) -> Iterator[Shown]:
    """Give the steps of the section in which the page is."""
    for step, label, address in _open(visit, section_at(visit, path)):
        yield Shown(label, address, _current(path, address, step))


def _open(visit: Visit, section: Section) -> tuple[tuple[Step, str, str], ...]:
    """Return the steps that the role may see, each with its label and address; kept for the next page."""
    return _steps(section.name, visit.role, visit.business.key, catalog(), get_script_prefix())


@lru_cache(maxsize=1024)
def _steps(
    name: str, role: Role, business: str, _catalog: DjangoTranslation, _prefix: str
) -> tuple[tuple[Step, str, str], ...]:
    section = next(section for section in SECTIONS if section.name == name)
    return tuple(
        (step, str(step.label), reverse(step.route, kwargs={"business": business}))
        for step in section.steps
        if step.power in POWERS[role]
    )


def _current(path: str, address: str, step: Step) -> str:
    if path == address:
        return "page"
    is_start = step.route in {"overview", "run", "review"}  # addresses of other steps begin with it
    is_below = (not is_start and path.startswith(address)) or (bool(step.also) and step.also in path)
    return "true" if is_below else ""
