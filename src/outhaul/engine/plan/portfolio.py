"""A decision as commitments that can be lived through, and what they share."""

from dataclasses import dataclass, replace

from outhaul.engine.assumptions import Assumptions
from outhaul.engine.business import Manager
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


def home_manager_costs(work: Groundwork, nothing: Solution) -> tuple[float, ...]:
    """Return for each process what a manager's hour costs in today's work (§COST-6).

    `nothing` is the best plan that hands nothing out; where there is none, today's managers are
    taken to be the cheapest.
    """
    if nothing.figures is None:
        own = [one.manager.cost_per_hour for one in work.candidates if not one.hireable]
        return (min(own),) * len(work.choices)
    return tuple(one.manager.cost_per_hour for one in decided(work, nothing))


def portfolio(
    work: Groundwork, problem: PlanProblem, solution: Solution, home_costs: tuple[float, ...]
) -> Portfolio:
    """Return the plan's commitments with all that they share: tools, training, countries, hires."""
    figures, tools = solution.of, work.outlook.business.tools
    hired = [one for one, taken in zip(work.candidates, figures.hired, strict=True) if taken]
    used = [tool for tool, taken in zip(tools, figures.tools, strict=True) if taken]
    once = sum(tool.capital_cost for tool in used) + sum(one.hire_capital for one in hired)
    once += float(problem.training_cost[figures.trained].sum())
    once += float(problem.country_cost[figures.countries].sum())
    return Portfolio(
        commitments=tuple(_commitment(work, one, home_costs[one.process]) for one in decided(work, solution)),
        once=once,
        monthly=sum(tool.fixed_cost_per_month for tool in used) + sum(map(_monthly_pay, hired)),
        capacity={one.manager.id: one.manager.free_hours_per_month for one in work.candidates},
        discount_rate=work.outlook.business.home.discount_rate,
    )


def repriced_portfolio(
    work: Groundwork, plan: tuple[Decided, ...], told: Portfolio, assumptions: Assumptions
) -> Portfolio:
    """Return the same decisions priced under other assumptions; what is shared stays as it was told."""
    outlook = replace(work.outlook, assumptions=assumptions)
    commitments = (
        replace(one, terms=repriced(outlook, work.choices[decision.process], decision.option).terms)
        for one, decision in zip(told.commitments, plan, strict=True)
    )
    return replace(told, commitments=tuple(commitments))


def _monthly_pay(candidate: Candidate) -> float:
    return candidate.manager.free_hours_per_month * candidate.manager.cost_per_hour


def _commitment(work: Groundwork, one: Decided, home_cost: float) -> Commitment:
    country, currency = place_of(work.outlook, one.option)
    process = work.choices[one.process].process
    hired = work.candidates[one.candidate].hireable
    return Commitment(
        process=process.id,
        terms=one.option.terms,
        country=country,
        currency=currency,
        manager=one.manager.id,
        manager_cost=0.0 if hired else one.manager.cost_per_hour,
        home_manager_cost=home_cost,
        owner_share=process.owner_share,
        owner_manages=one.manager.is_owner,
    )
