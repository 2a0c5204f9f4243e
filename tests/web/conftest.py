"""One server for all tests of pages."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import msgspec
import pytest
from pytest_django.fixtures import Settings

from outhaul.engine.report import PlanReport
from tests.people import nobody, people, reference
from tests.prepared import prepare_folder
from tests.real_plan import real_report

__all__ = ["nobody", "people", "real_report", "reference"]

DEMO = """
import sys
from pathlib import Path
import msgspec
from outhaul.engine.report import PlanReport
from outhaul.web.serve import prepare, serve

if __name__ == "__main__":
    prepare()
    from outhaul.apps.planning.domain.sample import keep_sample_plan, make_sample
    from outhaul.cli.demo import samples
    from outhaul.reference.tables import load

    make_sample(samples(), reference=load())
    report = msgspec.json.decode(Path(sys.argv[2]).read_bytes(), type=PlanReport)
    keep_sample_plan(report, reference=load())
    serve(int(sys.argv[1]), workers=1)
"""
"""As `outhaul demo`, with a plan that is known to the last figure."""


@pytest.fixture(autouse=True)
def plain_static_files(settings: Settings) -> None:
    """Let pages that the test client asks for name their static files without collecting them first."""
    settings.WHITENOISE_AUTOREFRESH = True
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


@pytest.fixture(scope="session")
def server(plan: PlanReport, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the demo: the sample business, open to everybody."""
    folder = tmp_path_factory.mktemp("demo")
    (folder / "plan.json").write_bytes(msgspec.json.encode(plan))
    (folder / "start.py").write_text(DEMO)
    with started(folder, "start.py", folder / "plan.json", OUTHAUL_DEMO="true") as address:
        yield address


@contextmanager
def started(folder: Path, script: str, *arguments: Path, **environment: str) -> Iterator[str]:
    """Run `script` with a free port and `arguments` in `folder`, and give its address once it answers."""
    prepare_folder(folder / "var")
    port = free_port()
    command = [sys.executable, str(folder / script), str(port), *map(str, arguments)]
    given = os.environ | {"OUTHAUL_DATA_DIR": str(folder / "var")} | environment
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, env=given, cwd=folder, stdout=log, stderr=log)
    try:
        wait_for(f"http://127.0.0.1:{port}", process, folder / "log")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(1800):
        try:
            with urlopen(f"{address}/healthz") as answer:  # noqa: S310 -- our own address
                assert answer.read() == b"ok"
                return
        except OSError:
            assert process.poll() is None, log.read_text()
            time.sleep(0.1)
    pytest.fail(f"the server does not answer: {log.read_text()}")
