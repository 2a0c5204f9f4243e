"""Update a market rate by real quotes: normal in ln pay, with weights against outliers (§PAY-4)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

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
    cells: list[Cell] = [target, *((quote.occupation, quote.country) for quote in seen)]
    sds = np.array([prior[1], *(quote.prior_sd for quote in seen)])
    covariance = _shared(cells, assumptions) * np.outer(sds, sds)
    surprise = np.array([quote.ln_pay - quote.prior_mean for quote in seen])
    among, towards = covariance[1:, 1:], covariance[0, 1:]
    noise = assumptions.quote_sd
    weights = np.ones(len(seen))
    for _ in range(ROUNDS):
        solved = np.linalg.solve(among + np.diag(noise**2 / weights), surprise)
        residual = surprise - among @ solved
        weights = np.minimum(1.0, (DEGREES + 1) / (DEGREES + (residual / noise) ** 2))
    inverse = np.linalg.inv(among + np.diag(noise**2 / weights))
    mean = prior[0] + float(towards @ inverse @ surprise)
    return mean, math.sqrt(float(covariance[0, 0] - towards @ inverse @ towards))


def _shared(cells: Sequence[Cell], assumptions: Assumptions) -> Array:
    """Return the correlation of the priors' errors between cells."""
    by_country = assumptions.quote_country
    by_occupation = min(assumptions.quote_occupation, 1 - by_country)
    occupations = np.array([[a[0] == b[0] for b in cells] for a in cells], dtype=float)
    countries = np.array([[a[1] == b[1] for b in cells] for a in cells], dtype=float)
    own = (1 - by_country - by_occupation) * occupations * countries
    shared: Array = by_country * countries + by_occupation * occupations + own
    return shared
