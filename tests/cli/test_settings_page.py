"""docs/reference/settings.md tells every setting, in the order of the programme's own list."""

import re
from pathlib import Path

from outhaul.project.environment import Environment


def test_every_setting_is_told() -> None:
    page = Path("docs/reference/settings.md").read_text("utf-8")
    told = re.findall(r"^\| `(OUTHAUL_[A-Z_]+)`", page, re.MULTILINE)
    assert told == [f"OUTHAUL_{name.upper()}" for name in Environment.model_fields]
