"""The plan of a business lived through in very many futures (§RISK-12)."""

from dataclasses import dataclass

from threadpoolctl import threadpool_limits

from outhaul.engine.assumptions import with_own
from outhaul.engine.business import Business
from outhaul.engine.plan.alternatives import kept
from outhaul.engine.plan.choices import Outlook
from outhaul.engine.plan.groundwork import draws_of, lay_groundwork
from outhaul.engine.plan.make import EXPLORING_GAP, REPLICATES, SCENARIOS, YEAR, Progress
from outhaul.engine.plan.portfolio import portfolio, today
from outhaul.engine.plan.solve import solve
from outhaul.engine.plan.writing import problem_of
from outhaul.engine.risk.large import LargeDraws
from outhaul.engine.risk.many import LargeSample, simulate_large
from outhaul.engine.risk.summary import Risk, summarise
from outhaul.reference.tables import Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Futures:
    """What very many futures say of a plan; money against keeping all work."""

    risk: Risk
    sample: LargeSample


def many_futures(  # noqa: PLR0913 -- as `make_plan`
    business: Business,
    reference: Reference,
    *,
    scenarios: int,
    seed: int = 1,
    threads: int = 1,
    progress: Progress = lambda _share, _what: None,
) -> Futures | None:
    """Return the risk of the plan that `make_plan` finds with `seed`, over `scenarios`; None without a plan.

    The luck is another than that of the report: of so many futures it tells the same, more exactly.
    """
    with threadpool_limits(limits=1, user_api="blas"):
        outlook = Outlook(
            business=business,
            reference=reference,
            assumptions=with_own(business.assumptions),
            year=YEAR,
            seed=seed,
        )
        draws = draws_of(outlook, SCENARIOS, REPLICATES)
        work = lay_groundwork(outlook, draws, lambda share, what: progress(0.4 * share, what))
        problem = problem_of(work)
        progress(0.4, "choosing")
        best = solve(problem)
        if best.figures is None:
            return None
        nothing = solve(kept(problem), gap=EXPLORING_GAP, start=best)
        own = portfolio(work, problem, best, today(work, nothing))
        progress(0.7, "living through the plan")
        sample = simulate_large(own, LargeDraws.like(draws, scenarios), threads=threads)
        return Futures(risk=summarise(sample.simulation, liquidity=problem.liquidity), sample=sample)
