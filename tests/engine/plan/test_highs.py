"""HiGHS is asked again where a method of it gives up."""

from dataclasses import replace

import numpy as np
import pytest

from outhaul.engine.plan import highs
from outhaul.engine.plan.model import Programme

LEAST = Programme(
    cost=np.array([1.0, 2.0]),
    lower=np.zeros(2),
    upper=np.full(2, np.inf),
    integer=np.zeros(2, dtype=bool),
    row_lower=np.array([3.0]),
    row_upper=np.array([np.inf]),
    start=np.array([0, 1, 2]),
    index=np.array([0, 0]),
    value=np.array([1.0, 1.0]),
)
"""min x + 2y with x + y >= 3."""


@pytest.mark.parametrize("failures", [0, 1, 2])
def test_a_programme_on_which_a_method_gives_up_is_solved_by_the_next(
    failures: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    basis, ask, asked = highs.solve_linear(LEAST).basis, highs._answer, []  # noqa: SLF001 -- no small programme troubles HiGHS

    def gives_up(solver: object, *, whole: bool) -> highs.Answer:
        asked.append(whole)
        answer = ask(solver, whole=whole)
        return replace(answer, outcome="limit") if len(asked) <= failures else answer

    monkeypatch.setattr(highs, "_answer", gives_up)
    assert (highs.solve_linear(LEAST, basis).objective, len(asked)) == (3.0, failures + 1)


def test_a_programme_without_a_solution_is_an_error() -> None:
    with pytest.raises(ArithmeticError, match="HiGHS left a linear programme infeasible"):
        highs.solve_linear(replace(LEAST, upper=np.ones(2)))
