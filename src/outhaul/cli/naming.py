"""What a person means by a country, a time zone or a kind of work."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from outhaul.faults import Fault, InputError

if TYPE_CHECKING:
    from outhaul.reference.tables import Reference

FIRST_YEAR, LAST_YEAR = 1970, 2100
LONGEST_STRETCH = 12.0


@dataclass(frozen=True, slots=True)
class Work:
    """A kind of work: its occupation, and typical answers where it is in the process catalogue."""

    occupation: str
    title: str
    answers: Mapping[str, int | bool] | None = None


def country_code(reference: "Reference", text: str, where: str) -> str:
    """Return the code of a country given as code or name; raise `InputError` with near matches."""
    found = known_country(reference, text)
    if found:
        return found
    from outhaul.documents.business_file.near import did_you_mean

    names = {code: country.name for code, country in reference.countries.items()}
    remedy = did_you_mean(text, names, "Give a code of two letters (ISO 3166-1), such as PH")
    raise InputError([Fault(where, f'"{text}" is no country', remedy)])


def known_country(reference: "Reference", text: str) -> str | None:
    """Return the code of a country given as code, name or another name in use, None if there is none."""
    wanted = text.strip()
    if wanted.upper() in reference.countries:
        return wanted.upper()
    from outhaul.reference.search import COUNTRY_NAMES

    names = {country.name.casefold(): code for code, country in reference.countries.items()}
    return names.get(wanted.casefold()) or COUNTRY_NAMES.get(wanted.casefold())


def work(reference: "Reference", text: str) -> Work:
    """Return the work meant by an occupation code, a catalogue key or everyday words.

    Raises:
        InputError: Nothing of that name is known.
    """
    wanted = text.strip()
    if wanted in reference.occupations:
        return Work(wanted, reference.occupations[wanted].title)
    if wanted in reference.catalogue:
        ready = reference.catalogue[wanted]
        return Work(ready.occupation, ready.name, ready.answers)
    from outhaul.reference.search import find_occupations

    found = find_occupations(reference, wanted, limit=1)
    if not found:
        remedy = 'Give everyday words such as "bookkeeper", or a code such as 43-3031.00'
        raise InputError([Fault("OCCUPATION", f'"{text}" is no kind of work that is known', remedy)])
    return Work(found[0][0].code, found[0][0].title)


def time_zone(text: str, where: str) -> str:
    """Return the IANA zone meant by a zone, one of its cities, or a country (its main zone)."""
    from outhaul.engine.geography.overlap import zone_rules

    try:
        return zone_rules(text.strip()).key
    except InputError:
        return _named_zone(text.strip()) or _unknown_zone(text, where)


def _named_zone(text: str) -> str | None:
    from zoneinfo import available_timezones

    from outhaul.reference.tables import load

    reference = load()
    code = known_country(reference, text)
    if code:
        return reference.countries[code].zones[0]
    wanted = text.replace(" ", "_").casefold()
    return next((zone for zone in sorted(available_timezones()) if wanted in _spellings(zone)), None)


def _spellings(zone: str) -> tuple[str, str]:
    return zone.casefold(), zone.rsplit("/", 1)[-1].casefold()


def _unknown_zone(text: str, where: str) -> str:
    from zoneinfo import available_timezones

    from outhaul.documents.business_file.near import did_you_mean

    cities = {
        zone: zone.rsplit("/", 1)[-1].replace("_", " ")
        for zone in sorted(available_timezones())
        if "/" in zone
    }
    remedy = did_you_mean(text, cities, "Give an IANA name such as Europe/Berlin, or a country code")
    raise InputError([Fault(where, f'"{text}" is no time zone and no country', remedy)])


def known_language(reference: "Reference", text: str, where: str) -> str:
    """Return the code of a language that some country of the tables uses."""
    code = text.strip().lower()
    if any(code in country.languages for country in reference.countries.values()):
        return code
    raise InputError(
        [Fault(where, f'"{text}" is no language that is known', "Give a code such as en, es or de")]
    )


def check_numbers(year: int, flexible: float, limit: int | None = None) -> None:
    """Refuse a year, flexible hours or a limit that cannot be meant."""
    faults: list[Fault] = []
    if not FIRST_YEAR <= year <= LAST_YEAR:
        faults.append(
            Fault("--year", f"{year} is out of range", f"Give a year from {FIRST_YEAR} to {LAST_YEAR}")
        )
    if not 0 <= flexible <= LONGEST_STRETCH:
        faults.append(Fault("--flexible", f"{flexible:g} hours are not possible", "Give 0 to 12 hours"))
    if limit is not None and limit < 1:
        faults.append(Fault("--limit", f"{limit} is too few", "Give 1 or more"))
    if faults:
        raise InputError(faults)
