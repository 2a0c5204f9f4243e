"""In which language words and figures are told: English, or that of whoever reads.

A door that knows its reader opens `speaking(tongue)`; everything below it then speaks so, in words, in
the marks of numbers and in the names of countries. Without it all is English, as on the command line.

An amount stands in a template as a number with a currency behind it, `{rate:,.2f} {currency}`; whoever
reads sees "$4.52" or "4,52 $", as CLDR has it.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from string import Formatter
from typing import TYPE_CHECKING, Any, Protocol

from outhaul.engine.saying import COUNTRY, DAY, LANGUAGE, PROCESS, Part, Saying
from outhaul.wording.amounts import english, in_currency

if TYPE_CHECKING:
    from babel import Locale

ENGLISH = "en"
AMOUNT = re.compile(r"\{(?P<amount>\w+)(?::,?\.(?P<digits>[02])f)?\} \{(?P<currency>(?:in_)?currency)\}")
PROCESS_NAME = "process"
"""The context of the names of the catalogue, so that no other word is taken for one."""


class Tongue(Protocol):
    """A language, with its catalogue of texts."""

    @property
    def language(self) -> str:
        """Its code, such as "de"."""

    def gettext(self, text: str) -> str:
        """Return `text`, written in English, in this language."""

    def pgettext(self, context: str, text: str) -> str:
        """Return `text` as it is meant in `context`."""

    def ngettext(self, one: str, several: str, count: int) -> str:
        """Return the form for `count` things."""


class English:
    """The language in which all texts are written."""

    language = ENGLISH

    def gettext(self, text: str) -> str:
        """Return `text` as it is."""
        return text

    def pgettext(self, context: str, text: str) -> str:  # noqa: ARG002 -- English has no need of it
        """Return `text` as it is."""
        return text

    def ngettext(self, one: str, several: str, count: int) -> str:
        """Return the form for `count` things."""
        return one if count == 1 else several


_SPOKEN: ContextVar[Tongue] = ContextVar("spoken", default=English())  # noqa: B039 -- it holds nothing


@contextmanager
def speaking(tongue: Tongue) -> Iterator[None]:
    """Tell everything in `tongue` from here to the end of the block."""
    before = _SPOKEN.set(tongue)
    try:
        yield
    finally:
        _SPOKEN.reset(before)


def spoken() -> str:
    """Return the code of the language that is spoken now."""
    return _SPOKEN.get().language


def later(text: str) -> str:
    """Mark a fixed text that is told later, by `word`, in the language of that moment."""
    return text


def word(text: str, context: str = "") -> str:
    """Return a fixed text in the language spoken; `context` tells words apart that are alike in English."""
    if not text:
        return ""
    tongue = _SPOKEN.get()
    return tongue.pgettext(context, text) if context else tongue.gettext(text)


def one_of(one: str, several: str, count: int) -> str:
    """Return the form of a fixed text for `count` things."""
    return _SPOKEN.get().ngettext(one, several, count)


def said(template: str, /, **parts: Part) -> str:
    """Return `template` in the language spoken, with its parts set in.

    >>> said("{share} of {count:,} futures", share="6 %", count=4096)
    '6 % of 4,096 futures'
    """
    return _set_in(word(template), parts)


def several(count: int, one: str, many: str, /, **parts: Part) -> str:
    """Return the form of a template for `count` things, which is its part `count`, too.

    >>> several(1, "{count} process", "{count} processes"), several(4, "{count} process", "{count} processes")
    ('1 process', '4 processes')
    """
    return _set_in(one_of(one, many, count), {"count": count, **parts})


def _set_in(template: str, parts: Mapping[str, Part]) -> str:
    """Return `template` in the language it is in, with its parts set in, amounts as amounts."""
    with_amounts = AMOUNT.sub(lambda found: _amount(found, parts), template)
    return _FORMATTER.vformat(with_amounts, (), parts)


def _amount(found: re.Match[str], parts: Mapping[str, Part]) -> str:
    """Return the amount that stands at `found`; one in words stays as it is."""
    told, currency = parts[found["amount"]], str(parts[found["currency"]])
    try:
        amount = Decimal(told) if isinstance(told, str) else told
    except InvalidOperation:
        return found[0]
    place = english() if spoken() == ENGLISH else locale()
    return in_currency(amount, currency, place, is_whole=found["digits"] == "0")


def tell(text: str) -> str:
    """Return what the engine said in the language spoken; a text without a template as it is."""
    if not isinstance(text, Saying) or (spoken() == ENGLISH and not _tells_amount(text)):
        return text
    if text.template == COUNTRY:
        return named("territories", str(text.parts["country"]), str(text))
    if text.template == LANGUAGE:
        return named("languages", str(text.parts["language"]), str(text))
    if text.template == DAY:
        return day_in_words(date.fromisoformat(str(text.parts["day"])))
    if text.template == PROCESS:
        return word(str(text), PROCESS_NAME)
    return said(text.template, **text.parts)


def _tells_amount(saying: Saying) -> bool:
    return bool(AMOUNT.search(saying.template)) or any(
        isinstance(part, Saying) and _tells_amount(part) for part in saying.parts.values()
    )


def is_foreign(text: str) -> bool:
    """Whether a text cannot be told in the language spoken, because nobody knows how it was made."""
    return bool(text) and spoken() != ENGLISH and not isinstance(text, Saying)


def inside(text: str) -> str:
    """Return a label as it stands within a sentence; other languages keep the capitals of nouns."""
    return f"{text[:1].lower()}{text[1:]}" if spoken() == ENGLISH else text


def named(kind: str, code: str, otherwise: str) -> str:
    """Return the name of a country or a language (`territories`, `languages`) as CLDR has it."""
    return str(getattr(locale(), kind).get(code, otherwise))


def day_in_words(when: date) -> str:
    """Return a day with its month in words."""
    from babel.dates import format_date  # noqa: PLC0415 -- slow to import

    return str(format_date(when, "long", locale=locale()))


def locale() -> "Locale":
    """Return the CLDR data of the language spoken."""
    return _locale(spoken())


def figures(written: str) -> str:
    """Return a number written the English way with the marks of the language spoken."""
    return written if spoken() == ENGLISH else written.translate(_marks(spoken()))


@cache
def _locale(language: str) -> "Locale":
    from babel import Locale  # noqa: PLC0415 -- slow to import

    return Locale.parse(language, sep="-")


@cache
def _marks(language: str) -> dict[int, str]:
    marks = _locale(language).number_symbols["latn"]
    return str.maketrans({".": marks["decimal"], ",": marks["group"]})


class _Formatter(Formatter):
    """Sets parts into templates: numbers with the right marks, sayings in the right language."""

    def format_field(self, value: Any, spec: str) -> str:  # noqa: ANN401 -- as in the standard library
        if isinstance(value, str):
            return format(tell(value), spec)
        return figures(format(value, spec))


_FORMATTER = _Formatter()
