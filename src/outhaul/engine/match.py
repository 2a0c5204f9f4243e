"""Guard match: whether a place fits the work, judged from figures and never from nationality.

A country is a first guess; what counts more is the verified history of a person. So distance,
language and culture change the expected productivity and rework a little (§MATCH-9). What makes the
work impossible, or a gamble that no price pays for, blocks: too few shared hours, no common
language, a failing state, hardly anybody to choose from, law, or the owner's own policy. The checks
that answer are in `geography.checks`.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Final, Protocol

import numpy as np

from outhaul.engine.answers import answered
from outhaul.engine.assumptions import Assumptions
from outhaul.engine.business import Home, Process
from outhaul.engine.engagement.course import Array
from outhaul.engine.engagement.terms import productivity, rework
from outhaul.engine.geography.checks import findings
from outhaul.engine.geography.culture import cultural_distance
from outhaul.engine.geography.languages import LanguageMatch, language_match
from outhaul.engine.geography.overlap import OFFICE_HOURS, Overlap, overlap
from outhaul.engine.geography.prohibitions import Needs, Place
from outhaul.engine.geography.standing import governance, supply
from outhaul.engine.verdict import Verdict
from outhaul.reference.embargoes import Embargoes
from outhaul.reference.model import Country
from outhaul.reference.wide_countries import WideCountries

OVERLAP_NEEDED: Final = (6.0, 4.0, 2.0, 1.0, 0.0)
"""Shared hours a day by answer to M5, by judgement."""
WRITTEN_ONLY: Final = (4.0, 0.25)
"""Least M5 and largest kappa of work that is written and can be machine-translated."""
STAYS_HOME: Final = 3
"""Answer to G1: the data must stay in the home country."""


class Atlas(Protocol):
    """Reference data that knows countries by code."""

    @property
    def countries(self) -> Mapping[str, Country]:
        """Country by ISO 3166-1 alpha-2 code; always the same mapping."""

    @property
    def embargoes(self) -> Embargoes:
        """Measures of law against whole countries."""

    @property
    def wide_countries(self) -> WideCountries:
        """Countries of several time zones in which people can be sought."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """How a country fits one process; scores 0..1 with standard deviations, hours a day."""

    country: str
    zone: str
    """IANA zone of the contractors whom `overlap` is about."""
    overlap: Overlap
    overlap_needed: float
    """Shared hours below which the place is blocked."""
    overlap_useful: float
    """O*, shared hours that the work can use; more than that is worth nothing."""
    language: float
    language_sd: float
    language_in_use: float
    """Language match as it counts in productivity, rework and load: machine translation included."""
    culture: float
    """Cultural distance, 1 = far."""
    culture_sd: float
    governance: float
    governance_sd: float
    supply: float
    """People who could do the work in its language, on a log scale."""
    supply_grade: str
    kappa: float
    """Communication intensity."""
    sigma: float
    """Synchronous share."""
    productivity: float
    """A: accepted work in an hour, a person at home = 1."""
    rework: float
    """rho: hours of rework for each accepted hour."""
    verdicts: tuple[Verdict, ...]
    """What warns or blocks; one pass where nothing does."""
    excluded_by: str | None
    """Why the country is no option, in a few words; None where it is one."""


def needs(home: Home, process: Process) -> Needs:
    """Return what `process` asks of a place (§MATCH-3); open answers count as the middle."""
    point = answered(process).point
    kappa = (8.0 - point["M3"] - point["M5"]) / 8.0
    useful = float(np.interp(point["M5"], range(5), OVERLAP_NEEDED))
    return Needs(
        process=process.id,
        kappa=kappa,
        sigma=(4.0 - point["M5"]) / 4.0,
        overlap_useful=useful,
        overlap_needed=useful if process.min_overlap_hours is None else process.min_overlap_hours,
        language=process.language or next(iter(home.languages)),
        written_only=point["M5"] >= WRITTEN_ONLY[0] and kappa <= WRITTEN_ONLY[1],
        M1=point["M1"],
        stays_home=point["G1"] >= STAYS_HOME,
    )


def fit(  # noqa: PLR0913 -- what is to be matched, and with what
    reference: Atlas,
    home: Home,
    process: Process,
    country_code: str,
    assumptions: Assumptions,
    *,
    year: int,
    exclude_countries: Collection[str] = (),
    flexible_hours: float = 0.0,
) -> Fit:
    """Return how contractors of a country fit `process`, and guard match's answers (§MATCH-1 to 11).

    `exclude_countries` is the owner's policy. `flexible_hours` widens the contractors' day at both
    ends, and is given only where they have offered it. `country_code` is a known country.
    """
    asked = needs(home, process)
    place = place_for(
        reference,
        home,
        country_code,
        asked,
        assumptions,
        when=(year, flexible_hours),
        excluded=country_code in exclude_countries,
    )
    in_use = language_in_use(place.language, asked, assumptions)
    measured = (
        in_use,
        expected_productivity(place, asked, assumptions, in_use),
        expected_rework(asked, assumptions, in_use),
    )
    return fitted(place, asked, measured, findings(place, asked, assumptions))


def place_for(  # noqa: PLR0913 -- what is looked at, from where, and what for
    reference: Atlas,
    home: Home,
    country_code: str,
    asked: Needs,
    assumptions: Assumptions,
    *,
    when: tuple[int, float],
    excluded: bool,
    known: Place | None = None,
) -> Place:
    """Return what a country offers; `when` are the year and the flexible hours.

    Of what is asked it hangs on the language and the shared hours needed alone. `known` is the same
    place, as it is for other shared hours.
    """
    country = reference.countries[country_code]
    zone, shared, main_zone = _shared_hours(
        home, country, reference.wide_countries, asked.overlap_needed, when
    )
    if known is not None:
        same = zone == known.zone
        return known if same else replace(known, zone=zone, main_zone=main_zone, overlap=shared)
    language = language_match(home, country, asked.language, assumptions)
    return Place(
        country=country,
        home=home,
        home_name=reference.countries[home.country].name,
        zone=zone,
        main_zone=main_zone,
        overlap=shared,
        language=language,
        culture=cultural_distance(reference.countries, home.country, country_code),
        governance=governance(country),
        supply=supply(country, language.chance),
        excluded=excluded,
        embargoes=reference.embargoes,
    )


def fitted(
    place: Place,
    asked: Needs,
    measured: tuple[float, float, float],
    judged: tuple[tuple[Verdict, ...], str | None],
) -> Fit:
    """Return the fit of a place; `measured` are the language in use, A and rho, `judged` the findings."""
    in_use, skilled, redone = measured
    verdicts, excluded_by = judged
    return Fit(
        country=place.country.code,
        zone=place.zone,
        overlap=place.overlap,
        overlap_needed=asked.overlap_needed,
        overlap_useful=asked.overlap_useful,
        language=place.language.score,
        language_sd=place.language.sd,
        language_in_use=in_use,
        culture=place.culture.value,
        culture_sd=place.culture.sd,
        governance=place.governance.value,
        governance_sd=place.governance.sd,
        supply=place.supply.value,
        supply_grade=place.supply.grade,
        kappa=asked.kappa,
        sigma=asked.sigma,
        productivity=skilled,
        rework=redone,
        verdicts=verdicts,
        excluded_by=excluded_by,
    )


def language_in_use(language: LanguageMatch, asked: Needs, assumptions: Assumptions) -> float:
    """Return the language match that counts: the lack weighs less in written-only work (§MATCH-4).

    It sizes productivity, rework and load. The gate compares the match itself.
    """
    weight = assumptions.written_weight if asked.written_only else 1.0
    return 1.0 - weight * (1.0 - language.score)


def expected_productivity(place: Place, asked: Needs, assumptions: Assumptions, language: float) -> float:
    """Return A of an unknown contractor of `place` (§MATCH-9)."""
    return float(productivity_of(asked, assumptions, language, place.overlap.mean, place.culture.value))


def productivity_of(
    asked: Needs,
    assumptions: Assumptions,
    language: float | Array,
    overlap: float | Array,
    culture: float | Array,
) -> float | Array:
    """Return A for one place or an array of them: language in use, shared hours, cultural distance."""
    return productivity(
        skill=assumptions.skill,
        language=language,
        overlap=overlap,
        overlap_needed=asked.overlap_useful,
        culture=culture,
        sigma=asked.sigma,
        kappa=asked.kappa,
        dL=assumptions.dL,
        dT=assumptions.dT,
        dK=assumptions.dK,
    )


def expected_rework(asked: Needs, assumptions: Assumptions, language: float) -> float:
    """Return rho of an unknown contractor (§MATCH-9)."""
    return float(rework_of(asked, assumptions, language))


def rework_of(asked: Needs, assumptions: Assumptions, language: float | Array) -> float | Array:
    """Return rho for the language in use at one place, or at each of an array of places."""
    a = assumptions
    return rework(rho0=a.rho0, gL=a.gL, gM=a.gM, kappa=asked.kappa, language=language, M1=asked.M1)


def _shared_hours(
    home: Home, country: Country, wide: WideCountries, needed: float, when: tuple[int, float]
) -> tuple[str, Overlap, bool]:
    """Return the zone to look in, its overlap, and whether it is the country's main one (§MATCH-2).

    `when` are the year and the flexible hours.
    """
    main = home.time_zone if country.code == home.country else country.zones[0]
    found = _overlap(home, main, *when)
    if found.min >= needed:
        return main, found, True
    others = {zone: _overlap(home, zone, *when) for zone in wide.zones.get(country.code, ())}
    best = max(others, key=lambda zone: others[zone].min, default=main)
    if best != main and others[best].min >= needed:
        return best, others[best], False
    return main, found, True


def _overlap(home: Home, zone: str, year: int, flexible_hours: float) -> Overlap:
    hours = home.working_hours
    return overlap(home.time_zone, hours, zone, OFFICE_HOURS, year=year, flexible_hours=flexible_hours)
