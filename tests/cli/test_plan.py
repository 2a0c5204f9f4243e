"""`outhaul plan`."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from outhaul.cli.plan import power_of_two

Run = Callable[..., Any]


@pytest.mark.parametrize(("asked", "counts"), [(64, 64), (65, 128), (4096, 4096), (65_535, 65_536)])
def test_scenarios_are_rounded_up_to_a_power_of_two(asked: int, counts: int) -> None:
    assert power_of_two(asked) == counts


def test_json_is_one_document_and_nothing_else(run: Run, small: Path) -> None:
    done = run("plan", small, "--json", "--scenarios", "64", "--seed", "7")
    assert (done.code, done.err) == (0, "")
    plan = json.loads(done.out)
    assert (plan["business"], plan["seed"], plan["status"]) == ("Harbour Bakery", 7, "optimal")
    assert [(process["id"], process["decision"]) for process in plan["processes"]] == [("books", "keep")]
    assert plan["elapsed_ms"] > 0


def test_the_plan_is_printed_and_written_for_people(run: Run, small: Path, tmp_path: Path) -> None:
    html, pdf = tmp_path / "plan.html", tmp_path / "plan.pdf"
    done = run("plan", small, "--scenarios", "64", "--html", html, "--pdf", pdf)
    assert (done.code, done.err) == (0, "")
    assert max(len(line.rstrip()) for line in done.out.splitlines()) <= 80
    assert "\x1b" not in done.out
    assert html.read_text("utf-8").lower().startswith("<!doctype html>")
    assert pdf.read_bytes().startswith(b"%PDF-")


def test_options_out_of_range_are_faults(run: Run, small: Path) -> None:
    done = run("plan", small, "--scenarios", "63", "--seed", "-1")
    assert (done.code, done.out) == (2, "")
    assert done.err.splitlines() == [
        "outhaul: --scenarios: 63 is out of range. Give a number from 64 to 65,536",
        "outhaul: --seed: -1 is out of range. Give a number from 0 to 9007199254740991",
    ]


def test_the_business_file_is_not_written_over(run: Run, small: Path) -> None:
    before = small.read_bytes()
    done = run("plan", small, "--html", small, "--pdf", small)
    assert done.err.splitlines() == [
        "outhaul: --html: is the same file as FILE. Name another file",
        "outhaul: --pdf: is the same file as FILE. Name another file",
    ]
    assert (done.code, small.read_bytes()) == (2, before)


def test_nothing_is_written_for_a_wrong_file(run: Run, small: Path, tmp_path: Path) -> None:
    small.write_text("[business]", encoding="utf-8")
    done = run("plan", small, "--html", tmp_path / "plan.html", "--pdf", tmp_path / "plan.pdf")
    assert (done.code, done.out) == (2, "")
    assert [path.name for path in tmp_path.iterdir()] == ["small.toml"]


def test_a_missing_folder_is_told_before_the_work_begins(run: Run, small: Path, tmp_path: Path) -> None:
    out = tmp_path / "missing" / "plan.html"
    done = run("plan", small, "--html", out)
    assert (done.code, done.err) == (
        2,
        f"outhaul: {out}: cannot be written (no such file or directory). Name a file in a folder of yours\n",
    )
