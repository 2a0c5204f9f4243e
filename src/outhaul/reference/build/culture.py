"""Value orientations and governance of countries."""

from collections.abc import Mapping
from statistics import fmean

from outhaul.reference.build.figures import figure
from outhaul.reference.build.raw import Raw, Row
from outhaul.reference.model import Figure

ORIENTATIONS: Mapping[str, str] = {
    "harmony": "harmony",
    "embedded": "embeddedness",
    "hierarchy": "hierarchy",
    "mastery": "mastery",
    "aff_auton": "affective_autonomy",
    "intel_auton": "intellectual_autonomy",
    "egalitar": "egalitarianism",
}
"""Column of the file -> name of the orientation (Schwartz 2006)."""
GOVERNANCE = ("cc", "ge", "pv", "rl", "rq", "va")


def values(raw: Raw) -> dict[str, dict[str, Figure]]:
    """Return alpha-3 code -> orientation -> score; several samples of one country are averaged.

    A row for the whole country, where there is one, stands alone.
    """
    samples: dict[str, list[Row]] = {}
    for row in raw.rows("schwartz_values.csv"):
        if row.text("iso3"):
            samples.setdefault(row.text("iso3"), []).append(row)
    return {code: _scores(rows) for code, rows in sorted(samples.items())}


def _scores(rows: list[Row]) -> dict[str, Figure]:
    whole = [row for row in rows if "(" not in row.text("country_long")] if len(rows) > 1 else rows
    return {
        name: figure(
            fmean(row.need(column) for row in whole), 2000, "schwartz", "A" if len(whole) == 1 else "B", 0.15
        )
        for column, name in ORIENTATIONS.items()
    }


def governance(raw: Raw) -> dict[str, dict[str, Figure]]:
    """Return alpha-3 code -> indicator -> estimate in standard normal units, with its standard error."""
    table: dict[str, dict[str, Figure]] = {}
    for row in raw.rows("wgi_2023.csv"):
        cells = {name: (row.number(name), row.number(f"{name}_sd")) for name in GOVERNANCE}
        table[row.text("iso3")] = {
            name: figure(value, 2023, "wgi", "A", sd or 0.0)
            for name, (value, sd) in cells.items()
            if value is not None
        }
    return table
