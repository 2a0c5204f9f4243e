import os
from pathlib import Path

import pytest

from outhaul.reference.tables import Reference, load

PUBLISHED = Path(__file__).parents[3] / "shared" / "reference"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of the user's own."""
    monkeypatch.setenv("OUTHAUL_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture(scope="session")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Reference:
    """The built-in tables, whatever packs the person who runs the tests has loaded."""
    before = os.environ.get("OUTHAUL_HOME")
    os.environ["OUTHAUL_HOME"] = str(tmp_path_factory.mktemp("nobody"))
    try:
        return load()
    finally:
        if before is None:
            del os.environ["OUTHAUL_HOME"]
        else:
            os.environ["OUTHAUL_HOME"] = before


@pytest.fixture(scope="session")
def published() -> Path:
    """The folder of published files beside the repository."""
    if not PUBLISHED.is_dir():
        pytest.skip(f"the published files are not at {PUBLISHED}")
    return PUBLISHED
