"""All countries as they look from one business: what two processes ask alike is looked at once.

`match.fit` says what fits, country by country. Zone, shared hours, language, culture, law and people
hang on the language of the work and on the shared hours that it needs, and so do the checks; a
business has a few of these, and hundreds of pairs of process and country.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from outhaul.engine.assumptions import Assumptions
from outhaul.engine.business import Home, Process
from outhaul.engine.geography.checks import Check, findings
from outhaul.engine.geography.prohibitions import Finding, Needs, Place
from outhaul.engine.match import (
    Atlas,
    Fit,
    fitted,
    language_in_use,
    needs,
    place_for,
    productivity_of,
    rework_of,
)
from outhaul.engine.verdict import Verdict

SEEN_BY: Final = (
    *("language_selection", "language_schooling", "language_min"),
    *("governance_min", "supply_min", "internet_min"),
)
"""Assumptions that what is seen of a place hangs on."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What was seen of a place, and what the checks found there, of no process."""

    place: Place
    verdicts: tuple[Verdict, ...]
    excluded_by: str | None


@dataclass(frozen=True, slots=True)
class Known:
    """A place as it was first seen, and what the checks found there that ask nothing of the work."""

    place: Place
    findings: dict[Check, Finding | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CountriesSeen:
    """The countries from one business; it remembers what it has seen, also for other assumptions."""

    reference: Atlas
    home: Home
    assumptions: Assumptions
    year: int
    exclude_countries: Collection[str] = ()
    seen: dict[tuple[object, ...], Sight] = field(default_factory=dict, repr=False, compare=False)
    places: dict[tuple[object, ...], Known] = field(default_factory=dict, repr=False, compare=False)
    """What holds of a country for a language, whatever shared hours are asked for."""

    def fits(self, process: Process, countries: Sequence[str]) -> tuple[Fit, ...]:
        """Return how each of the countries fits `process`, as `match.fit` tells of one."""
        asked, assumptions = needs(self.home, process), self.assumptions
        sights = [self._sight(code, asked) for code in countries]
        in_use = [language_in_use(sight.place.language, asked, assumptions) for sight in sights]
        language = np.array(in_use)
        skilled = productivity_of(
            asked,
            assumptions,
            language,
            np.array([sight.place.overlap.mean for sight in sights]),
            np.array([sight.place.culture.value for sight in sights]),
        )
        measured = np.stack([language, skilled, rework_of(asked, assumptions, language)], axis=1).tolist()
        return tuple(
            fitted(
                sight.place, asked, tuple(figures), (_named(sight.verdicts, process.id), sight.excluded_by)
            )
            for sight, figures in zip(sights, measured, strict=True)
        )

    def _sight(self, country: str, asked: Needs) -> Sight:
        under = (country, asked.language, *(getattr(self.assumptions, name) for name in SEEN_BY))
        key = (asked.overlap_needed, asked.stays_home, *under)
        if key not in self.seen:
            known = self.places.get(under)
            place = place_for(
                self.reference,
                self.home,
                country,
                asked,
                self.assumptions,
                when=(self.year, 0.0),
                excluded=country in self.exclude_countries,
                known=known.place if known else None,
            )
            known = self.places.setdefault(under, Known(place))
            found = findings(place, replace(asked, process=""), self.assumptions, known.findings)
            self.seen[key] = Sight(place, *found)
        return self.seen[key]


def _named(verdicts: tuple[Verdict, ...], process: str) -> tuple[Verdict, ...]:
    """Return the same verdicts of a process."""
    return tuple(
        Verdict(
            guard=verdict.guard,
            answer=verdict.answer,
            rule=verdict.rule,
            reason=verdict.reason,
            fix=verdict.fix,
            figures=verdict.figures,
            process=process,
            legal=verdict.legal,
        )
        for verdict in verdicts
    )
