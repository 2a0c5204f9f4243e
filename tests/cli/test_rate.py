"""`outhaul rate OCCUPATION COUNTRY`."""

import json
import subprocess
import sys
from functools import cache
from typing import Any

import pytest

KEYS = [
    "occupation",
    "country",
    "currency",
    "hourly",
    "annual_p50",
    "sd_ln_median",
    "sd_ln_individual",
    "median_interval_80",
    "grade",
    "sources",
]


@cache
def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from outhaul.cli import main; main()", "rate", *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={"COLUMNS": "80", "PYTHONIOENCODING": "utf-8"},
    )


def document(*arguments: str) -> dict[str, Any]:
    done = run(*arguments, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_json_has_the_promised_keys() -> None:
    found = document("15-1252.00", "PL")
    assert list(found) == KEYS
    assert list(found["hourly"]) == ["p5", "p25", "p50", "p75", "p95"]
    assert list(found["sources"][0]) == ["figure", "value", "year", "source", "licence", "grade"]
    assert (found["occupation"], found["country"], found["currency"]) == ("15-1252.00", "PL", "USD")
    assert found["median_interval_80"][0] < found["annual_p50"] < found["median_interval_80"][1]


def test_everyday_words_and_names_are_understood() -> None:
    assert document("bookkeeper", "Philippines") == document("43-3031.00", "PH")


def test_all_amounts_are_in_the_currency_asked() -> None:
    dollars, euros = document("43-3031.00", "PH"), document("43-3031.00", "PH", "--currency", "EUR")
    factor = euros["annual_p50"] / dollars["annual_p50"]
    assert euros["currency"] == "EUR"
    assert euros["hourly"]["p95"] == pytest.approx(dollars["hourly"]["p95"] * factor)
    assert euros["median_interval_80"] == pytest.approx([x * factor for x in dollars["median_interval_80"]])


def test_quotes_make_the_median_surer() -> None:
    before, after = (
        document("43-3031.00", "PH"),
        document("43-3031.00", "PH", "--quote", "9", "--quote", "10"),
    )
    assert before["hourly"]["p50"] < after["hourly"]["p50"] < 10
    assert after["sd_ln_median"] < before["sd_ln_median"]


def test_people_get_a_sentence_with_the_number_first_within_80_columns() -> None:
    done = run("43-4051.00", "PH")
    lines = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (0, "")
    assert lines[0].startswith("Customer Service Representatives in the Philippines: contractors ask about")
    assert max(map(len, lines)) <= 80


def test_every_fault_is_told_at_once() -> None:
    done = run("xyzzyq", "Atlantis", "--currency", "EURO", "--quote=-1", "--json")
    assert (done.returncode, done.stdout) == (2, "")
    places = [line.split(": ")[1] for line in done.stderr.splitlines()]
    assert places == ["--currency", "--quote", "OCCUPATION", "COUNTRY"]


def test_amounts_for_people_claim_no_false_precision() -> None:
    found = document("bookkeeper", "VN", "--currency", "VND")["annual_p50"]
    assert f"₫{round(found, -6):,.0f}" in run("bookkeeper", "VN", "--currency", "VND").stdout


@pytest.mark.parametrize(
    ("occupation", "country", "reason"),
    [("waiter", "PH", "bound to a place, so this is local pay"), ("15-1252.00", "IR", "An embargo keeps")],
)
def test_local_pay_is_explained(occupation: str, country: str, reason: str) -> None:
    assert reason in run(occupation, country).stdout
