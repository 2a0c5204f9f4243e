"""`outhaul places`."""

import json

import pytest
from click.testing import CliRunner

from outhaul.cli import app
from outhaul.faults import Fault, InputError


def run(*arguments: str) -> str:
    result = CliRunner().invoke(app, ["places", *arguments], catch_exceptions=False, env={"COLUMNS": "80"})
    assert result.exit_code == 0
    return result.stdout


def refused(*arguments: str) -> tuple[Fault, ...]:
    with pytest.raises(InputError) as caught:
        CliRunner().invoke(app, ["places", *arguments], catch_exceptions=False)
    return caught.value.faults


def test_json_has_the_keys_of_the_interface() -> None:
    document = json.loads(run("43-3031.00", "--home", "US", "--limit", "2", "--json"))
    wanted = {
        "country",
        "rank",
        "score",
        "rate_hourly",
        "overlap_hours",
        "language",
        "culture",
        "governance",
        "supply",
        "true_cost_per_accepted_hour",
        "why",
    }
    assert [wanted - set(place) for place in document["places"]] == [set(), set()]
    assert [place["rank"] for place in document["places"]] == [1, 2]
    assert sum(document["weights"].values()) == pytest.approx(1.0)


def test_json_ranks_every_country_unless_limited() -> None:
    assert len(json.loads(run("43-3031.00", "--home", "US", "--json"))["places"]) >= 190


def test_people_get_an_answer_first_within_eighty_columns() -> None:
    lines = run("bookkeeper", "--home", "Germany", "--language", "en").splitlines()
    assert lines[0].startswith("Bookkeeping, Accounting, and Auditing Clerks: ")
    assert max(map(len, lines)) <= 80


def test_a_catalogue_key_brings_its_own_answers() -> None:
    ready, plain = (
        json.loads(run(work, "--home", "US", "--json", "--limit", "1"))["occupation"]
        for work in ("bookkeeping", "43-3031.00")
    )
    assert ready == plain == "43-3031.00"


def test_work_bound_to_a_place_is_said_to_be() -> None:
    assert " ".join(run("plumber", "--home", "US").split()).startswith(
        "Plumbers, Pipefitters, and Steamfitters: mostly bound to a place."
    )


def test_an_unknown_home_is_refused_with_the_near_one() -> None:
    assert refused("bookkeeper", "--home", "Germny") == (
        Fault("--home", '"Germny" is no country', 'Did you mean "DE" (Germany)?'),
    )


def test_an_unknown_work_language_or_limit_is_refused() -> None:
    assert [fault.where for fault in refused("asdfqwer", "--home", "US")] == ["OCCUPATION"]
    assert [fault.where for fault in refused("bookkeeper", "--home", "US", "--language", "xx")] == [
        "--language"
    ]
    assert [fault.where for fault in refused("bookkeeper", "--home", "US", "--limit", "0")] == ["--limit"]
