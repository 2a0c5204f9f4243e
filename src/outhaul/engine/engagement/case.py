"""The true cost of one engagement, told month by month: `outhaul cost`.

The kernel of the plan on expected events (§COST-1): one option, one scenario.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

import numpy as np

from outhaul.engine.assumptions import Assumptions
from outhaul.engine.cost import (
    COMPONENTS,
    EngagementPaths,
    EngagementTerms,
    discounts,
    engagement_paths,
    guard,
    hazard,
    payback_month,
    productivity,
    rework,
)
from outhaul.engine.engagement.course import ramp
from outhaul.engine.manage import load_per_hour
from outhaul.engine.report import Waterfall
from outhaul.engine.verdict import Verdict
from outhaul.faults import Fault, InputError

MOST_MONEY = 1_000_000_000
"""Absurd in any currency, an hour or as a whole."""


def told(low: float, high: float, meaning: str) -> Any:  # noqa: ANN401 -- as dataclasses.field
    """Declare an input: its sensible range [low, high], both included, and what it means."""
    return field(metadata={"low": low, "high": high, "meaning": meaning})


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseInputs:
    """All that the cost of one engagement depends on; the symbols are those of docs/rules/cost.md."""

    hours: float = told(0.01, 100_000, "accepted hours a month")
    home_rate: float = told(0.0001, MOST_MONEY, "cost at home, an hour")
    market_rate: float = told(0.0001, MOST_MONEY, "median contractor rate there, an hour")
    premium: float = told(0, 2, "share paid above the market rate")
    language: float = told(0, 1, "language match, 1 = shared at professional level")
    overlap: float = told(0, 24, "shared working hours a day")
    overlap_needed: float = told(0, 24, "shared working hours a day that the work needs")
    sigma: float = told(0, 1, "share of the work done at the same time as others")
    kappa: float = told(0, 1, "how much talk the work needs")
    culture: float = told(0, 1, "cultural distance")
    skill: float = told(0.05, 5, "productivity of the contractor, a worker at home = 1")
    dL: float = told(0, 2, "productivity lost to a foreign language (ln)")
    dT: float = told(0, 2, "productivity lost to missing shared hours (ln)")
    dK: float = told(0, 2, "productivity lost to cultural distance (ln)")
    rho0: float = told(0, 2, "rework for each accepted hour")
    gL: float = told(0, 5, "how rework grows with a foreign language (ln)")
    gM: float = told(0, 5, "how rework grows where results cannot be measured (ln)")
    M1: float = told(0, 4, "measurability, answer M1 of the questionnaire")
    mu0: float = told(0, 2, "manager hours for each contractor hour")
    fixed_hours: float = told(0, 500, "manager hours a month besides")
    manager_rate: float = told(0, MOST_MONEY, "cost of a manager hour")
    T0: float = told(0.1, 60, "learning time in months")
    R0: float = told(0.05, 1, "productivity on the first day")
    fee: float = told(0, 1, "share of the pay that platform and payment take")
    tool: float = told(0, MOST_MONEY, "tools a month")
    setup: float = told(0, MOST_MONEY, "cash at the start")
    training_hours: float = told(0, 10_000, "hours of own people's training at the start")
    transfer_hours: float = told(0, 10_000, "hours of handing over knowledge at the start")
    lambda0: float = told(0, 12, "contractors who leave in a year at market pay")
    eps: float = told(0, 20, "how pay above market keeps people (elasticity)")
    replacement_weeks: float = told(0, 104, "weeks of pay that a replacement costs")
    discount_rate: float = told(0, 2, "a year")
    months: int = told(1, 600, "months to look ahead")


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseMonth:
    """One month: productivity R, hours bought, and money; `cost` includes management."""

    month: int
    R: float
    hours: float
    management: float
    cost: float
    cash: float
    cumulative: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CostCase:
    """The true cost of one engagement; field names are those of `outhaul cost --json`."""

    A: float
    rho: float
    mu: float
    rate: float
    months: tuple[CaseMonth, ...]
    npv: float
    payback_month: int | None
    """None: it never pays for itself within the horizon."""
    total_cost: float
    headline_cost: float
    headline_saving: float
    true_saving: float
    start: float
    """Cost of month 0: cash and own hours."""
    waterfall: Waterfall
    """Mean money a month over the horizon."""
    guards: tuple[Verdict, ...]


def case_inputs(values: Mapping[str, object]) -> CaseInputs:
    """Return the inputs that `values` name.

    Raises:
        InputError: with a fault for each key that is missing, unknown, no number or out of range.
    """
    known = {item.name: item for item in fields(CaseInputs)}
    faults = [
        Fault(key, "is not an input of a cost case", f"Remove it. The inputs are {', '.join(known)}")
        for key in values
        if key not in known
    ]
    for name, item in known.items():
        fault = _fault(name, item.metadata, whole=item.type is int, given=values.get(name))
        if fault:
            faults.append(fault)
    if faults:
        raise InputError(faults)
    return CaseInputs(**{name: values[name] for name in known})  # type: ignore[arg-type] # checked above


def _fault(name: str, known: Mapping[str, Any], *, whole: bool, given: object) -> Fault | None:
    """Return what is wrong with the value given for an input, None if nothing is."""
    low, high = known["low"], known["high"]
    remedy = f"Give {'a whole number' if whole else 'a number'} from {low:,} to {high:,}: {known['meaning']}"
    if given is None:
        return Fault(name, "is missing", remedy)
    if isinstance(given, bool) or not isinstance(given, int | float):
        return Fault(name, f"is not a number: {str(given)[:40]!r}", remedy)
    if not low <= given <= high or (whole and given != int(given)):
        return Fault(name, f"cannot be {str(given)[:40]}", remedy)
    return None


def case_terms(inputs: CaseInputs) -> EngagementTerms:
    """Return the engagement that `inputs` describe; what they leave open is an engine default."""
    return EngagementTerms(
        hours=inputs.hours,
        home_rate=inputs.home_rate,
        rate=inputs.market_rate * (1.0 + inputs.premium),
        productivity=productivity(
            skill=inputs.skill,
            language=inputs.language,
            overlap=inputs.overlap,
            overlap_needed=inputs.overlap_needed,
            culture=inputs.culture,
            sigma=inputs.sigma,
            kappa=inputs.kappa,
            dL=inputs.dL,
            dT=inputs.dT,
            dK=inputs.dK,
        ),
        rework=rework(
            rho0=inputs.rho0,
            gL=inputs.gL,
            gM=inputs.gM,
            kappa=inputs.kappa,
            language=inputs.language,
            M1=inputs.M1,
        ),
        mu=load_per_hour(
            language=inputs.language,
            communication=inputs.kappa,
            synchronous=inputs.sigma,
            overlap=inputs.overlap,
            overlap_needed=inputs.overlap_needed,
            assumptions=Assumptions(mu0=inputs.mu0),
        ),
        fixed_hours=inputs.fixed_hours,
        start_load=Assumptions().start_load,
        T0=inputs.T0,
        R0=inputs.R0,
        fee=inputs.fee,
        tool=inputs.tool,
        setup=inputs.setup,
        internal_hours=inputs.training_hours + inputs.transfer_hours,
        hazard=hazard(inputs.lambda0, inputs.premium, inputs.eps),
        replacement_weeks=inputs.replacement_weeks,
    )


def cost_case(inputs: CaseInputs) -> CostCase:
    """Return the true cost of one engagement against doing the same work at home.

    Golden case A of the validation set gives an NPV of 29,609.79 and payback in month 8.
    """
    horizon = int(inputs.months)
    terms = case_terms(inputs)
    paths = engagement_paths(terms, horizon=horizon)
    management = inputs.manager_rate * paths.manager_hours[:, 0, 0]
    cost = paths.money[:, 0, 0] + management
    cash = paths.home_money[:, 0, 0] - cost
    cumulative = np.cumsum(cash)
    payback = int(payback_month(cumulative))
    at_home = float(paths.home_money.sum())
    headline = inputs.hours * float(terms.rate) * horizon
    headline_saving, true_saving = 1.0 - headline / at_home, 1.0 - float(cost.sum()) / at_home
    months = zip(
        range(1, horizon + 1),
        paths.bought[1:, 0, 0].tolist(),
        management[1:].tolist(),
        cost[1:].tolist(),
        cash[1:].tolist(),
        cumulative[1:].tolist(),
        strict=True,
    )
    return CostCase(
        A=float(terms.productivity),
        rho=float(terms.rework),
        mu=float(terms.mu),
        rate=float(terms.rate),
        months=tuple(
            CaseMonth(
                month=month,
                R=float(ramp(float(month), inputs.T0, inputs.R0)),
                hours=bought,
                management=managed,
                cost=spent,
                cash=flow,
                cumulative=total,
            )
            for month, bought, managed, spent, flow, total in months
        ),
        npv=float(cash @ discounts(inputs.discount_rate, horizon)),
        payback_month=payback if payback >= 0 else None,
        total_cost=float(cost.sum()),
        headline_cost=headline,
        start=float(cost[0]),
        waterfall=_waterfall(paths, float(management.sum()), horizon),
        headline_saving=headline_saving,
        true_saving=true_saving,
        guards=guard(headline_saving=headline_saving, true_saving=true_saving),
    )


def _waterfall(paths: EngagementPaths, management: float, horizon: int) -> Waterfall:
    """Return the mean money a month by component."""
    parts = {name: float(paths.components[name].sum()) / horizon for name in COMPONENTS}
    return Waterfall(**parts, management=management / horizon)
