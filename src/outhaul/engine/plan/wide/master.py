"""The master programme of the bound: it keeps what it learned from one step to the next.

A plane is a row that is added, the box around the best prices is bounds that change; the simplex method goes
on from where it was.
"""

from typing import Any

import numpy as np

from outhaul.engine.plan.highs import again, loaded
from outhaul.engine.plan.model import Entries, Programme, compressed
from outhaul.engine.plan.problem import Floats
from outhaul.engine.plan.wide.terms import INFINITE, Supply, Terms


class Master:
    """Proposes the prices at which the bound could still be highest."""

    def __init__(self, supply: Supply, terms: Terms, planes: list[tuple[float, Floats]]) -> None:
        """Begin with `planes`: what a choice costs, and (X,) what it uses."""
        self.supply, self.terms, self.planes = supply, terms, 0
        fixed, sides = supply.fixed_rows(terms)
        self.rows = sides.size
        flows, classes = len(supply.crowd.amounts) * len(supply.courses), supply.crowd.one.size
        cost = np.concatenate([[-1.0], terms.give, np.zeros(flows), np.ones(classes)])
        free = np.full(classes, INFINITE)
        start, index, value = compressed(Entries(fixed.row, fixed.column, fixed.value), cost.size)
        self.highs: Any = loaded(
            Programme(
                cost=cost,
                lower=np.concatenate([[-INFINITE], np.zeros(terms.size + flows), -free]),
                upper=np.concatenate([[INFINITE], terms.top, np.full(flows, INFINITE), free]),
                integer=np.zeros(cost.size, dtype=bool),
                row_lower=np.full(sides.size, -np.inf),
                row_upper=sides,
                start=start,
                index=index,
                value=value,
            ),
            whole=False,
        )
        self.prices = np.arange(1, 1 + terms.size, dtype=np.int32)
        for plane in planes:
            self.add(*plane)

    def add(self, cost: float, use: Floats) -> None:
        """Add a plane."""
        used = np.flatnonzero(use)
        index = np.concatenate([[0], used + 1]).astype(np.int32)
        value = np.concatenate([[1.0], -use[used]])
        self.highs.addRow(-np.inf, cost, index.size, index, value)
        self.planes += 1

    def solved(self, around: Floats, reach: Floats) -> tuple[float, Floats, Floats, Floats]:
        """The hope within `reach`, the prices proposed, (K,) hires in the mix of planes, and (N,) the mix."""
        low, high = np.maximum(0.0, around - reach), np.minimum(self.terms.top, around + reach)
        self.highs.changeColsBounds(self.prices.size, self.prices, low, high)
        answer = again(self.highs)
        dual = -answer.row_dual
        hired = dual[: len(self.supply.courses)] * self.supply.count
        classes = self.supply.crowd.one.size
        hires = np.bincount(self.supply.of, weights=hired, minlength=classes).astype(float)
        return -answer.objective, answer.x[1 : 1 + self.terms.size], hires, dual[self.rows :]
