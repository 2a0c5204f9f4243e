"""Whether somebody has the skills that a brief names, however each of them spells it (§MATCH-19)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from outhaul.engine.matching.person import Need, Person
from outhaul.reference.tables import Reference

NEAR, SAME = 75.0, 92.0
"""Likeness of 100 below which two names are two things, and from which they are one."""
MET = 0.5
"""Part of a skill from which it counts as told."""
OWN_SHARE = 0.2
"""How much other skills of the occupation count beside those that the brief names; by judgement."""
OWN_ENOUGH = 3
"""Skills and technologies of the occupation that are as good as all of them."""
SAME_TRADE, OTHER_TRADE = 0.55, 0.4
"""Guess for somebody who told no skill at all: of the brief's occupation, or of another one."""

Grid = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Found:
    """How much of what the brief names somebody has, 0..1, and which skills nobody told."""

    value: float
    missing: tuple[str, ...]
    told: bool
    """False where they told no skill at all."""


@dataclass(frozen=True, slots=True)
class Skills:
    """All that candidates told, compared with the brief once: rows are told skills."""

    need: Need
    place: dict[str, int]
    """Told skill, as it is compared -> row."""
    wanted: Grid
    """Likeness 0..1 to each skill of the brief, (told, wanted)."""
    trade: Grid
    """Best likeness to any skill or technology of the occupation, (told,)."""

    def of(self, person: Person) -> Found:
        """Return what `person` has of it."""
        rows = [self.place[key] for skill in person.skills if (key := compared(skill))]
        if not rows:
            same = bool(self.need.occupation) and person.occupation == self.need.occupation
            return Found(SAME_TRADE if same else OTHER_TRADE, (), told=False)
        trade = min(1.0, float((self.trade[rows] >= MET).sum()) / OWN_ENOUGH)
        if not self.need.skills:
            same = bool(self.need.occupation) and person.occupation == self.need.occupation
            return Found(max(trade, SAME_TRADE if same else 0.0), (), told=True)
        best = self.wanted[rows].max(axis=0)
        missing = tuple(
            skill for skill, part in zip(self.need.skills, best.tolist(), strict=True) if part < MET
        )
        return Found((1.0 - OWN_SHARE) * float(best.mean()) + OWN_SHARE * trade, missing, told=True)


def skills_of(people: Iterable[Person], need: Need, reference: Reference) -> Skills:
    """Compare all that `people` told with `need`, each spelling once."""
    told = sorted({key for person in people for skill in person.skills if (key := compared(skill))})
    occupation = reference.occupations.get(need.occupation)
    trade = (*occupation.skills, *occupation.technologies) if occupation else ()
    likeness = _likeness(told, trade)
    return Skills(
        need=need,
        place={key: row for row, key in enumerate(told)},
        wanted=_likeness(told, need.skills),
        trade=likeness.max(axis=1) if trade and told else np.zeros(len(told)),
    )


def compared(skill: str) -> str:
    """Return a skill as it is compared: C++ and C# stay what they are.

    >>> compared("  Microsoft® Excel "), compared("C++ / C#")
    ('microsoft excel', 'c++ c#')
    """
    return " ".join(re.sub(r"[^\w+#]+", " ", skill.casefold()).split())


def _likeness(told: Sequence[str], wanted: Sequence[str]) -> Grid:
    """Return 0..1 for each pair, (told, wanted)."""
    if not told or not wanted:
        return np.zeros((len(told), len(wanted)))
    scores = process.cdist(
        told, [compared(skill) for skill in wanted], scorer=fuzz.token_set_ratio, dtype=np.float32
    )
    likeness: Grid = np.clip((scores.astype(np.float64) - NEAR) / (SAME - NEAR), 0.0, 1.0)
    return likeness
