"""What a sweep found, in a few figures."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from outhaul.sweep.outcome import Outcome, is_planned

SHOWN = 10
"""Faults that are told one by one; the workbook has all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The sums over all businesses."""

    planned: int
    handing_out: int
    """Businesses whose plan hands out something."""
    hours_freed: float
    """Hours of owners, a month."""
    impossible: int
    """Businesses for which no plan exists."""
    not_planned: int
    faults: tuple[str, ...]
    """The first faults, a line each."""

    @classmethod
    def of(cls, outcomes: Iterable[Outcome]) -> Self:
        """Sum up `outcomes`."""
        planned = handing_out = impossible = not_planned = 0
        hours, faults = 0.0, list[str]()
        for found in outcomes:
            planned += is_planned(found.status)
            not_planned += not is_planned(found.status)
            impossible += found.status == "infeasible"
            handing_out += any(process.country for process in found.processes)
            hours += found.headline.owner_hours_freed_per_month if found.headline else 0.0
            if len(faults) < SHOWN:
                faults += [f"{found.file}: {fault}" for fault in found.faults[:1]]
        return cls(
            planned=planned,
            handing_out=handing_out,
            hours_freed=round(hours, 2),
            impossible=impossible,
            not_planned=not_planned,
            faults=tuple(faults),
        )
