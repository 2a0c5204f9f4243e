"""Take in a user's own figures: check a folder of CSV files whole, then keep it as a pack.

Nothing is written unless every row of every file is right.
"""

import math
import re
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from outhaul.faults import Fault, InputError
from outhaul.reference.build.raw import Row, read_rows
from outhaul.reference.model import COUNTRY_FIGURES, Figure, Grade, Source
from outhaul.reference.search import near, near_countries, near_occupations
from outhaul.reference.tables import Pack, Reference, load, user_folder

RAW_FILE = "wdi_long_2010_2025.csv"
"""A folder with this file is a full folder of published files: every table is built anew from it."""
COLUMNS = {"value", "year", "source", "licence", "grade"}
QUANTILES = ("mean", "p10", "p25", "p50", "p75", "p90")
RANGES: Mapping[str, tuple[float, float]] = {
    "yearly_pay": (50, 1_000_000),
    "annual_wage": (4, 14),
    "gdp_per_head": (50, 1_000_000),
    "gdp_per_head_ppp": (50, 1_000_000),
    "minimum_wage": (0.01, 200),
    "weekly_hours": (10, 90),
    "on_cost": (0, 1.5),
    "weekday_holidays": (0, 60),
    "internet_users": (0, 1),
    "broadband": (0, 2),
    "population": (100, 3e9),
    "labour_force": (50, 2e9),
    "tertiary": (0, 2),
    "price_level": (0.02, 5),
    "wage_spread": (0.05, 3),
    "language": (0, 1),
    "governance": (-5, 5),
    "wage": (100, 10_000_000),
    "per_usd": (1e-6, 1e12),
}
"""Figure -> smallest and largest value that is possible."""
SINGLE = frozenset({*COUNTRY_FIGURES, "yearly_pay"})
"""Figures of countries; `yearly_pay` is `annual_wage` in USD of 2024 instead of its ln."""
PARTED = frozenset({"language", "governance"})
"""Figures that come in parts: language.en, governance.rl."""
LN_SD: Mapping[Grade, float] = {"A": 0.15, "B": 0.30, "C": 0.40, "D": 0.50}
"""What a level of pay is uncertain by, in ln, where the file gives no sd."""
MOST_FAULTS = 50


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was taken in."""

    name: str
    path: Path
    figures: int
    rebuilt: bool


@dataclass(slots=True)
class _Draft:
    """A pack while its rows are read, with the faults met so far."""

    reference: Reference
    sources: dict[str, Source] = field(default_factory=dict)
    countries: dict[str, dict[str, Figure]] = field(default_factory=dict)
    occupations: dict[str, dict[str, Figure]] = field(default_factory=dict)
    currencies: dict[str, Figure] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    figures: int = 0


def load_folder(folder: Path) -> Loaded:
    """Take in a folder: `countries.csv`, `occupations.csv`, `rates.csv`, or all published files.

    Raises:
        InputError: All that is wrong, each fault with file, row and column; nothing was written.
    """
    if not folder.is_dir():
        raise InputError(
            [Fault(str(folder), "this is no folder", "Name the folder that holds the CSV files")]
        )
    if (folder / RAW_FILE).exists():
        return _rebuild(folder)
    name, draft = _pack_name(folder), read_folder(folder, load())
    pack = Pack(name, draft.sources, draft.countries, draft.occupations, draft.currencies)
    path = user_folder() / "reference" / f"{name}.pack.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_bytes(msgspec.json.format(msgspec.json.encode(pack, order="deterministic")))
    fresh.replace(path)
    return Loaded(name, path, draft.figures, rebuilt=False)


def read_folder(folder: Path, reference: Reference) -> _Draft:
    """Read every CSV file of a folder; raise all faults together."""
    draft = _Draft(reference)
    for path in sorted(folder.glob("*.csv")):
        if path.name in READERS:
            _read_file(path, READERS[path.name], draft)
        else:
            draft.faults.append(
                Fault(path.name, "this file is not known", f"Name it one of {', '.join(READERS)}")
            )
    if not draft.figures and not draft.faults:
        draft.faults.append(
            Fault(str(folder), "there are no figures in it", f"Put in {' or '.join(READERS)}")
        )
    if draft.faults:
        raise InputError(draft.faults[:MOST_FAULTS])
    return draft


def _read_file(path: Path, reader: "Reader", draft: _Draft) -> None:
    try:
        for number, row in enumerate(read_rows(path)):
            if number == 0:
                _check_columns(row, reader)
            _take(row, reader, draft)
    except InputError as error:
        draft.faults += error.faults


def _take(row: Row, reader: "Reader", draft: _Draft) -> None:
    try:
        reader.take(row, draft)
        draft.figures += 1
    except InputError as error:
        draft.faults += error.faults


def _check_columns(row: Row, reader: "Reader") -> None:
    missing = sorted((reader.keys | COLUMNS) - set(row.cells))
    unknown = sorted(set(row.cells) - reader.keys - COLUMNS - {"sd"})
    faults = [
        Fault(f"{row.file} row 1, column {name}", "the column is missing", "Add it") for name in missing
    ]
    faults += [
        Fault(f"{row.file} row 1, column {name}", "the column is not known", "Take it out")
        for name in unknown
    ]
    if faults:
        raise InputError(faults)


def _country_row(row: Row, draft: _Draft) -> None:
    code = _known(row, "code", draft.reference.countries, lambda text: near_countries(draft.reference, text))
    name = row.text("figure")
    kind, _, part = name.partition(".")
    if name not in SINGLE and not (kind in PARTED and part):
        choices = ", ".join(near(name, SINGLE)) or "annual_wage, minimum_wage or language.en"
        raise row.fault("figure", f"{name!r} is no figure of a country", f"Use {choices}")
    value = _figure(row, kind, draft)
    if name == "yearly_pay":
        name, value = "annual_wage", _in_ln(value)
    _put(row, "figure", draft.countries.setdefault(code, {}), name, value)


def _occupation_row(row: Row, draft: _Draft) -> None:
    code = _known(
        row, "code", draft.reference.occupations, lambda text: near_occupations(draft.reference, text)
    )
    quantile = _known(row, "quantile", QUANTILES, lambda text: near(text, QUANTILES))
    _put(row, "quantile", draft.occupations.setdefault(code, {}), quantile, _figure(row, "wage", draft))


def _rate_row(row: Row, draft: _Draft) -> None:
    known = draft.reference.currencies
    code = _known(row, "currency", known, lambda text: near(text, known))
    if code == "USD":
        raise row.fault("currency", "USD is what the others are counted in", "Take the row out")
    _put(row, "currency", draft.currencies, code, _figure(row, "per_usd", draft))


def _known(row: Row, column: str, known: Collection[str], nearest: Callable[[str], tuple[str, ...]]) -> str:
    text = row.text(column)
    if text not in known:
        guesses = nearest(text)
        remedy = (
            f"Did you mean {', '.join(guesses)}?"
            if guesses
            else "Use a code that `outhaul reference show` knows"
        )
        raise row.fault(column, f"{text!r} is not known", remedy)
    return text


def _figure(row: Row, kind: str, draft: _Draft) -> Figure:
    value, (low, high) = row.need("value"), RANGES[kind]
    if not low <= value <= high:
        raise row.fault("value", f"{value:g} is not possible", f"Give {low:g} to {high:g}")
    grade = _grade(row)
    sd = row.number("sd") if "sd" in row.cells else None
    if sd is not None and sd < 0:
        raise row.fault("sd", f"{sd:g} is negative", "Give 0 or more, or leave it empty")
    if sd is None:
        sd = LN_SD[grade] if kind in {"annual_wage", "yearly_pay"} else 0.0
    return Figure(value, row.year(), _source(row, draft), grade, sd)


def _grade(row: Row) -> Grade:
    text = row.text("grade")
    for grade in LN_SD:
        if text == grade:
            return grade
    raise row.fault("grade", f"{text!r} is no grade", "Use A, B, C or D")


def _source(row: Row, draft: _Draft) -> str:
    title, licence = row.text("source"), row.text("licence")
    for column, text in (("source", title), ("licence", licence)):
        if not text:
            raise row.fault(column, "it is empty", "Say where the figure is from and on what terms")
    key = f"yours: {title}"
    draft.sources.setdefault(key, Source(title, "loaded by you", licence, row.text("year")))
    return key


def _in_ln(pay: Figure) -> Figure:
    return msgspec.structs.replace(pay, value=math.log(pay.value))


def _put(row: Row, column: str, table: dict[str, Figure], name: str, value: Figure) -> None:
    if name in table:
        raise row.fault(column, f"{name!r} was given in a row above", "Keep one of the two rows")
    table[name] = value


@dataclass(frozen=True, slots=True)
class Reader:
    """How one file is read: its own columns, and what a row becomes."""

    keys: frozenset[str]
    take: Callable[[Row, _Draft], None]


READERS: Mapping[str, Reader] = {
    "countries.csv": Reader(frozenset({"code", "figure"}), _country_row),
    "occupations.csv": Reader(frozenset({"code", "quantile"}), _occupation_row),
    "rates.csv": Reader(frozenset({"currency"}), _rate_row),
}
"""File name -> reader. Every file has the columns value, year, source, licence and grade; sd may be added."""


def _pack_name(folder: Path) -> str:
    return re.sub(r"[^a-z0-9]+", "-", folder.resolve().name.lower()).strip("-") or "pack"


def derive(folder: Path) -> dict[str, bytes]:
    """Derive every table from a folder of published files: file name -> content.

    Raises:
        InputError: A file is missing or wrong, or the packages of the extra "build" are not installed.
    """
    if not folder.is_dir():
        raise InputError(
            [Fault(str(folder), "this is no folder", "Name the folder with the published files")]
        )
    try:
        from outhaul.reference.build import build  # noqa: PLC0415 -- needs packages of the extra "build"
    except ModuleNotFoundError as error:
        remedy = "Install it with: pip install 'outhaul[build]'"
        raise InputError([Fault("building", f"this needs the package {error.name}", remedy)]) from None
    return build(folder)


def write(tables: Mapping[str, bytes], folder: Path) -> None:
    """Write tables into a folder, which is made if it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in tables.items():
        (folder / name).write_bytes(content)


def _rebuild(folder: Path) -> Loaded:
    """Build every table from published files into the user's folder."""
    tables = derive(folder)
    target = user_folder() / "reference" / "tables"
    fresh, old = target.with_suffix(".new"), target.with_suffix(".old")
    for stale in (fresh, old):
        shutil.rmtree(stale, ignore_errors=True)
    write(tables, fresh)
    if target.exists():
        target.rename(old)
    fresh.rename(target)
    shutil.rmtree(old, ignore_errors=True)
    return Loaded("tables", target, sum(content.count(b"\n{") for content in tables.values()), rebuilt=True)


def loaded_packs() -> Iterator[tuple[str, Path]]:
    """Yield name and file of every loaded pack."""
    for path in sorted((user_folder() / "reference").glob("*.pack.json")):
        yield path.name.removesuffix(".pack.json"), path
