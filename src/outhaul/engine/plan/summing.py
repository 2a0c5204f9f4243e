"""Sums that every machine adds up in the same order.

A matrix product asks BLAS, which adds in whatever order suits the processor. The last digits then differ
from machine to machine, and where two plans are nearly equal, a search that stops at a gap goes another way.
"""

import numpy as np

from outhaul.engine.plan.problem import Bools, Floats, Ints


def summed(weights: Floats | Bools | Ints, figures: Floats | Bools) -> Floats:
    """Return `weights @ figures`, of one or two dimensions each, the same on every machine."""
    left, right = "ni"[-weights.ndim :], "io"[: figures.ndim]
    return np.asarray(np.einsum(f"{left},{right}->{left[:-1]}{right[1:]}", weights, figures))
