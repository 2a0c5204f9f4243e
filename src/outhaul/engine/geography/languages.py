"""How likely somebody who sells work from a country commands a language (§MATCH-4).

The share of a whole people who are able to use a language says little about those few who work
remotely for clients abroad: they are chosen twice, by schooling and by the language itself. So the
odds are raised, and raised more where the language is an official one, because there higher schools
and offices work in it. Both steps are judgement with a range (`language_selection`,
`language_schooling`); docs/rules/match.md tells what stands behind them.
"""

from dataclasses import dataclass
from math import exp, hypot, log
from typing import Final

from outhaul.engine.assumptions import Assumptions
from outhaul.engine.business import Home, Level
from outhaul.reference.model import Country

LEVELS: Final[dict[Level, float]] = {"C2": 1.0, "C1": 1.0, "B2": 0.85, "B1": 0.6, "A2": 0.3, "A1": 0.1}
"""CEFR level of the business -> part of daily work that gets through, by judgement."""
ABSENT_SHARE: Final = 0.002
"""Share for a language that the tables do not name for the country: nearly nobody."""
SELECTION_SD: Final = 0.5
"""Sd of the ln odds from the step from a people to its remote workers; by judgement."""
LARGEST_SD: Final = 1.5
"""Sd of the ln odds that no survey exceeds; by judgement."""
_MEASURED: Final = ("A", "B")
_EDGE: Final = 0.0005


@dataclass(frozen=True, slots=True)
class LanguageMatch:
    """The chance, 0..1, that a contractor there and the business work in `language` as professionals."""

    language: str
    score: float
    sd: float
    known: bool
    """False where the share of speakers is itself an estimate (grade C or D)."""
    spoken_at_home: bool
    """False if the business lists no level of its own for the language."""
    chance: float
    """Of the contractor alone, whatever the level at home."""


def language_match(home: Home, country: Country, language: str, assumptions: Assumptions) -> LanguageMatch:
    """Return how well `home` and contractors of `country` share `language` (CLDR code) (§MATCH-4).

    A language for which the business names no level counts as commanded at home; who there speaks
    it is a question of guard manage.
    """
    level = home.languages.get(language)
    chance, sd, known = contractor_chance(country, language, assumptions)
    ours = LEVELS[level] if level else 1.0
    return LanguageMatch(language, ours * chance, ours * sd, known, level is not None, chance)


def contractor_chance(country: Country, language: str, assumptions: Assumptions) -> tuple[float, float, bool]:
    """Return the chance that a remote worker of `country` commands `language`, its sd, and if known.

    A share that is only an estimate counts one standard deviation lower: what nobody has measured
    is not promised.
    """
    figure = country.languages.get(language)
    known = not figure or figure.grade in _MEASURED
    share = _inside(figure.value if figure else ABSENT_SHARE)
    survey_sd = min(LARGEST_SD, figure.sd / (share * (1.0 - share))) if figure else 0.0
    odds = log(share / (1.0 - share)) + assumptions.language_selection - (0.0 if known else survey_sd)
    if language in country.official_languages:
        odds += assumptions.language_schooling
    chance = 1.0 / (1.0 + exp(-odds))
    return chance, chance * (1.0 - chance) * hypot(survey_sd, SELECTION_SD), known


def _inside(share: float) -> float:
    return min(max(share, _EDGE), 1.0 - _EDGE)
