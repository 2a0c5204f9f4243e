"""What a plan is: the decisions, the risk, the reasons and the pictures' data.

Field names are those of `outhaul plan --json`. Amounts are in the business's currency, money a
month unless the name says otherwise; shares and probabilities are 0..1.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from outhaul.engine.assumptions import Stated
from outhaul.engine.verdict import Verdict

Status = Literal["optimal", "feasible", "infeasible"]
ScopeClass = Literal["ELIGIBLE", "PILOT", "PREPARE", "KEEP_CORE", "KEEP_UNMANAGEABLE", "KEEP_LEGAL"]
Decision = Literal["keep", "hand_out", "pilot", "prepare"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """A simulated amount: mean, 5th, 50th and 95th percentile, standard error of the mean."""

    mean: float
    p5: float
    p50: float
    p95: float
    se: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Payback:
    """Months until the plan has paid for itself; `never` is the share of runs where it does not."""

    p50: float | None
    p90: float | None
    never: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """The answer in figures."""

    owner_hours_freed_per_month: float
    headline_saving: float
    """Share of today's cost that the bare rates would save."""
    true_saving: float
    """Share of today's cost of the handed-out work that is really saved over the horizon."""
    npv: Spread
    p_loss: float
    p_loss_se: float
    payback_months: Payback
    cvar95: float
    """Mean loss in the worst 5 % of runs, positive = money lost."""
    p_cash_short: float
    """P(cash falls below what the business can bridge in some month)."""
    capital_needed: float
    monthly_cost_now: float
    monthly_cost_planned: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeVerdict:
    """Verdict of guard scope: class, scores and robustness (§SCOPE)."""

    class_: ScopeClass
    K: float
    M: float
    robust: float
    best: ScopeClass
    """Class if every "don't know" turned out best for handing out, and worst below."""
    worst: ScopeClass


@dataclass(frozen=True, slots=True, kw_only=True)
class RateReport:
    """The fair rate: an hour in the business's currency."""

    hourly: float
    market_median: float
    band: tuple[float, float]
    percentile: float
    grade: str
    sd_ln_median: float | None = None
    """How sure the market median is: standard deviation of its logarithm."""
    sd_ln_individual: float | None = None
    """How far single contractors there spread around it: standard deviation of the logarithm."""
    home_hourly: float | None = None
    """What the owner would pay at home for the same work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlapReport:
    """Shared working hours a day."""

    min: float
    mean: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Waterfall:
    """Mean monthly cost of one decision by component, over the horizon."""

    rate: float
    fees: float
    rework: float
    ramp: float
    management: float
    tools: float
    turnover: float
    setup: float
    kept: float
    """Work that stays at home: all of it for a kept process, half for a pilot, cover in gaps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionReport:
    """One place where the process could go, or why it could not."""

    country: str
    rate_hourly: float | None
    npv_cost: float | None
    manager_hours: float | None
    capital: float | None
    true_cost_per_accepted_hour: float | None
    excluded_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessReport:
    """What to do with one process, and why."""

    id: str
    name: str
    verdict: ScopeVerdict
    decision: Decision
    country: str | None
    manager: str
    rate: RateReport | None
    overlap_hours: OverlapReport | None
    manager_hours_per_month: float
    owner_hours_freed_per_month: float
    cost_now: float
    monthly_cost: Waterfall
    reasons: tuple[str, ...]
    options: tuple[OptionReport, ...]
    hours_per_month: float | None = None
    owner_hours_now: float | None = None
    """Hours of it that the owner works today, a month."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ManagerReport:
    """Load of one manager, own or to be hired."""

    id: str
    name: str
    hours_used: float
    hours_free: float
    engagements: int
    span: int
    train: bool
    hire: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolReport:
    """Seats and monthly cost of a tool that the plan needs."""

    id: str
    name: str
    seats: int
    monthly: float
    capital: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """Another plan, compared on the same random draws."""

    name: str
    npv_mean: float
    p_loss: float
    p_better: float
    """Probability that it beats the proposed plan."""
    owner_hours_freed_per_month: float
    changes: tuple[str, ...]
    decisions: Mapping[str, str]
    """Process -> "keep", "prepare" or the country."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flip:
    """The value of a parameter at which the decision on a process would change."""

    parameter: str
    process: str
    value: float
    flips_at: float
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BindingLimit:
    """A limit that holds the plan back, and what one unit more of it is worth (NPV)."""

    limit: str
    used: float
    available: float
    one_more: float
    worth: float
    field: str = ""
    """Where the business sets it, as table/row/field; empty where no single field does."""
    loosened: float | None = None
    """What that field would be with one unit more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """One row of the minimal list of what makes a business infeasible."""

    what: str
    missing: float
    unit: str
    fix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TornadoBar:
    """NPV with one assumption at its 10 % and at its 90 % value, all others at their means."""

    name: str
    meaning: str
    low_value: float
    high_value: float
    npv_at_low: float
    npv_at_high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CashFan:
    """Cumulative cash against keeping the work, by month 0..horizon, as percentiles."""

    p5: tuple[float, ...]
    p25: tuple[float, ...]
    p50: tuple[float, ...]
    p75: tuple[float, ...]
    p95: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """How a text of the report was made, so that it can be told in another language."""

    text: str
    template: str
    parts: Mapping[str, "str | int | float | Said"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanReport:
    """A plan with everything that is printed, drawn or written of it."""

    business: str
    currency: str
    country: str
    horizon_months: int
    status: Status
    gap: float
    seed: int
    scenarios: int
    inputs_sha256: str
    elapsed_ms: int
    headline: Headline | None
    """None for an infeasible business."""
    processes: tuple[ProcessReport, ...]
    managers: tuple[ManagerReport, ...]
    tools: tuple[ToolReport, ...]
    guards: tuple[Verdict, ...]
    alternatives: tuple[Alternative, ...]
    flips: tuple[Flip, ...]
    limits: tuple[BindingLimit, ...]
    obstacles: tuple[Obstacle, ...]
    tornado: tuple[TornadoBar, ...]
    fan: CashFan | None
    assumptions: tuple[Stated, ...]
    capital_budget: float | None = None
    reference_checksum: str | None = None
    """SHA-256 of the reference tables that the plan rests on."""
    sayings: Mapping[str, Said] = field(default_factory=dict)
    """Text that the engine said -> how it was made; kept with a plan, no part of `plan --json`."""
