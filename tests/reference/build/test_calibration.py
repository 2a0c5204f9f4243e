"""The pay model is what the calibration makes of the published files, and as good as it says."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest

from outhaul.reference.build.calibration import Error, calibrate, describe, summarise
from outhaul.reference.pay_model import TABLE, CrossValidation, PayModel
from outhaul.reference.tables import load

ROOT = Path(__file__).parents[3]
FOLDER = ROOT.parent / "shared" / "reference"
needs_files = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="needs the published files in ../shared/reference beside the checkout"
)
Calibrated = tuple[PayModel, Sequence[Error]]


@pytest.fixture(scope="module")
def calibrated() -> Calibrated:
    return calibrate(FOLDER)


def numbers(table: Mapping[str, Any]) -> list[float]:
    return [number for level in table["levels"].values() for number in level]


@needs_files
def test_the_committed_table_is_the_calibrations_result(calibrated: Calibrated) -> None:
    committed = msgspec.json.decode((ROOT / "src/outhaul/reference/data" / TABLE).read_bytes())
    made = msgspec.to_builtins(calibrated[0])
    assert made["levels"].keys() == committed["levels"].keys()
    assert numbers(made) == pytest.approx(numbers(committed), abs=2e-4)
    assert made["cross_validation"] == pytest.approx(committed["cross_validation"], abs=2e-4)


@needs_files
def test_every_printed_number_is_published(calibrated: Calibrated) -> None:
    published = (ROOT / "docs/explanation/market-rates.md").read_text(encoding="utf-8")
    assert describe(*calibrated, FOLDER) in published


@needs_files
def test_each_country_is_predicted_from_the_others_within_the_goal(calibrated: Calibrated) -> None:
    result = summarise(calibrated[1])
    assert result.rmse <= 0.34
    assert 0.70 <= result.coverage_80 <= 0.90


def test_the_summary_counts_errors_and_intervals() -> None:
    errors = [Error("AAA", 30, 10.0, 10.3, 0.2), Error("BBB", 30, 10.0, 9.6, 0.4)]
    assert summarise(errors) == CrossValidation(2, pytest.approx(0.125**0.5), 0.5)  # type: ignore[arg-type]


def test_at_least_190_countries_have_a_level() -> None:
    levels = load().pay_model.levels
    assert len(levels) >= 190
    assert all(8 < level.ln_pay < 12.5 and 0.1 < level.sd < 0.6 for level in levels.values())
