"""The plan as a problem of arrays: what can be chosen, what it costs, what limits it.

Letters of shapes: P processes, O options of all processes in one list, M managers (own ones and
candidates), T tools, C countries, S equally likely scenarios. Amounts of money are in the
business's currency, discounted over the horizon unless a field says otherwise.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

CASH_MONTHS = 7
"""Months 0..6: the time until handed-out work begins to carry itself."""

OF_OPTIONS = ("process", "country", "external", "load", "peak_load", "owner_hours_freed", "capital", "spend")
OF_MANAGERS = (
    "hour_cost",
    "capacity",
    "peak_factor",
    "span",
    "trained",
    "training_cost",
    "training_capital",
    "hireable",
    "hire_cost",
    "hire_capital",
)
OF_TOOLS = ("tool_cost", "tool_capital")
SHARED_PRICES = (
    *OF_TOOLS,
    "country_cost",
    "training_cost",
    "training_capital",
    "hire_cost",
    "hire_capital",
    "hour_cost",
)
NEVER_NEGATIVE = (
    *SHARED_PRICES,
    "capacity",
    "span",
    "budget",
    "liquidity",
    "max_country_share",
    "concentration_allowance",
    "owner_hour_worth",
    "goal_price",
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PlanProblem:
    """One business, ready to be solved (§PLAN-1).

    Raises ValueError when shapes disagree, a figure is no number, or a shared price or a limit is negative.
    """

    process: Ints
    """(O,) process of each option, ascending; the first of a process keeps the work, if it may."""
    country: Ints
    """(O,) country of each option, -1 for the business itself."""
    external: Bools
    """(O,) True where the work, or a part of it, is handed out; such work needs a trained manager."""
    scenario_cost: Floats
    """(S, O) cost without manager time and without what is shared (tools, countries, training, hires)."""
    scenario_hours: Floats
    """(S, O) discounted manager hours; times a manager's `hour_cost` it is what his care costs."""
    load: Floats
    """(O,) steady manager hours a month."""
    peak_load: Floats
    """(O,) manager hours a month while the engagement starts."""
    owner_hours_freed: Floats
    """(O,) hours a month that the owner no longer works; negative if the option takes the owner's time."""
    capital: Floats
    """(O,) money tied up at the start, undiscounted."""
    spend: Floats
    """(O,) paid to contractors a year; 0 for kept work."""
    cash: Floats
    """(O, 7) mean cumulative cash need against keeping, after months 0..6, own capital included."""
    manager_allowed: Bools
    """(O, M) True where this manager can lead this option (language, hours in common)."""

    needs_tool: Bools
    """(P, T) True where handed-out work of the process needs the tool."""
    tool_cost: Floats
    """(T,) shared part of a tool's cost."""
    tool_capital: Floats
    """(T,) shared part of a tool's capital."""
    country_cost: Floats
    """(C,) set-up paid once for a country."""

    hour_cost: Floats
    """(M,) cost of an hour of the manager."""
    capacity: Floats
    """(M,) free hours a month."""
    peak_factor: Floats
    """(M,) how far `peak_load` may exceed `capacity` while engagements start, such as 1.25."""
    span: Ints
    """(M,) most engagements at a time."""
    trained: Bools
    """(M,) True where the manager needs no training."""
    training_cost: Floats
    """(M,) counted only for those who are not trained."""
    training_capital: Floats
    """(M,) likewise."""
    hireable: Bools
    """(M,) True for candidates, who must be hired before they lead anything."""
    hire_cost: Floats
    """(M,) counted only for candidates."""
    hire_capital: Floats
    """(M,) likewise."""

    owner_hour_worth: float = 0.0
    """What one hour a month, freed over the whole horizon, is worth beyond its cost at home."""
    owner_goal: float = 0.0
    """Owner's hours a month that should be freed."""
    goal_price: float = 0.0
    """Price over the whole horizon of each hour a month that the goal is missed by."""
    budget: float = np.inf
    """Most capital."""
    liquidity: float = np.inf
    """Most cumulative cash need in months 0..6, shared capital included."""
    max_country_share: float = 1.0
    """Most that one country may have of all that is paid to contractors."""
    concentration_allowance: float | Floats = 0.0
    """(C,), or one for all: paid a year to a country whatever its share, so that a small plan is possible."""
    risk_weight: float = 0.3
    """0 looks at the mean cost alone, 1 at the worst scenarios alone."""
    alpha: float = 0.9
    """The worst scenarios are the worst 1 - alpha."""

    def __post_init__(self) -> None:
        """Refuse arrays that do not belong together."""
        for name, shape in self._shapes().items():
            array = getattr(self, name)
            if array.shape != shape:
                raise ValueError(f"{name} has shape {array.shape}, not {shape}")
            if array.dtype.kind == "f" and np.isnan(
                array.min(initial=np.inf)
            ):  # the least of all is NaN if any is
                raise ValueError(f"{name} holds a value that is not a number")
        self._check_values()

    def _shapes(self) -> dict[str, tuple[int, ...]]:
        o, m = self.manager_allowed.shape
        p, t = self.needs_tool.shape
        s, c = self.scenario_cost.shape[0], self.country_cost.shape[0]
        shapes: dict[str, tuple[int, ...]] = {"scenario_cost": (s, o), "scenario_hours": (s, o)}
        shapes |= {"cash": (o, CASH_MONTHS), "needs_tool": (p, t), "country_cost": (c,)}
        shapes |= dict.fromkeys(OF_OPTIONS, (o,))
        shapes |= dict.fromkeys(OF_MANAGERS, (m,))
        return shapes | dict.fromkeys(OF_TOOLS, (t,))

    def _check_values(self) -> None:
        if self.scenario_cost.shape[0] == 0:
            raise ValueError("there is no scenario")
        if (np.diff(self.process) < 0).any():
            raise ValueError("options are not sorted by process")
        if self.options and not (self.process[0] >= 0 and self.process[-1] < self.processes):
            raise ValueError("process names a process that does not exist")
        if self.options and not (self.country.min() >= -1 and self.country.max() < self.countries):
            raise ValueError("country names a country that does not exist")
        if not (0 <= self.risk_weight <= 1 and 0 <= self.alpha < 1):
            raise ValueError("risk_weight is not within 0..1, or alpha not within 0..1")
        for name in NEVER_NEGATIVE:
            if (np.asarray(getattr(self, name)) < 0).any():
                raise ValueError(f"{name} is negative")

    @property
    def processes(self) -> int:
        """P."""
        return int(self.needs_tool.shape[0])

    @property
    def options(self) -> int:
        """O."""
        return int(self.process.shape[0])

    @property
    def managers(self) -> int:
        """M."""
        return int(self.manager_allowed.shape[1])

    @property
    def tools(self) -> int:
        """T."""
        return int(self.needs_tool.shape[1])

    @property
    def countries(self) -> int:
        """C."""
        return int(self.country_cost.shape[0])

    @property
    def allowances(self) -> Floats:
        """(C,) `concentration_allowance` of each country."""
        return np.broadcast_to(np.asarray(self.concentration_allowance, dtype=np.float64), (self.countries,))

    @property
    def scenarios(self) -> int:
        """S."""
        return int(self.scenario_cost.shape[0])
