"""What the calibration of the pay model reads from the folder of published files."""

import math
import statistics
from dataclasses import dataclass

from outhaul.reference.build.raw import Raw, Row, latest

SURVEY = "so2025_developer_pay_calibration_half.csv"
NATIVE_ENGLISH = frozenset({"USA", "CAN", "GBR", "IRL", "AUS", "NZL"})
GOVERNANCE = ("cc", "ge", "pv", "rl", "rq", "va")
IRAN_PAKISTAN = 62.0
"""Longitude between western Asia and the rest."""
SAHARA = 20.0
"""Latitude between North Africa and the rest."""


@dataclass(frozen=True, slots=True)
class Surveyed:
    """What developers of one country told: ln of the median pay in USD a year, and its sampling sd."""

    ln_pay: float
    sd: float
    people: int


@dataclass(frozen=True, slots=True)
class Land:
    """The features of one country; `professionals` is None without a usable wage survey."""

    code: str
    code3: str
    income: float
    """ln of the smaller of GDP and GNI per head, USD: profits that leave a country pay nobody there."""
    professionals: float | None
    """ln of the mean yearly pay of professionals (ISCO 2), USD of 2024."""
    english: float
    """1 where English is an official language."""
    governance: float
    """Mean of the six governance indicators."""
    region: str


def read_survey(raw: Raw) -> dict[str, Surveyed]:
    """Return the survey by alpha-3 code; sd of a median = 1.2533 sigma / sqrt(n), by the quartiles."""
    return {row.text("iso3"): _surveyed(row) for row in raw.rows(SURVEY)}


def _surveyed(row: Row) -> Surveyed:
    people = row.need("n")
    sigma = (math.log(row.need("p75")) - math.log(row.need("p25"))) / 1.349
    return Surveyed(math.log(row.need("median")), 1.2533 * sigma / math.sqrt(people), int(people))


def read_lands(raw: Raw) -> dict[str, Land]:
    """Return every country with an income figure, governance and a place on the map, by alpha-3 code."""
    languages = list(raw.rows("cldr_territory_language.csv"))
    names = {row.text("iso3"): row.text("iso2") for row in languages if row.text("iso3")}
    english = {row.text("iso3") for row in languages if _english_is_official(row)}
    incomes, professionals, governance = _incomes(raw), _professionals(raw), _governance(raw)
    regions = {row.text("iso3"): _region(row) for row in raw.rows("cepii_geo.csv")}
    known = names.keys() & incomes.keys() & governance.keys() & regions.keys()
    return {
        code3: Land(
            names[code3],
            code3,
            incomes[code3],
            professionals.get(code3),
            float(code3 in english),
            governance[code3],
            regions[code3],
        )
        for code3 in sorted(known)
    }


def _english_is_official(row: Row) -> bool:
    return row.text("lang") == "en" and row.text("official") in {"official", "de_facto_official"}


def _incomes(raw: Raw) -> dict[str, float]:
    """Return ln income per head; without World Bank figures by regression on GDP per hour worked."""
    product, national = raw.world_bank["ny.gdp.pcap.cd"], raw.world_bank["ny.gnp.pcap.cd"]
    incomes = {}
    for code in product:
        newest = [found[1] for series in (product, national) if (found := latest(series, code))]
        incomes[code] = math.log(min(newest))
    per_hour = raw.gapminder["gdpperworking_hour_us_inflation_adjusted"]
    hourly = {
        code: math.log(found[1]) for code in per_hour if (found := latest(per_hour, code)) and found[1] > 0
    }
    both = sorted(incomes.keys() & hourly.keys())
    line = statistics.linear_regression([hourly[code] for code in both], [incomes[code] for code in both])
    return {code: line.slope * value + line.intercept for code, value in hourly.items()} | incomes


def _professionals(raw: Raw) -> dict[str, float]:
    """Return ln yearly pay of professionals where the country's wage survey is of grade A or B."""
    usable = {
        row.text("iso3") for row in raw.rows("ilo_quality_grade.csv") if row.text("grade") in {"A", "B"}
    }
    rows = raw.rows("ilo_wage_2024usd_by_isco1.csv")
    monthly = {row.text("iso3"): row.number("2") for row in rows}
    return {code: math.log(12 * pay) for code, pay in monthly.items() if pay and code in usable}


def _governance(raw: Raw) -> dict[str, float]:
    scores = {row.text("iso3"): [row.number(name) for name in GOVERNANCE] for row in raw.rows("wgi_2023.csv")}
    known = {code: [value for value in values if value is not None] for code, values in scores.items()}
    return {code: statistics.fmean(values) for code, values in known.items() if values}


def _region(row: Row) -> str:
    """Name the region of pay: continents, with western Asia and North Africa as one."""
    code, continent = row.text("iso3"), row.text("continent")
    if code in NATIVE_ENGLISH:
        return "native English"
    if code == "RUS":
        return "Europe"  # where its capital and most of its people are
    if continent == "Asia":
        return "western Asia and North Africa" if row.need("lon") < IRAN_PAKISTAN else "Asia"
    if continent == "Africa":
        return "western Asia and North Africa" if row.need("lat") > SAHARA else "Africa"
    return "Latin America" if continent == "America" else continent


def read_national_factors(raw: Raw) -> dict[str, dict[str, float]]:
    """Return country -> ISCO-08 unit group -> ln(its pay / mean of its major group), national figures."""
    rows = raw.rows("within_group_factors_isco4.csv")
    factors = {row.text("isco08"): row.number("uk_within_group_logfactor") for row in rows}
    return {"GB": {isco: factor for isco, factor in sorted(factors.items()) if factor is not None}}
