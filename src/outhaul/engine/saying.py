"""Sentences that remember how they were made, so that others can say them in another language.

The engine speaks English and knows no other language. What it says is an ordinary string which also
keeps its template and what was set into it; `outhaul.wording.tongue` says the same in the language of
whoever reads (docs/adr/0004). Whoever only wants the English text sees a string.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Self

Part = str | int | float
"""What is set into a template: text as it stands, a number, or another saying."""
COUNTRY = "{country}"
LANGUAGE = "{language}"
PROCESS = "{process}"
DAY = "{day}"
"""Templates of names and days, which other languages write in their own way."""


class Saying(str):
    """An English text with the template and the parts that it was made from."""

    __slots__ = ("parts", "template")
    template: str
    parts: Mapping[str, Part]

    def __new__(cls, text: str, template: str, parts: Mapping[str, Part]) -> Self:
        """Return `text` as made from `template` and `parts`."""
        made = super().__new__(cls, text)
        made.template, made.parts = template, parts
        return made

    def __getnewargs__(self) -> tuple[str, str, Mapping[str, Part]]:  # type: ignore[override] # of `__new__`
        """Return what a copy is made from."""
        return str(self), self.template, self.parts


def say(template: str, /, **parts: Part) -> Saying:
    """Return `template` with its parts set in, as `str.format` does.

    >>> made = say("{name} has {hours:.1f} h.", name="Marco", hours=12)
    >>> made, made.template
    ('Marco has 12.0 h.', '{name} has {hours:.1f} h.')
    """
    return Saying(template.format(**parts), template, parts)


def as_text(value: object) -> str:
    """Return a saying as plain text: the `enc_hook` of msgspec where one is kept.

    Raises:
        NotImplementedError: `value` is anything else.
    """
    if isinstance(value, Saying):
        return str(value)
    raise NotImplementedError(type(value))


def plain_of(said: str) -> object:
    """Return a saying as plain values that can be kept, and read again by `saying_of`.

    >>> saying_of(plain_of(say("{name} waits.", name="Ana"))).template
    '{name} waits.'
    """
    if not isinstance(said, Saying):
        return said
    parts = {name: plain_of(part) if isinstance(part, str) else part for name, part in said.parts.items()}
    return {"text": str(said), "template": said.template, "parts": parts}


def saying_of(plain: Any) -> Any:  # noqa: ANN401 -- whatever `plain_of` gave
    """Return what `plain_of` was given."""
    if not isinstance(plain, dict):
        return plain
    parts = {name: saying_of(part) for name, part in plain["parts"].items()}
    return Saying(plain["text"], plain["template"], parts)


def joined(parts: Iterable[str], between: str) -> Saying:
    """Return several texts as one; each of them can still be said in another language.

    >>> joined([say("rework {count}", count=2), "tools"], ", ")
    'rework 2, tools'
    """
    named = {f"part{place}": part for place, part in enumerate(parts)}
    return say(between.join(f"{{{name}}}" for name in named), **named)


def country(code: str, name: str) -> Saying:
    """Return the English name of a country, which is called otherwise elsewhere."""
    return Saying(name, COUNTRY, {"country": code})


def process(name: str) -> Saying:
    """Return the name of a process; one of the catalogue is called otherwise elsewhere."""
    return Saying(name, PROCESS, {"process": name})


def language(code: str, name: str) -> Saying:
    """Return the English name of a language, likewise."""
    return Saying(name, LANGUAGE, {"language": code})


def day(when: date) -> Saying:
    """Return a day, which each language writes in its own way.

    >>> day(date(2026, 11, 27))
    '27 November 2026'
    """
    return Saying(f"{when.day} {when:%B %Y}", DAY, {"day": when.isoformat()})


def figure(value: float) -> Saying:
    """Return a number to as many digits as it has, with the marks of whoever reads.

    >>> figure(2.50)
    '2.5'
    """
    return Saying(f"{value:g}", "{value:g}", {"value": value})


def fixed(text: str) -> Saying:
    """Return a text of the engine's own data, such as a question, as a saying; it holds no braces."""
    return Saying(text, text, {})
