"""What a person may have meant by a name that is not known."""

from collections.abc import Iterable, Mapping
from operator import ne

from outhaul.engine.saying import say

ENOUGH = 70
"""Least similarity, 0..100, at which a name is offered."""
ENOUGH_OF_A_CODE = 66
"""The same for names of three letters, of which one may be wrong."""
CODE = 3
"""Letters of such a name."""
SIMILAR = 5
"""How much less than the best another name may resemble what was written."""
SWAPPED = 96.0
"""Similarity of a name in which two letters have changed places: the commonest slip."""
LOOKALIKES = str.maketrans("OoIl", "0011")
"""Letters that are taken for digits."""


def meant(text: str, choices: Mapping[str, str], *, most: int = 3) -> tuple[str, ...]:
    """Return up to `most` keys of `choices` that `text` resembles by key or by name, best first."""
    from rapidfuzz import fuzz, utils  # noqa: PLC0415 -- only a wrong file pays for it

    def alike(key: str, name: str) -> float:
        by_key = fuzz.ratio(text, key, processor=utils.default_process)
        if text.translate(LOOKALIKES) == key.translate(LOOKALIKES):
            by_key = 100.0
        elif sorted(text) == sorted(key) and sum(map(ne, text, key)) == len("ab"):
            by_key = max(by_key, SWAPPED)
        words = fuzz.token_set_ratio(text, name, processor=utils.default_process) if name else 0.0
        whole = fuzz.ratio(text, name, processor=utils.default_process)
        return max(by_key, 0.7 * words + 0.3 * whole)

    scored = sorted((-alike(key, name), key) for key, name in choices.items())[:most]
    enough = ENOUGH_OF_A_CODE if len(text) == CODE else ENOUGH
    least = max(enough, -scored[0][0] - SIMILAR) if scored else enough
    return tuple(key for score, key in scored if -score >= least)


def did_you_mean(text: str, choices: Mapping[str, str], otherwise: str) -> str:
    """Return "Did you mean ...?" with the names of what resembles `text`, else `otherwise`."""
    return question((key, choices[key]) for key in meant(text, choices)) or otherwise


def question(found: Iterable[tuple[str, str]]) -> str:
    """Return "Did you mean ...?" for pairs of a key and its name (may be empty), "" without any."""
    offered = [f'"{key}" ({name})' if name and name != key else f'"{key}"' for key, name in found]
    if not offered:
        return ""
    *others, last = offered
    if not others:
        return say("Did you mean {name}?", name=last)
    first = offered[0] if len(others) == 1 else say("{first} or {last}", first=others[0], last=others[1])
    return say("Did you mean {first} or {last}?", first=first, last=last)
