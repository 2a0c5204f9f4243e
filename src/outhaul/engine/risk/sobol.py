"""Scrambled Sobol points, of which any chunk can be had without those before it.

Point n is the exclusive or of the direction numbers that the bits of n's Gray code choose. Gray codes
are linear over exclusive or, so that points 2^b + j are the points j changed by one number for each
dimension: the first 2^m points take m such steps, and any later chunk of as many takes one. Scrambling
(Matoušek 1998: a random triangular matrix for each dimension, then a shift) changes the direction
numbers and the start alone. Points are those of `scipy.stats.qmc.Sobol`, digit for digit.
"""

from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from outhaul.reference.direction_numbers import direction_numbers

BITS: Final = 30
"""Binary digits of a coordinate."""

Digits = NDArray[np.uint32]
"""Coordinates times 2^`BITS`."""


@dataclass(frozen=True, slots=True)
class Sobol:
    """One scramble of the sequence in D dimensions."""

    start: Digits
    """(D,) point 0."""
    steps: Digits
    """(`BITS`, D) what changes from point j to point 2^b + j, for every j below 2^b."""

    @classmethod
    def scrambled(cls, directions: Digits, random: np.random.Generator) -> Self:
        """Return a scramble of the sequence with `directions`, see `plain_directions`."""
        (random,) = random.spawn(1)  # as SciPy does
        count = directions.shape[0]
        powers = 2 ** np.arange(BITS, dtype=np.uint32)
        start = random.integers(2, size=(count, BITS), dtype=np.uint32) @ powers
        mixing = np.tril(random.integers(2, size=(count, BITS, BITS), dtype=np.uint32)).astype(np.float32)
        mixing[:, np.arange(BITS), np.arange(BITS)] = 1.0
        falling = np.arange(BITS - 1, -1, -1, dtype=np.uint32)
        digits = (directions[:, None, :] >> falling[:, None] & 1).astype(np.float32)
        mixed = (mixing @ digits).astype(np.uint32) & 1
        scrambled = np.bitwise_or.reduce(mixed << falling[:, None], axis=1)
        steps = scrambled.copy()
        steps[:, 1:] ^= scrambled[:, :-1]
        return cls(start.astype(np.uint32), np.ascontiguousarray(steps.T))

    def chunk(self, number: int, power: int) -> Digits:
        """Return the digits of points `number` x 2^`power` and the following ones, (D, 2^power)."""
        points = np.empty((self.start.size, 1 << power), dtype=np.uint32)
        points[:, 0] = self.start
        for bit in range(number.bit_length()):
            if number >> bit & 1:
                points[:, 0] ^= self.steps[power + bit]
        for bit in range(power):
            half = 1 << bit
            np.bitwise_xor(points[:, :half], self.steps[bit][:, None], out=points[:, half : 2 * half])
        return points

    def moves(self, points: NDArray[np.int64]) -> Digits:
        """Return by what the digits of `points` differ from those of point 0, (D, points)."""
        found = np.zeros((self.start.size, points.size), dtype=np.uint32)
        for bit in range(int(points.max(initial=0)).bit_length()):
            found ^= self.steps[bit][:, None] * (points >> bit & 1).astype(np.uint32)
        return found


def plain_directions(dimensions: int) -> Digits:
    """Return the direction numbers of each dimension before any scrambling, (D, `BITS`)."""
    polynomials, first = direction_numbers(dimensions)
    found = np.ones((dimensions, BITS), dtype=np.int64)
    degrees = np.frexp(polynomials.astype(np.float64))[1] - 1
    for degree in range(1, int(degrees.max(initial=0)) + 1):
        rows = np.flatnonzero((degrees == degree) & (np.arange(dimensions) > 0))
        found[rows] = _recurrence(polynomials[rows], first[rows, :degree])
    return (found << np.arange(BITS - 1, -1, -1)).astype(np.uint32)


def _recurrence(polynomials: NDArray[np.int64], first: NDArray[np.int64]) -> NDArray[np.int64]:
    """Continue direction numbers whose polynomials have as many coefficients as there are numbers."""
    degree = first.shape[1]
    found = np.zeros((first.shape[0], BITS), dtype=np.int64)
    found[:, :degree] = first[:, :BITS]
    for place in range(degree, BITS):
        number = found[:, place - degree].copy()
        for back in range(1, degree + 1):
            holds = polynomials >> degree - back & 1
            number ^= holds * found[:, place - back] << back
        found[:, place] = number
    return found
