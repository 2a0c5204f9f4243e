"""However the application is ended, no process of it is left behind.

By SIGTERM it is ended, and looked after, wherever a test has an installation of its own.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.prepared import prepare_folder
from tests.web.conftest import free_port, wait_for
from tests.web.journey.installation import left, nothing_left

pytestmark = pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="looks into /proc")


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


def test_a_signal_to_the_server_ends_all(serving: subprocess.Popen[bytes], tmp_path: Path) -> None:
    assert len(left(tmp_path)) >= 4
    serving.send_signal(signal.SIGINT)
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
