"""Everything priced and nothing decided: the options of all processes, and who could lead them."""

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate

from outhaul.engine import manage, pay
from outhaul.engine.business import Manager, Process
from outhaul.engine.cost import discounts
from outhaul.engine.geography.standing import unrest
from outhaul.engine.plan.choices import Choices, Outlook, Survey, choices
from outhaul.engine.plan.options import Option, options, stacked
from outhaul.engine.risk.coefficients import Asked, Coefficients, all_coefficients
from outhaul.engine.risk.draws import Draws, Spreads

Advance = Callable[[float, str], None]

PLAN_SCENARIOS = 256
"""Scenarios, the first of the risk's own, on which the plan is chosen (§RISK-1)."""


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
    known: Choices | None = None
    """What may be done with it there, if it was judged before."""


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
            choice = one.known or choices(outlook, one.process, survey, one.among)
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
