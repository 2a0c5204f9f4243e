"""Numbers of tax offices and banks: whether they can be right, and how they are shown masked."""

from collections.abc import Iterator

import stdnum
from schwifty import registry
from schwifty.exceptions import SchwiftyException
from stdnum.exceptions import ValidationError as WrongNumber
from stdnum.us import ein, itin, rtn, ssn

from outhaul.reference.tables import load

DOTS = "••••"


def masked(number: str, *, begin: int = 0, end: int = 4) -> str:
    """Return a number of which only its first `begin` and last `end` signs can be read.

    >>> masked("DE89370400440532013000", begin=4)
    'DE89 •••• 3000'
    """
    plain = "".join(sign for sign in number if sign.isalnum())
    if len(plain) < begin + end + 2:
        return DOTS
    return " ".join(filter(None, (plain[:begin], DOTS, plain[len(plain) - end :])))


def vat_number(country: str, number: str) -> str:
    """Return a VAT number as it is written in its country.

    Where the format of a country is not known, it wants 4 to 20 letters and digits.

    Raises:
        WrongNumber: it cannot be one, by length, letters or check digit.
    """
    module = stdnum.get_cc_module(country.lower(), "vat")
    if module is not None:
        return str(module.validate(number))
    plain = "".join(sign for sign in number.upper() if sign.isalnum())
    if not 4 <= len(plain) <= 20:  # noqa: PLR2004 -- told just above
        raise WrongNumber
    return plain


def us_tax_number(kind: str, number: str) -> str:
    """Return an SSN, ITIN or EIN as it is written. Raises WrongNumber where it cannot be one."""
    if kind == "ein":
        return str(ein.format(ein.validate(number)))
    if ssn.is_valid(number):
        return str(ssn.format(ssn.validate(number)))
    return str(itin.format(itin.validate(number)))


def routing_number(number: str) -> str:
    """Return an ABA routing number. Raises WrongNumber where its check digit is wrong."""
    return str(rtn.validate(number))


def has_iban(country: str) -> bool:
    """Whether accounts in a country have an IBAN."""
    try:
        registry.get_iban_spec(country)
    except SchwiftyException:
        return False
    return True


def countries(locale: str) -> Iterator[tuple[str, str]]:
    """Give code and name of each country, by name in the language `locale`."""
    from babel import Locale  # noqa: PLC0415 -- slow to import

    names = Locale.parse(locale, sep="-").territories
    found = ((code, str(names.get(code, country.name))) for code, country in load().countries.items())
    yield from sorted(found, key=lambda row: row[1])
