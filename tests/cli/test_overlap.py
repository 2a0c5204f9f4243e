"""`outhaul overlap`."""

import json
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from outhaul.cli import app
from outhaul.faults import Fault, InputError


def run(*arguments: str) -> str:
    result = CliRunner().invoke(app, ["overlap", *arguments], catch_exceptions=False, env={"COLUMNS": "80"})
    assert result.exit_code == 0
    return result.stdout


def refused(*arguments: str) -> tuple[Fault, ...]:
    with pytest.raises(InputError) as caught:
        CliRunner().invoke(app, ["overlap", *arguments], catch_exceptions=False)
    return caught.value.faults


def test_json_has_the_keys_and_figures_of_the_interface() -> None:
    document = json.loads(run("America/New_York", "Europe/London", "--year", "2026", "--json"))
    assert {key: document[key] for key in ("min", "max", "changes")} == {
        "min": 3.0,
        "max": 4.0,
        "changes": [
            {"date": "2026-03-08", "from": 3.0, "to": 4.0},
            {"date": "2026-03-29", "from": 4.0, "to": 3.0},
            {"date": "2026-10-25", "from": 3.0, "to": 4.0},
            {"date": "2026-11-01", "from": 4.0, "to": 3.0},
        ],
    }
    assert (round(document["mean"], 2), len(document["by_month"])) == (3.08, 12)


def test_the_first_line_answers_for_people() -> None:
    lines = run("Europe/Berlin", "Asia/Kolkata", "--year", "2026").splitlines()
    assert " ".join(lines[:2]).startswith(
        "Berlin and Kolkata share 3.5 to 4.5 working hours a day in 2026, 4.07"
    )


def test_every_line_fits_eighty_columns() -> None:
    assert max(map(len, run("Europe/Berlin", "Asia/Kolkata").splitlines())) <= 80


def test_countries_and_cities_stand_for_their_zones() -> None:
    by_zone = run("America/New_York", "Asia/Manila", "--year", "2026", "--json")
    assert run("US", "manila", "--year", "2026", "--json") == by_zone
    assert run("usa", "Philippines", "--year", "2026", "--json") == by_zone


def test_offered_and_other_hours_count() -> None:
    offered = json.loads(run("US", "PH", "--year", "2026", "--flexible", "4", "--json"))
    night = json.loads(run("US", "PH", "--year", "2026", "--other-hours", "21:00-06:00", "--json"))
    assert (offered["min"], offered["max"], night["min"]) == (0.0, 1.0, 8.0)


def test_no_shared_hours_are_said_in_one_line() -> None:
    assert (
        run("US", "PH", "--year", "2026").splitlines()[0]
        == "New York and Manila share no working hours in 2026."
    )


def test_this_year_counts_unless_another_is_given() -> None:
    year = datetime.now(UTC).year
    assert run("US", "GB", "--json") == run("US", "GB", "--year", str(year), "--json")


def test_unknown_places_and_hours_are_all_refused_at_once_with_near_matches() -> None:
    assert refused("Europe/Berlni", "Manilla", "--hours", "nine to five") == (
        Fault(
            "ZONE", '"Europe/Berlni" is no time zone and no country', 'Did you mean "Europe/Berlin" (Berlin)?'
        ),
        Fault(
            "second ZONE", '"Manilla" is no time zone and no country', 'Did you mean "Asia/Manila" (Manila)?'
        ),
        Fault("--hours", "'nine to five' are no working hours", "Write them as 09:00-17:00"),
    )


@pytest.mark.parametrize(("option", "value"), [("--year", "1"), ("--flexible", "13"), ("--flexible", "nan")])
def test_numbers_that_cannot_be_meant_are_refused(option: str, value: str) -> None:
    assert [fault.where for fault in refused("US", "GB", option, value)] == [option]


def test_hours_without_length_are_refused() -> None:
    assert refused("US", "GB", "--hours", "09:00-09:00") == (
        Fault("--hours", "'09:00-09:00' has no length", "Write them as 09:00-17:00"),
    )
