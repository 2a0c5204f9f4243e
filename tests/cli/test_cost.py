"""`outhaul cost`."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from outhaul.cli import app
from outhaul.faults import Fault, InputError

EXAMPLE = Path(__file__).parents[2] / "examples" / "cost" / "engagement.toml"


def run(*arguments: str) -> str:
    result = CliRunner().invoke(app, ["cost", *arguments], catch_exceptions=False, env={"COLUMNS": "80"})
    assert result.exit_code == 0
    return result.stdout


def refused(path: Path) -> tuple[Fault, ...]:
    with pytest.raises(InputError) as caught:
        CliRunner().invoke(app, ["cost", str(path)], catch_exceptions=False)
    return caught.value.faults


def test_json_has_the_keys_and_figures_of_the_interface() -> None:
    document = json.loads(run(str(EXAMPLE), "--json"))
    assert set(document) >= {
        *("A", "rho", "mu", "rate", "months", "npv", "payback_month"),
        *("total_cost", "headline_cost", "headline_saving", "true_saving"),
    }
    assert list(document["months"][0]) == ["month", "R", "hours", "management", "cost", "cash", "cumulative"]
    assert (round(document["npv"], 2), document["payback_month"], len(document["months"])) == (
        29609.79,
        8,
        36,
    )


def test_the_first_line_answers_for_people() -> None:
    text = " ".join(run(str(EXAMPLE)).split())
    assert text.startswith(
        "The bare rate promises 62%; all costs counted, 27% are saved: "
        "an accepted hour costs 32.68, at home 45.00. It pays back in month 8."
    )


def test_every_line_fits_eighty_columns() -> None:
    assert max(map(len, run(str(EXAMPLE)).splitlines())) <= 80


def test_a_losing_engagement_is_told_with_the_guard(tmp_path: Path) -> None:
    losing = tmp_path / "losing.toml"
    losing.write_text(
        EXAMPLE.read_text(encoding="utf-8").replace("home_rate = 45", "home_rate = 25"), encoding="utf-8"
    )
    text = " ".join(run(str(losing)).split())
    assert "It does not pay back within 36 months." in text
    assert "Guard cost says block (§COST-10)" in text


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"hours = 80\nhome_rate = \xff\n", "is not UTF-8"),
        (b"hours : 80\n", "is not TOML: Expected '=' after a key in a key/value pair (at line 1, column 7)"),
    ],
)
def test_a_damaged_file_is_told(tmp_path: Path, content: bytes, problem: str) -> None:
    path = tmp_path / "case.toml"
    path.write_bytes(content)
    assert [(fault.where, fault.problem) for fault in refused(path)] == [(str(path), problem)]


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    assert [fault.where for fault in refused(tmp_path / "none.toml")] == [str(tmp_path / "none.toml")]
