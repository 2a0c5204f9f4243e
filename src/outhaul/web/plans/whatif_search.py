"""Find what to change by an owner's words: the row, then the field."""

from dataclasses import dataclass

from outhaul.apps.planning.domain.entries import field_of
from outhaul.apps.planning.domain.scenarios import Place
from outhaul.web.fields.view import words_of
from outhaul.web.plans.whatif_inputs import Inputs, about, row_name, value_words
from outhaul.web.plans.whatif_words import query_of

MOST = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Something that can be changed, with what the business says of it."""

    about: str
    now: str
    query: str


def find(text: str, inputs: Inputs, most: int = MOST) -> tuple[Hit, ...]:
    """Return what fits all words of `text`, the best first: words in row and label count before the rest."""
    words = text.casefold().split()
    if not words:
        return ()
    ranked: list[tuple[int, int, Place]] = []
    for number, place in enumerate(inputs.places()):
        rank = _rank(words, place, inputs)
        if rank is not None:
            ranked.append((rank, number, place))
    return tuple(hit(place, inputs) for _rank_of, _number, place in sorted(ranked)[:most])


def _rank(words: list[str], place: Place, inputs: Inputs) -> int | None:
    """Return how many words are found only in help, meaning, name or key; None if one is nowhere."""
    table, key, name = place
    field = field_of(table, name)
    said = words_of(table, field)
    near = f"{row_name(inputs.rows[table, key], inputs.around)} {said.label}".casefold()
    far = f"{said.help} {field.meaning} {name} {key} {table}".casefold()
    if not all(word in near or word in far for word in words):
        return None
    return sum(word not in near for word in words)


def hit(place: Place, inputs: Inputs) -> Hit:
    """Return a place as it is offered."""
    entry = inputs.row(place)
    told = entry.told.get(place[2])
    return Hit(
        about=about(place, entry, inputs.around),
        now=value_words(place, entry, told, inputs.around),
        query=query_of(place),
    )
