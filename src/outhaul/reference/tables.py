"""The reference tables, decoded when they are first asked for.

Built-in tables lie in `data/`; packs that a user has loaded (`outhaul reference load`) lie in the
user's own folder and overlay them figure by figure.
"""

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TypeVar

import msgspec
import platformdirs

from outhaul.faults import Fault, InputError
from outhaul.reference.embargoes import Embargoes
from outhaul.reference.model import (
    CatalogueProcess,
    Correlation,
    Country,
    CountryCulture,
    CountryEnglish,
    Currency,
    Default,
    Figure,
    Occupation,
    Source,
)
from outhaul.reference.pay_model import PayModel
from outhaul.reference.wide_countries import WideCountries

BUILT_IN = Path(__file__).parent / "data"
UNKNOWN_CORRELATION = 0.47
"""Mean correlation of two currencies against the dollar: for those without a history of their own."""

Table = TypeVar("Table")


class Pack(msgspec.Struct, frozen=True):
    """What a user has loaded on top of the built-in tables."""

    name: str
    sources: Mapping[str, Source] = {}
    countries: Mapping[str, Mapping[str, Figure]] = {}
    """Country code -> figure name -> figure."""
    occupations: Mapping[str, Mapping[str, Figure]] = {}
    """Occupation code -> wage quantile -> figure."""
    currencies: Mapping[str, Figure] = {}
    """Currency code -> units per USD."""


def user_folder() -> Path:
    """Return the folder of the user's own data: OUTHAUL_HOME, else the platform's place for it."""
    return Path(os.environ.get("OUTHAUL_HOME") or _usual_folder())


@cache
def _usual_folder() -> str:
    return platformdirs.user_data_dir("outhaul", appauthor=False)


@dataclass(frozen=True)
class Reference:
    """All figures that are not the business's own, each with its parent."""

    folder: Path
    packs: tuple[Pack, ...] = ()

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """Key -> where figures come from."""
        table = self._decode("sources", dict[str, Source])
        for pack in self.packs:
            table.update(pack.sources)
        return table

    @cached_property
    def countries(self) -> Mapping[str, Country]:
        """ISO 3166-1 alpha-2 code -> country."""
        table = {row.code: row for row in self._decode("countries", list[Country])}
        for speakers in self._decode("english", list[CountryEnglish]):
            row = table[speakers.code]
            table[row.code] = msgspec.structs.replace(
                row, languages={**row.languages, "en": speakers.english}
            )
        for people in self._decode("culture", list[CountryCulture]):
            table[people.code] = msgspec.structs.replace(table[people.code], culture=people.culture)
        for pack in self.packs:
            for code, figures in pack.countries.items():
                table[code] = _overlaid(table[code], figures)
        return table

    @cached_property
    def occupations(self) -> Mapping[str, Occupation]:
        """O*NET-SOC code -> occupation."""
        table = {row.code: row for row in self._decode("occupations", list[Occupation])}
        for pack in self.packs:
            for code, wages in pack.occupations.items():
                row = table[code]
                table[code] = msgspec.structs.replace(row, us_wages={**row.us_wages, **wages})
        return table

    @cached_property
    def currencies(self) -> Mapping[str, Currency]:
        """ISO 4217 code -> currency."""
        table = {row.code: row for row in self._decode("currencies", list[Currency])}
        for pack in self.packs:
            for code, rate in pack.currencies.items():
                table[code] = msgspec.structs.replace(table[code], per_usd=rate)
        return table

    @cached_property
    def catalogue(self) -> Mapping[str, CatalogueProcess]:
        """Key -> ready-made process."""
        return {row.key: row for row in self._decode("catalogue", list[CatalogueProcess])}

    @cached_property
    def defaults(self) -> Mapping[str, Default]:
        """Name -> cost or market default."""
        return {row.name: row for row in self._decode("defaults", list[Default])}

    @cached_property
    def everyday(self) -> Mapping[str, tuple[str, ...]]:
        """What people call work in everyday words -> occupation codes, the likeliest first."""
        return self._decode("everyday", dict[str, tuple[str, ...]])

    @cached_property
    def pay_model(self) -> PayModel:
        """The calibrated pay of software developers in each country."""
        return self._decode("pay_model", PayModel)

    @cached_property
    def embargoes(self) -> Embargoes:
        """Measures of law against whole countries."""
        return self._decode("embargoes", Embargoes)

    @cached_property
    def wide_countries(self) -> WideCountries:
        """Countries of several time zones in which people can be sought."""
        return self._decode("wide_countries", WideCountries)

    @cached_property
    def _correlations(self) -> Mapping[tuple[str, str], float]:
        rows = self._decode("correlations", list[Correlation])
        return {(row.code, other): value for row in rows for other, value in row.others.items()}

    def currency_correlation(self, a: str, b: str) -> float:
        """Return how two currencies' monthly changes of ln(units per USD) go together.

        A currency that is held to another moves as that one; whatever is held to the dollar does
        not move. Pairs without a common history get the mean of all pairs.
        """
        first, second = self._leaders[a], self._leaders[b]
        if first == second:
            return 1.0
        if "USD" in (first, second):
            return 0.0
        low, high = (first, second) if first < second else (second, first)
        return self._correlations.get((low, high), UNKNOWN_CORRELATION)

    @cached_property
    def _leaders(self) -> Mapping[str, str]:
        return {code: currency.follows or code for code, currency in self.currencies.items()}

    @cached_property
    def checksum(self) -> str:
        """SHA-256 of every table and pack, in hexadecimal."""
        digest = hashlib.sha256()
        for path in (self._path(path.stem) for path in sorted(BUILT_IN.glob("*.json"))):
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
        for pack in self.packs:
            digest.update(msgspec.json.encode(pack, order="deterministic"))
        return digest.hexdigest()

    def _path(self, name: str) -> Path:
        """Return the table's file; what was not rebuilt is built in."""
        rebuilt = self.folder / f"{name}.json"
        return rebuilt if rebuilt.is_file() else BUILT_IN / f"{name}.json"

    def _decode(self, name: str, kind: type[Table]) -> Table:
        path = self._path(name)
        try:
            return msgspec.json.decode(path.read_bytes(), type=kind)
        except FileNotFoundError:
            fault = Fault(path.name, "this reference table is missing", "Install Outhaul anew")
        except msgspec.DecodeError as error:
            fault = Fault(path.name, f"this reference table is damaged: {error}", "Install Outhaul anew")
        raise InputError([fault])


def _overlaid(row: Country, figures: Mapping[str, Figure]) -> Country:
    """Return the country with figures replaced; `language.fr` and `governance.rl` reach into those maps."""
    maps = {"figures": dict(row.figures), "language": dict(row.languages), "governance": dict(row.governance)}
    for name, value in figures.items():
        table, _, key = name.rpartition(".")
        maps[table or "figures"][key] = value
    return msgspec.structs.replace(
        row, figures=maps["figures"], languages=maps["language"], governance=maps["governance"]
    )


def load() -> Reference:
    """Return the reference tables with the user's packs; the same object until the packs change."""
    folder = user_folder() / "reference"
    paths = sorted(folder.glob("*.pack.json")) if folder.is_dir() else []
    return _load(folder, tuple((path, path.stat().st_mtime_ns) for path in paths))


@cache
def _load(folder: Path, packs: tuple[tuple[Path, int], ...]) -> Reference:
    """Make the reference; tables rebuilt into the user's folder stand in for the built-in ones."""
    rebuilt = folder / "tables"
    decoded = tuple(_decode_pack(path) for path, _ in packs)
    return Reference(rebuilt if rebuilt.is_dir() else BUILT_IN, decoded)


def _decode_pack(path: Path) -> Pack:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Pack)
    except msgspec.DecodeError as error:
        fault = Fault(
            str(path), f"this loaded pack is damaged: {error}", "Load its folder again, or delete the file"
        )
        raise InputError([fault]) from None
