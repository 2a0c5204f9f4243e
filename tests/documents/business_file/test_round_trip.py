"""What is written is read back exactly, as TOML and as a workbook."""

import string
from datetime import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outhaul.documents.business_file import read, write_toml, write_workbook
from outhaul.engine.business import QUESTIONS, Business, Home, Manager, Policy, Process, Quote, Tool
from outhaul.reference.tables import Reference, load

EXAMPLES = sorted(Path("examples").glob("*.toml"))

names = (
    st.text(st.characters(exclude_categories=["Cc", "Cs", "Co", "Cn"]), min_size=1, max_size=20)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)
formulas = st.sampled_from(
    ["=1+1", "+49", "-", "@cmd", "'=x", "''-", "'", "#N/A?", "#N/A", "'#NUM!", "TRUE", "12", "1e5", "?"]
)
texts = names | formulas
ids = st.text(string.ascii_letters + string.digits + "._-", min_size=1, max_size=12) | st.sampled_from(
    ["-a", "1", "0x1", "1.5", "TRUE"]
)


def floats(low: float, high: float) -> st.SearchStrategy[float]:
    """Floats of at most 15 digits, which is what a file can say."""
    return st.floats(low, high, allow_subnormal=False).map(lambda value: float(f"{value:.15g}"))


amounts, shares, hours = floats(0, 1e9), floats(0, 1), floats(0.1, 744)
countries = st.sampled_from(["US", "PH", "NA", "DE", "KE"])
levels = st.dictionaries(
    st.sampled_from(["en", "de", "sw", "fr", "es"]),
    st.sampled_from(["A1", "A2", "B1", "B2", "C1", "C2"]),
    max_size=5,
)
answers = st.dictionaries(
    st.sampled_from([key for key in QUESTIONS if key != "M7"]), st.integers(0, 4)
) | st.fixed_dictionaries({"M7": st.booleans()})
homes = st.builds(
    Home,
    name=texts,
    country=countries,
    currency=st.sampled_from(["USD", "EUR", "KES"]),
    time_zone=st.sampled_from(["America/New_York", "Africa/Nairobi"]),
    working_hours=st.tuples(st.integers(0, 11), st.integers(12, 23)).map(
        lambda pair: (time(pair[0], 30), time(pair[1]))
    ),
    languages=levels.filter(bool),
    capital_budget=amounts,
    owner_hour_value=st.none() | amounts,
    horizon_months=st.integers(6, 120),
    discount_rate=shares,
    people=st.none() | st.integers(1, 50),
)
managers = st.builds(
    Manager,
    id=ids,
    name=texts,
    free_hours_per_month=hours,
    cost_per_hour=amounts,
    trained=st.booleans(),
    is_owner=st.booleans(),
    full_time=st.booleans(),
    languages=levels,
)
processes = st.builds(
    Process,
    id=ids.filter(lambda name: name.lower() != "all"),
    name=texts,
    occupation=st.sampled_from(["43-3031.00", "15-1252.00"]),
    hours_per_month=hours,
    home_cost_per_hour=st.none() | floats(0.01, 1e6),
    owner_share=shares,
    answers=answers,
    second_answers=answers,
    min_overlap_hours=st.none() | floats(0, 12),
    language=st.none() | st.sampled_from(["en", "sw"]),
    hours_are_estimated=st.booleans(),
    accept_prepare=st.booleans(),
    pin=st.none() | st.sampled_from(["keep", "PH"]),
    catalogue=st.none(),
    prefilled=st.just(()),
)
policies = st.builds(
    Policy,
    risk_weight=shares,
    premium_min=floats(0, 0.1),
    premium_max=floats(0.1, 1),
    home_discount_min=shares,
    max_country_share=shares,
    exclude_countries=st.sampled_from([(), ("RU",), ("RU", "BY")]),
    owner_hours_goal=hours,
)


def unique(rows: st.SearchStrategy[Any], least: int = 0) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(rows, min_size=least, max_size=3, unique_by=lambda row: row.id).map(tuple)


@st.composite
def businesses(draw: st.DrawFn) -> Business:
    made = draw(unique(processes, 1))
    needed = st.just("all") | st.lists(
        st.sampled_from([process.id for process in made]), min_size=1, unique=True
    ).map(tuple)
    tools = st.builds(
        Tool,
        id=ids,
        name=texts,
        fixed_cost_per_month=amounts,
        cost_per_seat_per_month=amounts,
        capital_cost=amounts,
        needed_by=needed,
    )
    quotes = st.builds(Quote, occupation=st.just("43-3031.00"), country=countries, rate_per_hour=hours)
    return Business(
        home=draw(homes),
        managers=draw(unique(managers, 1)),
        processes=made,
        tools=draw(unique(tools)),
        quotes=tuple(draw(st.lists(quotes, max_size=2))),
        policy=draw(policies),
        assumptions=draw(st.sampled_from([{}, {"T0": 2.5}, {"mu0": 0.07, "rate_growth": -0.01}])),
    )


@given(businesses())
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_business_survives_toml(tmp_path_factory: pytest.TempPathFactory, business: Business) -> None:
    path = tmp_path_factory.mktemp("toml") / "business.toml"
    path.write_text(write_toml(business), encoding="utf-8")
    assert read(path, load()) == business


@given(businesses())
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_business_survives_a_workbook(
    tmp_path_factory: pytest.TempPathFactory, business: Business
) -> None:
    path = tmp_path_factory.mktemp("xlsx") / "business.xlsx"
    write_workbook(business, path)
    assert read(path, load()) == business


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_what_the_catalogue_filled_in_survives_both(
    example: Path, tmp_path: Path, reference: Reference
) -> None:
    business = read(example, reference)
    (tmp_path / "again.toml").write_text(write_toml(business), encoding="utf-8")
    write_workbook(business, tmp_path / "again.xlsx")
    assert read(tmp_path / "again.toml", reference) == business
    assert read(tmp_path / "again.xlsx", reference) == business
