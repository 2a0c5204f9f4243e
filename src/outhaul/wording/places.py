"""Countries by the names that people say."""

from outhaul.wording.tongue import ENGLISH, named, spoken

SAID = {
    "CD": "DR Congo",
    "CG": "Congo",
    "HK": "Hong Kong",
    "MM": "Myanmar",
    "MO": "Macao",
    "PS": "Palestine",
    "TR": "Turkey",
}
"""Where CLDR's English name is longer or rarer than what is said."""

WITH_ARTICLE = frozenset(
    ("AE", "BS", "CD", "CF", "DO", "GB", "GM", "KM", "MH", "MV", "NL", "PH", "SB", "SC", "US", "VG", "VI")
)
"""Countries that are named with "the"."""


def country_name(code: str) -> str:
    """Return the name of an ISO 3166-1 alpha-2 code; an unknown code stays as it is.

    >>> country_name("PH"), country_name("HK"), country_name("ZZZ")
    ('Philippines', 'Hong Kong', 'ZZZ')
    """
    return (spoken() == ENGLISH and SAID.get(code)) or named("territories", code, code)


def in_country(code: str) -> str:
    """Return the name as it stands after "in" or "to"; other languages than English have no article.

    >>> in_country("PH"), in_country("CO"), in_country("US")
    ('the Philippines', 'Colombia', 'the United States')
    """
    name = country_name(code)
    return f"the {name}" if code in WITH_ARTICLE and spoken() == ENGLISH else name
