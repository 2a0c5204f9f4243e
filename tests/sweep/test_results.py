"""A sweep goes on from where it was: what is answered is not planned again, and nothing else is kept."""

from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from outhaul.faults import InputError
from outhaul.sweep.outcome import Outcome, failed
from outhaul.sweep.results import Results
from outhaul.sweep.task import Task
from tests.sweep.folders import bakery, folder_of, options, swept


def test_what_is_answered_is_not_planned_again(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "clients", 2)
    first = swept(folder, tmp_path)
    assert (first[0], first[1].kept) == (["bakery-00.toml", "bakery-01.toml"], 0)
    again = swept(folder, tmp_path)
    assert (again[0], again[1].done, again[1].kept) == ([], 2, 2)
    assert again[2] == first[2]


def test_a_changed_file_is_planned_again_and_its_last_answer_counts(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "clients", 2)
    before = swept(folder, tmp_path)[2]
    (folder / "bakery-01.toml").write_text(bakery(1, hours=31), encoding="utf-8")
    files, _, after = swept(folder, tmp_path)
    assert files == ["bakery-01.toml"]
    assert after[0] == before[0]
    assert after[1].inputs_sha256 != before[1].inputs_sha256


@pytest.mark.parametrize("change", [{"seed": 2}, {"scenarios": 128}, {"version": "0"}, {"checksum": "0"}])
def test_other_options_or_versions_are_planned_again(tmp_path: Path, change: dict[str, int | str]) -> None:
    task = Task(file="a.toml", data=b"", options=options())
    other = Task(file="a.toml", data=b"", options=replace(options(), **change))  # type: ignore[arg-type]
    with Results(tmp_path / "results.jsonl") as results:
        results.add(replace(failed(task, "", ""), status="wrong"))
        assert results.status("a.toml", task.key) == "wrong"
        assert results.status("a.toml", other.key) is None


def test_a_half_written_line_is_dropped(tmp_path: Path) -> None:
    folder, lines = folder_of(tmp_path / "clients", 2), tmp_path / "results.jsonl"
    outcomes = swept(folder, tmp_path)[2]
    whole = lines.read_bytes()
    lines.write_bytes(whole[:-40])
    files, _, mended = swept(folder, tmp_path)
    last = msgspec.json.decode(whole.splitlines()[-1], type=Outcome).file
    assert (files, mended, lines.read_bytes()) == ([last], outcomes, whole)


def test_a_failure_is_tried_again(tmp_path: Path) -> None:
    task = Task(file="a.toml", data=b"", options=options())
    with Results(tmp_path / "results.jsonl") as results:
        results.add(failed(task, "killed", "Call again"))
        assert results.status("a.toml", task.key) is None


def test_one_bad_file_is_told_and_stops_no_other(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "clients", 1)
    (folder / "a.toml").write_text("[business", encoding="utf-8")
    (folder / "b.toml").symlink_to(folder / "nowhere.toml")
    (folder / "c.xlsx").write_bytes(b"no workbook")
    outcomes = swept(folder, tmp_path)[2]
    assert [(found.file, found.status) for found in outcomes] == [
        ("a.toml", "wrong"),
        ("b.toml", "wrong"),
        ("bakery-00.toml", "optimal"),
        ("c.xlsx", "wrong"),
    ]
    assert all(fault.remedy for found in outcomes if found.status == "wrong" for fault in found.faults)


def test_two_sweeps_do_not_write_the_same_results(tmp_path: Path) -> None:
    path = tmp_path / "results.jsonl"
    with Results(path), pytest.raises(InputError) as refused:
        Results(path)
    assert [fault.problem for fault in refused.value.faults] == ["is being written by another sweep"]
    with Results(path):
        pass
