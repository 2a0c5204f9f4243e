"""An installation as its owner starts it: `outhaul serve` in an empty folder, until it ends or is killed."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.prepared import prepare_folder
from tests.web.conftest import free_port, wait_for


class Installation:
    """One data folder with its server and worker; the address stays the same from start to start."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self._folder = folder
        self._environment = environment
        self._port = free_port()
        self._server: subprocess.Popen[bytes] | None = None
        self.address = f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Serve, and return once it answers."""
        prepare_folder(self._folder / "var")
        command = [sys.executable, "-m", "outhaul", "serve", "--port", str(self._port)]
        given = os.environ | {"OUTHAUL_DATA_DIR": str(self._folder / "var")} | self._environment
        with (self._folder / "log").open("ab") as log:
            self._server = subprocess.Popen(command, env=given, cwd=self._folder, stdout=log, stderr=log)
        wait_for(self.address, self._server, self._folder / "log")

    def kill(self) -> None:
        """End the server, its pages' processes and its worker at once, as when the power goes."""
        assert self._server is not None
        for pid in (self._server.pid, *descendants(self._server.pid)):
            os.kill(pid, signal.SIGKILL)
        self._server.wait()
        self._server = None

    def end(self) -> None:
        """End it by SIGTERM, as what runs services does: no process of it is left behind."""
        if self._server is not None:
            self._server.terminate()
            self._server.wait(20)
            assert nothing_left(self._folder)

    def states_of_jobs(self) -> list[str]:
        """What the database says of every job, the newest last."""
        database = self._folder / "var" / "outhaul.sqlite3"
        with closing(sqlite3.connect(database)) as opened:
            return [state for (state,) in opened.execute("select state from jobs_job order by id")]

    def wait_for_job(self, state: str, seconds: float = 60.0) -> None:
        """Return once the newest job is in that state: it ends a moment after what it made is kept."""
        until = time.monotonic() + seconds
        while (found := self.states_of_jobs()[-1]) != state:
            assert time.monotonic() < until, found
            time.sleep(0.1)

    def told(self, question: str, *values: object) -> list[tuple[Any, ...]]:
        """What the database answers, in the order of its rows."""
        with closing(sqlite3.connect(self._folder / "var" / "outhaul.sqlite3")) as opened:
            return opened.execute(question, values).fetchall()

    def broke(self) -> list[str]:
        """What the server and its worker said of anything that broke."""
        said = (self._folder / "log").read_text(encoding="utf-8").splitlines()
        return [line for line in said if "Error" in line or "Traceback" in line]


def left(folder: Path) -> list[int]:
    """Ids of the living processes that use the data folder in `folder`; none where there is no /proc."""
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


def nothing_left(folder: Path) -> bool:
    """Whether every process of the data folder ends within some seconds."""
    deadline = time.monotonic() + 20
    while left(folder) and time.monotonic() < deadline:
        time.sleep(0.1)
    return left(folder) == []


def descendants(pid: int) -> list[int]:
    """Every process that `pid` started, and those that they started."""
    command = ["ps", "-Ao", "pid=,ppid="]
    listed = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    pairs = [tuple(map(int, line.split())) for line in listed.stdout.splitlines()]
    children = [child for child, parent in pairs if parent == pid]
    return children + [other for child in children for other in descendants(child)]
