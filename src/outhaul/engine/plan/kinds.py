"""Options that the same managers may lead, and managers who are alike: what a large plan is seen by."""

from dataclasses import dataclass

import numpy as np

from outhaul.engine.plan.problem import Bools, Ints


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Kinds:
    """Rows of a table that are equal, as one kind."""

    of: Ints
    """(N,) kind of each row."""
    rows: Bools
    """(K, M) each kind's row."""


def kinds_of(table: Bools) -> Kinds:
    """The kinds of the rows of `table` (N, M); quick where equal rows stand together."""
    packed = np.packbits(table, axis=1) if table.shape[1] else np.zeros((len(table), 1), dtype=np.uint8)
    begins = np.ones(len(packed), dtype=bool)
    begins[1:] = (packed[1:] != packed[:-1]).any(axis=1)
    first = np.flatnonzero(begins)
    _, lead, kind = np.unique(packed[first], axis=0, return_index=True, return_inverse=True)
    return Kinds(of=kind.ravel()[np.cumsum(begins) - 1], rows=table[first[lead]])
