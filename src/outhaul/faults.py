"""Wrong input, told so that the person who gave it can mend it."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: where, what, and what would be right."""

    where: str
    """A place that a person can find: `processes[2].hours_per_month`, `wages.csv row 7, column year`."""
    problem: str
    remedy: str

    def __str__(self) -> str:
        """Return the fault as one line; what a file holds can neither break it nor steer a terminal."""
        told = f"{self.where}: {self.problem}. {self.remedy}"
        return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in told)


class InputError(Exception):
    """Input that cannot be used; nothing was written."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = tuple(faults)
