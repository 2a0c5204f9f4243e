"""`outhaul sweep`."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from outhaul.cli.sweep import summary
from outhaul.sweep.tally import Tally
from tests.sweep.folders import folder_of, swept

Run = Callable[..., Any]
FEW = ("--scenarios", "64")
MANY = 400
"""Businesses that are never all planned before a signal comes."""
TAKEN = "Name another folder; the workbook would be taken for a business file"


def test_every_file_has_a_line_and_a_row_and_the_end_tells_what_failed(run: Run, tmp_path: Path) -> None:
    folder, out = folder_of(tmp_path / "clients", 2), tmp_path / "plans"
    (folder / "wrong.toml").write_text('[business]\nname = "=1+1"', encoding="utf-8")
    done = run("sweep", folder, "--out", out, "--workers", "2", *FEW)
    assert (done.code, _without_progress(done.err)) == (1, "")
    assert done.out.splitlines()[:2] == ["2 businesses planned.", "1 business could not be planned:"]
    assert done.out.splitlines()[2].startswith("  wrong.toml: business.country: is missing.")
    assert sorted(path.name for path in out.iterdir()) == ["results.jsonl", "results.xlsx"]
    swept(folder, tmp_path)
    here = sorted((tmp_path / "results.jsonl").read_bytes().splitlines())
    assert (out / "results.jsonl").read_bytes().splitlines() == here
    businesses, faults = load_workbook(out / "results.xlsx").worksheets
    rows = list(businesses.values)
    assert [row[:5] for row in rows[1:]] == [
        ("bakery-00.toml", "Bakery 0", "US", "USD", "optimal"),
        ("bakery-01.toml", "Bakery 1", "US", "USD", "optimal"),
        ("wrong.toml", None, None, None, "wrong"),
    ]
    assert dict(zip(rows[0], rows[1], strict=True))["Cost a month now"] == pytest.approx(1123.33, abs=0.01)
    assert {row[0] for row in list(faults.values)[1:]} == {"wrong.toml"}


def test_json_is_one_document_with_every_line(run: Run, tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "clients", 1)
    swept(folder, folder_of(folder / "sweep", 0))
    done = run("sweep", folder, "--json", *FEW)
    assert (done.code, done.err) == (0, "")
    document = json.loads(done.out)
    assert (document["planned"], document["from_earlier"], document["not_planned"]) == (1, 1, 0)
    line = (folder / "sweep" / "results.jsonl").read_text("utf-8")
    assert document["businesses"] == [json.loads(line)]


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGKILL])
def test_an_interrupted_sweep_leaves_no_process_and_is_gone_on_with(tmp_path: Path, ending: int) -> None:
    folder, lines = folder_of(tmp_path / "clients", MANY), tmp_path / "results.jsonl"
    code = "from outhaul.cli import main; main()"
    words = ("sweep", folder, "--out", tmp_path, "--workers", "1", *FEW)
    with subprocess.Popen(
        [sys.executable, "-c", code, *map(str, words)],
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as sweep:
        while not lines.exists() or not lines.stat().st_size:
            time.sleep(0.02)
        sweep.send_signal(ending)
        said = sweep.communicate()[1]
    while _lives(sweep.pid):
        time.sleep(0.02)
    answered = [json.loads(line)["file"] for line in lines.read_bytes().splitlines(keepends=True)]
    assert 0 < len(answered) < MANY
    if ending == signal.SIGINT:
        assert sweep.returncode == 130
        ended = f"stopped with {len(answered)} of {MANY} done; the same command goes on from there"
        assert _without_progress(said) == f"outhaul: {ended}\n"
    for path in folder.iterdir():
        if path.name not in answered:
            path.unlink()
    planned, sweep_again, _ = swept(folder, tmp_path)
    assert (planned, sweep_again.kept) == ([], len(answered))


def _without_progress(said: str) -> str:
    """What was said, without how far it was: that depends on how fast the machine is."""
    lines = said.splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("outhaul: Planning: "))


def _lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_folder_that_cannot_be_swept_is_told(run: Run, small: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    for folder, said in (
        (empty, "holds no business file. Put .toml or .xlsx files into it; outhaul template writes one to"),
        (small, "is a file, not a folder. Name a folder; outhaul plan small.toml plans one file"),
        (tmp_path / "none", "cannot be read (no such file or directory). Name a folder with business files"),
    ):
        done = run("sweep", folder)
        assert (done.code, done.out) == (2, "")
        assert done.err.startswith(f"outhaul: {folder}: {said}")


def test_a_place_that_cannot_be_written_is_told_before_the_work_begins(
    run: Run, small: Path, tmp_path: Path
) -> None:
    done = run("sweep", small.parent, "--out", tmp_path / "no" / "plans")
    assert done.code == 2
    assert done.err.endswith(
        "cannot be written (no such file or directory). Name a folder of yours with --out\n"
    )


def test_options_that_no_sweep_can_be_made_with_are_faults(run: Run, small: Path) -> None:
    done = run(
        "sweep", small.parent, "--out", small.parent, "--workers", "0", "--scenarios", "1", "--seed", "-1"
    )
    assert (done.code, done.out) == (2, "")
    assert done.err.splitlines() == [
        "outhaul: --scenarios: 1 is out of range. Give a number from 64 to 65,536",
        "outhaul: --seed: -1 is out of range. Give a number from 0 to 9007199254740991",
        "outhaul: --workers: 0 is out of range. Give a number from 1 to 1,024",
        f"outhaul: --out: is the folder with the business files. {TAKEN}",
    ]


def test_the_end_is_told_in_sentences() -> None:
    tally = Tally(
        planned=1203, handing_out=800, hours_freed=9812.4, impossible=3, not_planned=1, faults=("a.toml: x",)
    )
    assert summary(tally, 200).splitlines() == [
        "1,203 businesses planned, 200 of them before.",
        "Handing out work pays for 800 of them and frees 9,812 hours of owners a month.",
        "For 3 of them no plan exists; the workbook says what is in the way.",
        "1 business could not be planned:",
    ]
