"""Every default figure of the engine that an owner may replace by an own one.

A field of `Assumptions` is the figure itself; its metadata hold the possible range, the unit, what
it means and where it comes from. `JUDGEMENT` marks figures with no evidence beyond plausibility:
they are shown to the owner as such. Symbols are those of docs/rules.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Literal

JUDGEMENT = "judgement"

Kind = Literal["source", "judgement", "yours"]


def assumed(value: float, low: float, high: float, unit: str, meaning: str, source: str = JUDGEMENT) -> float:
    """Declare an assumption: its default, its possible range [low, high] and its parent."""
    metadata = {"low": low, "high": high, "unit": unit, "meaning": meaning, "source": source}
    return field(default=value, metadata=metadata)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumptions:
    """The named assumptions at the values that a plan uses."""

    # fmt: off
    # scope
    core_cut: float = assumed(0.60, 0.4, 0.8, "score", "how much you live by it (0 to 1) from which a process is core")
    grey_cut: float = assumed(0.45, 0.2, 0.6, "score", "how much you live by it (0 to 1) from which a process is only piloted")
    manageable_cut: float = assumed(0.60, 0.4, 0.8, "score", "how well results can steer it (0 to 1) from which a process may go out")
    fixable_cut: float = assumed(0.45, 0.2, 0.6, "score", "how well results can steer it (0 to 1) from which a written specification would be enough")
    robust_share: float = assumed(0.90, 0.5, 1.0, "share", "share of weightings that must agree before a verdict is robust")

    # manage
    mu0: float = assumed(0.05, 0.03, 0.10, "h per h", "manager hours for each contractor hour", "outsourcing surveys: 3-12 % of contract value (Overby 2003; Barthelemy 2001), as hours")
    mu_language: float = assumed(0.05, 0.0, 0.15, "h per h", "more manager hours where the language is not shared")
    mu_overlap: float = assumed(0.04, 0.0, 0.15, "h per h", "more manager hours where working hours do not meet")
    mu_coordination: float = assumed(0.10, 0.0, 0.3, "share", "more manager hours for each further contractor on one process")
    mu_home: float = assumed(0.06, 0.02, 0.15, "h per h", "manager hours for each hour of kept work")
    fixed_hours: float = assumed(1.5, 0.5, 6.0, "h a month", "invoice, review and pulse of one engagement")
    start_load: float = assumed(2.0, 1.0, 4.0, "factor", "manager hours in the first three months of an engagement")
    peak_load: float = assumed(1.25, 1.0, 2.0, "factor", "share of the free hours that a start may use for three months")
    span_part_time: float = assumed(4, 1, 8, "engagements", "engagements that an owner or part-time manager can steer", "player-coach 3-5 (McKinsey 2017)")
    span_full_time: float = assumed(7, 3, 15, "engagements", "engagements that a full-time manager can steer", "coach 6-7 (McKinsey 2017)")
    span_standardised: float = assumed(10, 5, 20, "engagements", "engagements that a full-time manager can steer where all of them are standardised", "supervisor 8-10 (McKinsey 2017)")
    overload_warning: float = assumed(0.85, 0.5, 1.0, "share", "share of a manager's free hours from which a warning is given")
    status_requests: float = assumed(3, 0, 20, "a week", "unplanned status requests to one contractor that are not yet micromanagement")
    training_hours: float = assumed(24, 0, 80, "h", "training of a manager before the first engagement", "Lacerenza et al. 2017 for the effect; length by judgement")
    training_effect: float = assumed(0.15, 0.0, 0.30, "share", "how much a trained manager's load falls")
    hire_hours: float = assumed(40, 10, 160, "h a month", "hours of a part-time manager who could be hired")
    hire_search_weeks: float = assumed(4, 1, 16, "weeks of pay", "cost of finding a manager", "recruitment and search part of 10-17 weeks of pay (Blatter et al. 2012)")
    hire_slots: float = assumed(2, 0, 5, "people", "how many managers the plan may propose to hire")

    # match
    dL: float = assumed(0.10, 0.03, 0.25, "ln", "productivity lost to a foreign language at full communication intensity", "Hong & Pavlou: 5 % at average intensity")
    dT: float = assumed(0.06, 0.02, 0.15, "ln", "productivity lost when no needed hour is shared, synchronous work", "Hong & Pavlou: 0.71 % an hour")
    dK: float = assumed(0.03, 0.0, 0.10, "ln", "productivity lost to cultural distance", "Jorgensen 2014: none; Hong & Pavlou: some")
    skill: float = assumed(0.95, 0.6, 1.2, "factor", "productivity of an unknown contractor, worker at home = 1", "Jorgensen 2016: large differences; level by judgement")
    rho0: float = assumed(0.10, 0.03, 0.30, "h per h", "rework for each accepted hour", "Boehm & Basili: up to 40-50 % in software; office work by judgement")
    gL: float = assumed(1.0, 0.0, 2.0, "ln", "how rework grows where the language is not shared")
    gM: float = assumed(0.8, 0.0, 2.0, "ln", "how rework grows where acceptance cannot be measured")
    T0: float = assumed(3.0, 1.0, 9.0, "months", "learning time of a new contractor", "transition lasts 3-12 months in large firms (Overby 2003)")
    R0: float = assumed(0.5, 0.3, 0.7, "share", "productivity on the first day", "Muehlemann & Strupler Leiser 2018: 53 % of hiring cost is low initial productivity")
    pi0: float = assumed(0.12, 0.02, 0.30, "probability", "an engagement fails and must be sourced again")
    language_min: float = assumed(0.5, 0.0, 1.0, "score", "least language match of a country")
    language_selection: float = assumed(3.2, 1.5, 4.5, "ln odds", "how much likelier somebody who works remotely for clients abroad commands a foreign language than the population")
    language_schooling: float = assumed(1.5, 0.0, 3.0, "ln odds", "likelier still where the language is official, and so that of higher schools and offices")
    written_weight: float = assumed(0.5, 0.2, 1.0, "share", "what remains of the loss to a foreign language where work is written and machines translate", "Brynjolfsson, Hui & Liu 2019 for the effect: trade +10.9 %; half by judgement")
    governance_min: float = assumed(0.14, 0.0, 0.5, "score", "least share of states that work worse than a country")
    supply_min: float = assumed(250_000, 0, 1_000_000, "people", "least number of people in a country who have studied, are online and command the language")
    internet_min: float = assumed(0.25, 0.0, 0.6, "share", "least share of a country's people who use the internet")
    effort_bias: float = assumed(1.3, 1.0, 1.6, "factor", "true hours for each hour that was only estimated", "60-80 % of projects overrun, by 30-40 % (Molokken & Jorgensen)")
    match_skills: float = assumed(0.25, 0.0, 1.0, "weight", "weight of a candidate's skills in the match for a brief")
    match_history: float = assumed(0.25, 0.0, 1.0, "weight", "weight of what a candidate has verifiably delivered here", "verified history helps most where little else is known (Agrawal, Lacetera & Lyons 2016); size by judgement")
    match_language: float = assumed(0.15, 0.0, 1.0, "weight", "weight of a candidate's level in the language of the work")
    match_overlap: float = assumed(0.12, 0.0, 1.0, "weight", "weight of the working hours that a candidate shares with the business")
    match_availability: float = assumed(0.08, 0.0, 1.0, "weight", "weight of the hours that a candidate offers, and from when")
    match_rate: float = assumed(0.08, 0.0, 1.0, "weight", "weight of where the rate asked stands to the fair band")
    match_references: float = assumed(0.05, 0.0, 1.0, "weight", "weight of what others say of a candidate")
    match_place: float = assumed(0.02, 0.0, 0.1, "weight", "weight of the country while nothing verified is known of the candidate")
    match_country: float = assumed(0.3, 0.0, 0.5, "share", "how far the country stands in for a level of language that nobody told")
    match_fade: float = assumed(1.5, 0.5, 10.0, "deliveries", "verified deliveries after which the country counts half")
    history_prior: float = assumed(0.8, 0.5, 0.95, "share", "share of deliveries that an unknown contractor gets accepted, at once and on time")
    history_strength: float = assumed(10.0, 2.0, 40.0, "deliveries", "how many deliveries the first guess of a contractor is worth")

    # pay
    kappa_mean: float = assumed(0.35, 0.0, 1.0, "share", "how far pay for remote work has moved from the local to the US level", "own calibration, docs/explanation/market-rates.md")
    kappa_sd: float = assumed(0.10, 0.0, 0.3, "share", "uncertainty of how far pay has moved for work that no survey measured")
    pay_residual: float = assumed(0.30, 0.05, 0.6, "ln", "what the pay model leaves open for work that no survey measured", "own calibration, docs/explanation/market-rates.md")
    level_transfer: float = assumed(0.5, 0.0, 1.0, "share", "how far a country's surveyed developer pay speaks for its other remote work")
    rate_spread: float = assumed(0.45, 0.2, 0.9, "ln", "spread of individual contractors' rates around the median of their market", "residual .35-.37 of 3,718 salaries (ai-jobs.net, CC0), wider for freelance work by judgement")
    contractor_factor: float = assumed(1.25, 1.0, 1.8, "factor", "contractor's hourly rate for each hour of employee pay: own leave, insurance, unpaid hours")
    quote_sd: float = assumed(0.25, 0.05, 0.6, "ln", "spread of one real quote around the market median")
    negotiation: float = assumed(0.05, 0.0, 0.15, "share", "how far a first ask lies above the agreed rate")
    quote_country: float = assumed(0.4, 0.0, 0.8, "share", "part of the uncertainty that all work of one country shares, so that quotes inform each other")
    quote_occupation: float = assumed(0.2, 0.0, 0.8, "share", "part of the uncertainty that one occupation shares in all countries")
    home_sd: float = assumed(0.10, 0.02, 0.4, "ln", "uncertainty of the cost at home")
    band_probability: float = assumed(0.80, 0.5, 0.99, "probability", "least chance that a fair band exists")
    lambda0: float = assumed(0.35, 0.15, 0.60, "a year", "contractors who leave at market pay", "Philippine contact centres 2022: 31 % voluntary (CCAP); level by judgement")
    eps: float = assumed(2.0, 0.5, 4.0, "elasticity", "how pay above market keeps people", "Emanuel & Harrington 2020; Bassier, Dube & Naidu 2022")
    effort: float = assumed(0.3, 0.0, 1.1, "elasticity", "how pay above market raises what is achieved", "between none (Gilchrist, Luca & Malhotra 2016) and 1.1 (Emanuel & Harrington 2020)")
    failure_loss: float = assumed(0.6, 0.0, 2.0, "share of yearly pay", "what a failed engagement costs")
    raise_month: float = assumed(3, 1, 12, "month", "when the planned raise to the full rate is made", "unexpected raises work, higher first rates do not (Gilchrist, Luca & Malhotra 2016)")
    raise_size: float = assumed(0.03, 0.0, 0.10, "share", "how far the first rate lies below the rate after the planned raise")
    pay_spread: float = assumed(0.10, 0.0, 0.5, "share", "difference in pay for the same role and country from which to warn", "people leave when paid less than peers (Dube, Giuliano & Leonard 2019); size by judgement")

    # cost
    search_hours: float = assumed(15, 0, 60, "h", "manager hours to find one contractor", "0.2-10 % of value in large firms (Overby 2003); hours by judgement")
    trial_hours: float = assumed(5, 0, 40, "h", "paid trial task", "work samples screen out the unskilled (Jorgensen 2016)")
    country_setup: float = assumed(300, 0, 3000, "USD", "law and payment set-up once a country")
    contract_setup: float = assumed(100, 0, 1000, "USD", "contract and intellectual property for each engagement")
    spec_hours: float = assumed(8, 0, 40, "h", "writing a procedure, for each missing point of M3 below 3", "Dibbern, Winkler & Heinzl 2008 for the cost; hours by judgement")
    transfer_hours: float = assumed(20, 0, 80, "h", "handing over knowledge, at specificity C5 = 2", "Muehlemann & Strupler Leiser 2018; hours by judgement")
    contractor_hours: float = assumed(140, 20, 200, "h a month", "hours that one contractor gives at most; more work needs more contractors", "36 h a week (Payoneer 2015), less leave")
    tool_seat: float = assumed(40, 0, 150, "USD a month", "tools for one contractor where the file lists none")
    equipment: float = assumed(300, 0, 3000, "USD", "licences and devices for each engagement")
    fee: float = assumed(0.05, 0.0, 0.20, "share", "platform fee of the client", "Upwork client fee 2026")
    payment_fee: float = assumed(0.01, 0.0, 0.05, "share", "payment and exchange spread across a border")
    replacement_weeks: float = assumed(7.5, 0, 24, "weeks of pay", "search and disruption when a contractor leaves", "47 % of about 16 weeks of pay (Muehlemann & Strupler Leiser 2018)")
    rate_growth: float = assumed(0.03, -0.02, 0.10, "a year", "real growth of contractors' rates")
    liquidity_months: float = assumed(1.0, 0.0, 12.0, "months of today's cost", "how far the first six months may run behind keeping the work")

    # risk
    sd_productivity: float = assumed(0.18, 0.0, 0.5, "ln", "spread of contractors' productivity")
    sd_rework: float = assumed(0.5, 0.0, 1.0, "ln", "spread of rework")
    sd_load: float = assumed(0.4, 0.0, 1.0, "ln", "spread of manager hours")
    sd_volume: float = assumed(0.15, 0.0, 0.5, "ln", "spread of the volume of work")
    sd_learning: float = assumed(0.4, 0.0, 1.0, "ln", "spread of the learning time")
    growth_sd: float = assumed(0.02, 0.0, 0.10, "a year", "spread of the yearly growth of rates")
    vacancy_min: float = assumed(0.5, 0.0, 3.0, "months", "shortest gap until a successor starts")
    vacancy_max: float = assumed(2.0, 0.0, 6.0, "months", "longest gap until a successor starts")
    country_shock: float = assumed(0.01, 0.0, 0.10, "a month", "conflict, ban or outage stops all work in a country of middling stability")
    shock_slope: float = assumed(0.7, 0.0, 1.5, "ln", "how much likelier that is for each standard deviation of less political stability")
    fx_pass_through: float = assumed(0.5, 0.0, 1.0, "share", "part of an exchange-rate move that the yearly repricing passes on")
    # fmt: on


@dataclass(frozen=True, slots=True)
class Stated:
    """An assumption as it is shown: value, possible range, kind and parent."""

    name: str
    value: float
    low: float
    high: float
    unit: str
    meaning: str
    kind: Kind
    source: str


NAMES = frozenset(item.name for item in fields(Assumptions))


def with_own(values: Mapping[str, float]) -> Assumptions:
    """Return the defaults with the owner's `values` in their places; names are known ones."""
    return replace(Assumptions(), **values)


def stated(assumptions: Assumptions, own: Mapping[str, float]) -> tuple[Stated, ...]:
    """List every assumption with its range and parent; those in `own` are the owner's."""

    def kind(name: str, source: str) -> Kind:
        if name in own:
            return "yours"
        return "judgement" if source == JUDGEMENT else "source"

    return tuple(
        Stated(
            item.name,
            getattr(assumptions, item.name),
            item.metadata["low"],
            item.metadata["high"],
            item.metadata["unit"],
            item.metadata["meaning"],
            kind(item.name, item.metadata["source"]),
            item.metadata["source"],
        )
        for item in fields(assumptions)
    )
