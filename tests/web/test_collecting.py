"""Static files and translations are made once, and anew as soon as what they are made of has changed."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from shutil import rmtree

import pytest
from pytest_django import Settings

from outhaul.web.collecting import collect
from tests.web.plain import PLAIN


@pytest.fixture
def made(tmp_path: Path, settings: Settings) -> Callable[[], set[str]]:
    """Starts once more; returns what was made by it."""
    sources, static, locale = (tmp_path / name for name in ("sources", "static", "locale"))
    sources.mkdir()
    (sources / "look.css").write_text("body { color: black }")
    settings.STORAGES = settings.STORAGES | {"staticfiles": PLAIN}
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATICFILES_DIRS, settings.STATIC_ROOT, settings.LOCALE_PATHS = [sources], static, [locale]

    def times() -> dict[str, int]:
        files = [path for folder in (static, locale) for path in folder.rglob("*") if path.is_file()]
        return {path.name: path.stat().st_mtime_ns for path in files}

    def start() -> set[str]:
        before = times()
        collect()
        return {name for name, changed in times().items() if before.get(name) != changed}

    return start


def test_a_second_start_makes_nothing_anew(made: Callable[[], set[str]]) -> None:
    assert made() == {"look.css", "django.mo", ".made-of"}
    assert made() == set()


def test_a_file_that_has_changed_or_come_is_made(made: Callable[[], set[str]], tmp_path: Path) -> None:
    made()
    look = tmp_path / "sources" / "look.css"
    look.write_text("body { color: navy }")
    os.utime(look, (time.time() + 2,) * 2)  # files are told apart by the second
    (tmp_path / "sources" / "new.css").write_text("")
    assert {"look.css", "new.css"} <= made()
    assert (tmp_path / "static" / "look.css").read_text() == "body { color: navy }"


def test_what_was_interrupted_or_taken_out_is_made(made: Callable[[], set[str]], tmp_path: Path) -> None:
    made()
    rmtree(tmp_path / "locale")
    assert "django.mo" in made()
    (tmp_path / "static" / ".made-of").unlink()
    assert ".made-of" in made()
