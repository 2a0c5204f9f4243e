"""The answer in figures: what a plan frees, saves, risks and needs."""

from outhaul.engine.plan.solution import Figures
from outhaul.engine.report import Headline
from outhaul.engine.risk.paths import Portfolio, Simulation, savings
from outhaul.engine.risk.summary import Risk


def headline(own: Portfolio, lived: Simulation, risk: Risk, figures: Figures) -> Headline:
    """Return the headline of a plan as it was lived through."""
    promised, left = savings(own, lived)
    now = sum(lived.costs_now.values()) + own.kept_monthly
    months = lived.cumulative.shape[0] - 1
    return Headline(
        owner_hours_freed_per_month=risk.owner_hours.mean,
        headline_saving=promised,
        true_saving=left,
        npv=risk.npv,
        p_loss=risk.p_loss.value,
        p_loss_se=risk.p_loss.se,
        payback_months=risk.payback,
        cvar95=risk.cvar95.value,
        p_cash_short=risk.p_cash_short.value,
        capital_needed=figures.capital,
        monthly_cost_now=now,
        monthly_cost_planned=now - float(lived.cumulative[-1].mean()) / months,
    )


def savings_by_process(own: Portfolio, lived: Simulation) -> dict[str, tuple[float, float]]:
    """Return process -> (headline, true) saving as shares of today's cost, for what is handed out.

    What several processes share is not in them (§COST-10).
    """
    found = {}
    for one in own.commitments:
        share = float(one.terms.share)
        if not share:
            continue
        terms, now = one.terms, lived.costs_now[one.process]
        outside = float(terms.hours * terms.bias) * share
        promised = outside * float(terms.home_rate - terms.rate)
        spent = sum(lived.waterfalls[one.process].values())
        found[one.process] = (promised / (now * share), (now - spent) / (now * share))
    return found
