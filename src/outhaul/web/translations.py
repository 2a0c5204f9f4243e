"""Translations of the pages: kept as text (.po), compiled where the application runs (.mo)."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

SOURCES = Path(__file__).parent / "locale"


def compile_translations(out: Path) -> None:
    """Compile every translation into the folder `out`, in gettext's layout."""
    for source in SOURCES.glob("*/LC_MESSAGES/django.po"):
        compiled = out / source.relative_to(SOURCES).with_suffix(".mo")
        compiled.parent.mkdir(parents=True, exist_ok=True)
        with source.open("rb") as text, compiled.open("wb") as binary:
            write_mo(binary, read_po(text, locale=source.parts[-3]))
