"""A solution carried over, option by option, to other prices: to the same country at the nearest rate."""

from dataclasses import replace
from operator import is_

import numpy as np

from outhaul.engine.plan.groundwork import Groundwork
from outhaul.engine.plan.options import Option
from outhaul.engine.plan.problem import Ints
from outhaul.engine.plan.solution import Solution


def carried(solution: Solution, before: Groundwork, after: Groundwork) -> Solution | None:
    """Return `solution` in the options of another groundwork of the same processes and managers.

    A process whose option is not there any more is kept, if it may be. None where there is nothing
    to carry over: other managers, or no plan.
    """
    staff = [[one.manager.id for one in work.candidates] for work in (before, after)]
    if solution.figures is None or staff[0] != staff[1]:
        return None
    if all(map(is_, before.options, after.options)):
        return solution
    places = [_places(old, new) for old, new in zip(before.options, after.options, strict=True)]
    number = np.concatenate(
        [np.where(found < 0, -1, found + after.offset(at)) for at, found in enumerate(places)]
    )
    first = np.array([after.offset(at) for at in range(len(places))])
    option = number[solution.option]
    option = np.where(option < 0, first, option)
    warmth = solution.warmth
    if warmth is not None:
        left = np.flatnonzero(number[warmth.option] >= 0)
        warmth = replace(warmth, option=number[warmth.option[left]], manager=warmth.manager[left])
    return replace(solution, option=option, warmth=warmth)


def _places(old: tuple[Option, ...], new: tuple[Option, ...]) -> Ints:
    """(options,) where each old option is among the new ones: the same country, the nearest rate; else -1."""
    if old is new:
        return np.arange(len(old))
    there: dict[str | None, list[int]] = {}
    for place, option in enumerate(new):
        there.setdefault(option.country, []).append(place)
    return np.array(
        [
            min(there.get(option.country, [-1]), key=lambda place: abs(new[place].rate - option.rate))
            for option in old
        ]
    )
