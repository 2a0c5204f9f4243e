"""What a right business file means."""

from datetime import time
from pathlib import Path
from typing import Any

import pytest
import tomli_w

from outhaul.documents.business_file import read
from outhaul.engine.business import Business, Home, Manager, Policy, Process, Quote, Tool
from outhaul.reference.tables import Reference

Document = dict[str, Any]


@pytest.fixture
def made(tmp_path: Path, reference: Reference, right: Document) -> Business:
    """The right document with the fixture's changes already in it."""
    return written(right, tmp_path, reference)


def written(document: Document, folder: Path, reference: Reference) -> Business:
    path = folder / "business.toml"
    path.write_text(tomli_w.dumps(document), encoding="utf-8")
    return read(path, reference)


def test_the_keys_of_the_interface_make_a_business(reference: Reference, tmp_path: Path) -> None:
    path = tmp_path / "business.toml"
    path.write_text(
        """
        [business]
        name = "Harbour Bakery"
        country = "US"
        currency = "USD"
        time_zone = "America/New_York"
        working_hours = ["09:00", "17:00"]
        languages = { en = "native", es = "A2" }
        capital_budget = 8000
        owner_hour_value = 75
        horizon_months = 36
        discount_rate = 0.10

        [[managers]]
        id = "marco"
        name = "Marco"
        free_hours_per_month = 30
        cost_per_hour = 42
        trained = false
        is_owner = false
        languages = { en = "C2" }

        [[processes]]
        id = "books"
        name = "Bookkeeping"
        occupation = "43-3031.00"
        hours_per_month = 40
        home_cost_per_hour = 38
        owner_share = 0.5
        answers = { C1 = 0, M1 = 4, M7 = true }
        min_overlap_hours = 2
        language = "en"

        [[tools]]
        id = "chat"
        name = "Team chat"
        fixed_cost_per_month = 0
        cost_per_seat_per_month = 8
        capital_cost = 0
        needed_by = ["books"]

        [[quotes]]
        occupation = "43-3031.00"
        country = "PH"
        rate_per_hour = 9.5

        [policy]
        risk_weight = 0.3
        premium_min = 0.05
        premium_max = 0.15
        home_discount_min = 0.10
        max_country_share = 0.5
        exclude_countries = []

        [assumptions]
        T0 = 3.0
        """,
        encoding="utf-8",
    )
    assert read(path, reference) == Business(
        home=Home(
            name="Harbour Bakery",
            country="US",
            currency="USD",
            time_zone="America/New_York",
            working_hours=(time(9), time(17)),
            languages={"en": "C2", "es": "A2"},
            capital_budget=8000.0,
            owner_hour_value=75.0,
            horizon_months=36,
            discount_rate=0.10,
        ),
        managers=(
            Manager(
                id="marco",
                name="Marco",
                free_hours_per_month=30.0,
                cost_per_hour=42.0,
                languages={"en": "C2"},
            ),
        ),
        processes=(
            Process(
                id="books",
                name="Bookkeeping",
                occupation="43-3031.00",
                hours_per_month=40.0,
                home_cost_per_hour=38.0,
                owner_share=0.5,
                answers={"C1": 0, "M1": 4, "M7": True},
                min_overlap_hours=2.0,
                language="en",
            ),
        ),
        tools=(Tool(id="chat", name="Team chat", cost_per_seat_per_month=8.0, needed_by=("books",)),),
        quotes=(Quote(occupation="43-3031.00", country="PH", rate_per_hour=9.5),),
        policy=Policy(
            risk_weight=0.3,
            premium_min=0.05,
            premium_max=0.15,
            home_discount_min=0.10,
            max_country_share=0.5,
        ),
        assumptions={"T0": 3.0},
    )


def test_what_is_left_out_has_its_default(made: Business) -> None:
    home = made.home
    assert (home.working_hours, home.capital_budget, home.owner_hour_value) == (
        (time(9), time(17)),
        0.0,
        None,
    )
    assert (home.horizon_months, home.discount_rate, made.policy, made.tools) == (36, 0.10, Policy(), ())


def test_the_cost_at_home_stays_open_for_the_engine(made: Business) -> None:
    assert made.processes[0].home_cost_per_hour is None


def test_a_missing_answer_stays_dont_know_with_an_occupation(made: Business) -> None:
    books = made.processes[0]
    assert (books.answers, books.catalogue, books.prefilled) == ({}, None, ())


def test_the_catalogue_fills_in_what_the_file_leaves_out(
    right: Document, tmp_path: Path, reference: Reference
) -> None:
    right["processes"] = [{"id": "posts", "occupation": "social-media", "answers": {"M3": 4}}]
    (posts,) = written(right, tmp_path, reference).processes
    entry = reference.catalogue["social-media"]
    assert (posts.occupation, posts.name) == (entry.occupation, entry.name)
    assert (posts.hours_per_month, posts.owner_share) == (entry.hours["small"], entry.owner_share)
    assert posts.answers == {**entry.answers, "M3": 4}
    assert posts.catalogue == "social-media"
    filled = ("name", "hours_per_month", "owner_share")
    assert posts.prefilled == (*filled, *(key for key in entry.answers if key != "M3"))


@pytest.mark.parametrize(("people", "size"), [(1, "solo"), (2, "small"), (9, "small"), (10, "medium")])
def test_the_people_choose_the_typical_hours(
    people: int, size: str, right: Document, tmp_path: Path, reference: Reference
) -> None:
    right["business"]["people"] = people
    right["processes"] = [{"id": "posts", "occupation": "social-media"}]
    (posts,) = written(right, tmp_path, reference).processes
    assert posts.hours_per_month == reference.catalogue["social-media"].hours[size]


def test_a_question_mark_keeps_a_question_open(right: Document, tmp_path: Path, reference: Reference) -> None:
    right["processes"] = [
        {"id": "posts", "occupation": "social-media", "answers": {"M3": "?"}, "second_answers": {"C1": "?"}}
    ]
    (posts,) = written(right, tmp_path, reference).processes
    assert "M3" not in posts.answers
    assert "M3" not in posts.prefilled
    assert posts.second_answers == {}


def test_a_quote_for_a_catalogue_process_is_one_for_its_occupation(
    right: Document, tmp_path: Path, reference: Reference
) -> None:
    right["quotes"] = [{"occupation": "bookkeeping", "country": "PH", "rate_per_hour": 9.5}]
    assert written(right, tmp_path, reference).quotes == (
        Quote(occupation="43-3031.00", country="PH", rate_per_hour=9.5),
    )


def test_short_spellings_are_understood(right: Document, tmp_path: Path, reference: Reference) -> None:
    right["business"] |= {"country": "us", "currency": "usd", "name": "  Harbour\t Bakery "}
    right["business"]["working_hours"] = [time(8), "17:30"]
    right["processes"][0]["occupation"] = "43-3031"
    business = written(right, tmp_path, reference)
    home = business.home
    assert (home.country, home.currency, home.name) == ("US", "USD", "Harbour Bakery")
    assert home.working_hours == (time(8), time(17, 30))
    assert business.processes[0].occupation == "43-3031.00"
