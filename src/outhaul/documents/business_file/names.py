"""Kinds whose values are names from the reference data: countries, currencies, occupations, zones."""

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from outhaul.documents.business_file.kinds import CODE_AND_NAME, WRONG, Kind, Wrong
from outhaul.documents.business_file.near import did_you_mean, question
from outhaul.documents.business_file.place import Place, shown
from outhaul.engine.saying import say
from outhaul.reference.tables import Reference
from outhaul.reference.zones import place_zones

KEEP = "keep"


def before_name(cell: object) -> object:
    """Return the code of a cell like `PH: Philippines`."""
    return cell.partition(CODE_AND_NAME)[0].strip() if isinstance(cell, str) else cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Named(Kind):
    """A code that must be known."""

    @abstractmethod
    def known(self, reference: Reference) -> Mapping[str, str]:
        """Code -> name of all that are known."""

    def named(self, reference: Reference) -> Mapping[str, str]:
        """Code -> name of all that are known, where that is slower than `known`."""
        return self.known(reference)

    def other_names(self, text: str, reference: Reference) -> str:  # noqa: ARG002 -- countries have some
        """Return the code that `text`, another name in use, stands for, else ""."""
        return ""

    def read(self, raw: object, place: Place, reference: Reference) -> str | Wrong:
        """Return the code as it is known."""
        if not isinstance(raw, str):
            return self.refuse(raw, place)
        text, known = raw.strip(), self.known(reference)
        for spelling in (text, text.upper()):
            if spelling in known:
                return spelling
        other = self.other_names(text, reference)
        remedy = question([(other, known[other])]) if other else ""
        remedy = remedy or did_you_mean(text, self.named(reference), self.remedy)
        place.fault(say("{told} is not {noun}", told=shown(raw), noun=self.noun), remedy)
        return WRONG

    def from_cell(self, cell: object, reference: Reference) -> object:  # noqa: ARG002 -- as every kind
        """Return the code before the name."""
        return before_name(cell)

    def to_cell(self, plain: Any, reference: Reference) -> Any:  # noqa: ANN401 -- as every kind
        """Return code and name."""
        name = self.named(reference).get(plain, "")
        return f"{plain}{CODE_AND_NAME}{name}" if name else plain

    def choices(self, reference: Reference) -> tuple[str, ...]:
        """Every code with its name."""
        return tuple(
            f"{code}{CODE_AND_NAME}{name}" if name else code for code, name in self.named(reference).items()
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryCode(Named):
    """A country of the reference data."""

    @property
    def noun(self) -> str:
        """What a wrong value is not."""
        return say("a known country")

    @property
    def accepts(self) -> str:
        """A country code."""
        return say('a known country code of two letters (ISO 3166-1), such as "US"')

    def known(self, reference: Reference) -> Mapping[str, str]:
        """Countries by name."""
        return {code: country.name for code, country in reference.countries.items()}

    def other_names(self, text: str, reference: Reference) -> str:
        """Return the code for three letters or for an alias such as UK."""
        from babel.core import get_global  # noqa: PLC0415 -- only a wrong file pays for it

        by_code3 = {country.code3: code for code, country in reference.countries.items()}
        aliases = get_global("territory_aliases").get(text.upper(), [])
        found = by_code3.get(text.upper()) or next(iter(aliases), "")
        return found if found in reference.countries else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin(CountryCode):
    """Where the owner wants the work: kept, or in a country."""

    @property
    def noun(self) -> str:
        """What a wrong value is not."""
        return say('"keep" or a known country')

    @property
    def accepts(self) -> str:
        """Both possibilities."""
        return say('"keep" or a known country code of two letters (ISO 3166-1)')

    def known(self, reference: Reference) -> Mapping[str, str]:
        """Keep, and the countries by name."""
        return {KEEP: ""} | {code: country.name for code, country in reference.countries.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrencyCode(Named):
    """A currency of the reference data."""

    @property
    def noun(self) -> str:
        """What a wrong value is not."""
        return say("a known currency")

    @property
    def accepts(self) -> str:
        """A currency code."""
        return say('a known currency code of three letters (ISO 4217), such as "USD"')

    def known(self, reference: Reference) -> Mapping[str, str]:
        """Currencies by name."""
        return {code: currency.name for code, currency in reference.currencies.items()}


@cache
def _zones() -> Mapping[str, str]:
    return {zone: zone.rpartition("/")[2].replace("_", " ") for zone in place_zones()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone(Named):
    """A time zone that follows the rules of a place."""

    @property
    def noun(self) -> str:
        """What a wrong value is not."""
        return say("a known time zone")

    @property
    def accepts(self) -> str:
        """A zone."""
        return say('a known time zone (IANA), such as "America/New_York"')

    def known(self, reference: Reference) -> Mapping[str, str]:  # noqa: ARG002 -- as every kind
        """Zones by city."""
        return _zones()

    def to_cell(self, plain: Any, reference: Reference) -> Any:  # noqa: ANN401, ARG002 -- as every kind
        """Return the zone, which names its city."""
        return plain

    def choices(self, reference: Reference) -> tuple[str, ...]:
        """Every zone."""
        return tuple(self.known(reference))


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """An occupation, and the catalogue process that named it, if one did."""

    occupation: str
    catalogue: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Occupation(Kind):
    """An O*NET-SOC code or a key of the process catalogue."""

    @property
    def noun(self) -> str:
        """What a wrong value is not."""
        return say("a known occupation or catalogue process")

    @property
    def accepts(self) -> str:
        """Both possibilities."""
        return say('a known O*NET-SOC code, such as "43-3031.00", or a key of the process catalogue')

    def read(self, raw: object, place: Place, reference: Reference) -> Work | Wrong:
        """Return the work."""
        if not isinstance(raw, str) or not raw.strip():
            return self.refuse(raw, place)
        text = raw.strip()
        for spelling in (text, f"{text}.00"):
            if spelling in reference.occupations:
                return Work(occupation=spelling)
        if text in reference.catalogue:
            return Work(occupation=reference.catalogue[text].occupation, catalogue=text)
        problem = say("{told} is not {noun}", told=shown(raw), noun=self.noun)
        place.fault(problem, _near_work(text, reference) or self.remedy)
        return WRONG

    def plain(self, value: Any) -> object:  # noqa: ANN401 -- as every kind
        """Return the key of the catalogue, else the code."""
        return value.catalogue or value.occupation

    def from_cell(self, cell: object, reference: Reference) -> object:  # noqa: ARG002 -- as every kind
        """Return the code before the name."""
        return before_name(cell)

    def to_cell(self, plain: Any, reference: Reference) -> Any:  # noqa: ANN401 -- as every kind
        """Return code and name."""
        return f"{plain}{CODE_AND_NAME}{_work_name(plain, reference)}"

    def choices(self, reference: Reference) -> tuple[str, ...]:
        """The processes of the catalogue."""
        return tuple(self.to_cell(key, reference) for key in reference.catalogue)


def _work_name(plain: str, reference: Reference) -> str:
    if plain in reference.catalogue:
        return reference.catalogue[plain].name
    return reference.occupations[plain].title


def _near_work(text: str, reference: Reference) -> str:
    """Return "Did you mean ...?" with the nearest codes, catalogue processes or occupations."""
    from outhaul.reference.search import find_occupations  # noqa: PLC0415 -- only a wrong file pays for it

    if text[0].isdigit():
        titles = {code: occupation.title for code, occupation in reference.occupations.items()}
        return did_you_mean(text, titles, "")
    names = {key: process.name for key, process in reference.catalogue.items()}
    found = find_occupations(reference, text, limit=3)
    return did_you_mean(text, names, "") or question((near.code, near.title) for near, _ in found)
