"""One row a country."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from statistics import fmean

from outhaul.reference.build import charges, culture, languages, pay
from outhaul.reference.build.exchange import read_exchange
from outhaul.reference.build.figures import figure
from outhaul.reference.build.places import Place, read_places
from outhaul.reference.build.raw import Raw, latest
from outhaul.reference.model import Country, CountryCulture, CountryEnglish, Figure

NO_MARKET = frozenset({"KP"})
"""No foreign business may hire there, and there is neither a wage nor an exchange rate."""
HOLIDAY_YEARS = (2025, 2026)
"""Known in full: many governments proclaim the days of a year only shortly before it."""
OLDEST = 2010
"""Shares of internet users before this year say nothing of today."""
SERIES: Mapping[str, tuple[str, float]] = {
    "gdp_per_head": ("ny.gdp.pcap.cd", 1.0),
    "gdp_per_head_ppp": ("ny.gdp.pcap.pp.cd", 1.0),
    "population": ("sp.pop.totl", 1.0),
    "labour_force": ("sl.tlf.totl.in", 1.0),
    "broadband": ("it.net.bbnd.p2", 0.01),
    "tertiary": ("se.ter.enrr", 0.01),
    "price_level": ("pa.nus.pppc.rf", 1.0),
}
"""Figure -> World Bank indicator and the factor that brings it to our unit."""


def countries(raw: Raw) -> list[Country]:
    """Return every country with a market estimate, by code."""
    places = read_places(raw)
    exchange = read_exchange(raw, places)
    paid = pay.read_pay(raw, exchange)
    line = pay.fit_line(raw, paid)
    wages = {place.code: pay.annual_wage(raw, place.code3, paid, line) for place in places}
    kept = [place for place in places if wages[place.code] is not None and place.code not in NO_MARKET]
    known = {code: wage for code, wage in wages.items() if wage}
    minima = pay.minimum_wages(raw, kept, exchange, *pay.weekly_hours(raw))
    singles = _singles(raw, kept, known, minima)
    ratios = pay.group_ratios(raw, [place.code3 for place in kept], paid)
    rule = culture.governance(raw)
    return [
        Country(
            code=place.code,
            code3=place.code3,
            name=place.name,
            currency=place.currency,
            zones=place.zones,
            latitude=place.latitude,
            longitude=place.longitude,
            official_languages=place.official_languages,
            languages=languages.cldr_languages(place.code),
            figures=singles[place.code],
            group_ratios=ratios[place.code3],
            governance=rule.get(place.code3, {}),
            culture={},
        )
        for place in kept
    ]


def english(raw: Raw, rows: Sequence[Country]) -> list[CountryEnglish]:
    """Return the English shares that lean on the share-alike table: combined with CLDR's, or estimated.

    Together with CLDR's own figures every country then has a share of English speakers.
    """
    other = languages.wikipedia_english(raw)
    shares = {
        row.code: languages.shared_english(row.languages.get("en"), other[row.code3])
        for row in rows
        if row.code3 in other
    }
    known = {
        row.code: shares.get(row.code) or row.languages["en"]
        for row in rows
        if row.code in shares or "en" in row.languages
    }
    shares.update(languages.estimate_english(raw, rows, known))
    return [CountryEnglish(code, shares[code]) for code in sorted(shares)]


def orientations(raw: Raw, rows: Sequence[Country]) -> list[CountryCulture]:
    """Return the value orientations of the countries that have them."""
    table = culture.values(raw)
    return [CountryCulture(row.code, table[row.code3]) for row in rows if row.code3 in table]


def _singles(
    raw: Raw, places: Sequence[Place], wages: Mapping[str, Figure], minima: Mapping[str, Figure]
) -> dict[str, dict[str, Figure]]:
    """Return code -> the single figures of `COUNTRY_FIGURES` that are known."""
    hours, usual = pay.weekly_hours(raw)
    spread, on_cost = pay.wage_spread(raw), charges.on_costs(raw, list(places))
    table = {}
    for place in places:
        code, code3 = place.code, place.code3
        weekly = hours.get(code3) or _other_hours(raw, code3, usual)
        single = {"annual_wage": wages[code], "weekly_hours": weekly, "on_cost": on_cost[code]}
        minimum = minima.get(code3)
        if minimum and pay.plausible_minimum(minimum, wages[code], weekly.value):
            single["minimum_wage"] = minimum
        if code3 in spread:
            single["wage_spread"] = spread[code3]
        single.update(_published(raw, code3))
        single.update(_holidays(code))
        table[code] = single
    return table


def _other_hours(raw: Raw, code3: str, usual: float) -> Figure:
    known = latest(raw.gapminder["working_hours_per_week"], code3)
    if known:
        return figure(known[1], known[0], "gapminder", "B", 2.0)
    return figure(usual, pay.BASE_YEAR, "world_mean_hours", "C", 4.0)


def _published(raw: Raw, code3: str) -> Iterator[tuple[str, Figure]]:
    """Yield the figures that are used as published."""
    for name, (indicator, factor) in SERIES.items():
        known = latest(raw.world_bank[indicator], code3)
        if known:
            yield name, figure(known[1] * factor, known[0], "wdi", "A")
    online = latest(raw.gapminder["internet_users"], code3)
    if online and online[0] >= OLDEST:
        yield "internet_users", figure(online[1] / 100, online[0], "gapminder", "A")


def _holidays(code: str) -> Iterator[tuple[str, Figure]]:
    """Yield the public holidays on Monday to Friday, the mean of two years."""
    import holidays  # noqa: PLC0415 -- slow to import

    if code not in holidays.list_supported_countries():
        return
    days = holidays.country_holidays(code, years=HOLIDAY_YEARS)
    counts = [sum(_on_weekday(day, year) for day in days) for year in HOLIDAY_YEARS]
    yield "weekday_holidays", figure(fmean(counts), HOLIDAY_YEARS[-1], "holidays", "A")


def _on_weekday(day: date, year: int) -> bool:
    return day.year == year and day.weekday() < 5  # noqa: PLR2004 -- Monday to Friday
