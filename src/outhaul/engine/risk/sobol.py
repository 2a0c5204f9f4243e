"""Scrambled Sobol points by chunks: any chunk without those before it.

A Sobol point is the exclusive or of direction numbers that the bits of its Gray code choose, and so
is a scrambled one but for a shift. Point c 2^m + j is therefore point j, changed by a number that
depends on c alone: the points of every chunk are those of the first one, each dimension changed by
one number.
"""

import numpy as np
from numpy.typing import NDArray

BITS = 30
"""Binary digits of a coordinate."""

Digits = NDArray[np.uint32]


def first_points(dimensions: int, power: int, random: np.random.Generator) -> Digits:
    """Return the digits of the first 2^`power` points, (dimensions, 2^power)."""
    return _digits(_engine(dimensions, random).random_base2(power))


def steps(dimensions: int, power: int, count: int, random: np.random.Generator) -> Digits:
    """Return what changes from point 0 to the points 2^power, 2^(power+1), ...: (count, dimensions).

    `random` must be as `first_points` got it.
    """
    engine = _engine(dimensions, random)
    start = point = _digits(engine.random(1))[:, 0]
    found = np.empty((count, dimensions), dtype=np.uint32)
    for step in range(count):
        engine.fast_forward((1 << power + step) - engine.num_generated)
        point = _digits(engine.random(1))[:, 0]
        found[step] = point ^ start
    return found


def chunk_of(first: Digits, changes: Digits, chunk: int) -> Digits:
    """Return the digits of the points of `chunk`, given those of chunk 0 and the `steps`."""
    chosen = [change for step, change in enumerate(changes) if chunk >> step & 1]
    return first ^ np.bitwise_xor.reduce(chosen, axis=0)[:, None] if chosen else first


def _engine(dimensions: int, random: np.random.Generator):  # type: ignore[no-untyped-def] # noqa: ANN202 -- SciPy has no types
    from scipy.stats import qmc  # noqa: PLC0415 -- the slowest import of the engine

    return qmc.Sobol(dimensions, scramble=True, bits=BITS, rng=random)


def _digits(points: NDArray[np.float64]) -> Digits:
    """Return (dimensions, points) digits of (points, dimensions) coordinates in 0..1."""
    return np.ascontiguousarray((points * 2.0**BITS).astype(np.uint32).T)
