"""What a country is to work with: how its law holds, and how many people there could do the work."""

from dataclasses import dataclass
from math import erf, exp, log10, pi, sqrt
from typing import Final

from outhaul.reference.model import Country, Figure, Grade

FEW, MANY = 3.0, 8.0
"""log10 of the people of whom supply is 0 (a thousand) and 1 (a hundred million); by judgement."""
WORKING_SHARE: Final = 0.45
"""People in the labour force, share of all, where only the population is known."""
TYPICAL: Final = {"tertiary": 0.40, "internet_users": 0.70}
"""World means that stand in for a missing figure."""


@dataclass(frozen=True, slots=True)
class Score:
    """A score 0..1 with its sd (0 where only the grade tells) and the grade of its worst figure."""

    value: float
    sd: float
    grade: Grade


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


def supply(country: Country) -> Score:
    """Return how many could do remote work, 0..1 on a log scale (§MATCH-7).

    People in the labour force x enrolment in tertiary education x use of the internet.
    """
    people, grade = _labour_force(country)
    for name, typical in TYPICAL.items():
        figure = country.figures.get(name)
        people *= min(1.0, figure.value if figure else typical)
        grade = max(grade, figure.grade if figure else "D")
    return Score(min(1.0, max(0.0, (log10(max(people, 1.0)) - FEW) / (MANY - FEW))), 0.0, grade)


def _labour_force(country: Country) -> tuple[float, Grade]:
    figure: Figure | None = country.figures.get("labour_force")
    if figure:
        return figure.value, figure.grade
    population = country.figures.get("population")
    return (population.value * WORKING_SHARE if population else 0.0), "D"
