"""Sobol indices: which share of the variance each input explains, alone and with all others."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from outhaul.engine.engagement.course import Array


@dataclass(frozen=True, slots=True)
class Indices:
    """Variance of the result and, for each of D inputs, its indices (D,)."""

    variance: float
    first: Array
    """Share of the variance that vanishes on average once the input is known."""
    total: Array
    """Share that is left on average once all others are known."""


def sobol_indices(
    model: Callable[[Array], Array], inputs: int, *, power: int = 12, random: np.random.Generator
) -> Indices:
    """Return the Sobol indices of `model` over D uniform inputs, from N (D + 2) runs with N = 2^`power`.

    `model` turns (N, D) uniforms into (N,) results. Two halves of one scrambled Sobol sequence are the
    samples A and B; the estimators are those of Saltelli et al., Computer Physics Communications 181,
    2010 (first) and Jansen, ibid. 117, 1999 (total).
    """
    from scipy.stats import qmc  # noqa: PLC0415 -- the slowest import of the engine

    both = qmc.Sobol(2 * inputs, scramble=True, rng=random).random_base2(power)
    a, b = both[:, :inputs], both[:, inputs:]
    at_a, at_b = model(a), model(b)
    variance = float(np.concatenate((at_a, at_b)).var())
    centred = at_b - at_b.mean()
    first, total = np.empty(inputs), np.empty(inputs)
    for place in range(inputs):
        mixed = a.copy()
        mixed[:, place] = b[:, place]
        change = model(mixed) - at_a
        first[place] = float(np.mean(centred * change)) / variance
        total[place] = float(np.mean(change**2)) / 2.0 / variance
    return Indices(variance, first, total)
