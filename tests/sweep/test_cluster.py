"""A cluster plans as this machine does, and loses nothing with a worker."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from outhaul.faults import InputError
from outhaul.sweep.cluster import ClusterCrew
from outhaul.sweep.folder import business_files, tasks_of
from outhaul.sweep.run import outcomes
from outhaul.sweep.task import Task
from tests.sweep.folders import folder_of, options, swept


@pytest.fixture
def two_workers() -> Iterator[tuple[str, list[int]]]:
    """The address of a scheduler on this machine, and the processes that work for it."""
    script = str(Path(__file__).with_name("two_workers.py"))
    with subprocess.Popen(
        [sys.executable, script],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONPATH": "src"},
    ) as cluster:
        assert cluster.stdin
        assert cluster.stdout
        address, *workers = cluster.stdout.readline().split()
        yield address, [int(worker) for worker in workers]
        cluster.stdin.close()


def test_a_worker_is_killed_and_nothing_is_lost(two_workers: tuple[str, list[int]], tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "clients", 4)
    address, workers = two_workers
    tasks = (task for task in tasks_of(folder, business_files(folder), options()) if isinstance(task, Task))
    with ClusterCrew(address) as crew:
        coming = outcomes(tasks, crew)
        found = [next(coming)]
        os.kill(workers[0], signal.SIGKILL)
        found += coming
    assert sorted(found, key=lambda outcome: outcome.file) == swept(folder, tmp_path)[2]


def test_an_address_where_nobody_answers_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("outhaul.sweep.cluster.ANSWER", 0.2)
    with pytest.raises(InputError) as refused:
        ClusterCrew("tcp://127.0.0.1:9")
    remedy = "Start one with dask scheduler, and give the address that it prints"
    assert [str(fault) for fault in refused.value.faults] == [
        f"--cluster: no scheduler answers at tcp://127.0.0.1:9. {remedy}"
    ]


def test_what_to_install_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(InputError) as refused:
        ClusterCrew("tcp://127.0.0.1:9")
    assert [str(fault) for fault in refused.value.faults] == [
        "--cluster: needs the package distributed, which is not installed. Run pip install 'outhaul[cluster]'"
    ]
