"""The six steps to a plan, as somebody sees them who has not taken them all."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.planning.domain.standing import Standing, Step, Told

MINUTES: Mapping[Step, float] = {
    Step.BUSINESS: 2,
    Step.PEOPLE: 1,
    Step.WORK: 3,
    Step.CORE: 3,
    Step.PLAN: 0.5,
}
"""What a step takes an owner who knows the business; the sample journey was timed."""
A_PROCESS = 1 / 3
"""Minutes for the questions about one process, most of them prefilled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One step: what it is called, what it asks, how far it is."""

    step: Step
    title: str
    asks: str
    state: str
    done: bool
    next: bool
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """The steps with what is left of them."""

    lines: tuple[Line, ...]
    minutes: int
    left: int
    next: Line | None
    can_skip: bool
    """True if a plan can be made before the next step is done."""


def way(visit: Visit, standing: Standing) -> Way:
    """Return the way of a business to its plan."""
    lines = tuple(_line(visit, standing, step) for step in Step)
    before_plan = [step for step in Step if step in MINUTES and step not in standing.done]
    return Way(
        lines=lines,
        minutes=max(1, ceil(sum(_minutes(step, standing.told) for step in before_plan))),
        left=len(before_plan),
        next=next((line for line in lines if line.next), None),
        can_skip=standing.next is Step.CORE and visit.may(Power.EDIT),
    )


def _minutes(step: Step, told: Told) -> float:
    open_processes = told.processes - told.answered
    return A_PROCESS * open_processes if step is Step.CORE and told.processes else MINUTES[step]


def _line(visit: Visit, standing: Standing, step: Step) -> Line:
    title, asks = _words()[step]
    return Line(
        step=step,
        title=title,
        asks=asks,
        state=_state(step, standing),
        done=step in standing.done,
        next=step is standing.next,
        address="" if step is Step.SHARE else reverse(step, args=(visit.business.key,)),
    )


def _words() -> Mapping[Step, tuple[str, str]]:
    return {
        Step.BUSINESS: (_("Your business"), _("Where you are, your currency, your languages.")),
        Step.PEOPLE: (_("Your people"), _("Who can look after work, and with how many free hours.")),
        Step.WORK: (_("Your work"), _("What recurs every month, picked from a list or in your own words.")),
        Step.CORE: (_("Core or not"), _("What customers come for, and what can be judged by its results.")),
        Step.PLAN: (_("The plan"), _("What to keep, what to hand out, where, and at what fair pay.")),
        Step.SHARE: (_("Share"), _("On paper or by a link, for the bank or at home.")),
    }


def _state(step: Step, standing: Standing) -> str:
    told = standing.told
    match step:
        case Step.BUSINESS:
            missing = len(told.missing)
            return (
                ngettext("%(n)s answer to go", "%(n)s answers to go", missing) % {"n": missing}
                if missing
                else ""
            )
        case Step.PEOPLE:
            return _counted(told.managers, ngettext("%(n)s manager", "%(n)s managers", told.managers))
        case Step.WORK:
            return _counted(told.processes, ngettext("%(n)s process", "%(n)s processes", told.processes))
        case Step.CORE:
            said = _("%(n)s of %(all)s processes answered") % {"n": told.answered, "all": told.processes}
            return said if told.processes else ""
        case Step.PLAN:
            return _("being made") if standing.job else ""
        case Step.SHARE:
            return ""


def _counted(count: int, text: str) -> str:
    return text % {"n": count} if count else ""
