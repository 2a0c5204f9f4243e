"""All that a business handed out, with its plan: what pages of the review are computed from."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import QuerySet

from outhaul.apps.people.models import Business
from outhaul.apps.planning.domain.plans import chosen_plan, report_of
from outhaul.apps.planning.models import Plan
from outhaul.apps.review.domain.agreed import terms_in_force
from outhaul.apps.review.domain.first_pass import first_passes
from outhaul.apps.review.domain.home import Home, home_of
from outhaul.apps.review.domain.scorecards import Count, Facts, facts_of
from outhaul.apps.review.domain.weighing import Weighed, weights_of
from outhaul.apps.review.models import Pause
from outhaul.apps.work.domain.load import Outlook, Setting, duty_of, outlook_of, setting_of
from outhaul.apps.work.domain.training import trained_until
from outhaul.apps.work.lifecycles import EngagementState
from outhaul.apps.work.models import Engagement
from outhaul.engine.assumptions import Assumptions, with_own
from outhaul.engine.report import PlanReport, ProcessReport
from outhaul.engine.terms import Terms
from outhaul.engine.workload import Duty
from outhaul.faults import InputError

BEGUN = (
    EngagementState.ACTIVE,
    EngagementState.PAUSED,
    EngagementState.CLOSING,
    EngagementState.CLOSED,
)
"""States of an engagement that was let begin."""
RUNS = frozenset({EngagementState.ACTIVE, EngagementState.CLOSING})
LEAVES = frozenset({"hand_out", "pilot"})


@dataclass(frozen=True)
class Portfolio:
    """Every engagement that began, the newest first, and what is known of it."""

    home: Home
    rows: tuple[Engagement, ...]

    @cached_property
    def running(self) -> tuple[Engagement, ...]:
        """Those that are worked on now."""
        return tuple(row for row in self.rows if row.state in RUNS)

    @cached_property
    def plan(self) -> Plan | None:
        """The plan in force, if it is made."""
        found = chosen_plan(self.home.business)
        return found if found is not None and found.is_made else None

    @cached_property
    def report(self) -> PlanReport | None:
        """What the plan in force says."""
        return report_of(self.plan) if self.plan else None

    @cached_property
    def lines(self) -> Mapping[str, ProcessReport]:
        """Process -> its line of the plan, for all that it hands out."""
        found = self.report.processes if self.report else ()
        return {line.id: line for line in found if line.decision in LEAVES}

    @cached_property
    def terms(self) -> Mapping[int, Terms]:
        """Engagement -> the terms that hold."""
        return terms_in_force(row.pk for row in self.rows)

    @cached_property
    def facts(self) -> Mapping[int, Facts]:
        """Engagement -> what scores are made of."""
        return facts_of(self.rows, self.home)

    @cached_property
    def pauses(self) -> Mapping[int, list[Pause]]:
        """Engagement -> when it stood still."""
        return _pauses(Pause.objects.filter(engagement__business=self.home.business))

    @cached_property
    def weights(self) -> Weighed:
        """What counts how much in a scorecard."""
        return weights_of(self.home.business)

    @cached_property
    def first_passes(self) -> Mapping[int, Count]:
        """Engagement that is worked on -> how often the first version was accepted."""
        return first_passes([row.pk for row in self.running])

    @cached_property
    def trained(self) -> Mapping[str, date | None]:
        """Managers whose training counts, and until when."""
        return trained_until(self.home.business, self.home.today)

    @cached_property
    def outlook(self) -> Outlook | None:
        """Who answers for what; None where the business is not told far enough."""
        try:
            return outlook_of(self.home.business, self.home.reference, self.trained)
        except InputError:
            return None

    @cached_property
    def duties(self) -> Mapping[int, Duty]:
        """Engagement -> what it takes of its manager, reckoned as the plan does (§PERFORM-13)."""
        setting = self.setting
        if setting is None:
            return {}
        return {row.pk: duty_of(row, setting, is_trained=row.manager in self.trained) for row in self.rows}

    @cached_property
    def setting(self) -> Setting | None:
        """What hours of managing are worked out from; None where the business is not told far enough."""
        return self.outlook.setting if self.outlook else None

    @cached_property
    def assumptions(self) -> Assumptions:
        """The assumptions as the business has them."""
        return self.setting.assumptions if self.setting else with_own({})

    def rate_at_home(self, row: Engagement) -> float:
        """Return what an engagement pays an hour, in the business's currency."""
        return self.home.at_home(float(row.rate), row.currency)

    def home_rate(self, process: str) -> float | None:
        """Return what an hour of a process costs at home; None where the plan does not say."""
        line = (
            next((one for one in self.report.processes if one.id == process), None) if self.report else None
        )
        if line is None or not line.hours_per_month:
            return None
        return line.cost_now / line.hours_per_month


@dataclass(frozen=True)
class Part(Portfolio):
    """Some of the engagements: what only concerns them is worked out without reading the others."""

    @cached_property
    def setting(self) -> Setting | None:
        """As of the whole."""
        try:
            return setting_of(self.home.business, self.home.reference)
        except InputError:
            return None

    @cached_property
    def pauses(self) -> Mapping[int, list[Pause]]:
        """Engagement -> when it stood still."""
        return _pauses(Pause.objects.filter(engagement__in=[row.pk for row in self.rows]))


def _pauses(rows: QuerySet[Pause]) -> Mapping[int, list[Pause]]:
    found: defaultdict[int, list[Pause]] = defaultdict(list)
    for pause in rows:
        found[pause.engagement_id].append(pause)
    return found


def part_of(business: Business, *engagements: Engagement) -> Part:
    """Return some engagements of a business as far as they began."""
    rows = begun(business).filter(pk__in=[row.pk for row in engagements])
    return Part(home_of(business), tuple(rows))


def portfolio_of(business: Business) -> Portfolio:
    """Return all that a business handed out; further queries are made when something is asked."""
    return Portfolio(home_of(business), tuple(begun(business)))


def begun(business: Business) -> QuerySet[Engagement]:
    """Return the engagements of a business that began, the newest first."""
    found = Engagement.objects.filter(business=business, state__in=BEGUN)
    return found.select_related("contractor__candidate")


def begins_on(row: Engagement, home: Home) -> date:
    """Return the day from which an engagement does its work."""
    begun = home.day_of(row.activated_at) if row.activated_at else row.starts_on
    return max(begun, row.starts_on)


def ended_on(row: Engagement, home: Home) -> date | None:
    """Return the day on which it ended; None while it goes on."""
    if row.state != EngagementState.CLOSED:
        return None
    return home.day_of(row.closed_at or row.changed_at)
