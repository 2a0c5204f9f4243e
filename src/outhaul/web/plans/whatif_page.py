"""What the pages of what-ifs show, put together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Q

from outhaul import __version__
from outhaul.apps.jobs.models import ENDED, Job, State
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.planning.domain.access import access_plans
from outhaul.apps.planning.domain.plans import report_of
from outhaul.apps.planning.domain.trying import Standing, Tried, changes_of, glance, tried
from outhaul.apps.planning.models import Plan, Scenario
from outhaul.documents.comparison import draw_comparison
from outhaul.documents.pages import Drawn
from outhaul.engine.report import PlanReport
from outhaul.web.plans.whatif_inputs import Inputs
from outhaul.web.plans.whatif_words import Changed, in_words
from outhaul.wording.comparison import Comparison, compare
from outhaul.wording.comparison_figures import FigureChange, figure_changes
from outhaul.wording.tongue import spoken

DAY = 24 * 3600
BACK = "what-if-back"
"""In the session: key of a what-if -> what taking it over changed, to be given back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One what-if of the list."""

    tried: Tried
    changes: tuple[Changed, ...]
    figures: Mapping[str, FigureChange]
    """By name; none where it has no plan, or there is nothing to hold it against."""


def lines(visit: Visit, inputs: Inputs) -> tuple[Line, ...]:
    """Return the what-ifs of a business, the newest first."""
    base = inputs.standing.base
    before = glance(base) if base else None
    found = []
    for one in tried(visit, inputs.standing):
        after = glance(one.made) if one.made else None
        told = figure_changes(before, after) if before and after else ()
        figures = {figure.name: figure for figure in told}
        found.append(Line(tried=one, changes=in_words(changes_of(one.scenario), inputs), figures=figures))
    return tuple(found)


def base_figures(standing: Standing) -> Mapping[str, FigureChange]:
    """Return the figures of the business's plan by name; none where there is no plan."""
    if standing.base is None:
        return {}
    told = glance(standing.base)
    return {figure.name: figure for figure in figure_changes(told, told)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A what-if's plan beside the business's plan."""

    base: Plan
    made: Plan
    before: PlanReport
    after: PlanReport
    compared: Comparison
    pictures: Mapping[str, Drawn]


def beside(standing: Standing, one: Tried) -> Beside | None:
    """Return the two plans beside each other; None where one of them is not made."""
    if standing.base is None or one.made is None:
        return None
    before, after = report_of(standing.base), report_of(one.made)
    return Beside(
        base=standing.base,
        made=one.made,
        before=before,
        after=after,
        compared=compare(before, after),
        pictures=_pictures(standing.base, one.made, before, after),
    )


def _pictures(base: Plan, made: Plan, before: PlanReport, after: PlanReport) -> Mapping[str, Drawn]:
    """Draw once: it takes half a second, and equal reports give equal pictures."""
    name = f"comparison-{__version__}-{spoken()}-{base.report_hash}-{made.report_hash}"
    drawn: Mapping[str, Drawn] | None = cache.get(name)
    if drawn is None:
        drawn = draw_comparison(before, after)
        cache.set(name, drawn, DAY)
    return drawn


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """The plans that are being made for one what-if: its own, and the business's to hold it against."""

    jobs: Sequence[Job]
    fault: str = ""
    """Why its newest plan failed."""
    is_cancelled: bool = False

    @property
    def is_under_way(self) -> bool:
        """Whether somebody has to wait."""
        return bool(self.jobs)

    @property
    def share(self) -> float:
        """How much is done of all of it, 0..1."""
        return sum(job.share for job in self.jobs) / len(self.jobs) if self.jobs else 1.0

    @property
    def doing(self) -> str:
        """What is being done; empty while all of it waits."""
        return next((job.doing for job in self.jobs if job.state == State.RUNNING), "")


def work_for(visit: Visit, scenario: Scenario) -> Work:
    """Return what is being made for a what-if; two queries."""
    plans = access_plans(visit).filter(Q(scenario=scenario) | Q(scenario=None))
    waiting = plans.filter(job__isnull=False, report_hash="").exclude(
        job__state__in=[state.value for state in ENDED]
    )
    jobs = [plan.job for plan in waiting if plan.job]
    newest = access_plans(visit).filter(scenario=scenario).first()
    job = newest.job if newest else None
    return Work(
        jobs=jobs,
        fault=job.fault if job and job.state == State.FAILED else "",
        is_cancelled=bool(job and job.state == State.CANCELLED),
    )
