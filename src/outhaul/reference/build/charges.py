"""What an employer pays on top of gross pay."""

from collections.abc import Mapping

from outhaul.reference.build.figures import figure
from outhaul.reference.build.places import Place
from outhaul.reference.build.raw import Raw
from outhaul.reference.model import Figure

BY_REGION: Mapping[str, tuple[float, float]] = {
    "Europe": (0.22, 0.08),
    "America": (0.22, 0.09),
    "Asia": (0.14, 0.07),
    "Africa": (0.13, 0.06),
    "Pacific": (0.09, 0.05),
}
"""Assumption by part of the world: charges as a share of gross pay, and its sd."""
ANYWHERE = (0.15, 0.08)
PRIVATE_FUNDS = frozenset({"CHL", "COL"})
"""The OECD counts no contribution here, because employers pay compulsory ones into private funds."""


def on_costs(raw: Raw, places: list[Place]) -> dict[str, Figure]:
    """Return alpha-2 code -> charges as a share of gross pay.

    OECD's employer contributions where known; in the United States all benefits, because health
    insurance is no contribution there; elsewhere an assumption by part of the world (grade D).
    """
    oecd = {
        row.text("iso3"): row.need("employer_ssc_on_gross") for row in raw.rows("oecd_labour_tax_2021.csv")
    }
    region = {row.text("iso3"): row.text("continent") for row in raw.rows("cepii_geo.csv")}
    table = {}
    for place in places:
        if place.code3 in oecd and place.code3 not in PRIVATE_FUNDS:
            table[place.code] = figure(oecd[place.code3], 2021, "oecd_labour_tax", "A", 0.02)
        else:
            value, sd = BY_REGION.get(region.get(place.code3, ""), ANYWHERE)
            table[place.code] = figure(value, 2026, "assumption", "D", sd)
    table["US"] = _united_states(raw)
    return table


def _united_states(raw: Raw) -> Figure:
    items = {
        row.text("item"): row.need("value")
        for row in raw.rows("cost_benchmarks.csv")
        if row.text("item") in {"employer_compensation_total", "employer_wages"}
    }
    return figure(
        items["employer_compensation_total"] / items["employer_wages"] - 1, 2024, "bls_ecec", "B", 0.05
    )
