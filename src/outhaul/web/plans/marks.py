"""A plan as it was laid out once, dressed for a page: its marks filled, its heavy parts taken out.

The layout marks what a page may want to change by comments, which a file or a shared page leaves as
they are: `<!--slot NAME ABOUT -->` is a place for something more, and `<!--part NAME ABOUT -->` to
`<!--end NAME-->` is something that can be taken out, moved or brought later.
"""

import re
from collections.abc import Callable, Mapping, Sequence

SLOT = re.compile(r"<!--slot (\S+) (\S+) -->")
HEADING = re.compile(r'<h2 id="([^"]+)">(.*?)</h2>', re.DOTALL)

Filling = Callable[[str], str]
"""Told what a slot is about; returns what stands there."""
Change = Callable[[str, str], str]
"""Told what a part is about and what is in it; returns what stands there instead."""


def fill(body: str, fillings: Mapping[str, Filling]) -> str:
    """Return `body` with its slots filled; slots of other names vanish.

    >>> fill("<dd>31 h<!--slot figure hours --></dd>", {"figure": lambda about: f" ({about})"})
    '<dd>31 h (hours)</dd>'
    """
    return SLOT.sub(lambda found: fillings[found[1]](found[2]) if found[1] in fillings else "", body)


def change(body: str, name: str, changed: Change) -> str:
    """Return `body` with what `changed` makes of each part called `name`.

    >>> change("a<!--part row b -->c<!--end row-->d", "row", lambda about, inside: f"[{about}{inside}]")
    'a[bc]d'
    """
    first, *others = body.split(f"<!--part {name} ")
    pieces = [first]
    for piece in others:
        about, _mark, rest = piece.partition(" -->")
        inside, _mark, after = rest.partition(f"<!--end {name}-->")
        pieces += (changed(about, inside), after)
    return "".join(pieces)


def part(body: str, name: str, about: str) -> str | None:
    """Return what is in one part; None where there is no such part.

    >>> part("a<!--part row b -->c<!--end row-->d", "row", "b")
    'c'
    """
    start = f"<!--part {name} {about} -->"
    _before, found, rest = body.partition(start)
    return rest.partition(f"<!--end {name}-->")[0] if found else None


def split(body: str, name: str) -> tuple[str, str]:
    """Return what is in the first part called `name`, and the body without it.

    >>> split("a<!--part answer plan -->b<!--end answer-->c", "answer")
    ('b', 'ac')
    """
    taken: list[str] = []

    def take(_about: str, inside: str) -> str:
        taken.append(inside)
        return ""

    rest = change(body, name, take)
    return (taken[0] if taken else ""), rest


def reorder(body: str, name: str, order: Sequence[str]) -> str:
    """Return `body` with what is in its parts called `name` in another order; the others come last.

    >>> reorder("<!--part r a -->1<!--end r-->,<!--part r b -->2<!--end r-->", "r", ("b", "a"))
    '2,1'
    """
    parts: dict[str, str] = {}
    change(body, name, parts.setdefault)
    first = [about for about in order if about in parts]
    turn = iter([*first, *(about for about in parts if about not in first)])
    return change(body, name, lambda _about, _inside: parts[next(turn)])


def headings(body: str) -> tuple[tuple[str, str], ...]:
    """Return (id, text) of the headings of a body, without those of single processes."""
    return tuple((name, text) for name, text in HEADING.findall(body) if not name.startswith("process-"))
