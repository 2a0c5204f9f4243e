"""Limits and obstacles in an owner's words."""

from collections.abc import Mapping

from outhaul.engine.plan import limits
from outhaul.engine.plan.groundwork import Groundwork
from outhaul.engine.plan.solution import Limit
from outhaul.engine.report import BindingLimit, Obstacle

MONEY_FIXES: Mapping[Limit, str] = {
    "budget": "Raise capital_budget: keeping the work needs a manager who must be hired or trained.",
    "liquidity": "Raise liquidity_months, the months of today's cost that you can bridge.",
    "country_share": "Raise max_country_share.",
}


def binding_limits(work: Groundwork, found: tuple[limits.Binding, ...]) -> tuple[BindingLimit, ...]:
    """Return the limits that hold the plan back and are worth something, the dearest first (§PLAN-10)."""
    rows = (
        BindingLimit(
            limit=limit_name(work, one.usage.limit, one.usage.index),
            used=one.usage.used,
            available=one.usage.available,
            one_more=one.more,
            worth=one.worth,
        )
        for one in found
        if one.worth > 0
    )
    return tuple(sorted(rows, key=lambda row: -row.worth))


def limit_name(work: Groundwork, limit: Limit, index: int) -> str:
    """Return what a limit is called."""
    if limit == "placement":
        return f"somebody for {work.choices[index].process.name}"
    if limit.startswith("manager"):
        name = work.candidates[index].manager.name
        return f"engagements of {name}" if limit == "manager_span" else f"hours of {name}"
    names = {
        "budget": "capital budget",
        "liquidity": "cash in the first six months",
        "country_share": "share of one country",
    }
    return names[limit]


def obstacles(work: Groundwork, found: tuple[limits.Obstacle, ...]) -> tuple[Obstacle, ...]:
    """Return what is in the way of any plan, each with its mend (§PLAN-11)."""
    return tuple(_obstacle(work, one) for one in found)


def _obstacle(work: Groundwork, one: limits.Obstacle) -> Obstacle:
    currency = work.outlook.business.home.currency
    what = limit_name(work, one.limit, one.index)
    if one.limit == "placement":
        return Obstacle(what=what, missing=1, unit="manager", fix="Name a manager who has its language.")
    if one.limit == "manager_span":
        fix = "Give an engagement to another manager, hire one, or keep a process."
        return Obstacle(what=what, missing=one.missing, unit="engagements", fix=fix)
    if one.limit.startswith("manager"):
        fix = f"Free {one.missing:.1f} hours a month more: kept work needs a manager too."
        return Obstacle(what=what, missing=one.missing, unit="h a month", fix=fix)
    fix = MONEY_FIXES[one.limit]
    if any(choice.process.pin not in (None, "keep") for choice in work.choices):
        fix += " Or drop a pin that forces work out."
    return Obstacle(what=what, missing=one.missing, unit=currency, fix=fix)
