"""Whether somebody has the skills that a brief names, however each of them spells it (§MATCH-19)."""

import re
from collections.abc import Iterable, Mapping, Sequence
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
    """All that candidates told, compared with the brief once, each spelling for itself."""

    need: Need
    wanted: Mapping[str, tuple[float, ...]]
    """Told skill -> likeness 0..1 to each skill of the brief."""
    trade: Mapping[str, float]
    """Told skill -> best likeness to any skill or technology of the occupation."""

    def of(self, person: Person) -> Found:
        """Return what `person` has of it."""
        rows = [self.wanted[skill] for skill in person.skills]
        same = bool(self.need.occupation) and person.occupation == self.need.occupation
        if not rows:
            return Found(SAME_TRADE if same else OTHER_TRADE, (), told=False)
        trade = min(1.0, sum(self.trade[skill] >= MET for skill in person.skills) / OWN_ENOUGH)
        if not self.need.skills:
            return Found(max(trade, SAME_TRADE if same else 0.0), (), told=True)
        best = [max(column) for column in zip(*rows, strict=True)]
        missing = tuple(skill for skill, part in zip(self.need.skills, best, strict=True) if part < MET)
        value = (1.0 - OWN_SHARE) * sum(best) / len(best) + OWN_SHARE * trade
        return Found(value, missing, told=True)


def skills_of(people: Iterable[Person], need: Need, reference: Reference) -> Skills:
    """Compare all that `people` told with `need`, each spelling once."""
    told = sorted({skill for person in people for skill in person.skills})
    occupation = reference.occupations.get(need.occupation)
    trade = (*occupation.skills, *occupation.technologies) if occupation else ()
    best = _likeness(told, trade).max(axis=1, initial=0.0).tolist()
    wanted = _likeness(told, need.skills).tolist()
    return Skills(
        need=need,
        wanted={skill: tuple(row) for skill, row in zip(told, wanted, strict=True)},
        trade=dict(zip(told, best, strict=True)),
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
    left, right = ([compared(skill) for skill in skills] for skills in (told, wanted))
    scores = process.cdist(left, right, scorer=fuzz.token_set_ratio, dtype=np.float32)
    likeness: Grid = np.clip((scores.astype(np.float64) - NEAR) / (SAME - NEAR), 0.0, 1.0)
    return likeness
