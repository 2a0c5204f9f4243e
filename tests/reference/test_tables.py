import math
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import pytest

from outhaul.faults import InputError
from outhaul.reference.model import COUNTRY_FIGURES, Figure
from outhaul.reference.tables import BUILT_IN, Reference, load

GROUPS = list("123456789")


def figures(thing: object) -> Iterator[Figure]:
    if isinstance(thing, Figure):
        yield thing
    elif isinstance(thing, msgspec.Struct):
        for name in thing.__struct_fields__:
            yield from figures(getattr(thing, name))
    elif isinstance(thing, dict):
        for value in thing.values():
            yield from figures(value)


@pytest.fixture(scope="module")
def every(reference: Reference) -> list[Figure]:
    tables = (reference.countries, reference.occupations, reference.currencies, reference.defaults)
    return [figure for table in tables for figure in figures(table)]


def test_the_tables_hold_so_many_rows(reference: Reference) -> None:
    tables = (reference.countries, reference.occupations, reference.currencies, reference.defaults)
    assert [len(table) for table in tables] == [215, 995, 148, 12]


def test_every_figure_is_a_finite_number_with_a_known_parent(
    reference: Reference, every: list[Figure]
) -> None:
    wrong = [
        figure
        for figure in every
        if not math.isfinite(figure.value)
        or not math.isfinite(figure.sd)
        or figure.sd < 0
        or figure.source not in reference.sources
        or not 1995 <= figure.year <= 2026
    ]
    assert wrong == []


def test_every_grade_occurs(every: list[Figure]) -> None:
    assert {figure.grade for figure in every} == {"A", "B", "C", "D"}


def test_every_source_is_used_or_a_parent(reference: Reference, every: list[Figure]) -> None:
    parents = {key for source in reference.sources.values() for key in source.parents}
    cited_beside_figures = {"zones", "cepii", "onet", "esco", "crosswalk", "ashe"}
    assert {figure.source for figure in every} | parents | cited_beside_figures == set(reference.sources)


def test_no_licence_forbids_commercial_use(reference: Reference) -> None:
    licences = {source.licence for source in reference.sources.values()}
    assert [
        licence for licence in licences if "NC" in licence.split("-") or "non-commercial" in licence.lower()
    ] == []


def test_every_country_has_a_market_estimate_and_what_a_plan_needs(reference: Reference) -> None:
    needed = {"annual_wage", "weekly_hours", "on_cost"}
    lacking = [
        row.code
        for row in reference.countries.values()
        if not needed <= set(row.figures)
        or list(row.group_ratios) != GROUPS
        or "en" not in row.languages
        or row.currency not in reference.currencies
    ]
    assert lacking == []


def test_country_figures_are_only_those_that_are_documented(reference: Reference) -> None:
    assert {name for row in reference.countries.values() for name in row.figures} == set(COUNTRY_FIGURES)


def test_shares_lie_between_nothing_and_all(reference: Reference) -> None:
    shares = [
        (row.code, share.value) for row in reference.countries.values() for share in row.languages.values()
    ]
    assert [share for share in shares if not 0 <= share[1] <= 1] == []


def test_namibia_is_a_country_and_not_a_missing_value(reference: Reference) -> None:
    row = reference.countries["NA"]
    assert (row.code, row.name, row.currency, row.zones) == ("NA", "Namibia", "NAD", ("Africa/Windhoek",))


@pytest.mark.parametrize(
    ("code", "zone"),
    [
        ("US", "America/New_York"),
        ("BR", "America/Sao_Paulo"),
        ("RU", "Europe/Moscow"),
        ("AU", "Australia/Sydney"),
        ("CA", "America/Toronto"),
        ("ID", "Asia/Jakarta"),
        ("MX", "America/Mexico_City"),
        ("PT", "Europe/Lisbon"),
        ("XK", "Europe/Belgrade"),
    ],
)
def test_the_first_zone_is_that_of_most_people(reference: Reference, code: str, zone: str) -> None:
    assert reference.countries[code].zones[0] == zone


def test_every_zone_exists(reference: Reference) -> None:
    zones = {zone for row in reference.countries.values() for zone in row.zones}
    assert {ZoneInfo(zone).key for zone in zones} == zones


@pytest.mark.parametrize(
    ("code", "currency"),
    [("BG", "EUR"), ("HR", "EUR"), ("PH", "PHP"), ("LS", "LSL"), ("PA", "PAB"), ("ZW", "USD"), ("TW", "TWD")],
)
def test_a_country_uses_its_own_currency(reference: Reference, code: str, currency: str) -> None:
    assert reference.countries[code].currency == currency


@pytest.mark.parametrize(
    ("code", "grade", "sd"), [("US", "A", 0.14), ("KE", "B", 0.24), ("NG", "C", 0.4), ("TW", "C", 0.513)]
)
def test_the_worse_the_pay_figures_the_wider_the_estimate(
    reference: Reference, code: str, grade: str, sd: float
) -> None:
    wage = reference.countries[code].figures["annual_wage"]
    assert (wage.grade, wage.sd) == (grade, sd)


@pytest.mark.parametrize("code", ["LR", "SL", "ST"])
def test_pay_in_old_money_units_is_not_used(reference: Reference, code: str) -> None:
    assert reference.countries[code].figures["annual_wage"].source == "pay_line"


@pytest.mark.parametrize("code", ["GE", "KH", "VE", "CD"])
def test_meaningless_minimum_wages_are_left_out(reference: Reference, code: str) -> None:
    assert "minimum_wage" not in reference.countries[code].figures


def test_the_american_minimum_wage_is_the_federal_one(reference: Reference) -> None:
    assert round(reference.countries["US"].figures["minimum_wage"].value, 2) == 7.25


def test_an_american_bookkeepers_wages_are_those_published(reference: Reference) -> None:
    wages = reference.occupations["43-3031.00"].us_wages
    published = {"mean": 53560, "p10": 36000, "p25": 43520, "p50": 50670, "p75": 61470, "p90": 74550}
    assert {name: wage.value for name, wage in wages.items()} == published
    assert {(wage.year, wage.grade, wage.source) for wage in wages.values()} == {(2025, "A", "oews")}


def test_a_speciality_inherits_the_wages_of_its_code(reference: Reference) -> None:
    speciality, whole = (reference.occupations[code].us_wages["p50"] for code in ("13-1161.01", "13-1161.00"))
    assert (speciality.value, speciality.grade, whole.grade) == (whole.value, "B", "A")


@pytest.mark.parametrize(
    ("code", "isco", "remote"),
    [
        ("43-3031.00", "4311", 1),
        ("43-6014.00", "4120", 1),
        ("15-1254.00", "2513", 1),
        ("27-3091.00", "2643", 1),
        ("13-2011.00", "2411", 1),
        ("11-1011.00", "1120", 1),
        ("51-3011.00", "7512", 0),
        ("37-2011.00", "9112", 0),
    ],
)
def test_an_occupation_has_its_isco_group_and_place(
    reference: Reference, code: str, isco: str, remote: int
) -> None:
    row = reference.occupations[code]
    assert (row.isco, row.remote.value) == (isco, remote)


def test_clerks_differ_less_within_their_group(reference: Reference) -> None:
    measured = [row for row in reference.occupations.values() if row.within_group.year == 2025]
    spread = {row.isco[0] == "4": row.within_group.sd for row in measured if row.within_group.grade == "C"}
    assert spread == {True: 0.09, False: 0.20}


ROUNDED = 0.06
"""The expected figures have one digit, and which day ends a month moves the second."""
MONTHLY_PERCENT = {
    "CNY": 1.2, "SGD": 1.6, "PHP": 1.6, "EUR": 2.4, "GBP": 2.4, "CAD": 2.2, "INR": 2.1, "IDR": 2.2,
    "MYR": 2.3, "PLN": 3.5, "MXN": 3.4, "HUF": 3.6, "CZK": 3.0, "BRL": 4.3, "TRY": 4.7,
    "ZAR": 4.1,  # codespell:ignore zar
}  # fmt: skip


def test_monthly_moves_against_the_dollar_are_those_of_the_history(reference: Reference) -> None:
    found = {code: 100 * reference.currencies[code].monthly_sd.value for code in MONTHLY_PERCENT}
    assert found == pytest.approx(MONTHLY_PERCENT, abs=ROUNDED)


EURO_PERCENT = {
    "RON": 0.8, "CZK": 1.2, "PLN": 1.7, "GBP": 1.9, "PHP": 2.2,
    "INR": 2.4, "MXN": 3.1, "ZAR": 3.6, "BRL": 3.7,  # codespell:ignore zar
    "TRY": 4.6,
}  # fmt: skip


def test_moves_against_the_euro_follow_from_spread_and_correlation(reference: Reference) -> None:
    euro = reference.currencies["EUR"].monthly_sd.value
    found = {}
    for code in EURO_PERCENT:
        own, together = (
            reference.currencies[code].monthly_sd.value,
            reference.currency_correlation(code, "EUR"),
        )
        found[code] = 100 * math.sqrt(own**2 + euro**2 - 2 * together * own * euro)
    assert found == pytest.approx(EURO_PERCENT, abs=ROUNDED)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("PLN", "EUR", 0.893),
        ("EUR", "PLN", 0.893),
        ("INR", "EUR", 0.416),
        ("TRY", "EUR", 0.276),
        ("XOF", "EUR", 1.0),
        ("XOF", "XAF", 1.0),
        ("NPR", "EUR", 0.416),
        ("AED", "EUR", 0.0),
        ("AED", "SAR", 1.0),
        ("KES", "EUR", 0.47),
        ("EUR", "EUR", 1.0),
    ],
)
def test_a_held_currency_moves_with_its_leader(reference: Reference, a: str, b: str, expected: float) -> None:
    assert reference.currency_correlation(a, b) == expected


def test_a_par_currency_costs_what_its_leader_costs(reference: Reference) -> None:
    held = reference.currencies["NAD"]
    leader = reference.currencies[held.follows or ""]
    assert (leader.name, held.per_usd.value) == ("South African Rand", leader.per_usd.value)


def test_the_checksum_is_that_of_the_tables(reference: Reference) -> None:
    assert len(reference.checksum) == 64
    assert Reference(BUILT_IN).checksum == reference.checksum


def test_tables_are_loaded_once(home: Path) -> None:
    assert home.exists() is False
    assert load() is load()


def test_a_damaged_table_is_one_clear_message(tmp_path: Path) -> None:
    (tmp_path / "countries.json").write_text('[{"code": "PH"}]')
    with pytest.raises(InputError, match="this reference table is damaged"):
        _ = Reference(tmp_path).countries


@pytest.mark.parametrize(
    ("code", "charge", "grade"), [("DE", 0.1998, "A"), ("US", 0.419447, "B"), ("CO", 0.22, "D")]
)
def test_charges_on_top_of_pay_are_graded_by_their_parent(
    reference: Reference, code: str, charge: float, grade: str
) -> None:
    figure = reference.countries[code].figures["on_cost"]
    assert (figure.value, figure.grade) == (charge, grade)


@pytest.mark.parametrize(("code", "days"), [("DE", 8.0), ("PH", 18.0), ("US", 11.0)])
def test_holidays_are_counted_in_years_that_are_known_in_full(
    reference: Reference, code: str, days: float
) -> None:
    assert reference.countries[code].figures["weekday_holidays"].value == days
