"""What countries and languages are called in their own languages: Babel's files, each read by itself.

Babel would merge each of some 240 files with all that it inherits, and keep them: a second of the processor
and a hundred megabytes in every process, for one or two names of each.
"""

import pickle
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from babel.core import get_global
from babel.localedata import locale_identifiers, resolve_locale_filename


@dataclass(frozen=True, slots=True)
class Names:
    """What a language calls itself, and countries."""

    own: str = ""
    countries: Mapping[str, str] = field(default_factory=dict)


def native_names(code: str, languages: Iterable[str]) -> list[str]:
    """Return what the country `code` is called in each of `languages` that Babel knows.

    >>> native_names("CH", ("de", "it"))
    ['Schweiz', 'Svizzera']
    """
    told = (_names(language).countries.get(code) for language in languages)
    return [name for name in told if name]


def own_name(language: str) -> str:
    """Return what `language` calls itself; "" where Babel does not know.

    >>> own_name("de"), own_name("tlh")
    ('Deutsch', '')
    """
    return _names(language).own


@cache
def _names(language: str) -> Names:
    """Return the names that Babel's file of `language` holds; whoever has no file has none."""
    if language not in locale_identifiers():
        return Names()
    told = _read(language)
    parent = get_global("parent_exceptions").get(language)  # as Bokmål has Norwegian
    above = _read(parent) if parent else {}
    own, countries = told.get("languages", {}), told.get("territories", {})
    return Names(
        own.get(language) or above.get("languages", {}).get(language, ""),
        {**above.get("territories", {}), **countries},
    )


def _read(language: str) -> dict[str, dict[str, str]]:
    told: dict[str, dict[str, str]] = pickle.loads(Path(resolve_locale_filename(language)).read_bytes())  # noqa: S301 -- a part of Babel
    return told
