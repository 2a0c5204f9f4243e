"""What options come to in the worst scenarios: once for each tail, from the few scenarios that it weighs."""

from dataclasses import dataclass, replace

import numpy as np

from outhaul.engine.plan.problem import Floats, Ints, PlanProblem
from outhaul.engine.plan.summing import summed


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Means:
    """What options come to in the mean of each tail, less what they come to in the mean of all scenarios."""

    cost: Floats
    """(N, O)"""
    hours: Floats
    """(N, O) paid hours."""
    usual: tuple[Floats, Floats]
    """(O,) cost and (O,) hours in the mean of all."""
    still: bool = False
    """True where no option takes hours that are paid by the hour in any scenario."""

    def excess(self, problem: PlanProblem, option: Ints, manager: Ints) -> Floats:
        """(N, K) by how much each pair of `option` (K,) and `manager` (K,) costs more."""
        if self.still:
            return np.asarray(self.cost[:, option])
        hours = self.hours[:, option] * problem.hour_cost[manager]
        return np.asarray(self.cost[:, option] + hours)


def means_of(problem: PlanProblem, tails: Floats, known: Means | None = None) -> Means:
    """The means of tails (N, S), of which those of the first are `known`."""
    figures = (problem.scenario_cost, problem.scenario_hours)
    nothing = np.zeros((0, problem.options))
    if not len(tails):
        return Means(cost=nothing, hours=nothing, usual=(nothing, nothing))
    if known is None or not len(known.cost):
        usual = (figures[0].mean(axis=0), figures[1].mean(axis=0))
        known = Means(cost=nothing, hours=nothing, usual=usual, still=not figures[1].any())
    more = tails[len(known.cost) :]
    cost, hours = (
        np.zeros((len(more), problem.options))
        if nothing_there
        else np.array([_beyond(weights, rows, mean) for weights in more]).reshape(-1, problem.options)
        for rows, mean, nothing_there in zip(figures, known.usual, (False, known.still), strict=True)
    )
    return replace(known, cost=np.concatenate([known.cost, cost]), hours=np.concatenate([known.hours, hours]))


def _beyond(weights: Floats, figures: Floats, mean: Floats) -> Floats:
    """(O,) the weighted mean of scenarios, less the mean of all; most scenarios of a tail weigh nothing."""
    used = np.flatnonzero(weights)
    return np.asarray(summed(weights[used], figures[used]) - mean)
