"""Weigh people against a brief: the parts together as one number, with what is not known (§MATCH-14)."""

from collections.abc import Iterator, Sequence
from math import hypot

from outhaul.engine.matching.checks import Countries, verdicts_of
from outhaul.engine.matching.parts import parts_of, shared
from outhaul.engine.matching.person import Match, Need, Part, Person, Side
from outhaul.engine.matching.skills import skills_of

EIGHTY = 1.2816
"""Standard deviations on either side that hold 80 % of a normal distribution."""


def weigh(people: Sequence[Person], need: Need, side: Side) -> Iterator[Match]:
    """Yield the match of each of `people`, in their order.

    What many have in common (spellings of skills, countries, zones with their hours) is worked out once.
    """
    skills, countries = skills_of(people, need, side.reference), Countries(need, side)
    for person in people:
        found, hours = skills.of(person), shared(person, side)
        parts = parts_of(person, need, side, found)
        score, low, high = total(parts)
        yield Match(
            score=score,
            low=low,
            high=high,
            parts=parts,
            verdicts=verdicts_of(person, need, found, hours, countries),
            overlap_min=hours.min if hours else None,
            overlap_mean=hours.mean if hours else None,
        )


def total(parts: Sequence[Part]) -> tuple[float, float, float]:
    """Return the score 0..100 and its 80 % interval.

    The score is the weighted mean, linear in the parts, so that its variance is exactly
    `sum (w sd)^2` for parts that are independent of each other; the interval is cut to 0..100.
    """
    mean = 100.0 * sum(part.weight * part.value for part in parts)
    half = 100.0 * EIGHTY * hypot(*(part.weight * part.sd for part in parts))
    return mean, max(0.0, mean - half), min(100.0, mean + half)
