"""Everything priced and nothing decided: the options of all processes as one `PlanProblem`."""

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import NDArray

from outhaul.engine import manage, pay
from outhaul.engine.business import Manager, Process
from outhaul.engine.cost import discounts
from outhaul.engine.geography.standing import unrest
from outhaul.engine.plan.choices import Choices, Outlook, Survey, choices
from outhaul.engine.plan.options import Option, in_currency, options, stacked, tools_needed
from outhaul.engine.plan.problem import CASH_MONTHS, PlanProblem
from outhaul.engine.risk.coefficients import Asked, Coefficients, all_coefficients
from outhaul.engine.risk.draws import Draws, Spreads

Floats = NDArray[np.float64]
Fields = dict[str, Any]
"""Some fields of a `PlanProblem`, which checks their shapes itself."""
Advance = Callable[[float, str], None]

PLAN_SCENARIOS = 256
"""Scenarios, the first of the risk's own, on which the plan is chosen (§RISK-1)."""
LANGUAGE_LEVELS = ("B2", "C1", "C2")
"""Levels at which a manager can steer an engagement (§PLAN-5)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A manager, own or to be hired; `hire_cost` over the horizon, `hire_capital` at once."""

    manager: Manager
    hireable: bool = False
    hire_cost: float = 0.0
    hire_capital: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Groundwork:
    """All that a plan is chosen from, process by process in the order of the file."""

    outlook: Outlook
    draws: Draws
    choices: tuple[Choices, ...]
    options: tuple[tuple[Option, ...], ...]
    coefficients: tuple[Coefficients, ...]
    candidates: tuple[Candidate, ...]
    countries: tuple[str, ...]
    largest: tuple[Mapping[str, float], ...]
    """Country -> the most that a process would cost a year there (§PLAN-8), process by process."""

    @cached_property
    def survey(self) -> Survey:
        """What is known of countries and markets."""
        return Survey.of(self.outlook)

    @cached_property
    def discounted_months(self) -> float:
        """What one unit a month over the horizon is worth today."""
        home = self.outlook.business.home
        return float(discounts(home.discount_rate, home.horizon_months)[1:].sum())

    @cached_property
    def cost_now(self) -> float:
        """Mean cost a month of keeping everything, managers' time included."""
        cheapest = min(one.manager.cost_per_hour for one in self.candidates if not one.hireable)
        return sum(float(c.home_money[0] + c.home_hours[0] * cheapest) for c in self.coefficients)

    def offset(self, process: int) -> int:
        """Return the place of a process's first option in the problem's list."""
        return self._offsets[process]

    @cached_property
    def _offsets(self) -> tuple[int, ...]:
        return (0, *accumulate(len(listed) for listed in self.options))


@dataclass(frozen=True, slots=True, kw_only=True)
class Priced:
    """One process judged, and all of its options priced."""

    choices: Choices
    options: tuple[Option, ...]
    coefficients: Coefficients
    largest: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A process to be judged and priced in all countries, or in those `among` which to look alone."""

    process: Process
    among: Collection[str] | None = None


def lay_groundwork(outlook: Outlook, draws: Draws, advance: Advance) -> Groundwork:
    """Judge and price every option of every process; `advance` is told the share done, 0..1."""
    wanted = [Wanted(process=process) for process in outlook.business.processes]
    found = []
    for number, one in enumerate(priced(Survey.of(outlook), wanted, draws)):
        advance(number / len(wanted), f"pricing {one.choices.process.name}")
        found.append(one)
    return groundwork_of(outlook, draws, found)


def priced(survey: Survey, wanted: Iterable[Wanted], draws: Draws) -> Iterator[Priced]:
    """Judge and price processes, one after the other; those of few options are priced together."""
    outlook, judged = survey.outlook, deque[tuple[Choices, tuple[Option, ...]]]()

    def asked() -> Iterator[Asked]:
        for one in wanted:
            choice = choices(outlook, one.process, survey, one.among)
            judged.append((choice, options(outlook, choice)))
            yield _asked(outlook, *judged[-1])

    rate = outlook.business.home.discount_rate
    for figures in all_coefficients(asked(), draws.first(PLAN_SCENARIOS), discount_rate=rate):
        choice, found = judged.popleft()
        yield Priced(choices=choice, options=found, coefficients=figures, largest=_largest(found))


def _largest(found: Sequence[Option]) -> Mapping[str, float]:
    largest: dict[str, float] = {}
    for option in found:
        if option.country:
            largest[option.country] = max(largest.get(option.country, 0.0), option.spend)
    return largest


def groundwork_of(outlook: Outlook, draws: Draws, found: Sequence[Priced]) -> Groundwork:
    """Put the priced processes of a business together, in the order of its file."""
    used = {option.country for one in found for option in one.options if option.country}
    return Groundwork(
        outlook=outlook,
        draws=draws,
        choices=tuple(one.choices for one in found),
        options=tuple(one.options for one in found),
        coefficients=tuple(one.coefficients for one in found),
        candidates=candidates(outlook),
        countries=tuple(sorted(used)),
        largest=tuple(one.largest for one in found),
    )


def draws_of(outlook: Outlook, scenarios: int, replicates: int) -> Draws:
    """Return the luck of the business (§RISK-2)."""
    business, reference = outlook.business, outlook.reference
    currencies = {country.currency for country in reference.countries.values()} | {business.home.currency}
    return Draws(
        processes=tuple(process.id for process in business.processes),
        spreads=Spreads.of(outlook.assumptions),
        currencies=tuple(sorted(currencies)),
        correlation=reference.currency_correlation,
        unrest=lambda code: unrest(reference.countries[code], outlook.assumptions),
        seed=outlook.seed,
        scenarios=scenarios,
        replicates=replicates,
        horizon=business.home.horizon_months,
    )


def place_of(outlook: Outlook, option: Option) -> tuple[str, str]:
    """Return country and currency of an option, the home ones for kept work."""
    country = option.country or outlook.business.home.country
    return country, outlook.reference.countries[country].currency


def _asked(outlook: Outlook, choice: Choices, found: Sequence[Option]) -> Asked:
    places = [place_of(outlook, option) for option in found]
    return Asked(
        process=choice.process.id,
        terms=stacked(tuple(option.terms for option in found)),
        countries=[country for country, _ in places],
        currencies=[currency for _, currency in places],
    )


def candidates(outlook: Outlook) -> tuple[Candidate, ...]:
    """Return the business's managers, then those it could hire (§PLAN-5)."""
    business, assumptions = outlook.business, outlook.assumptions
    own = tuple(Candidate(manager=_priced_owner(outlook, manager)) for manager in business.managers)
    cost = _hire_price(outlook)
    home = business.home
    months = float(discounts(home.discount_rate, home.horizon_months)[1:].sum())
    hires = manage.hire_candidates(cost, home.languages, assumptions) if cost else ()
    return own + tuple(
        Candidate(
            manager=hire.manager,
            hireable=True,
            hire_cost=hire.search_cost + months * assumptions.hire_hours * cost,
            hire_capital=hire.search_cost,
        )
        for hire in hires
    )


def _priced_owner(outlook: Outlook, manager: Manager) -> Manager:
    """Return the manager; an owner's hour costs what it is worth, if that is more."""
    worth = outlook.business.home.owner_hour_value
    if not manager.is_owner or worth is None:
        return manager
    return replace(manager, cost_per_hour=max(worth, manager.cost_per_hour))


def _hire_price(outlook: Outlook) -> float:
    """Return the cost at home of an hour of a hired manager; 0 where it is not known."""
    known = [code for code in manage.HIRE_OCCUPATIONS if code in outlook.reference.occupations]
    if not known:
        return 0.0
    process = Process(id="", name="", occupation=known[0], hours_per_month=0.0)
    return pay.home_price(outlook.reference, outlook.business.home, process, outlook.assumptions).rate


def problem_of(work: Groundwork) -> PlanProblem:
    """Return the plan's problem: all options, managers, tools and limits in arrays (§PLAN-1 to 9)."""
    flat = [option for listed in work.options for option in listed]
    return PlanProblem(
        **_of_options(work, flat),
        **_of_managers(work, flat),
        **_of_tools(work),
        **_limits(work),
    )


def _of_options(work: Groundwork, flat: list[Option]) -> Fields:
    numbers = {code: number for number, code in enumerate(work.countries)}
    counts = [len(listed) for listed in work.options]
    return {
        "process": np.repeat(np.arange(len(counts)), counts),
        "country": np.array([numbers.get(option.country or "", -1) for option in flat], dtype=np.int64),
        "external": np.array([option.place is not None for option in flat]),
        "scenario_cost": np.concatenate([c.cost for c in work.coefficients]).T.copy(),
        "scenario_hours": np.concatenate([c.hours for c in work.coefficients]).T.copy(),
        "load": np.array([option.load for option in flat]),
        "peak_load": np.array([option.peak_load for option in flat]),
        "owner_hours_freed": np.array([option.owner_hours_freed for option in flat]),
        "capital": np.array([option.capital for option in flat]),
        "spend": np.array([option.spend for option in flat]),
        "cash": np.concatenate([_cash_need(c) for c in work.coefficients]),
    }


def _cash_need(priced: Coefficients) -> Floats:
    """Mean cumulative money above keeping the work, after months 0..6; managers' time is no cash."""
    at_home = np.arange(CASH_MONTHS) > 0
    return np.cumsum(priced.money_by_month - np.outer(priced.home_money, at_home), axis=1)


def _of_managers(work: Groundwork, flat: list[Option]) -> Fields:
    assumptions, staff = work.outlook.assumptions, [one.manager for one in work.candidates]
    paid_whole = [one.hireable for one in work.candidates]
    training = np.array([manage.training_cost(one, assumptions) for one in staff])
    return {
        "manager_allowed": _allowed(work, flat, staff),
        "hour_cost": np.where(paid_whole, 0.0, [one.cost_per_hour for one in staff]),
        "capacity": np.array([one.free_hours_per_month for one in staff], dtype=np.float64),
        "peak_factor": np.full(len(staff), assumptions.peak_load),
        "span": np.array([manage.span(one, assumptions) for one in staff], dtype=np.int64),
        "trained": np.array([one.trained for one in staff]),
        "training_cost": training,
        "training_capital": training,
        "hireable": np.array(paid_whole),
        "hire_cost": np.array([one.hire_cost for one in work.candidates]),
        "hire_capital": np.array([one.hire_capital for one in work.candidates]),
    }


def _allowed(work: Groundwork, flat: list[Option], staff: list[Manager]) -> NDArray[np.bool_]:
    """Every manager may lead kept work; engagements only one who has their language (§PLAN-5)."""
    home = work.outlook.business.home
    at_home = np.array([option.place is None for option in flat], dtype=bool)
    able = [
        [(one.languages or home.languages).get(language) in LANGUAGE_LEVELS for one in staff]
        for language in (choice.process.language or next(iter(home.languages)) for choice in work.choices)
    ]
    counts = [len(listed) for listed in work.options]
    allowed = np.repeat(np.array(able, dtype=bool).reshape(-1, len(staff)), counts, axis=0)
    return np.asarray(allowed | at_home[:, None])


def _of_tools(work: Groundwork) -> Fields:
    tools = work.outlook.business.tools
    needed = [
        [tool in tools_needed(work.outlook.business, choice.process.id) for tool in tools]
        for choice in work.choices
    ]
    return {
        "needs_tool": np.array(needed, dtype=bool).reshape(len(work.choices), len(tools)),
        "tool_cost": np.array(
            [tool.fixed_cost_per_month * work.discounted_months + tool.capital_cost for tool in tools],
            dtype=np.float64,
        ),
        "tool_capital": np.array([tool.capital_cost for tool in tools], dtype=np.float64),
    }


def _limits(work: Groundwork) -> Fields:
    outlook = work.outlook
    home, policy, assumptions = outlook.business.home, outlook.business.policy, outlook.assumptions
    setup = in_currency(outlook.reference, home.currency, assumptions.country_setup)
    worth = home.owner_hour_value or 0.0
    return {
        "country_cost": np.array([0.0 if code == home.country else setup for code in work.countries]),
        "owner_hour_worth": work.discounted_months * _owner_surplus(work, worth),
        "owner_goal": policy.owner_hours_goal,
        "goal_price": work.discounted_months * worth,
        "budget": home.capital_budget,
        "liquidity": assumptions.liquidity_months * work.cost_now,
        "max_country_share": policy.max_country_share,
        "concentration_allowance": _largest_alone(work),
        "risk_weight": policy.risk_weight,
    }


def _largest_alone(work: Groundwork) -> Floats:
    """Return the most that any one process would cost a year in each country (§PLAN-8)."""
    most = {
        code: max((alone.get(code, 0.0) for alone in work.largest), default=0.0) for code in work.countries
    }
    return np.array(list(most.values()), dtype=np.float64)


def _owner_surplus(work: Groundwork, worth: float) -> float:
    """What an owner hour is worth beyond what it costs in the work it goes into today (§PLAN-12)."""
    hours = [choice.process.owner_share * choice.process.hours_per_month for choice in work.choices]
    if not sum(hours):
        return 0.0
    at_home = float(np.average([choice.home_rate for choice in work.choices], weights=hours))
    return max(0.0, worth - at_home)
