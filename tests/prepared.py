"""A data folder as the first start leaves it: made once, copied wherever a test starts the application."""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from functools import lru_cache
from pathlib import Path


def prepare_folder(folder: Path) -> None:
    """Let `folder` be a data folder that was served once; one that is there stays as it is."""
    if not folder.exists():
        shutil.copytree(_made(), folder)


@lru_cache
def _made() -> Path:
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    environment = os.environ | {"OUTHAUL_DATA_DIR": str(folder), "OUTHAUL_DATABASE": ""}
    command = [sys.executable, "-c", "from outhaul.web.serve import prepare; prepare()"]
    subprocess.run(command, env=environment, check=True)
    return folder
