"""A decision as commitments that can be lived through, and what they share."""

from dataclasses import dataclass, replace

from outhaul.engine.assumptions import Assumptions
from outhaul.engine.business import Manager
from outhaul.engine.plan.choices import NO_CHOICE, some
from outhaul.engine.plan.groundwork import Candidate, Groundwork, place_of
from outhaul.engine.plan.options import Option, repriced
from outhaul.engine.plan.problem import PlanProblem
from outhaul.engine.plan.solution import Solution
from outhaul.engine.risk.paths import Commitment, Portfolio


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What was decided on one process."""

    process: int
    """Its place in the file, from 0."""
    number: int
    """Of the option in the problem's list."""
    option: Option
    manager: Manager
    candidate: int
    """Of the manager among the candidates."""

    @property
    def handed_out(self) -> bool:
        """Whether some of it leaves the business."""
        return self.option.place is not None


def decided(work: Groundwork, solution: Solution) -> tuple[Decided, ...]:
    """Return the decisions in the order of the file."""
    return tuple(
        Decided(
            process=process,
            number=int(number),
            option=work.options[process][int(number) - work.offset(process)],
            manager=work.candidates[int(manager)].manager,
            candidate=int(manager),
        )
        for process, (number, manager) in enumerate(zip(solution.option, solution.manager, strict=True))
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """What keeping all work takes of managers: plans are held against it (§COST-6)."""

    manager_costs: tuple[float, ...]
    """Cost of a manager's hour by process; 0 where the person is paid as a whole."""
    once: float = 0.0
    """Money to find managers without whom the work cannot even be kept."""
    monthly: float = 0.0
    """Their pay."""


def today(work: Groundwork, nothing: Solution) -> Today:
    """Return what keeping all work takes; `nothing` is the best plan that hands nothing out.

    Where there is none, today's managers are taken to be the cheapest.
    """
    if nothing.figures is None:
        own = [one.manager.cost_per_hour for one in work.candidates if not one.hireable]
        return Today(manager_costs=(min(own),) * len(work.choices))
    hired = _hired(work, nothing)
    return Today(
        manager_costs=tuple(_hour_cost(work, one) for one in decided(work, nothing)),
        once=sum(one.hire_capital for one in hired),
        monthly=sum(map(_monthly_pay, hired)),
    )


def portfolio(work: Groundwork, problem: PlanProblem, solution: Solution, now: Today) -> Portfolio:
    """Return the plan's commitments with all that they share, beyond what keeping the work shares.

    Shared are tools, training, countries and hires.
    """
    figures, tools, hired = solution.of, work.outlook.business.tools, _hired(work, solution)
    used = [tool for tool, taken in zip(tools, figures.tools, strict=True) if taken]
    once = sum(tool.capital_cost for tool in used) + sum(one.hire_capital for one in hired)
    once += float(problem.training_cost[figures.trained].sum())
    once += float(problem.country_cost[figures.countries].sum())
    monthly = sum(tool.fixed_cost_per_month for tool in used) + sum(map(_monthly_pay, hired))
    return Portfolio(
        commitments=tuple(
            _commitment(work, one, now.manager_costs[one.process]) for one in decided(work, solution)
        ),
        once=once - now.once,
        monthly=monthly - now.monthly,
        kept_monthly=now.monthly,
        capacity={one.manager.id: one.manager.free_hours_per_month for one in work.candidates},
        discount_rate=work.outlook.business.home.discount_rate,
    )


def repriced_portfolio(
    work: Groundwork, plan: tuple[Decided, ...], told: Portfolio, assumptions: Assumptions
) -> Portfolio:
    """Return the same decisions priced under other assumptions; what is shared stays as it was told."""
    survey = work.survey.under(replace(work.outlook, assumptions=assumptions))
    alike = some(assumptions, NO_CHOICE) == some(work.outlook.assumptions, NO_CHOICE)
    priced = (
        repriced(survey, work.choices[one.process], one.option, guarded_alike=alike).terms for one in plan
    )
    return replace(
        told,
        commitments=tuple(
            replace(one, terms=terms) for one, terms in zip(told.commitments, priced, strict=True)
        ),
    )


def _hired(work: Groundwork, solution: Solution) -> list[Candidate]:
    return [one for one, taken in zip(work.candidates, solution.of.hired, strict=True) if taken]


def _hour_cost(work: Groundwork, one: Decided) -> float:
    """Cost of an hour of the manager; 0 for a hired one, who is paid as a whole."""
    return 0.0 if work.candidates[one.candidate].hireable else one.manager.cost_per_hour


def _monthly_pay(candidate: Candidate) -> float:
    return candidate.manager.free_hours_per_month * candidate.manager.cost_per_hour


def _commitment(work: Groundwork, one: Decided, home_cost: float) -> Commitment:
    country, currency = place_of(work.outlook, one.option)
    process = work.choices[one.process].process
    return Commitment(
        process=process.id,
        terms=one.option.terms,
        country=country,
        currency=currency,
        manager=one.manager.id,
        manager_cost=_hour_cost(work, one),
        home_manager_cost=home_cost,
        owner_share=process.owner_share,
        owner_manages=one.manager.is_owner,
    )
