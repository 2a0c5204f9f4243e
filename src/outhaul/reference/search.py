"""Find occupations, countries and currencies by the words that people use for them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from rapidfuzz import fuzz, process, utils
from rapidfuzz.distance import DamerauLevenshtein

from outhaul.reference.model import Country, Occupation
from outhaul.reference.tables import Reference

CERTAIN, EVERYDAY, TITLE = 100.0, 99.0, 97.0
"""Scores of a code, an everyday word and a title that is met exactly."""
SAME_WORDS = 93.0
"""Score of an everyday word that holds the same words, whatever their order and endings."""
ENOUGH = 62.0
"""Matches below this score, of 100, are not shown."""
NEAR = 60.0
"""Likewise for corrections of a mistyped code or name."""
SHORT = 3
"""Letters of an abbreviation: it counts only where it is met exactly."""
COUNTRY_NAMES: Mapping[str, str] = {
    "america": "US",
    "bosnia": "BA",
    "britain": "GB",
    "burma": "MM",
    "cape verde": "CV",
    "czech republic": "CZ",
    "east timor": "TL",
    "emirates": "AE",
    "england": "GB",
    "great britain": "GB",
    "holland": "NL",
    "ivory coast": "CI",
    "korea": "KR",
    "macedonia": "MK",
    "scotland": "GB",
    "swaziland": "SZ",
    "turkey": "TR",
    "uae": "AE",
    "uk": "GB",
    "united states of america": "US",
    "usa": "US",
    "wales": "GB",
}
"""What people also call a country."""


def find_occupations(
    reference: Reference, text: str, limit: int = 10
) -> tuple[tuple[Occupation, float], ...]:
    """Return the occupations that `text` may mean, the likeliest first, each with a score of 0 to 100.

    An exact code or everyday word comes before titles, and these before near matches.
    """
    wanted = utils.default_process(text)
    if not wanted:
        return ()
    scores = _by_code(reference, text)
    for code, score in (*_by_everyday(reference, wanted), *_by_title(reference, wanted)):
        scores[code] = max(score, scores.get(code, 0.0))
    ranked = sorted(scores, key=lambda code: (-scores[code], code))[:limit]
    return tuple((reference.occupations[code], round(scores[code], 1)) for code in ranked)


def find_countries(reference: Reference, text: str, limit: int = 10) -> tuple[tuple[Country, float], ...]:
    """Return the countries that `text` may mean, the likeliest first, each with a score of 0 to 100."""
    wanted, code = utils.default_process(text), text.strip().upper()
    scores: dict[str, float] = {}
    names = {row.code: utils.default_process(row.name) for row in reference.countries.values()}
    names |= {name: name for name in COUNTRY_NAMES if len(name) > SHORT}
    for row in reference.countries.values():
        if code in {row.code, row.code3} or COUNTRY_NAMES.get(wanted) == row.code:
            scores[row.code] = CERTAIN
    for _, score, found in process.extract(wanted, names, scorer=_alike, limit=limit, score_cutoff=ENOUGH):
        scores.setdefault(COUNTRY_NAMES.get(found, found), min(score, TITLE))
    ranked = sorted(scores, key=lambda found: (-scores[found], found))[:limit]
    return tuple((reference.countries[found], round(scores[found], 1)) for found in ranked)


def _alike(wanted: str, name: str, *, score_cutoff: float | None = None) -> float:
    """Return how much `wanted` resembles a name or whole words of it: "book-keeper" is not near "Peru"."""
    score = max(fuzz.ratio(wanted, name), 0.95 * fuzz.token_set_ratio(wanted, name))
    return score if score >= (score_cutoff or 0.0) else 0.0


def near(text: str, known: Iterable[str], limit: int = 3) -> tuple[str, ...]:
    """Return the entries of `known` that a mistyped `text` may have meant, the nearest first."""
    scorer = DamerauLevenshtein.normalized_similarity  # swapped neighbours are the commonest slip
    wanted = {name: name.casefold() for name in sorted(known)}
    found = process.extract(
        text.strip().casefold(), wanted, scorer=scorer, limit=limit, score_cutoff=NEAR / 100
    )
    return tuple(match[2] for match in found)


def near_countries(reference: Reference, text: str) -> tuple[str, ...]:
    """Return up to three countries such as "PH (Philippines)" for an unknown code or name."""
    matches = find_countries(reference, text, limit=3)
    if not matches:
        matches = tuple((reference.countries[code], NEAR) for code in near(text, reference.countries))
    return tuple(f"{row.code} ({row.name})" for row, _ in matches)


def near_occupations(reference: Reference, text: str) -> tuple[str, ...]:
    """Return up to three occupations such as "43-3031.00 (Bookkeeping, …)" for an unknown code or name."""
    codes = near(text, reference.occupations) if re.match(r"\d", text.strip()) else ()
    rows = [reference.occupations[code] for code in codes]
    rows = rows or [row for row, _ in find_occupations(reference, text, limit=3)]
    return tuple(f"{row.code} ({row.title})" for row in rows)


def _by_code(reference: Reference, text: str) -> dict[str, float]:
    """Match 43-3031.00, 43-3031 and 43-30."""
    start = text.strip()
    if not re.fullmatch(r"\d\d-\d{1,4}(\.\d{1,2})?", start):
        return {}
    exact = {start, f"{start}.00"}
    return {
        code: CERTAIN if code in exact else TITLE for code in reference.occupations if code.startswith(start)
    }


def _by_everyday(reference: Reference, wanted: str) -> list[tuple[str, float]]:
    """Match the everyday words, the codes of one word in their order."""
    found = []
    table, stems = _everyday(reference)
    wanted_stem = _stems(wanted)
    for words, codes in table.items():
        if words == wanted:
            score = EVERYDAY
        elif stems[words] == wanted_stem:
            score = SAME_WORDS
        elif stems[words] < wanted_stem:
            score = SAME_WORDS - 25.0 * (1 - len(stems[words]) / len(wanted_stem))
        else:
            score = min(fuzz.ratio(words, wanted), SAME_WORDS - 1)
        if score >= (ENOUGH if stems[words] < wanted_stem else 84):
            found += [(code, score - 0.5 * rank) for rank, code in enumerate(codes)]
    return found


def _by_title(reference: Reference, wanted: str) -> list[tuple[str, float]]:
    """Match titles and other titles; a name as long as the search counts more than a part of a long one."""
    names, codes = _names(reference)
    found = []
    for name, score, index in process.extract(
        wanted, names, scorer=fuzz.WRatio, limit=60, score_cutoff=ENOUGH
    ):
        exact = name == wanted or _stems(name) == _stems(wanted)
        alike = 0.6 * score + 0.4 * fuzz.ratio(name, wanted)
        found.append((codes[index], TITLE if exact else min(alike, TITLE - 5)))
    return [(code, score) for code, score in found if score >= ENOUGH]


def _stems(text: str) -> frozenset[str]:
    """Return the words without the commonest endings, so that "translations" meets "translation"."""
    words = (re.sub(r"(ies|es|s)$", "", word) if len(word) > 3 else word for word in text.split())  # noqa: PLR2004 -- "is" has no ending
    return frozenset(words)


@lru_cache(maxsize=4)
def _everyday(reference: Reference) -> tuple[Mapping[str, Sequence[str]], Mapping[str, frozenset[str]]]:
    table = {utils.default_process(words): codes for words, codes in reference.everyday.items()}
    return table, {words: _stems(words) for words in table}


@lru_cache(maxsize=4)
def _names(reference: Reference) -> tuple[list[str], list[str]]:
    """Return every title in search form, and beside it the code it belongs to."""
    names, codes = [], []
    for row in reference.occupations.values():
        for title in (row.title, *row.other_titles):
            names.append(utils.default_process(title))
            codes.append(row.code)
    return names, codes
