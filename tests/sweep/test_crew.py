"""Processes of this machine: one that dies takes its own file with it, and no other."""

from outhaul.sweep.crew import LocalCrew
from outhaul.sweep.run import outcomes
from outhaul.sweep.task import Task
from tests.sweep.folders import die_of_poison, options

DEATH = "its worker ended before it was made (BrokenProcessPool: killed, or out of memory)"


def test_a_worker_that_is_killed_fails_only_its_own_file() -> None:
    files = {f"{number}.toml": b"poison" if number in {1, 2, 6} else b"" for number in range(8)}
    tasks = (Task(file=file, data=data, options=options()) for file, data in files.items())
    with LocalCrew(2, die_of_poison) as crew:
        found = {outcome.file: outcome.faults[0].problem for outcome in outcomes(tasks, crew)}
    assert sorted(found) == list(files)
    assert [file for file in files if found[file] == DEATH] == ["1.toml", "2.toml", "6.toml"]


def test_no_more_is_taken_than_the_workers_can_hold() -> None:
    taken, held = 0, []

    def tasks() -> object:
        nonlocal taken
        for number in range(6):
            taken += 1
            yield Task(file=f"{number}.toml", data=b"", options=options())

    with LocalCrew(2, die_of_poison) as crew:
        for done, _ in enumerate(outcomes(tasks(), crew)):  # type: ignore[arg-type]
            held.append(taken - done)
    assert max(held) <= 2
