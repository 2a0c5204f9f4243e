"""What one engagement truly costs at the very terms of an offer, beside the plan and home (§COST-13)."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from outhaul.engine import cost, manage, scope
from outhaul.engine.answers import answered
from outhaul.engine.business import Home, Manager
from outhaul.engine.engagement.course import Flows
from outhaul.engine.engagement.terms import EngagementTerms, hazard
from outhaul.engine.offering.ground import Ground
from outhaul.engine.offering.judging import months_between
from outhaul.engine.offering.worth import rate_in_month, whole_replacement_weeks
from outhaul.engine.plan.choices import Choices
from outhaul.engine.plan.options import Option, option_at
from outhaul.engine.report import Waterfall
from outhaul.engine.terms import Terms
from outhaul.engine.verdict import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class FullCost:
    """The whole cost of an engagement, in the business's currency; money a month unless told otherwise."""

    months: int
    hours: float
    """Accepted hours a month."""
    rate: float
    """Mean rate an hour, planned raises counted."""
    parts: Waterfall
    management_hours: float
    """Manager hours a month, settled."""
    start_hours: float
    """Manager hours at the start: finding, handing over, and training where it is needed."""
    contractors: int
    tools: float
    equipment: float
    """Once."""
    training: float
    """Once; 0 for a manager who is trained."""
    capital: float
    """All that is tied up at the start."""
    home: float
    """Doing the same at home, its manager's hours included."""
    owner_hours_freed: float
    """A month, after what managing it takes of the owner."""
    verdicts: tuple[Verdict, ...]

    @property
    def month(self) -> float:
        """All of it, a month."""
        parts = self.parts
        return (
            parts.rate
            + parts.fees
            + parts.rework
            + parts.ramp
            + parts.management
            + parts.tools
            + parts.turnover
            + parts.setup
            + parts.kept
        )

    @property
    def hour(self) -> float:
        """All of it, an accepted hour."""
        return self.month / self.hours

    @property
    def home_hour(self) -> float:
        """The same at home, an hour."""
        return self.home / self.hours

    @property
    def saving(self) -> float:
        """Share of the cost at home that is saved, all counted; negative where it costs more."""
        return 1 - self.month / self.home


def full_cost(ground: Ground, terms: Terms, manager: Manager) -> FullCost:
    """Return what an engagement at `terms` under `manager` costs, by the kernel of the plan (§COST-13).

    Events are expected ones, as in `outhaul cost`. It lasts for the agreed time, without a set end for
    as long as the business looks ahead. Every rate is the one that holds in its month.
    """
    home = ground.outlook.business.home
    months = _months(terms, home)
    rates = np.array(
        [ground.at_home(rate_in_month(terms, month), terms.currency) for month in range(1, months + 1)]
    )
    option = _option(ground, terms, float(rates.mean()))
    engagement = _expected(ground, option, float(rates.mean()))
    parts, hours = _run(engagement, months, lambda month: float(rates[month - 1]))
    paid = _hour_cost(manager, home)
    training = manage.training_cost(manager, ground.outlook.assumptions)
    managed = float(np.sum(hours)) * paid
    return _told(
        ground,
        option,
        manager,
        months=months,
        rate=float(rates.mean()),
        training=training,
        parts=Waterfall(
            **{name: value / months for name, value in parts.items()},
            management=(managed + training) / months,
        ),
    )


def _months(terms: Terms, home: Home) -> int:
    if terms.ends_on is None:
        return home.horizon_months
    return months_between(terms.starts_on, terms.ends_on)


def _option(ground: Ground, terms: Terms, rate: float) -> Option:
    """Return the engagement as an option of the plan: all that is agreed on is handed out."""
    process = replace(ground.process, hours_per_month=terms.hours_per_month, hours_are_estimated=False)
    remote = ground.outlook.reference.occupations[process.occupation].remote.value
    verdict = scope.judge(process, ground.outlook.assumptions, seed=ground.outlook.seed, remote=remote)
    choices = Choices(
        process=process,
        point=answered(process).point,
        verdict=verdict,
        scope=scope.guard(process, verdict, ground.outlook.assumptions),
        home_rate=ground.home.rate,
        share=1.0,
        places=(),
    )
    return option_at(ground.outlook, choices, ground.place, rate)


def _expected(ground: Ground, option: Option, rate: float) -> EngagementTerms:
    """Return the terms for the expected course: nobody restarts in it, an exit costs the whole (§COST-7)."""
    assumptions = ground.outlook.assumptions
    premium = rate / ground.market.hourly - 1
    return replace(
        option.terms,
        replacement_weeks=whole_replacement_weeks(assumptions),
        hazard=hazard(assumptions.lambda0, premium, assumptions.eps),
        rate_growth=0.0,
    )


def _run(
    terms: EngagementTerms, months: int, rate_of: Callable[[int], float]
) -> tuple[dict[str, float], list[float]]:
    """Return the money by component and the manager hours of each month; those at the start come first."""
    books = cost.ledger(terms, cost.EXPECTED)
    parts = dict.fromkeys(cost.COMPONENTS, 0.0)
    parts["setup"] = float(terms.setup)
    hours = [float(terms.internal_hours)]
    flows: Flows
    for month, flows in enumerate(cost.course(terms, cost.EXPECTED, months), start=1):
        tariff = books.at(np.reshape(rate_of(month), (1, 1)))
        for name, value in books.components(flows, tariff).items():
            parts[name] += float(np.sum(value))
        hours.append(float(np.sum(books.manager_hours(flows))))
    return parts, hours


def _hour_cost(manager: Manager, home: Home) -> float:
    """Return what an hour of the manager costs; an owner's costs what it is worth, if that is more."""
    if manager.is_owner and home.owner_hour_value is not None:
        return max(home.owner_hour_value, manager.cost_per_hour)
    return manager.cost_per_hour


def _told(  # noqa: PLR0913 -- the figures of an engagement
    ground: Ground,
    option: Option,
    manager: Manager,
    *,
    months: int,
    rate: float,
    training: float,
    parts: Waterfall,
) -> FullCost:
    home, assumptions = ground.outlook.business.home, ground.outlook.assumptions
    hours = float(option.terms.hours)
    at_home = hours * (ground.home.rate + assumptions.mu_home * _hour_cost(manager, home))
    freed = option.owner_hours_freed - (option.load if manager.is_owner else 0.0)
    capital = float(option.terms.setup) + training
    told = FullCost(
        months=months,
        hours=hours,
        rate=rate,
        parts=parts,
        management_hours=option.load,
        start_hours=float(option.terms.internal_hours)
        + (0.0 if manager.trained else assumptions.training_hours),
        contractors=option.contractors,
        tools=parts.tools,
        equipment=option.capital,
        training=training,
        capital=capital,
        home=at_home,
        owner_hours_freed=freed,
        verdicts=(),
    )
    verdicts = cost.guard(
        headline_saving=1 - hours * rate / at_home,
        true_saving=told.saving,
        owner_hours_freed=max(0.0, freed),
        capital=capital,
        budget=home.capital_budget,
        currency=home.currency,
        process=ground.process.id,
    )
    return replace(told, verdicts=verdicts)
