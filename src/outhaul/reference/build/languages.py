"""Which languages people of a country are able to use.

Shares come from CLDR. English is the usual language of handed-out work, so no country may go
without a figure for it: where CLDR has none, the Wikipedia table of English speakers or else a
regression on the known figures stands in.
"""

import math
from collections.abc import Mapping, Sequence

import numpy as np
from babel.core import get_global

from outhaul.reference.build.figures import figure
from outhaul.reference.build.raw import Raw, latest
from outhaul.reference.model import Country, Figure

CLDR_YEAR = 2025
WIKIPEDIA_YEAR = 2023
SMALLEST = 0.005
"""Languages of fewer people than this share are left out, unless official."""
OUTDATED = {("KZ", "de"): 0.01, ("PH", "es"): 0.005}
"""Shares in place of CLDR's 6 % and 31 %, our assumption: by the census of 2021 1.2 % of Kazakhstan's people
are German, most others have left since 1989; in the Philippines Spanish is no school subject since 1987."""
OUTDATED_SD = 0.01


def cldr_languages(code: str) -> dict[str, Figure]:
    """Return language -> share of people, most widely used first, scripts merged."""
    shares: dict[str, float] = {}
    official = set()
    for name, entry in get_global("territory_languages").get(code, {}).items():
        language = name.split("_")[0]
        shares[language] = max(shares.get(language, 0.0), min(1.0, float(entry["population_percent"]) / 100))
        if entry["official_status"] in {"official", "de_facto_official"}:
            official.add(language)
    kept = {name: share for name, share in shares.items() if share >= SMALLEST or name in official}
    ordered = sorted(kept, key=lambda name: (-kept[name], name))
    return {
        name: figure(OUTDATED[code, name], CLDR_YEAR, "assumption", "D", OUTDATED_SD)
        if (code, name) in OUTDATED
        else figure(kept[name], CLDR_YEAR, "cldr", "B", 0.05 if name in official else 0.10)
        for name in ordered
    }


def wikipedia_english(raw: Raw) -> dict[str, float]:
    """Return alpha-3 code -> share of people who speak English."""
    return {row.text("iso3"): row.need("english_share") for row in raw.rows("wikipedia_english_share.csv")}


def shared_english(cldr: Figure | None, other: float) -> Figure:
    """Combine CLDR's share, if there is one, with Wikipedia's; the wider apart, the less certain."""
    if cldr is None:
        return figure(other, WIKIPEDIA_YEAR, "wikipedia_english", "B", 0.12)
    gap = abs(cldr.value - other)
    near = gap <= 0.15  # noqa: PLR2004 -- the two measure alike
    return figure(
        (cldr.value + other) / 2, WIKIPEDIA_YEAR, "english_share", "B" if near else "C", max(0.06, gap / 2)
    )


def estimate_english(raw: Raw, places: Sequence[Country], known: Mapping[str, Figure]) -> dict[str, Figure]:
    """Return alpha-2 code -> estimated share for places without a figure in `known`.

    A least-squares line for logit(share) on: English official, former British or American rule,
    income, schooling, internet use and part of the world, fitted to the places that have a figure.
    """
    traits = _traits(raw, places)
    fitted = [place for place in places if place.code in known]
    target = [_logit(known[place.code].value) for place in fitted]
    design = np.array([traits[place.code] for place in fitted])
    beta = np.linalg.lstsq(design, np.array(target), rcond=None)[0]
    shares = 1 / (1 + np.exp(-(design @ beta)))
    sd = float(np.std([known[place.code].value for place in fitted] - shares))
    missing = [place.code for place in places if place.code not in known]
    return {
        code: figure(
            1 / (1 + math.exp(-float(np.dot(traits[code], beta)))), CLDR_YEAR, "english_line", "C", sd
        )
        for code in missing
    }


def _logit(share: float) -> float:
    clipped = min(max(share, 0.005), 0.995)
    return math.log(clipped / (1 - clipped))


def _traits(raw: Raw, places: Sequence[Country]) -> dict[str, list[float]]:
    """Return alpha-2 code -> (1, official, ruled, Europe, ln income, enrolled, online); gaps get the mean."""
    rulers = {row.text("iso3"): row.text("colonizer1") for row in raw.rows("cepii_geo.csv")}
    europe = {row.text("iso3") for row in raw.rows("cepii_geo.csv") if row.text("continent") == "Europe"}
    world = raw.world_bank
    columns = [
        [latest(world["ny.gdp.pcap.pp.cd"], place.code3) for place in places],
        [latest(world["se.ter.enrr"], place.code3) for place in places],
        [latest(raw.gapminder["internet_users"], place.code3) for place in places],
    ]
    filled = [_filled([value[1] if value else None for value in column]) for column in columns]
    return {
        place.code: [
            1.0,
            float("en" in place.official_languages),
            float(rulers.get(place.code3) in {"GBR", "USA"}),
            float(place.code3 in europe),
            math.log(filled[0][index]),
            filled[1][index] / 100,
            filled[2][index] / 100,
        ]
        for index, place in enumerate(places)
    }


def _filled(column: Sequence[float | None]) -> list[float]:
    present = [value for value in column if value is not None]
    return [sum(present) / len(present) if value is None else value for value in column]
