"""Numbers as people type them and spreadsheets copy them."""

import re

MINUS = "\N{MINUS SIGN}"
UNITS = re.compile(r"^[^\d+\-.,]*|[^\d.,%]*$")
"""What may stand before and after a figure: currency signs, "h", "hours"."""
DIGITS = re.compile(r"[+-]?\d+(\.\d+)?")
THOUSANDS = re.compile(r"[+-]?\d{1,3}([.,]\d{3})+")


def read_number(text: str) -> float | None:
    """Return the number of a text with either mark for decimals; None where it is none.

    >>> read_number("1,234.50"), read_number("1.234,50 €"), read_number("0,5"), read_number("50 %")
    (1234.5, 1234.5, 0.5, 0.5)
    >>> read_number("40 h"), read_number("1,200"), read_number("forty")
    (40.0, 1200.0, None)
    """
    bare = re.sub("[\\s'\N{RIGHT SINGLE QUOTATION MARK}]", "", text).replace(MINUS, "-")
    bare = UNITS.sub("", bare)
    per_cent = bare.endswith("%")
    bare = bare.removesuffix("%")
    if not DIGITS.fullmatch(plain := _plain(bare)):
        return None
    return float(plain) / 100 if per_cent else float(plain)


def _plain(text: str) -> str:
    """Return a figure with a point for decimals and no mark for thousands."""
    if "," in text and "." in text:
        thousands = "." if text.rindex(",") > text.rindex(".") else ","
        return text.replace(thousands, "").replace(",", ".")
    if THOUSANDS.fullmatch(text) and ("," in text or text.count(".") > 1):
        return re.sub("[.,]", "", text)
    return text.replace(",", ".")


def read_share(text: str) -> float | None:
    """Return a share 0..1 of a text; what is above 1 counts as per cent.

    >>> read_share("0.5"), read_share("50"), read_share("50 %")
    (0.5, 0.5, 0.5)
    """
    number = read_number(text)
    if number is None or number <= 1 or "%" in text:
        return number
    return number / 100
