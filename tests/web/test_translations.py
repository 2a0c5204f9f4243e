"""German proves that the pages speak in whatever language a person reads."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "later": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "say": None,
    "said": None,
    "several": (2, 3),
}


@cache
def texts() -> Sequence[tuple[str | tuple[str, ...], str | None]]:
    """Return every text that the pages say, with its context."""
    with (ROOT / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call] # Babel gives none
    found = extract_from_dir(ROOT, methods, options, KEYWORDS)
    return [(message, context) for _, _, message, _, context in found]


def german() -> Catalog:
    with (ROOT / "src/outhaul/web/locale/de/LC_MESSAGES/django.po").open("rb") as file:
        return read_po(file, locale="de")


def test_every_text_of_the_pages_is_said_in_german() -> None:
    catalog = german()
    missing = []
    for message, context in texts():
        kept = catalog.get(message, context)
        said = kept.string if kept else ""
        if not said or (isinstance(said, tuple) and not all(said)):
            missing.append(message)
    assert missing == []


def test_nothing_is_translated_that_no_page_says() -> None:
    said = {(message if isinstance(message, str) else message[0], context) for message, context in texts()}
    kept = {
        (entry.id if isinstance(entry.id, str) else entry.id[0], entry.context)
        for entry in german()
        if entry.id
    }
    assert kept - said == set()


def test_placeholders_are_the_same_in_german() -> None:
    wrong = [entry.id for entry in german() if "%(" in str(entry.id) and entry.check()]
    assert wrong == []


def test_what_is_set_into_sentences_is_the_same_in_german() -> None:
    wrong = [entry.id for entry in german() if entry.id and fields(entry.id) != fields(entry.string or ())]
    assert wrong == []


def fields(text: str | Sequence[str]) -> set[tuple[str, str]]:
    """Return name and form of each part of a template, or of all forms of it."""
    forms = [text] if isinstance(text, str) else text
    parts = (part for form in forms for part in Formatter().parse(form))
    return {(name, form or "") for _, name, form, _ in parts if name}
