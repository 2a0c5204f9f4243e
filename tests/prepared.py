"""What the first start makes: made once for each state of the code, copied wherever a test begins with it."""

import fcntl
import os
import shutil
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "outhaul"
KEPT = ROOT / ".pytest_cache" / "prepared"
LONGEST_RUN = 3600
"""Seconds."""
MIGRATED = "OUTHAUL_TESTS_MIGRATED"
"""Environment variable: the name of a database on the PostgreSQL of this run that is migrated and empty."""
MIGRATE = """
from outhaul.web.serve import set_up

set_up()
from django.core.management import call_command

call_command("migrate", interactive=False, verbosity=0)
call_command("createcachetable", verbosity=0)
"""
PREPARE = """
from outhaul.web.serve import prepare

prepare()
from django.template import engines

for template in engines["jinja2"].env.list_templates(["html"]):
    engines["jinja2"].get_template(template)
"""
"""The first start, and all pages opened once: their templates are compiled."""


def prepare_folder(folder: Path) -> None:
    """Let `folder` be a data folder that was served once; one that is there stays as it is."""
    if not folder.exists():
        _copy("folder", PACKAGE, folder, _make_folder)


def prepare_database(folder: Path) -> Path:
    """Return the embedded database, migrated and empty, of the new data folder `folder`."""
    _copy("database", PACKAGE / "apps", folder, _make_database)
    return folder / "outhaul.sqlite3"


def compiled_templates() -> Path:
    """Return the folder where templates that are compiled in tests are kept for the next run."""
    kept = KEPT / f"templates-{_state(PACKAGE)}"
    with _alone("templates"):
        if not kept.exists():
            _forget("templates")
        kept.mkdir(exist_ok=True)
        os.utime(kept)
    return kept


def migrate(data_dir: Path, address: str = "") -> None:
    """Migrate the database at `address`; the embedded one in `data_dir` if that is empty."""
    _run(MIGRATE, data_dir, address)


def _make_folder(folder: Path) -> None:
    prepare_database(folder)
    _run(PREPARE, folder)


def _make_database(folder: Path) -> None:
    migrate(folder)


def _run(script: str, data_dir: Path, address: str = "") -> None:
    environment = os.environ | {"OUTHAUL_DATA_DIR": str(data_dir), "OUTHAUL_DATABASE": address}
    subprocess.run([sys.executable, "-c", script], env=environment, check=True)


def _copy(name: str, source: Path, folder: Path, make: Callable[[Path], None]) -> None:
    """Copy to `folder` what `make` makes of the code in `source`; what is older is removed."""
    kept = KEPT / f"{name}-{_state(source)}"
    with _alone(name):
        if not kept.exists():
            _forget(name)
            made = Path(mkdtemp(prefix=f"{name}-", dir=KEPT)) / name
            make(made)
            shutil.move(made, kept)
            made.parent.rmdir()
        os.utime(kept)
        shutil.copytree(kept, folder)


def _forget(name: str) -> None:
    """Remove what other states of the code left, but for that of a run which may still go on."""
    for old in KEPT.glob(f"{name}-*"):
        if time.time() - old.stat().st_mtime > LONGEST_RUN:
            shutil.rmtree(old)


@lru_cache
def _state(source: Path) -> str:
    """Which files are in `source`, from when, and when a package was last installed."""
    files = sorted(path for path in source.rglob("*") if path.is_file() and path.suffix != ".pyc")
    state = [(str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in files]
    packages = Path(sysconfig.get_path("purelib")).stat().st_mtime_ns
    return sha256(repr((sys.version, packages, state)).encode()).hexdigest()[:16]


@contextmanager
def _alone(name: str) -> Iterator[None]:
    """Let the workers of a run wait for the first of them."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
