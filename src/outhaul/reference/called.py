"""Why a search found an occupation: which of its names comes nearest to what was said."""

from rapidfuzz import fuzz, process, utils

from outhaul.reference.model import Occupation
from outhaul.reference.tables import Reference

ENOUGH = 60.0
"""Least likeness, 0..100, of a name that explains a match."""


def nearest_name(reference: Reference, text: str, occupation: Occupation) -> str:
    """Return the name of `occupation` that is nearest to `text`: everyday words, else a title; "" if none is.

    >>> from outhaul.reference.tables import load
    >>> nearest_name(load(), "instagram", load().occupations["13-1161.00"])
    'instagram'
    """
    everyday = [words for words, codes in reference.everyday.items() if occupation.code in codes]
    names = [*everyday, occupation.title, *occupation.other_titles]
    found = process.extractOne(
        text, names, scorer=fuzz.WRatio, processor=utils.default_process, score_cutoff=ENOUGH
    )
    return found[0] if found else ""
