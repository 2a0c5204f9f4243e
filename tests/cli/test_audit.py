"""`outhaul audit` proves every chain of an installation."""

import os
import subprocess
import sys
from pathlib import Path

from tests.apps.installation import run

SCRIPT = """
from outhaul.apps.audit.append_only import UNDONE
from outhaul.apps.audit.domain.trail import record
from outhaul.apps.audit.models import Event


def audit():
    connection.close()
    done = subprocess.run([sys.executable, "-m", "outhaul", "audit"], capture_output=True, text=True)
    return [done.returncode, done.stdout, done.stderr]


for scope, count in (("bakery", 3), ("office", 2)):
    for _ in range(count):
        record(scope=scope, actor=None, verb="changed", thing="business")
whole = audit()
with connection.cursor() as cursor:
    for statement in UNDONE[connection.vendor]:
        cursor.execute(statement)
Event.objects.filter(scope="office", number=2).update(name="forged")
print(json.dumps([whole, audit()]))
"""


def test_without_an_installation_it_says_where_it_looked(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "outhaul", "audit"]
    given = os.environ | {"OUTHAUL_DATA_DIR": str(tmp_path)}
    done = subprocess.run(command, env=given, capture_output=True, text=True, check=False)
    told = (
        f"outhaul: {tmp_path / 'outhaul.sqlite3'}: holds no installation. "
        "Name the folder of yours in OUTHAUL_DATA_DIR, or make one with outhaul serve\n"
    )
    assert (done.returncode, done.stderr) == (2, told)


def test_it_tells_the_business_and_the_number_at_which_a_trail_breaks(tmp_path: Path) -> None:
    assert run(SCRIPT, tmp_path) == [
        [0, "2 trails with 5 events are whole.\n", ""],
        [1, "", "outhaul: the trail of business office breaks at number 2\n"],
    ]
