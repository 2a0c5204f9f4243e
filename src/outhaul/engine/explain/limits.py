"""Limits and obstacles in an owner's words."""

from collections.abc import Mapping
from typing import TypedDict

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
            **_set_by(work, one),
        )
        for one in found
        if one.worth > 0
    )
    return tuple(sorted(rows, key=lambda row: -row.worth))


class _SetBy(TypedDict):
    """Which field sets a limit, and its value with one unit more."""

    field: str
    loosened: float | None


def _set_by(work: Groundwork, one: limits.Binding) -> _SetBy:
    business, limit = work.outlook.business, one.usage.limit
    if limit in {"manager_hours", "manager_peak"}:
        found = work.candidates[one.usage.index]
        if found.hireable:
            return _SetBy(field="", loosened=None)
        hours = found.manager.free_hours_per_month + one.more
        return _SetBy(field=f"managers/{found.manager.id}/free_hours_per_month", loosened=hours)
    if limit == "budget":
        return _SetBy(
            field="business/business/capital_budget", loosened=business.home.capital_budget + one.more
        )
    if limit == "liquidity":
        months = work.outlook.assumptions.liquidity_months + one.more / work.cost_now
        return _SetBy(field="assumptions/assumptions/liquidity_months", loosened=round(months, 2))
    if limit == "country_share":
        share = min(1.0, business.policy.max_country_share + one.more)
        return _SetBy(field="policy/policy/max_country_share", loosened=round(share, 2))
    return _SetBy(field="", loosened=None)


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
