"""Plain values as a person reads and types them, in the form of the person's language."""

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from babel import Locale
from babel.numbers import format_decimal

from outhaul.documents.business_file.compounds import EVERYTHING, Countries, Hours, Ids, Levels
from outhaul.documents.business_file.kinds import Kind, Number, YesNo
from outhaul.web.fields.choices import label_of, list_of
from outhaul.web.fields.surroundings import Surroundings

SHARES = ("share", "probability")
"""Units of assumptions that are shown as per cent."""


def is_share(kind: Kind) -> bool:
    """Whether a number of `kind` is a part of a whole, which people tell in per cent."""
    return isinstance(kind, Number) and (kind.cell_format == "0%" or kind.hint in SHARES)


@lru_cache(maxsize=4096, typed=True)
def number_text(value: float, locale: Locale, *, share: bool = False) -> str:
    """Return a number to its last digit, a share in per cent.

    >>> number_text(1234.5, Locale("de")), number_text(0.07, Locale("en"), share=True)
    ('1.234,5', '7')
    """
    exact = Decimal(repr(value)) * (100 if share else 1)
    return str(
        format_decimal(exact, locale=locale, format="#,##0.###############", decimal_quantization=False)
    )


def text_of(kind: Kind, plain: Any, around: Surroundings) -> str:  # noqa: ANN401 -- the kind decides
    """Return a plain value as one line; "" for None. Where it can be typed, `reading` takes it back."""
    if plain is None:
        return ""
    match kind:
        case Number():
            text = number_text(plain, around.locale, share=is_share(kind))
        case YesNo():
            text = "yes" if plain else "no"
        case Hours():
            text = " \N{EN DASH} ".join(plain)
        case Levels():
            text = levels_text(plain, around)
        case Countries():
            text = ", ".join(name_of("countries", code, around) for code in plain)
        case Ids():
            text = plain if plain == EVERYTHING else ", ".join(plain)
        case _:
            text = name_of(list_of(kind), str(plain), around) if list_of(kind) else str(plain)
    return text


def levels_text(levels: Mapping[str, str], around: Surroundings) -> str:
    """Return languages with their levels as a list."""
    return ", ".join(f"{name_of('languages', code, around)} {level}" for code, level in levels.items())


def name_of(name: str, code: str, around: Surroundings) -> str:
    """Return what a code of the list `name` is called in the person's language."""
    return label_of(name, code, around.language, around.reference)
