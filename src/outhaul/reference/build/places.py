"""Codes, names, zones and coordinates of countries (zone.tab, CLDR through Babel, CEPII)."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from babel import Locale
from babel.core import get_global
from babel.numbers import get_territory_currencies

from outhaul.reference.build.raw import Raw

MAIN_ZONE: Mapping[str, str] = {
    "AR": "America/Argentina/Buenos_Aires",
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "CD": "Africa/Kinshasa",
    "CL": "America/Santiago",
    "CN": "Asia/Shanghai",
    "CY": "Asia/Nicosia",
    "DE": "Europe/Berlin",
    "EC": "America/Guayaquil",
    "ES": "Europe/Madrid",
    "FM": "Pacific/Pohnpei",
    "GL": "America/Nuuk",
    "ID": "Asia/Jakarta",
    "KI": "Pacific/Tarawa",
    "KZ": "Asia/Almaty",
    "MH": "Pacific/Majuro",
    "MN": "Asia/Ulaanbaatar",
    "MX": "America/Mexico_City",
    "MY": "Asia/Kuala_Lumpur",
    "NZ": "Pacific/Auckland",
    "PF": "Pacific/Tahiti",
    "PG": "Pacific/Port_Moresby",
    "PS": "Asia/Hebron",
    "PT": "Europe/Lisbon",
    "RU": "Europe/Moscow",
    "UA": "Europe/Kyiv",
    "US": "America/New_York",
    "UZ": "Asia/Tashkent",
    "VN": "Asia/Ho_Chi_Minh",
}
"""Where a country spans several zones: the one of most of its people and offices."""

OWN_CURRENCY: Mapping[str, str] = {"BG": "EUR", "BT": "BTN", "LS": "LSL", "NA": "NAD"}
"""Not the first of Babel's list: Bulgaria uses the euro since 2026; the others share a neighbour's money."""

CEPII_CODES: Mapping[str, str] = {
    "ROU": "ROM",
    "COD": "ZAR",  # codespell:ignore zar
    "TLS": "TMP",
    "SRB": "YUG",
    "PSE": "PAL",
}
"""Codes that CEPII still uses for countries whose code has changed since."""


@dataclass(frozen=True, slots=True)
class Place:
    """What identifies a country."""

    code: str
    code3: str
    name: str
    currency: str
    zones: tuple[str, ...]
    latitude: float
    longitude: float
    official_languages: tuple[str, ...]


def read_places(raw: Raw) -> list[Place]:
    """Return every territory that has an alpha-3 code and a time zone, by code."""
    names, capitals, zones = Locale("en").territories, _capitals(raw), _zones()
    codes = {row.text("iso2"): row.text("iso3") for row in raw.rows("country_timezone.csv")}
    codes["XK"] = "XKX"  # not in ISO 3166, but in general use for Kosovo
    return [
        _place(code, codes[code], names[code], zones[code], capitals)
        for code in sorted(codes)
        if code in zones and get_territory_currencies(code)
    ]


def _place(
    code: str,
    code3: str,
    name: str,
    zones: Mapping[str, tuple[float, float]],
    capitals: Mapping[str, tuple[float, float]],
) -> Place:
    main = MAIN_ZONE.get(code, next(iter(zones)))
    ordered = (main, *(zone for zone in zones if zone != main))
    latitude, longitude = capitals.get(CEPII_CODES.get(code3, code3)) or capitals.get(code3) or zones[main]
    currency = OWN_CURRENCY.get(code) or get_territory_currencies(code)[0]
    return Place(
        code, code3, name, str(currency), ordered, round(latitude, 2), round(longitude, 2), _official(code)
    )


def _official(code: str) -> tuple[str, ...]:
    """Return the official languages, the most widely used first."""
    known = get_global("territory_languages").get(code, {})
    official = [
        (-float(entry["population_percent"]), language.split("_")[0])
        for language, entry in known.items()
        if entry["official_status"] in {"official", "de_facto_official"}
    ]
    return tuple(dict.fromkeys(language for _, language in sorted(official)))


def _capitals(raw: Raw) -> dict[str, tuple[float, float]]:
    """Return alpha-3 code -> latitude and longitude of the capital."""
    table = {}
    for row in raw.rows("cepii_geo.csv"):
        latitude, longitude = row.number("lat"), row.number("lon")
        if latitude is not None and longitude is not None:
            table[row.text("iso3")] = (latitude, longitude)
    return table


def _zones() -> dict[str, dict[str, tuple[float, float]]]:
    """Return alpha-2 code -> zone -> place that names it, from the time zone database."""
    table: dict[str, dict[str, tuple[float, float]]] = {}
    text = (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            code, position, zone = line.split("\t")[:3]
            table.setdefault(code, {})[zone] = _position(position)
    table["XK"] = {"Europe/Belgrade": (42.67, 21.17)}  # zone.tab files Kosovo under Serbia's clock
    return table


def _position(text: str) -> tuple[float, float]:
    """Return degrees for ISO 6709 text such as +4230+00131 or +404251-0740023."""
    split = max(text.rfind("+"), text.rfind("-"))
    return _degrees(text[:split], 2), _degrees(text[split:], 3)


def _degrees(text: str, digits: int) -> float:
    sign = -1.0 if text[0] == "-" else 1.0
    degrees, rest = text[1 : 1 + digits], text[1 + digits :]
    minutes, seconds = rest[:2], rest[2:] or "0"
    return sign * (int(degrees) + int(minutes) / 60 + int(seconds) / 3600)
