"""`outhaul audit` proves every chain of an installation."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from outhaul.apps.audit.append_only import UNDONE
from outhaul.apps.audit.domain.trail import record
from outhaul.apps.audit.models import Event
from tests.cli.conftest import Ran, Run
from tests.prepared import prepare_folder


@pytest.mark.django_db
def test_it_tells_the_business_and_the_number_at_which_a_trail_breaks(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OUTHAUL_DATA_DIR", str(tmp_path))
    for scope, count in (("bakery", 3), ("office", 2)):
        for _ in range(count):
            record(scope=scope, actor=None, verb="changed", thing="business")
    assert run("audit") == Ran(0, "2 trails with 5 events are whole.\n", "")
    with connection.cursor() as cursor:
        for statement in UNDONE[connection.vendor]:
            cursor.execute(statement)
    Event.objects.filter(scope="office", number=2).update(name="forged")
    assert run("audit") == Ran(1, "", "outhaul: the trail of business office breaks at number 2\n")


def test_it_needs_nothing_but_the_data_folder(tmp_path: Path) -> None:
    prepare_folder(tmp_path / "var")
    environment = os.environ | {"OUTHAUL_DATA_DIR": str(tmp_path / "var"), "OUTHAUL_DATABASE": ""}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, "-m", "outhaul", "audit"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "0 trails with 0 events are whole.\n", "")


def test_without_an_installation_it_says_where_it_looked(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "outhaul", "audit"]
    given = os.environ | {"OUTHAUL_DATA_DIR": str(tmp_path)}
    done = subprocess.run(command, env=given, capture_output=True, text=True, check=False)
    told = (
        f"outhaul: {tmp_path / 'outhaul.sqlite3'}: holds no installation. "
        "Name the folder of yours in OUTHAUL_DATA_DIR, or make one with outhaul serve\n"
    )
    assert (done.returncode, done.stderr) == (2, told)
