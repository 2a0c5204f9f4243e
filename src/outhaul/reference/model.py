"""The rows of the reference tables.

Every number is a `Figure`: a value with year, source and grade. Grades: A a national figure used
as published, B one that was converted or uprated, C an estimate (regression, neighbour, shrunken),
D an assumption of ours. Countries are keyed by ISO 3166-1 alpha-2, occupations by O*NET-SOC code,
currencies by ISO 4217, languages by CLDR code.
"""

from collections.abc import Mapping
from typing import Literal

import msgspec

Grade = Literal["A", "B", "C", "D"]


class Source(msgspec.Struct, frozen=True):
    """Where figures come from."""

    title: str
    publisher: str
    licence: str
    year: str
    made: str = ""
    """How our figures were made from it, where they are not the published ones."""
    parents: tuple[str, ...] = ()
    """Keys of the sources that it was combined from."""


class Figure(msgspec.Struct, frozen=True, array_like=True):
    """A value and its parents; `source` is a key of `Reference.sources`."""

    value: float
    year: int
    source: str
    grade: Grade
    sd: float = 0.0


class Country(msgspec.Struct, frozen=True):
    """What is known of one country. Money in USD of 2024; shares 0..1."""

    code: str
    code3: str
    name: str
    currency: str
    zones: tuple[str, ...]
    """IANA zones; the first is the one that the figures for the whole country use."""
    latitude: float
    longitude: float
    official_languages: tuple[str, ...]
    languages: Mapping[str, Figure]
    """Language -> share of the people who are able to use it."""
    figures: Mapping[str, Figure]
    """Single figures by name, see `COUNTRY_FIGURES`; a name without a figure is left out."""
    group_ratios: Mapping[str, Figure]
    """ISCO-08 major group "1".."9" -> ln(pay of the group / pay of all employees), sd in ln."""
    governance: Mapping[str, Figure]
    """WGI indicator (cc ge pv rl rq va) -> estimate in standard normal units, with its sd."""
    culture: Mapping[str, Figure]
    """Schwartz orientation -> score."""


COUNTRY_FIGURES: Mapping[str, str] = {
    "annual_wage": "ln of the mean yearly pay of employees, USD of 2024 (sd in ln)",
    "gdp_per_head": "GDP per head, USD",
    "minimum_wage": "statutory minimum wage, USD an hour",
    "weekly_hours": "hours worked a week per employee",
    "on_cost": "employer's charges on top of gross pay, share of gross pay",
    "weekday_holidays": "public holidays on weekdays in a year",
    "internet_users": "share of people who use the internet",
    "broadband": "fixed broadband subscriptions per person",
    "population": "people",
    "labour_force": "people in the labour force",
    "tertiary": "gross enrolment in tertiary education, share",
    "gdp_per_head_ppp": "GDP per head at purchasing power parity, international USD",
    "price_level": "price level ratio, PPP conversion factor to market exchange rate",
    "wage_spread": "sd of ln hourly pay of employees",
}


class Currency(msgspec.Struct, frozen=True):
    """An ISO 4217 currency; `per_usd` are units for one US dollar."""

    code: str
    name: str
    per_usd: Figure
    monthly_sd: Figure
    """Standard deviation of the monthly change of ln(units per USD)."""
    follows: str | None = None
    """The currency that it is held to, e.g. EUR for the CFA francs; itself has no history of its own."""


class Occupation(msgspec.Struct, frozen=True):
    """An occupation. Wages in USD a year, United States."""

    code: str
    title: str
    other_titles: tuple[str, ...]
    isco: str
    """ISCO-08 unit group; its first digit is the major group."""
    us_wages: Mapping[str, Figure]
    """Of mean p10 p25 p50 p75 p90 those known."""
    within_group: Figure
    """ln(pay of the occupation / mean pay of its major group), already shrunk across countries."""
    remote: Figure
    """1 = the whole job can be done from a computer anywhere, 0 = bound to a place."""
    skills: Mapping[str, float]
    """The most important skills by name, importance 1..5."""
    technologies: tuple[str, ...]


class CountryEnglish(msgspec.Struct, frozen=True):
    """A country's share of English speakers from the share-alike table (see data/LICENCES.md)."""

    code: str
    english: Figure


class CountryCulture(msgspec.Struct, frozen=True):
    """A country's value orientations, from the share-alike table (see data/LICENCES.md)."""

    code: str
    culture: Mapping[str, Figure]


class Correlation(msgspec.Struct, frozen=True):
    """Correlations of a currency's monthly changes, ln(units per USD), with later codes'."""

    code: str
    others: Mapping[str, float]


class Deliverable(msgspec.Struct, frozen=True):
    """Something handed over, and how both sides can tell that it is accepted."""

    name: str
    criterion: str


class CatalogueProcess(msgspec.Struct, frozen=True):
    """A ready-made process of a small business, written by us (grade D throughout)."""

    key: str
    name: str
    area: str
    """finance sales marketing support web people operations owner"""
    industries: tuple[str, ...]
    """Empty: every industry."""
    also_called: tuple[str, ...]
    purpose: str
    occupation: str
    hours: Mapping[str, float]
    """Typical hours a month by size: solo (1), small (2-9), medium (10-50)."""
    owner_share: float
    answers: Mapping[str, int | bool]
    """Default answers of the scope questionnaire, C1..G2."""
    deliverables: tuple[Deliverable, ...]
    checkpoints: tuple[str, ...]
    tools: tuple[str, ...]
    skills: tuple[str, ...]


class Default(msgspec.Struct, frozen=True):
    """A cost or market default that is not tied to a country or an occupation."""

    name: str
    figure: Figure
    unit: str
    meaning: str
