"""A whole plan in the arrays that the compiled months take, and what they give back."""

from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from outhaul.engine.cost import discounts
from outhaul.engine.engagement.course import Array
from outhaul.engine.risk.chance import STRATA
from outhaul.engine.risk.compiled import kernel, layout
from outhaul.engine.risk.cubics import cubics
from outhaul.engine.risk.draws import indexed
from outhaul.engine.risk.large import LargeDraws
from outhaul.engine.risk.living import PARTS, Crew, Lived
from outhaul.engine.risk.portfolio import Portfolio

UNLIMITED: Final = 1e300
"""Free hours of a manager without a limit: compiled code knows no infinity."""


@dataclass(frozen=True, slots=True)
class CompiledPlan:
    """A plan and the luck of its business, ready to be lived through by compiled code."""

    crew: Crew
    draws: LargeDraws
    managers: tuple[str, ...]
    plan: layout.Plan

    @classmethod
    def of(cls, portfolio: Portfolio, draws: LargeDraws) -> Self:
        """Lay out the plan. Raises ValueError for a process or currency that `draws` does not know."""
        crew = Crew.of(portfolio.commitments)
        managers = tuple(dict.fromkeys(charge.manager for _, charge in crew.charges))
        return cls(crew, draws, managers, _plan(portfolio, crew, managers, draws))

    @property
    def processes(self) -> tuple[str, ...]:
        """In the order in which `Lived.parts` tells of them."""
        return tuple(one.process for one in self.crew.commitments)

    def live(self, scenarios: slice) -> Lived:
        """Live through `scenarios` of one scramble, whole `STRATA`; see `living.live`."""
        count, horizon = scenarios.stop - scenarios.start, self.draws.horizon
        strata, commitments = count // STRATA, len(self.crew.commitments)
        npv, lowest, owner_hours = np.zeros((3, count))
        found = layout.Outcome(
            npv=npv,
            lowest=lowest,
            owner_hours=owner_hours,
            payback=np.zeros(count, np.int16),
            cumulative=np.zeros((horizon + 1, count)),
            overload=np.zeros((len(self.managers), count), np.int16),
            hours=np.zeros((len(self.managers), horizon + 1, strata)),
            parts=self._started((commitments, len(PARTS), strata)),
        )
        low, high = self.draws.grid(scenarios, layout.LANES)
        kernel.live_block(self.plan, layout.Sample(self.draws.counters(scenarios)[0], low, high), found)
        return Lived(
            npv=npv,
            lowest=lowest,
            cumulative=found.cumulative,
            payback=found.payback,
            owner_hours=owner_hours,
            overload=dict(zip(self.managers, found.overload, strict=True)),
            manager_hours=dict(zip(self.managers, found.hours, strict=True)),
            parts=found.parts,
        )

    def _started(self, shape: tuple[int, int, int]) -> Array:
        """Return the sums of the parts after month 0."""
        parts, terms = np.zeros(shape), self.crew.terms
        cost = self.crew.column("manager_cost", np.float64)[:, 0]
        parts[:, PARTS.index("setup")] = (terms.setup * np.full(shape[0], STRATA))[:, None]
        parts[:, PARTS.index("management")] = (terms.internal_hours * cost * STRATA)[:, None]
        return parts


def _plan(portfolio: Portfolio, crew: Crew, managers: tuple[str, ...], draws: LargeDraws) -> layout.Plan:
    commitments, spreads, terms = crew.commitments, draws.spreads, crew.terms
    countries, country = indexed([one.country for one in commitments])
    currencies, currency = indexed([one.currency for one in commitments])
    charge = np.repeat(np.arange(len(crew.charges)), [rows.stop - rows.start for rows, _ in crew.charges])
    figures = [[getattr(one.terms, name) for name in layout.TERMS] for one in commitments]
    people = [[getattr(one, name) for name in layout.PEOPLE] for one in commitments]
    scatter = [getattr(spreads, name) for name in layout.SCATTER]
    processes = [one.process for one in commitments]

    def each(values: float | Array) -> list[float]:
        return [float(np.broadcast_to(values, len(commitments))[rows].sum()) for rows, _ in crew.charges]

    return layout.Plan(
        terms=np.concatenate((figures, people), axis=1).astype(np.float32),
        spread=np.array([*scatter, spreads.vacancy_min, spreads.vacancy_max], dtype=np.float32),
        rows=draws.rows(processes).astype(np.int64),
        pieces=np.stack([cubics(one.terms) for one in commitments]),
        places=np.stack((country, currency, charge), axis=1).astype(np.int64),
        events=draws.keys(processes),
        strata=_keys(
            [[draws.key("strata", place, row) for row in range(1 + draws.years)] for place in countries]
        ),
        levels=_keys([draws.key("levels", place) for place in countries]),
        opening=_keys([draws.key("open", place) for place in countries]),
        shocks=np.array([draws.shocks(place) for place in countries], dtype=np.int64),
        exchange=_keys([draws.key("exchange", money) for money in sorted(draws.currencies)]),
        weights=np.stack([draws.weights(money) for money in currencies]),
        costs=np.array([one.cost for _, one in crew.charges], dtype=np.float64),
        owners=np.array([one.is_owner for _, one in crew.charges], dtype=np.float64),
        managers=np.array([managers.index(one.manager) for _, one in crew.charges], dtype=np.int64),
        capacity=np.array([portfolio.capacity.get(name, UNLIMITED) for name in managers], dtype=np.float64),
        at_start=np.array([portfolio.once + sum(each(terms.setup)), *each(terms.internal_hours)]),
        fixed=np.array([portfolio.monthly, *each(terms.fixed_hours)]),
        factors=discounts(portfolio.discount_rate, draws.horizon),
    )


def _keys(numbers: list[int] | list[list[int]]) -> NDArray[np.uint64]:
    return np.array(numbers, dtype=np.uint64)
