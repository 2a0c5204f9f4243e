"""Lay out what is known of one country, occupation or currency, each figure with its parent."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from outhaul.reference.model import COUNTRY_FIGURES, Country, Currency, Default, Figure, Occupation, Source
from outhaul.reference.search import find_countries, find_occupations
from outhaul.reference.tables import Reference

SURE = 96.0
"""Search score from which one match is taken for what was meant."""
SHARES = frozenset({"on_cost", "internet_users", "broadband", "tertiary", "remote"})
UNITS: Mapping[str, str] = {
    "gdp_per_head": "USD",
    "gdp_per_head_ppp": "intl. USD",
    "minimum_wage": "USD an hour",
    "us_wage": "USD a year",
    "weekday_holidays": "days",
    "weekly_hours": "hours",
}
GROUPS: Mapping[str, str] = {
    "1": "managers",
    "2": "professionals",
    "3": "technicians and associates",
    "4": "clerks",
    "5": "service and sales workers",
    "6": "skilled farm workers",
    "7": "craft workers",
    "8": "operators and assemblers",
    "9": "elementary occupations",
}
GOVERNANCE: Mapping[str, str] = {
    "cc": "control of corruption",
    "ge": "effectiveness of government",
    "pv": "political stability",
    "rl": "rule of law",
    "rq": "regulatory quality",
    "va": "voice and accountability",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One figure, with words for it and its parent."""

    section: str
    name: str
    meaning: str
    figure: Figure
    source: Source
    shown: str
    """The value as a person reads it."""


@dataclass(frozen=True, slots=True)
class Description:
    """All that is known of one thing."""

    kind: str
    code: str
    title: str
    facts: tuple[tuple[str, str], ...]
    """What are no figures: names, zones, skills."""
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """Something that a search text may mean."""

    kind: str
    code: str
    title: str
    score: float


def describe(reference: Reference, text: str) -> Description | None:
    """Return all figures of the country, occupation, currency or default that `text` names exactly."""
    word = text.strip()
    upper = word.upper()
    if upper in reference.countries:
        return _country(reference, reference.countries[upper])
    if upper in reference.currencies:
        return _currency(reference, reference.currencies[upper])
    if word in reference.occupations:
        return _occupation(reference, reference.occupations[word])
    if word in reference.defaults:
        return _default(reference, reference.defaults[word])
    countries = find_countries(reference, word, limit=2)
    return _country(reference, countries[0][0]) if countries and countries[0][1] >= SURE else None


def matches(reference: Reference, text: str, limit: int = 10) -> tuple[Match, ...]:
    """Return what `text` may mean, the likeliest first."""
    found = [
        Match("occupation", row.code, row.title, score)
        for row, score in find_occupations(reference, text, limit)
    ]
    found += [
        Match("country", row.code, row.name, score) for row, score in find_countries(reference, text, 3)
    ]
    found += [
        Match("currency", row.code, row.name, 90.0)
        for row in reference.currencies.values()
        if len(text) > 2 and text.casefold() in row.name.casefold()  # noqa: PLR2004 -- two letters are in every name
    ]
    return tuple(sorted(found, key=lambda match: (-match.score, match.code))[:limit])


def _line(reference: Reference, section: str, name: str, meaning: str, figure: Figure) -> Line:
    return Line(section, name, meaning, figure, reference.sources[figure.source], _shown(name, figure.value))


def _shown(name: str, value: float) -> str:
    """Write a value with its unit for a person; the level of pay, kept as ln, in money."""
    if name == "annual_wage":
        return f"{math.exp(value):,.0f} USD a year"
    if name in SHARES or name.startswith("language."):
        return f"{100 * value:.3g} %"
    unit = UNITS.get(name.partition(".")[0], "")
    return f"{number(value)} {unit}".rstrip()


def number(value: float) -> str:
    """Write a number with four digits at least, thousands grouped."""
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"  # noqa: PLR2004 -- from here on digits are grouped


def _country(reference: Reference, row: Country) -> Description:
    facts = (
        ("alpha-3 code", row.code3),
        ("currency", row.currency),
        ("time zones", ", ".join(row.zones)),
        ("capital at", f"{row.latitude:g}, {row.longitude:g}"),
        ("official languages", ", ".join(row.official_languages)),
    )
    return Description("country", row.code, row.name, facts, tuple(_country_lines(reference, row)))


def _country_lines(reference: Reference, row: Country) -> Iterator[Line]:
    for name, meaning in COUNTRY_FIGURES.items():
        if name in row.figures:
            yield _line(reference, "figures", name, meaning, row.figures[name])
    for language, share in sorted(row.languages.items(), key=lambda entry: -entry[1].value):
        yield _line(
            reference,
            "share of people",
            f"language.{language}",
            "share of people who use it",
            share,
        )
    for group, ratio in row.group_ratios.items():
        yield _line(
            reference,
            "ln pay ratios to all",
            f"group.{group}",
            f"{GROUPS[group]} / all employees",
            ratio,
        )
    for indicator, estimate in row.governance.items():
        yield _line(
            reference,
            "governance",
            f"governance.{indicator}",
            GOVERNANCE[indicator],
            estimate,
        )
    for orientation, score in row.culture.items():
        yield _line(
            reference,
            "values (Schwartz)",
            f"culture.{orientation}",
            "Schwartz orientation",
            score,
        )


def _occupation(reference: Reference, row: Occupation) -> Description:
    facts = (
        ("also called", ", ".join(row.other_titles)),
        ("ISCO-08 unit group", row.isco),
        ("skills", ", ".join(f"{name} {score:g}" for name, score in row.skills.items())),
        ("technologies", ", ".join(row.technologies)),
    )
    lines = [
        _line(reference, "wages", f"us_wage.{name}", "United States, USD a year", wage)
        for name, wage in row.us_wages.items()
    ]
    factor = "ln(pay / mean of its major group)"
    lines.append(_line(reference, "work", "within_group", factor, row.within_group))
    lines.append(_line(reference, "work", "remote", "the whole job from anywhere", row.remote))
    return Description(
        "occupation", row.code, row.title, tuple(fact for fact in facts if fact[1]), tuple(lines)
    )


def _currency(reference: Reference, row: Currency) -> Description:
    lines = (
        _line(reference, "rate", "per_usd", "units for one US dollar", row.per_usd),
        _line(reference, "rate", "monthly_sd", "sd of the monthly change, ln", row.monthly_sd),
    )
    facts = (("held to", row.follows),) if row.follows else ()
    return Description("currency", row.code, row.name, facts, lines)


def _default(reference: Reference, row: Default) -> Description:
    line = _line(reference, "default", row.name, row.meaning, row.figure)
    return Description("default", row.name, row.meaning, (("unit", row.unit),), (line,))
