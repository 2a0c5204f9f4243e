"""What is written as CSV or XLSX is read back as it was, whatever it says."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outhaul.documents.business_file.compounds import LEVELS, Language
from outhaul.documents.candidates_file import check, guessed, read_rows, read_table, write_csv, write_xlsx
from outhaul.documents.candidates_file.names import language_code, language_written, occupation_written
from outhaul.reference.tables import Reference, load

REFERENCE = load()
TEXT = st.text(
    alphabet=st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("=+-@'\";|,:\n\t#"), max_size=40
)
LINE = TEXT.filter(str.strip)
LANGUAGES = st.dictionaries(
    st.sampled_from(sorted(Language().known(REFERENCE))),
    st.fixed_dictionaries({"level": st.sampled_from(LEVELS), "evidence": TEXT}),
    max_size=4,
)
REFERENCES = st.lists(st.fixed_dictionaries({"name": TEXT, "contact": TEXT, "said": TEXT}), max_size=3)
CANDIDATES = st.fixed_dictionaries(
    {"name": LINE},
    optional={
        "email": st.just("ana@example.org"),
        "country": st.sampled_from(sorted(REFERENCE.countries)),
        "time_zone": st.sampled_from(["Asia/Manila", "America/New_York", "UTC"]),
        "working_hours": st.just(["09:30", "17:00"]),
        "languages": LANGUAGES,
        "skills": st.lists(TEXT, max_size=5),
        "occupation": st.sampled_from(sorted(REFERENCE.occupations)),
        "rate": st.decimals("0.01", "99999999.99", places=2),
        "currency": st.sampled_from(sorted(REFERENCE.currencies)),
        "hours_per_week": st.decimals("0.1", "100", places=1),
        "available_from": st.dates(date(1950, 1, 1), date(2200, 1, 1)),
        "links": st.lists(
            st.sampled_from(["https://example.org/a;b,c", "http://example.org/?q=1|2"]), unique=True
        ),
        "references": REFERENCES,
        "about": TEXT,
    },
)


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(raw=st.lists(CANDIDATES, min_size=1, max_size=3))
def test_export_then_import_gives_the_same_candidates(
    write: Callable[[Any, Reference], bytes], raw: list[dict[str, Any]]
) -> None:
    kept = []
    for told in raw:
        values, faults = check({"currency": "USD"} | told, REFERENCE)
        assert [fault for fault in faults if fault.where != "name"] == []
        if "name" in values:
            kept.append(values)
    if not kept:
        return
    name = "candidates.csv" if write is write_csv else "candidates.xlsx"
    table = read_table(write(kept, REFERENCE), name)
    rows = list(read_rows(table, guessed(table.headings), REFERENCE))
    assert [row.faults for row in rows] == [()] * len(kept)
    assert [filled(row.told) for row in rows] == [filled(values) for values in kept]


def filled(told: dict[str, Any]) -> dict[str, Any]:
    """What is told, without what is empty."""
    return {field: value for field, value in told.items() if value not in ("", None, [], {})}


def test_every_language_is_found_by_the_name_that_is_written() -> None:
    known = Language().known(REFERENCE)
    assert {code: language_code(language_written(code, REFERENCE), REFERENCE) for code in known} == {
        code: code for code in known
    }


def test_an_occupation_is_written_by_its_title() -> None:
    title = "Bookkeeping, Accounting, and Auditing Clerks"
    assert occupation_written("43-3031.00", REFERENCE) == title


def test_a_rate_keeps_its_cents() -> None:
    told, _ = check({"name": "Ana", "rate": "9.80", "currency": "usd"}, REFERENCE)
    assert (told["rate"], told["currency"]) == (Decimal("9.80"), "USD")
