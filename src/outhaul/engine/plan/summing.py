"""Sums that every machine adds up in the same order.

A matrix product asks BLAS, which adds in whatever order suits the processor. The last digits then differ
from machine to machine, and where two plans are nearly equal, a search that stops at a gap goes another way.
"""

from typing import Final

import numpy as np

from outhaul.engine.plan.problem import Bools, Floats, Ints

PRODUCTS: Final = {(1, 1): "i,i->", (1, 2): "i,io->o", (2, 1): "ni,i->n", (2, 2): "ni,io->no"}
"""How matrices of so many dimensions are multiplied."""


def summed(weights: Floats | Bools | Ints, figures: Floats | Bools) -> Floats:
    """Return `weights @ figures`, of one or two dimensions each, the same on every machine."""
    return np.asarray(np.einsum(PRODUCTS[weights.ndim, figures.ndim], weights, figures))
