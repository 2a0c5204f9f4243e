"""What a browser sends, read into the plain values of a business file."""

import json
import re
import unicodedata
from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import zip_longest
from typing import Any

from babel.numbers import (
    NumberFormatError,
    get_currency_symbol,
    get_decimal_symbol,
    get_group_symbol,
    parse_decimal,
)
from django.utils.translation import gettext as _

from outhaul.documents.business_file.compounds import EVERYTHING, Countries, Hours, Ids, Levels
from outhaul.documents.business_file.kinds import Kind, Number, YesNo
from outhaul.documents.business_file.place import shown
from outhaul.documents.business_file.tables import Field
from outhaul.faults import Fault, InputError
from outhaul.web.fields.choices import code_of, list_of, near
from outhaul.web.fields.surroundings import Surroundings
from outhaul.web.fields.texts import is_share, number_text

NUMBER = re.compile(r"[-+\N{MINUS SIGN}]?[\d.,\u2019']*\d[\d.,\u2019']*")
AROUND = re.compile(r"^[^\d.,+\-\N{MINUS SIGN}]*\s|\s[^\d]*$|[%\u20ac$\u00a3\u00a5]")
"""A unit, a currency or its sign before or behind a number."""
TWO_WAYS = re.compile(r"[-+]?[1-9]\d{0,2}[.,]\d\d0")
"""A number that is thousands in one country and a fraction in another."""
SIGNS = "\u20ac$\u00a3\u00a5"
EURO = SIGNS[0]
MOST_SIGNS = 40
FIRST_LEVEL, NEXT_LEVEL = "C2", "B2"
"""Level of a language that is added without one: the first is one's own, another one is good enough."""


def from_browser(field: Field, texts: Sequence[str], around: Surroundings) -> Any:  # noqa: ANN401 -- the kind decides
    """Return the plain value of what was sent for `field`, or None where nothing was told.

    `texts` is the list of all values of that name, since some fields are several controls: from and to,
    language and level in turn, a box for each process. Numbers are read as written in the person's
    language; shares are per cent; names stand for their codes.

    Raises:
        InputError: a number cannot be read, or is out of its limits. Other kinds are checked when saved.
    """
    read = next((read for kind, read in COMPOUND if isinstance(field.kind, kind)), None)
    if read is not None:
        return read(texts, around)
    text = texts[-1].strip() if texts else ""
    if not text:
        return None
    if isinstance(field.kind, Number):
        return _number(field.name, field.kind, text, around)
    return _named(field.name, field.kind, text, around)


def _yes_no(texts: Sequence[str], _around: Surroundings) -> bool:
    """Read a box: unchecked it sends "no" alone, checked "yes" after it."""
    return list(texts[-1:]) == ["yes"]


def _hours(texts: Sequence[str], _around: Surroundings) -> list[str] | None:
    return list(texts) if any(texts) else None


def _countries(texts: Sequence[str], around: Surroundings) -> list[str] | None:
    codes = [_code("countries", text, around) for text in texts if text.strip()]
    return list(dict.fromkeys(codes)) or None


def _ids(texts: Sequence[str], _around: Surroundings) -> list[str] | str | None:
    ids = [text for text in texts if text]
    return EVERYTHING if EVERYTHING in ids else ids or None


def _levels(texts: Sequence[str], around: Surroundings) -> dict[str, str] | None:
    """Read language and level in turn; a language without a level gets a usual one."""
    levels: dict[str, str] = {}
    for language, level in zip_longest(texts[::2], texts[1::2], fillvalue=""):
        if language.strip():
            levels.setdefault(
                _code("languages", language, around), level or (NEXT_LEVEL if levels else FIRST_LEVEL)
            )
    return levels or None


COMPOUND: tuple[tuple[type[Kind], Callable[[Sequence[str], Surroundings], Any]], ...] = (
    (YesNo, _yes_no),
    (Hours, _hours),
    (Levels, _levels),
    (Countries, _countries),
    (Ids, _ids),
)
"""Kinds that are told with several controls, or with a box."""


def _code(name: str, text: str, around: Surroundings) -> str:
    return code_of(name, text.strip(), around.language, around.reference)


def _named(field: str, kind: Kind, text: str, around: Surroundings) -> str:
    """Return the code behind a name; what is not known goes on as it is, unless something is near."""
    name = list_of(kind)
    if not name:
        return text
    code = _code(name, text, around)
    if code == text and (found := near(name, text, around.language, around.reference)):
        known = code_of(name, found[0], around.language, around.reference)
        if known != code:
            raise _fault(
                field,
                _("%(text)s is not in the list") % {"text": shown(text)},
                _("Did you mean %(names)s?") % {"names": _either(found)},
            )
    return code


def _either(names: Sequence[str]) -> str:
    return _(" or ").join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _number(field: str, kind: Number, text: str, around: Surroundings) -> float:
    share = is_share(kind)
    value = _decimal(field, kind, text, around) / (100 if share else 1)
    problem = _outside(kind, value, around)
    if problem:
        raise _fault(field, problem, limits(kind, around))
    if kind.whole and value != int(value):
        raise _fault(field, _("%(text)s is not a whole number") % {"text": text}, limits(kind, around))
    return int(value) if value == int(value) else float(value)


def _decimal(field: str, kind: Number, text: str, around: Surroundings) -> Decimal:
    """Read a number as it is written in the person's language, and refuse to guess."""
    _refuse_other_currency(field, text, around)
    cleaned = AROUND.sub("", unicodedata.normalize("NFKC", text)).strip()
    group = str(get_group_symbol(around.locale))
    cleaned = re.sub(r"(?<=\d)[\s\u2019'](?=\d{3})", group, cleaned).replace("\N{MINUS SIGN}", "-")
    if len(cleaned) > MOST_SIGNS or not NUMBER.fullmatch(cleaned):
        raise _fault(field, _("%(text)s is not a number") % {"text": shown(text)}, limits(kind, around))
    if TWO_WAYS.fullmatch(cleaned) and get_decimal_symbol(around.locale) in cleaned:
        plain = Decimal(cleaned.replace(",", "."))
        readings = [number_text(float(value), around.locale, share=False) for value in (plain, 1000 * plain)]
        raise _two_ways(field, text, readings)
    if re.fullmatch(r"[-+]?\.\d+|[-+]?\d+\.0*", cleaned) and around.language == "en":
        return Decimal(cleaned)
    try:
        return parse_decimal(cleaned, locale=around.locale, strict=True)
    except NumberFormatError as error:
        options = [_clean(option) for option in error.suggestions or ()]
        if not options:
            raise _fault(
                field, _("%(text)s is not a number") % {"text": shown(text)}, limits(kind, around)
            ) from None
        raise _two_ways(field, text, options) from None


def _two_ways(field: str, text: str, options: Sequence[str]) -> InputError:
    return _fault(
        field,
        _("%(text)s can be read in more than one way") % {"text": shown(text)},
        _("Write %(options)s") % {"options": _either(options)},
    )


def _refuse_other_currency(field: str, text: str, around: Surroundings) -> None:
    """Raise InputError where the sign of another currency than the business's own stands in `text`."""
    sign = next((sign for sign in SIGNS if sign in text), "")
    own = next((sign for sign in SIGNS if sign in get_currency_symbol(around.currency, "en")), "")
    if sign and sign != own and (own or sign == EURO):
        raise _fault(
            field,
            _("%(text)s is not in %(currency)s") % {"text": shown(text), "currency": around.currency},
            _("Give the amount in %(currency)s, or choose another currency for the business")
            % {"currency": around.currency},
        )


def _clean(option: str) -> str:
    return str(option).strip()


def _outside(kind: Number, value: Decimal, around: Surroundings) -> str:
    low, high = Decimal(repr(kind.low)), Decimal(repr(kind.high))
    if value < low or (kind.above and value == low):
        what = {"low": number_text(kind.low, around.locale, share=is_share(kind)) + _percent(kind)}
        return _("That is not above %(low)s") % what if kind.above else _("That is below %(low)s") % what
    if value > high:
        what = {"high": number_text(kind.high, around.locale, share=is_share(kind)) + _percent(kind)}
        return _("That is above %(high)s") % what
    return ""


def limits(kind: Number, around: Surroundings) -> str:
    """Return the sentence that tells which numbers are right."""
    low, high = (number_text(value, around.locale, share=is_share(kind)) for value in (kind.low, kind.high))
    what = {"low": low, "high": high + _percent(kind)}
    return _("Give a number from %(low)s to %(high)s") % what


def _percent(kind: Number) -> str:
    return " %" if is_share(kind) else ""


def _fault(field: str, problem: str, remedy: str) -> InputError:
    return InputError([Fault(field, problem, remedy)])


def from_json(text: str) -> Any:  # noqa: ANN401 -- a plain value
    """Return the plain value that a hidden field carries. Raises InputError where it is none."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise _fault("", _("That was not sent by this page"), _("Load the page again")) from None
