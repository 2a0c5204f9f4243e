"""What a country is to work with: how its law holds, and how many people there could do the work."""

from dataclasses import dataclass
from math import erf, exp, log10, pi, sqrt
from typing import Final

from outhaul.engine.assumptions import Assumptions
from outhaul.reference.model import Country, Figure, Grade

FEW, MANY = 3.0, 8.0
"""log10 of the people of whom supply is 0 (a thousand) and 1 (a hundred million); by judgement."""
WORKING_SHARE: Final = 0.45
"""People in the labour force, share of all, where only the population is known."""
TYPICAL_INTERNET: Final = 0.70
"""World mean of the use of the internet, where it is not known."""
TERTIARY_OF_INTERNET: Final = (0.60, 1.39)
"""Factor and power: tertiary = .60 internet^1.39, fitted to 178 countries (residual sd .61 in ln)."""
LEAST_UNREST, MOST_UNREST = 0.25, 5.0
"""Bounds of `unrest`: nowhere is quite safe, and no indicator tells more than this; by judgement."""


@dataclass(frozen=True, slots=True)
class Score:
    """A score 0..1 with its sd (0 where only the grade tells) and the grade of its worst figure."""

    value: float
    sd: float
    grade: Grade


@dataclass(frozen=True, slots=True)
class Supply:
    """How many could do the work: 0..1 on a log scale, in people, with the grade of its worst figure."""

    value: float
    people: float
    grade: Grade
    known: bool
    """False where not even the population is known."""


def governance(country: Country) -> Score:
    """Return how well the state works, 0..1: its place among all countries (§MATCH-6).

    Mean of the World Bank's six indicators, which are in standard normal units, as a normal
    probability. The indicators' errors hang together, so the mean keeps their average error.
    """
    figures = tuple(country.governance.values())
    if not figures:
        return Score(0.5, 0.3, "D")
    mean = sum(figure.value for figure in figures) / len(figures)
    error = sum(figure.sd for figure in figures) / len(figures)
    place = 0.5 * (1.0 + erf(mean / sqrt(2.0)))
    return Score(
        place, error * exp(-0.5 * mean * mean) / sqrt(2.0 * pi), max(figure.grade for figure in figures)
    )


def unrest(country: Country, assumptions: Assumptions) -> float:
    """Return how many times likelier than elsewhere all work in a country stops (§RISK-5).

    `exp(-shock_slope pv)`, pv the World Bank's indicator of political stability in standard normal
    units; 1 where it is not known.
    """
    stability = country.governance.get("pv")
    if stability is None:
        return 1.0
    return min(MOST_UNREST, max(LEAST_UNREST, exp(-assumptions.shock_slope * stability.value)))


def supply(country: Country, language: float = 1.0) -> Supply:
    """Return how many could do remote work in a language, 0..1 on a log scale (§MATCH-7).

    People in the labour force x enrolment in tertiary education x use of the internet x the chance
    `language`, 0..1, that they command the language.
    """
    force, force_grade = _labour_force(country)
    online, online_grade = internet(country)
    schooled, schooled_grade = _tertiary(country, online)
    people = force * online * schooled * language
    return Supply(
        min(1.0, max(0.0, (log10(max(people, 1.0)) - FEW) / (MANY - FEW))),
        people,
        max(force_grade, online_grade, schooled_grade),
        force > 0.0,
    )


def internet(country: Country) -> tuple[float, Grade]:
    """Return the share of people who use the internet; a world mean of grade D where it is not known."""
    figure = country.figures.get("internet_users")
    return (min(1.0, figure.value), figure.grade) if figure else (TYPICAL_INTERNET, "D")


def _tertiary(country: Country, online: float) -> tuple[float, Grade]:
    figure = country.figures.get("tertiary")
    if figure:
        return min(1.0, figure.value), figure.grade
    factor, power = TERTIARY_OF_INTERNET
    estimate: float = factor * online**power
    return estimate, "D"


def _labour_force(country: Country) -> tuple[float, Grade]:
    figure: Figure | None = country.figures.get("labour_force")
    if figure:
        return figure.value, figure.grade
    population = country.figures.get("population")
    return (population.value * WORKING_SHARE if population else 0.0), "D"
