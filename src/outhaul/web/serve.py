"""Start the application: two workers of granian for pages, one process for work in the background."""

import multiprocessing
import os
import secrets
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from outhaul.faults import Fault, InputError

WORKERS = 2
"""Processes; one thread each is quickest for pages that are worked out in Python."""
PATIENCE = 3.0
"""Seconds that the worker has to end before it is told so more firmly."""


def serve(port: int = 8000, *, host: str = "127.0.0.1", workers: int = WORKERS) -> None:
    """Serve the application at http://`host`:`port` by so many processes until it is interrupted.

    First makes what is missing in the data folder: the folder, the secret key, the database, the static
    files and the translations. Beside the pages runs one process that makes plans.

    Raises:
        InputError: another program uses the port.
    """
    _refuse_taken(host, port)
    if not {"OUTHAUL_HOSTS", "OUTHAUL_HTTPS"} & set(os.environ):
        os.environ.setdefault("OUTHAUL_ADDRESS", f"http://{host}:{port}")
    prepare()
    # A fork of a process that has drawn hangs at its next drawing, and a demo draws before it serves.
    multiprocessing.set_start_method("spawn", force=True)
    from granian import Granian  # noqa: PLC0415 -- needed only here
    from granian.constants import Interfaces  # noqa: PLC0415 -- likewise
    from granian.log import LogLevels  # noqa: PLC0415 -- likewise

    print(f"Serving at http://{host}:{port}  (Ctrl-C ends it)", flush=True)  # noqa: T201 -- the address
    with _worker():
        Granian(
            "outhaul.project.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=1,
            workers_kill_timeout=3,  # Ctrl-C reaches them twice, from the terminal and from us: some hang
            log_level=LogLevels.warning,
        ).serve()


def set_up() -> None:
    """Name the settings and the data folder, and start Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "outhaul.project.settings")
    folder = Path(os.environ.get("OUTHAUL_DATA_DIR", "var")).absolute()
    os.environ["OUTHAUL_DATA_DIR"] = str(folder)
    folder.mkdir(parents=True, exist_ok=True)
    _make_secret(folder / "secret-key")

    import django  # noqa: PLC0415 -- after its settings are named

    django.setup()


def prepare() -> None:
    """Make what the server needs in its data folder."""
    set_up()
    from django.core.management import call_command  # noqa: PLC0415 -- after its settings are named

    from outhaul.web.collecting import collect  # noqa: PLC0415 -- likewise

    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    collect()


@contextmanager
def _worker() -> Iterator[None]:
    """Run a worker beside the pages; it also ends by itself when this process is gone.

    At the end it may finish what it is about to finish. A plan that takes longer is interrupted, and
    taken up again at the next start.
    """
    command = [sys.executable, "-m", "outhaul.web.work"]
    worker = subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True)  # noqa: S603 -- ours
    try:
        yield
    finally:
        for end in (worker.terminate, worker.terminate, worker.kill):
            end()
            with suppress(subprocess.TimeoutExpired):
                worker.wait(PATIENCE)


def _make_secret(path: Path) -> None:
    """Make the key that signs what browsers are handed; only the owner of the folder may read it."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(50))


def _refuse_taken(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            remedy = f"End that program, or set another port: PORT={port + 1}"
            raise InputError([Fault("PORT", f"{port} is in use", remedy)]) from error
