"""The code behind a name that somebody wrote: countries, languages, currencies, kinds of work."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from outhaul.documents.business_file.compounds import Language
from outhaul.reference.language_names import language_name
from outhaul.reference.search import COUNTRY_NAMES
from outhaul.reference.tables import Reference

SPOKEN_HERE = ("de", "en")
"""Languages in which files name things; a name in the last one counts most."""


@lru_cache(maxsize=4)
def known_languages(reference: Reference) -> frozenset[str]:
    """Return the codes of all languages of the reference tables."""
    return frozenset(Language().known(reference))


def country_code(text: str, reference: Reference) -> str:
    """Return the code of a country by any of its names in use, "" where there is none."""
    return _countries(reference).get(_folded(text), "")


def language_code(text: str, reference: Reference) -> str:
    """Return the code of a language by its English, German or own name, "" where there is none."""
    return _languages(reference).get(_folded(text), "")


def currency_code(text: str, reference: Reference) -> str:
    """Return the code of a currency, "" where there is none."""
    return _currencies(reference).get(_folded(text), "")


def occupation_code(text: str, reference: Reference) -> str:
    """Return the code of an occupation by code, title or everyday word, "" where there is none."""
    return _occupations(reference).get(_folded(text), "")


def language_written(code: str, reference: Reference) -> str:
    """Return the name of a language that `language_code` takes back."""
    name = language_name(code)
    return name if language_code(name, reference) == code else code


def occupation_written(code: str, reference: Reference) -> str:
    """Return the title of an occupation where `occupation_code` takes it back, else the code."""
    row = reference.occupations.get(code)
    return row.title if row and occupation_code(row.title, reference) == code else code


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _table(pairs: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    return {_folded(name): code for name, code in pairs if name}


@lru_cache(maxsize=4)
def _countries(reference: Reference) -> Mapping[str, str]:
    from babel import Locale  # noqa: PLC0415 -- only who reads names waits for it

    def pairs() -> Iterator[tuple[str, str]]:
        yield from COUNTRY_NAMES.items()
        for language in SPOKEN_HERE:
            names = Locale(language).territories
            yield from ((str(names.get(code, "")), code) for code in reference.countries)
        yield from ((country.name, code) for code, country in reference.countries.items())
        yield from ((country.code3, code) for code, country in reference.countries.items())
        yield from ((code, code) for code in reference.countries)

    return _table(pairs())


@lru_cache(maxsize=4)
def _languages(reference: Reference) -> Mapping[str, str]:
    from babel import Locale  # noqa: PLC0415 -- as above
    from babel.localedata import exists  # noqa: PLC0415 -- as above

    known = sorted(known_languages(reference))

    def pairs() -> Iterator[tuple[str, str]]:
        for code in known:
            if exists(code):
                yield str(Locale.parse(code).languages.get(code, "")), code
        for language in SPOKEN_HERE:
            names = Locale(language).languages
            yield from ((str(names.get(code, "")), code) for code in known)
        yield from ((code, code) for code in known)

    return _table(pairs())


@lru_cache(maxsize=4)
def _currencies(reference: Reference) -> Mapping[str, str]:
    rows = reference.currencies.items()
    signs = (("€", "EUR"), ("$", "USD"), ("£", "GBP"))
    names = ((currency.name, code) for code, currency in rows)
    return _table((*signs, *names, *((code, code) for code, _ in rows)))


@lru_cache(maxsize=4)
def _occupations(reference: Reference) -> Mapping[str, str]:
    def pairs() -> Iterator[tuple[str, str]]:
        for code, row in reference.occupations.items():
            yield from ((title, code) for title in row.other_titles)
        yield from ((words, codes[0]) for words, codes in reference.everyday.items() if codes)
        for process in reference.catalogue.values():
            yield from ((name, process.occupation) for name in (process.key, process.name))
        for code, row in reference.occupations.items():
            yield from ((row.title, code), (code.removesuffix(".00"), code), (code, code))

    return _table(pairs())
