"""Limits and obstacles in an owner's words."""

from collections.abc import Mapping

from outhaul.engine import saying
from outhaul.engine.plan import limits
from outhaul.engine.plan.groundwork import Groundwork
from outhaul.engine.plan.solution import Limit
from outhaul.engine.report import BindingLimit, Obstacle
from outhaul.engine.saying import joined, say

MONEY_FIXES: Mapping[Limit, str] = {
    "budget": say("Raise capital_budget: keeping the work needs a manager who must be hired or trained."),
    "liquidity": say("Raise liquidity_months, the months of today's cost that you can bridge."),
    "country_share": say("Raise max_country_share."),
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
        return say("somebody for {process}", process=saying.process(work.choices[index].process.name))
    if limit.startswith("manager"):
        name = work.candidates[index].manager.name
        if limit == "manager_span":
            return say("engagements of {name}", name=name)
        return say("hours of {name}", name=name)
    names = {
        "budget": say("capital budget"),
        "liquidity": say("cash in the first six months"),
        "country_share": say("share of one country"),
    }
    return names[limit]


def obstacles(work: Groundwork, found: tuple[limits.Obstacle, ...]) -> tuple[Obstacle, ...]:
    """Return what is in the way of any plan, each with its mend (§PLAN-11)."""
    return tuple(_obstacle(work, one) for one in found)


def _obstacle(work: Groundwork, one: limits.Obstacle) -> Obstacle:
    currency = work.outlook.business.home.currency
    what = limit_name(work, one.limit, one.index)
    if one.limit == "placement":
        fix = say("Name a manager who has its language.")
        return Obstacle(what=what, missing=1, unit=say("manager"), fix=fix)
    if one.limit == "manager_span":
        fix = say("Give an engagement to another manager, hire one, or keep a process.")
        return Obstacle(what=what, missing=one.missing, unit=say("engagements"), fix=fix)
    if one.limit.startswith("manager"):
        fix = say("Free {hours:.1f} hours a month more: kept work needs a manager too.", hours=one.missing)
        return Obstacle(what=what, missing=one.missing, unit=say("h a month"), fix=fix)
    mend = MONEY_FIXES[one.limit]
    if any(choice.process.pin not in (None, "keep") for choice in work.choices):
        mend = joined([mend, say("Or drop a pin that forces work out.")], " ")
    return Obstacle(what=what, missing=one.missing, unit=currency, fix=mend)
