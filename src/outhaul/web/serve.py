"""Start the application: two workers of granian on this machine."""

import os
import secrets
import socket
from pathlib import Path

from outhaul.engine.report import PlanReport
from outhaul.faults import Fault, InputError

WORKERS = 2
"""Processes; one thread each is quickest for pages that are worked out in Python."""


def serve(report: PlanReport | None = None, port: int = 8000, *, host: str = "127.0.0.1") -> None:
    """Serve the application at http://`host`:`port` until it is interrupted.

    First makes what is missing in the data folder: the folder, the secret key, the static files, and
    the page of `report` if one is given.

    Raises:
        InputError: another program uses the port.
    """
    _refuse_taken(host, port)
    prepare(report)
    from granian import Granian  # noqa: PLC0415 -- needed only here
    from granian.constants import Interfaces  # noqa: PLC0415 -- likewise
    from granian.log import LogLevels  # noqa: PLC0415 -- likewise

    print(f"Serving at http://{host}:{port}  (no sign-in needed; Ctrl-C ends it)", flush=True)  # noqa: T201 -- the address
    Granian(
        "outhaul.project.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=1,
        log_level=LogLevels.warning,
    ).serve()


def prepare(report: PlanReport | None = None) -> None:
    """Make what the server needs in its data folder."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "outhaul.project.settings")
    folder = Path(os.environ.get("OUTHAUL_DATA_DIR", "var")).absolute()
    os.environ["OUTHAUL_DATA_DIR"] = str(folder)
    folder.mkdir(parents=True, exist_ok=True)
    _make_secret(folder / "secret-key")

    import django  # noqa: PLC0415 -- after its settings are named
    from django.conf import settings  # noqa: PLC0415 -- likewise
    from django.core.management import call_command  # noqa: PLC0415 -- likewise

    from outhaul.web import sample  # noqa: PLC0415 -- likewise

    django.setup()
    call_command("collectstatic", interactive=False, verbosity=0)
    if report is not None:
        sample.keep(report, settings.SAMPLE_PLAN)


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
