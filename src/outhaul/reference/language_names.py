"""What languages are called in English (CLDR, through Babel)."""

from functools import cache


@cache
def language_name(code: str) -> str:
    """Return the English name of a CLDR language code; the code itself where it has none."""
    from babel import Locale  # noqa: PLC0415 -- only who tells of languages waits for it

    return str(Locale("en").languages.get(code, code))
