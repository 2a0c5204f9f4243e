"""`outhaul risk` and `outhaul compile`."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

EXAMPLE = Path(__file__).parents[2] / "examples/harbour-bakery.toml"


def test_a_sample_out_of_range_is_wrong_input(run: Run, small: Path) -> None:
    done = run("risk", small, "--scenarios", "64")
    assert (done.code, done.out) == (2, "")
    assert done.err == "outhaul: --scenarios: 64 is out of range. Give a number from 2,048 to 20,000,000\n"


def test_json_tells_the_risk_and_what_it_was_made_with(run: Run, small: Path) -> None:
    done = run("risk", small, "--scenarios", "2048", "--json", "--seed", "7")
    assert (done.code, done.err) == (0, "")
    told = json.loads(done.out)
    assert (told["scenarios"], told["seed"], told["generator"]) == (2048, 7, "SplitMix64 by counter")
    assert told["way"] in {"numpy", "numba"}
    assert told["npv"]["mean"] == pytest.approx(0.0, abs=1e-6), "all is kept"


def test_people_read_six_lines(run: Run, small: Path) -> None:
    done = run("risk", small, "--scenarios", "2048", "--threads", "2")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Of 2,048 futures ")
    assert len(done.out.splitlines()) == 7


def test_compiling_without_the_extra_says_how_to_get_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    done = run("compile")
    assert (done.code, done.out) == (2, "")
    assert done.err == "outhaul: numba: is not installed. Run pip install 'outhaul[fast]'\n"
