"""Random numbers that belong to things, not to rows.

Every number is keyed by seed, scramble, the name of what it happens to (a process, a country, a
currency) and its chunk of scenarios (§RISK-2). The same thing meets the same fate in every plan, in
whatever order the file lists it, so that two plans are compared on the same luck; and any scenario
can be lived through without those before it, in any order and by any number of threads.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from typing import Final, Self

import numpy as np
from numpy.typing import DTypeLike, NDArray

from outhaul.engine.assumptions import Assumptions
from outhaul.engine.engagement.course import Array, Careers, Fate
from outhaul.engine.risk.chance import triangular
from outhaul.engine.risk.luck import ENGAGEMENTS, SOBOL, Luck, Singles

COMMON_PRODUCTIVITY: Final = 0.4
"""Correlation of productivity with the common factor, the quality of the owner's organisation."""
COMMON_LOAD: Final = -0.4
PRODUCTIVITY_REWORK: Final = -0.3
COMMON_MARKET: Final = sqrt(0.5)
"""Correlation of a market level with its country's: half of the error is the country's (judgement)."""
CHARGES_SPREAD: Final = 0.3
"""Half width of the triangle of fees and tools (judgement)."""

Unrest = Callable[[str], float]
"""Country -> how many times likelier than in general it shuts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spreads:
    """How far things scatter; names and units are those of `Assumptions`."""

    productivity: float
    rework: float
    load: float
    volume: float
    learning: float
    growth: float
    vacancy_min: float
    vacancy_max: float
    country_shock: float
    fx_pass_through: float
    charges: float = CHARGES_SPREAD

    @classmethod
    def of(cls, assumptions: Assumptions) -> Self:
        """Return the spreads that `assumptions` name."""
        return cls(
            productivity=assumptions.sd_productivity,
            rework=assumptions.sd_rework,
            load=assumptions.sd_load,
            volume=assumptions.sd_volume,
            learning=assumptions.sd_learning,
            growth=assumptions.growth_sd,
            vacancy_min=assumptions.vacancy_min,
            vacancy_max=assumptions.vacancy_max,
            country_shock=assumptions.country_shock,
            fx_pass_through=assumptions.fx_pass_through,
        )


CERTAIN: Final = Spreads(
    productivity=0.0,
    rework=0.0,
    load=0.0,
    volume=0.0,
    learning=0.0,
    growth=0.0,
    vacancy_min=0.0,
    vacancy_max=0.0,
    country_shock=0.0,
    fx_pass_through=0.0,
    charges=0.0,
)
"""No spread at all: with no exits either, every scenario is the expected one."""


def _all_alike(_country: str) -> float:
    return 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Chances:
    """What chance does to P processes in S scenarios beside their Sobol numbers."""

    bias: Array
    """(P, S) draws of the triangle on -1..1, as `charges`."""
    charges: Array
    tenure: Array
    """(K - 1, P, S) of the second and later engagements, as `failure`."""
    vacancy: Array
    """(K, P, S)."""
    failure: Array
    careers: Careers | None = None
    """See `Fate`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draws(Luck):
    """The luck of one business: `replicates` independent scrambles of `scenarios` scenarios each.

    `processes` and `currencies` are those of the whole business, not of a plan. The first scenarios
    of the first scramble are the sample on which the plan is chosen (§RISK-1).
    """

    spreads: Spreads
    unrest: Unrest = _all_alike

    def first(self, scenarios: int) -> "Draws":
        """Return the luck of the first scenarios of the first scramble alone."""
        return replace(self, scenarios=min(scenarios, self.scenarios), replicates=1)

    def assuming(self, spreads: Spreads) -> "Draws":
        """Return the same luck scattered otherwise."""
        return replace(self, spreads=spreads)

    def fate(
        self,
        process: str,
        countries: Sequence[str],
        currencies: Sequence[str],
        scenarios: slice = slice(None),
    ) -> Fate:
        """Return what chance does to `process` if it goes to each of `countries`, one an option.

        Raises ValueError for a process or a currency that the business does not have.
        """
        found = self.fates((process,), countries, currencies, scenarios)
        own = ("volume", "bias", "productivity", "rework", "load", "learning", "charges")
        alone = {name: getattr(found, name)[0] for name in own}
        runs = {name: getattr(found, name)[:, 0] for name in ("tenure", "vacancy", "failure")}
        return replace(found, **alone, **runs)

    def fates(  # noqa: PLR0913, PLR0917 -- whose luck, where, and how exactly
        self,
        processes: Sequence[str],
        countries: Sequence[str],
        currencies: Sequence[str],
        scenarios: slice = slice(None),
        precision: DTypeLike = np.float64,
        owner: NDArray[np.intp] | None = None,
    ) -> Fate:
        """Return what chance does to several processes side by side, each in its country.

        A single process may have many countries, one an option, and so may several whose options say
        by `owner` whose they are. Raises ValueError for a process or a currency that the business does
        not have.
        """
        places, country = indexed(countries)
        moneys, currency = indexed(currencies)
        spreads, z = self.spreads, self._factors(processes, scenarios, precision)
        chances = self.chances(processes, scenarios, precision)
        levels = self.all_levels(places, scenarios).astype(precision, copy=False)
        market, level = levels[:, 0], np.arange(len(places))
        if len(processes) > 1:
            market, level = market[country], np.arange(len(country))
            z["market"] = z["market"] if owner is None else z["market"][owner]
        else:
            level = country
        single = sqrt(1.0 - COMMON_MARKET**2)
        return Fate(
            volume=_mean_one(spreads.volume, z["volume"]),
            bias=chances.bias,
            productivity=_mean_one(spreads.productivity, z["productivity"]),
            rework=np.exp(spreads.rework * z["rework"]),
            load=_mean_one(spreads.load, z["load"]),
            learning=np.exp(spreads.learning * z["learning"]),
            charges=1.0 + spreads.charges * chances.charges,
            market=COMMON_MARKET * market + single * z["market"],
            level=level,
            growth=spreads.growth * np.moveaxis(levels[:, 1:], 1, 0),
            exchange=self.all_moves(moneys, scenarios).astype(precision, copy=False),
            pass_through=spreads.fx_pass_through,
            open=self.all_open(places, scenarios),
            tenure=np.concatenate((z["tenure"][None], chances.tenure)),
            vacancy=chances.vacancy,
            failure=np.concatenate((z["failure"][None], chances.failure)),
            country=country,
            currency=currency,
            careers=chances.careers,
        )

    def _factors(self, processes: Sequence[str], scenarios: slice, precision: DTypeLike) -> dict[str, Array]:
        """Return (processes, scenarios) standard normals, correlated (§RISK-3); of events, what is kept."""
        points, rows = self.factors(scenarios), self.rows(processes)
        common = points[0].astype(precision)
        z = {name: points[rows[:, at]].astype(precision) for at, name in enumerate(SOBOL)}
        z["productivity"] = _mixed(COMMON_PRODUCTIVITY, common, z["productivity"])
        z["rework"] = _mixed(PRODUCTIVITY_REWORK, z["productivity"], z["rework"])
        z["load"] = _mixed(COMMON_LOAD, common, z["load"])
        return z

    def chances(self, processes: Sequence[str], scenarios: slice, precision: DTypeLike) -> "Chances":
        """Return what else chance does to each process."""
        drawn = [self.minor(process, scenarios) for process in processes]
        events = np.empty((drawn[0].shape[0], len(drawn), drawn[0].shape[1]), dtype=precision)
        for place, steps in enumerate(drawn):
            events[:, place] = steps
        events += 0.5
        events *= 2.0**-16
        tenure, vacancy, failure = events[2:].reshape(3, ENGAGEMENTS, *events.shape[1:])
        later = np.subtract(1.0, tenure[1:], out=tenure[1:])
        np.negative(np.log(later, out=later), out=later)
        vacancy *= self.spreads.vacancy_max - self.spreads.vacancy_min
        vacancy += self.spreads.vacancy_min
        return Chances(
            bias=triangular(events[0]),
            charges=triangular(events[1]),
            tenure=later,
            vacancy=vacancy,
            failure=failure[1:],
        )

    def all_levels(self, countries: Sequence[str], scenarios: slice) -> Singles:
        """(countries, 1 + years, scenarios) the `levels` of each."""
        return np.stack([self.levels(country, scenarios) for country in countries])

    def all_moves(self, currencies: Sequence[str], scenarios: slice) -> Singles:
        """(years, currencies, scenarios) the `moves` of each."""
        return np.stack([self.moves(currency, scenarios) for currency in currencies], axis=1)

    def all_open(self, countries: Sequence[str], scenarios: slice) -> NDArray[np.bool_]:
        """(months, countries, scenarios) where each is `open`."""
        return np.stack([self.open(country, scenarios) for country in countries], axis=1)

    def shock(self, country: str) -> float:
        """Return the chance that a country shuts in a month (§RISK-5)."""
        return self.spreads.country_shock * self.unrest(country)

    def open(self, country: str, scenarios: slice) -> NDArray[np.bool_]:
        """(months, scenarios) False while the country is shut: one to three months a time (§RISK-5).

        The same uniforms stand behind every chance, so that a likelier shock only adds months.
        """
        shock = self.shock(country)

        def draw(random: np.random.Generator, size: int) -> NDArray[np.bool_]:
            drawn = random.random((size, self.horizon), dtype=np.float32)
            is_open = drawn >= shock
            is_open[:, 1:] &= drawn[:, :-1] >= shock * 2.0 / 3.0
            is_open[:, 2:] &= drawn[:, :-2] >= shock / 3.0
            return np.ascontiguousarray(is_open.T)

        return self.drawn("open", country, draw, scenarios, shock)


def indexed(names: Sequence[str]) -> tuple[list[str], NDArray[np.intp]]:
    """Return the different names in order, and each name's place among them."""
    different = sorted(set(names))
    return different, np.array([different.index(name) for name in names], dtype=np.intp)


def _mean_one(sd: float, z: Array) -> Array:
    """Return a lognormal of mean one."""
    return np.exp(sd * z - 0.5 * sd**2)


def _mixed(correlation: float, one: Array, other: Array) -> Array:
    """Return a standard normal that has `correlation` with `one`."""
    return correlation * one + sqrt(1.0 - correlation**2) * other
