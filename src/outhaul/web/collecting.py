"""Static files and translations, made in the data folder once for each state of what they are made of."""

from collections.abc import Iterator
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from outhaul.web.translations import SOURCES, compile_translations

MARK = ".made-of"
"""Name of the file, among the static ones, that tells of which state they are."""


def collect() -> None:
    """Make the static files and the translations, unless those that are there are of the same state.

    Compressing the files takes seconds, which would be seconds of every start.
    """
    mark = Path(settings.STATIC_ROOT) / MARK
    state = _state()
    is_there = mark.is_file() and Path(settings.LOCALE_PATHS[0]).is_dir()
    if is_there and mark.read_text(encoding="utf-8") == state:
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    compile_translations(settings.LOCALE_PATHS[0])
    mark.write_text(state, encoding="utf-8")


def _state() -> str:
    """Return what tells apart two states: each file's path, size and time, and what makes files of them."""
    files = sorted((str(path), path.stat().st_size, path.stat().st_mtime_ns) for path in _sources())
    made_by = settings.STORAGES["staticfiles"], version("django"), version("whitenoise"), version("babel")
    return sha256(repr((made_by, files)).encode()).hexdigest()


def _sources() -> Iterator[Path]:
    yield from SOURCES.rglob("*.po")
    for finder in get_finders():
        for path, storage in finder.list([]):
            yield Path(storage.path(path))
