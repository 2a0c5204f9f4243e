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


def kinds_of(table: Bools, also: Bools | None = None) -> Kinds:
    """The kinds of the rows of `table` (N, M), with `also` (N,) as a further column.

    Quick where equal rows are neighbours.
    """
    packed = np.packbits(table, axis=1)
    if also is not None:
        packed = np.concatenate([packed, also[:, None].view(np.uint8)], axis=1)
    begins = np.ones(len(packed), dtype=bool)
    begins[1:] = (packed[1:] != packed[:-1]).any(axis=1)
    first = np.flatnonzero(begins)
    _, lead, kind = np.unique(packed[first], axis=0, return_index=True, return_inverse=True)
    rows = table[first[lead]]
    if also is not None:
        rows = np.concatenate([rows, also[first[lead], None]], axis=1)
    return Kinds(of=kind.ravel()[np.cumsum(begins) - 1], rows=rows)
