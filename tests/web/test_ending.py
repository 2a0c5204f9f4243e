"""However the application is ended, no process of it is left behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.prepared import prepare_folder
from tests.web.conftest import free_port, wait_for

pytestmark = pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="looks into /proc")


def left(folder: Path) -> list[int]:
    """Ids of the living processes that use the data folder."""
    mark = f"OUTHAUL_DATA_DIR={folder / 'var'}".encode()
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            used = (process / "environ").read_bytes().split(b"\0")
            state = (process / "stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            continue
        if mark in used and state != "Z":
            found.append(int(process.name))
    return found


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """`outhaul serve` with its workers."""
    port = free_port()
    prepare_folder(tmp_path / "var")
    environment = os.environ | {"OUTHAUL_DATA_DIR": str(tmp_path / "var"), "OUTHAUL_DATABASE": ""}
    command = [sys.executable, "-m", "outhaul", "serve", "--port", str(port)]
    log = tmp_path / "log"
    with log.open("wb") as out:
        process = subprocess.Popen(command, env=environment, stdout=out, stderr=out, start_new_session=True)
    wait_for(f"http://127.0.0.1:{port}", process, log)
    yield process
    for pid in left(tmp_path):
        os.kill(pid, signal.SIGKILL)


def nothing_left(folder: Path) -> bool:
    deadline = time.monotonic() + 20
    while left(folder) and time.monotonic() < deadline:
        time.sleep(0.1)
    return left(folder) == []


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_to_the_server_ends_all(
    serving: subprocess.Popen[bytes], tmp_path: Path, sign: signal.Signals
) -> None:
    assert len(left(tmp_path)) >= 4
    serving.send_signal(sign)
    serving.wait(20)
    assert nothing_left(tmp_path)


def test_ctrl_c_in_a_terminal_ends_all(serving: subprocess.Popen[bytes], tmp_path: Path) -> None:
    os.killpg(serving.pid, signal.SIGINT)
    serving.wait(20)
    assert nothing_left(tmp_path)


def test_a_worker_outlives_not_even_a_server_that_is_killed(
    serving: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    os.killpg(serving.pid, signal.SIGKILL)
    serving.wait(20)
    assert nothing_left(tmp_path)
