"""An installation of its own, with a real database that several processes and threads share."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from tests.prepared import MIGRATED, prepare_folder

SET_UP = """
import json, os, signal, subprocess, sys, threading, time
from outhaul.web.serve import set_up

set_up()
from django.core.management import call_command
from django.db import connection

call_command("migrate", interactive=False, verbosity=0)
"""


def run(script: str, folder: Path) -> Any:  # noqa: ANN401 -- what the script prints as JSON
    """Run `script` in a new installation, after `SET_UP`, and return what it prints."""
    with _database() as address:
        if not address:
            prepare_folder(folder / "var")
        environment = os.environ | {"OUTHAUL_DATA_DIR": str(folder / "var"), "OUTHAUL_DATABASE": address}
        done = subprocess.run(
            [sys.executable, "-c", SET_UP + script],
            env=environment,
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@contextmanager
def _database() -> Iterator[str]:
    """Give the address of a new database on the PostgreSQL of this run; empty where it is SQLite."""
    address = os.environ.get("OUTHAUL_DATABASE", "")
    if not address:
        yield ""
        return
    import psycopg  # noqa: PLC0415 -- only there

    name = f"own_{uuid4().hex}"
    with psycopg.connect(address, autocommit=True) as server:
        begin = f"TEMPLATE {os.environ[MIGRATED]}" if MIGRATED in os.environ else ""
        server.execute(f"CREATE DATABASE {name} {begin}".encode())
        try:
            yield address.replace("/postgres?", f"/{name}?")
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
