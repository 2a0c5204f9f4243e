"""Names to choose from, in the person's language; and the code behind a name that somebody typed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale
from django.utils import translation
from markupsafe import Markup

from outhaul.documents.business_file.compounds import Language
from outhaul.documents.business_file.kinds import Kind
from outhaul.documents.business_file.names import (
    KEEP,
    CountryCode,
    CurrencyCode,
    Occupation,
    Pin,
    Zone,
    before_name,
)
from outhaul.reference.search import COUNTRY_NAMES, find_countries, find_occupations
from outhaul.reference.tables import Reference, load
from outhaul.web.fields.own_names import native_names, own_name
from outhaul.web.fields.words import keep_words

FLAG_OF_A = 0x1F1E6 - ord("A")
"""From a letter to its regional indicator; two of them are a flag."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose."""

    value: str
    label: str
    also: str = ""
    """Other names under which it is found."""
    is_english: bool = False
    """Whether the label is English in every language."""


def list_of(kind: Kind) -> str:
    """Return the name of the list that a value of `kind` is chosen from, "" where there is none."""
    lists: tuple[tuple[type[Kind], str], ...] = (
        (Pin, "pins"),
        (CountryCode, "countries"),
        (CurrencyCode, "currencies"),
        (Zone, "zones"),
        (Language, "languages"),
        (Occupation, "occupations"),
    )
    return next((name for made, name in lists if isinstance(kind, made)), "")


def choices_of(name: str, language: str, reference: Reference) -> tuple[Choice, ...]:
    """Return the list `name`, sorted by what is shown in `language`."""
    return _choices(name, language, reference.checksum)


@lru_cache(maxsize=32)
def _choices(name: str, language: str, _checksum: str) -> tuple[Choice, ...]:
    """Make a list; the tables' checksum stands for the tables, of which there is one set in use."""
    reference, locale = load(), Locale.parse(language, sep="-")
    made = {
        "countries": _countries,
        "pins": _pins,
        "currencies": _currencies,
        "zones": _zones,
        "languages": _languages,
        "occupations": _occupations,
    }[name](reference, locale)
    return tuple(made)


def flag(code: str) -> str:
    """Return the flag of a country.

    >>> flag("PH")
    '🇵🇭'
    """
    return "".join(chr(ord(letter) + FLAG_OF_A) for letter in code)


def _sorted(choices: Iterable[Choice]) -> list[Choice]:
    return sorted(choices, key=lambda choice: choice.label.casefold())


def _countries(reference: Reference, locale: Locale) -> list[Choice]:
    return _sorted(
        Choice(
            code,
            str(locale.territories.get(code, country.name)),
            _others(country.name, *native_names(code, country.official_languages)),
        )
        for code, country in reference.countries.items()
    )


def _pins(reference: Reference, locale: Locale) -> list[Choice]:
    return [Choice(KEEP, keep_words()), *_countries(reference, locale)]


def _others(*names: str) -> str:
    return " · ".join(dict.fromkeys(names))


def _currencies(reference: Reference, locale: Locale) -> list[Choice]:
    return [
        Choice(code, f"{code} {locale.currencies.get(code, currency.name)}", currency.name)
        for code, currency in sorted(reference.currencies.items())
    ]


def _zones(reference: Reference, _locale: Locale) -> list[Choice]:
    return [Choice(zone, zone.replace("_", " ")) for zone in Zone().choices(reference)]


def _languages(reference: Reference, locale: Locale) -> list[Choice]:
    """Make the list; what nobody has a name for comes last, under its code."""
    english = Locale("en").languages
    made = _sorted(
        Choice(code, str(locale.languages.get(code, english.get(code, code))), own_name(code))
        for code in Language().known(reference)
    )
    return sorted(made, key=lambda choice: choice.label == choice.value)


def _occupations(reference: Reference, _locale: Locale) -> list[Choice]:
    catalogue = [
        Choice(key, translation.pgettext("process", process.name), _others(*process.also_called[:3]))
        for key, process in reference.catalogue.items()
    ]
    titles = {choice.label for choice in catalogue}
    return _sorted(
        [
            *catalogue,
            *(
                Choice(code, work.title, is_english=True)
                for code, work in reference.occupations.items()
                if work.title not in titles
            ),
        ]
    )


def listed(name: str) -> tuple[Choice, ...]:
    """Return the list `name` in the language of the page."""
    return choices_of(name, translation.get_language() or "en", load())


def datalist(name: str) -> Markup:
    """Return the list `name` in the language of the page as options, written once for all pages."""
    return _options(name, translation.get_language() or "en", load().checksum)


@lru_cache(maxsize=32)
def _options(name: str, language: str, checksum: str) -> Markup:
    option, english = Markup('<option value="{}"{}>{}</option>'), Markup(' lang="en"')
    foreign = language != "en"
    return Markup("").join(
        option.format(choice.label, english if foreign and choice.is_english else "", choice.also)
        for choice in _choices(name, language, checksum)
    )


def labels(name: str) -> Mapping[str, str]:
    """Return what each code of the list `name` is called in the language of the page."""
    return _labels(name, translation.get_language() or "en", load().checksum)


def label_of(name: str, value: str, language: str, reference: Reference) -> str:
    """Return what `value` is called; the value itself where it is not known."""
    return _labels(name, language, reference.checksum).get(value, value)


@lru_cache(maxsize=32)
def _labels(name: str, language: str, checksum: str) -> dict[str, str]:
    return {choice.value: choice.label for choice in _choices(name, language, checksum)}


def code_of(name: str, text: str, language: str, reference: Reference) -> str:
    """Return the code that `text` names, in any case and by any of its names; else `text` itself."""
    found = _by_name(name, language, reference.checksum)
    wanted = " ".join(text.casefold().split())
    known = found.get(wanted) or found.get(str(before_name(wanted)))
    if known is None and name in {"countries", "pins"}:
        known = COUNTRY_NAMES.get(wanted)
    return known or text


@lru_cache(maxsize=32)
def _by_name(name: str, language: str, checksum: str) -> dict[str, str]:
    """Every name in lower case -> its code; a label goes before another's second name."""
    choices = _choices(name, language, checksum)
    others = {other.casefold(): choice.value for choice in choices for other in choice.also.split(" · ")}
    shown = {choice.label.casefold(): choice.value for choice in choices}
    return {**others, **shown, **{choice.value.casefold(): choice.value for choice in choices}} | {"": ""}


def near(name: str, text: str, language: str, reference: Reference) -> tuple[str, ...]:
    """Return up to three labels that `text` may have meant."""
    if name in {"countries", "pins"}:
        codes = [row.code for row, _ in find_countries(reference, text, limit=3)]
    elif name == "occupations":
        codes = [row.code for row, _ in find_occupations(reference, text, limit=3)]
    else:
        codes = _near_labels(name, text, language, reference)
    return tuple(label_of(name, code, language, reference) for code in codes)


def _near_labels(name: str, text: str, language: str, reference: Reference) -> list[str]:
    from rapidfuzz import fuzz, process, utils  # noqa: PLC0415 -- only a wrong name pays for it

    labels = _labels(name, language, reference.checksum)
    found = process.extract(
        text, labels, scorer=fuzz.WRatio, processor=utils.default_process, limit=3, score_cutoff=70
    )
    return [code for _, _, code in found]
