"""Update a market rate by real quotes: normal in ln pay, with weights against outliers (§PAY-4)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from outhaul.engine.assumptions import Assumptions

Array = NDArray[np.float64]
Cell = tuple[str, str]
"""Occupation and country."""

DEGREES = 4.0
"""Degrees of freedom of the Student-t law of quotes: a quote far off counts less."""
ROUNDS = 50


@dataclass(frozen=True, slots=True)
class Seen:
    """A quote beside the prior of its own occupation and country, all ln pay."""

    occupation: str
    country: str
    ln_pay: float
    prior_mean: float
    prior_sd: float


def conjugate(mean: float, sd: float, seen: Sequence[float], noise: float) -> tuple[float, float]:
    """Return the posterior (mean, sd) of a normal mean; all arguments in ln pay."""
    precision = sd**-2 + len(seen) * noise**-2
    return (mean * sd**-2 + sum(seen) * noise**-2) / precision, precision**-0.5


def predictive_90(mean: float, sd: float, noise: float) -> tuple[float, float]:
    """Return the 90 % interval of one more quote, in units of pay."""
    half = 1.6448536269514722 * math.hypot(sd, noise)
    return math.exp(mean - half), math.exp(mean + half)


def update(
    target: Cell, prior: tuple[float, float], seen: Sequence[Seen], assumptions: Assumptions
) -> tuple[float, float]:
    """Return (mean, sd) of ln pay of the target after the quotes.

    The errors of the priors are normal; two cells share `quote_country` of their variance if they lie
    in one country and `quote_occupation` if they are of one occupation. Each quote has Student-t(4)
    noise of scale `quote_sd`, found by reweighting: w = min(1, 5 / (4 + r^2 / s^2)).
    """
    by_country = assumptions.quote_country
    sharing = Sharing(by_country, min(assumptions.quote_occupation, 1 - by_country))
    inverse, surprise = _weighed(tuple(seen), sharing, assumptions.quote_sd)
    cells = [(quote.occupation, quote.country) for quote in seen]
    sds = np.array([quote.prior_sd for quote in seen])
    towards = sharing.correlation([target], cells)[0] * sds * prior[1]
    mean = prior[0] + float(towards @ inverse @ surprise)
    return mean, math.sqrt(prior[1] ** 2 - float(towards @ inverse @ towards))


@dataclass(frozen=True, slots=True)
class Sharing:
    """How much of the variance of their priors' errors two cells have in common."""

    by_country: float
    by_occupation: float

    def correlation(self, ones: Sequence[Cell], others: Sequence[Cell]) -> Array:
        """Return the correlation of the priors' errors, (ones, others)."""
        occupations = np.array([[a[0] == b[0] for b in others] for a in ones], dtype=float)
        countries = np.array([[a[1] == b[1] for b in others] for a in ones], dtype=float)
        own = (1 - self.by_country - self.by_occupation) * occupations * countries
        shared: Array = self.by_country * countries + self.by_occupation * occupations + own
        return shared


@lru_cache(maxsize=64)
def _weighed(seen: tuple[Seen, ...], sharing: Sharing, noise: float) -> tuple[Array, Array]:
    """Return the precision of the quotes, outliers weighed down, and how far each is from its prior.

    The same for every target: a business asks for a thousand rates with the same quotes.
    """
    cells = [(quote.occupation, quote.country) for quote in seen]
    sds = np.array([quote.prior_sd for quote in seen])
    among = sharing.correlation(cells, cells) * np.outer(sds, sds)
    surprise: Array = np.array([quote.ln_pay - quote.prior_mean for quote in seen])
    weights = np.ones(len(seen))
    for _ in range(ROUNDS):
        solved = np.linalg.solve(among + np.diag(noise**2 / weights), surprise)
        residual = surprise - among @ solved
        weights = np.minimum(1.0, (DEGREES + 1) / (DEGREES + (residual / noise) ** 2))
    precision = np.asarray(np.linalg.inv(among + np.diag(noise**2 / weights)), dtype=np.float64)
    return precision, surprise
