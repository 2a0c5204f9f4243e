"""What follows from a step of an engagement or a milestone, in the apps that lie above this one."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

Consequence = Callable[[Any], object]
CONSEQUENCES: defaultdict[str, list[Consequence]] = defaultdict(list)
"""What happened -> what follows, in the order in which it was registered."""


def follows(*happenings: str) -> Callable[[Consequence], Consequence]:
    """Register a function that is called, in the same transaction, with the row to which it happened.

    Happenings are "engagement activate" and "milestone accept": the thing and the verb of its lifecycle;
    and "engagement change" when a change order took effect. What the function raises undoes the step.
    """

    def register(consequence: Consequence) -> Consequence:
        for happening in happenings:
            CONSEQUENCES[happening].append(consequence)
        return consequence

    return register


def follow_up(happening: str, row: object) -> None:
    """Let happen what follows."""
    for consequence in CONSEQUENCES[happening]:
        consequence(row)
