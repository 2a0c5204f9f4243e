"""The changes of a what-if in words: of what, from what, to what."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from outhaul.apps.planning.domain.content import Change, alike
from outhaul.apps.planning.domain.scenarios import NO_CHANGE, Place
from outhaul.apps.planning.models import Entry
from outhaul.engine.questionnaire import BY_ID
from outhaul.web.plans.whatif_inputs import Inputs, about, answer_words, has_field, value_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """One change of a what-if as it is shown."""

    place: Place
    about: str
    before: str
    """What the business says."""
    after: str
    was: str
    """What the what-if says, to be sent back with another change of it."""
    is_gone: bool = False
    """Whether the row is not there any more, so that the change does nothing."""
    is_moot: bool = False
    """Whether the business says the same by now."""

    @property
    def sentence(self) -> str:
        """The change in one line."""
        if self.is_gone:
            return _("%(about)s: not there any more") % {"about": self.about}
        if self.is_moot:
            return _("%(about)s: %(after)s, as the business says by now") % {
                "about": self.about,
                "after": self.after,
            }
        told = {"about": self.about, "after": self.after, "before": self.before}
        return _("%(about)s: %(after)s instead of %(before)s") % told

    @property
    def query(self) -> str:
        """The address of its control, after the question mark."""
        return query_of(self.place)


def query_of(place: Place, value: object = None, name: str = "") -> str:
    """Return what names a place, and a value for it, in an address."""
    table, entry, field = place
    asked = {"table": table, "entry": entry, "field": field}
    if value is not None:
        asked["value"] = value if isinstance(value, str) else json.dumps(value)
    if name:
        asked["name"] = name
    return urlencode(asked)


def seen(value: Any) -> str:  # noqa: ANN401 -- plain values
    """Return what a what-if says at a place, as a form carries it: a list of nothing or of one value."""
    return json.dumps([] if value is NO_CHANGE else [value])


def from_seen(text: str) -> Any:  # noqa: ANN401 -- plain values
    """Return what a form carried. Raises ValueError where no form of ours made it."""
    try:
        listed = json.loads(text)
    except RecursionError:
        raise ValueError("nothing that a form of ours nests so deep") from None
    if not isinstance(listed, list) or len(listed) > 1:
        raise ValueError("neither nothing nor one value")
    return listed[0] if listed else NO_CHANGE


def in_words(changes: Iterable[Change], inputs: Inputs) -> tuple[Changed, ...]:
    """Return changes as they are shown, in their order."""
    return tuple(_changed((table, key, field), value, inputs) for table, key, field, value in changes)


def _changed(place: Place, value: Any, inputs: Inputs) -> Changed:  # noqa: ANN401 -- plain values
    table, key, field = place
    entry = inputs.rows.get((table, key))
    if entry is None or not has_field(table, field):
        gone = f"{key}, {field}"
        return Changed(place=place, about=gone, before="", after="", was=seen(value), is_gone=True)
    before, after = pair_in_words(place, entry, value, inputs)
    return Changed(
        place=place,
        about=about(place, entry, inputs.around),
        before=before,
        after=after,
        was=seen(value),
        is_moot=alike(entry.told.get(field), value),
    )


def pair_in_words(place: Place, entry: Entry, value: Any, inputs: Inputs) -> tuple[str, str]:  # noqa: ANN401
    """Return what the business says at `place`, and `value`, both in words; of answers those that differ."""
    told = entry.told.get(place[2])
    if isinstance(value, dict) and place[2].endswith("answers"):
        return _answers_in_words(told or {}, value)
    return value_words(place, entry, told, inputs.around), value_words(place, entry, value, inputs.around)


def _answers_in_words(told: Mapping[str, Any], value: Mapping[str, Any]) -> tuple[str, str]:
    keys = [key for key in BY_ID if told.get(key, "") != value.get(key, "")]

    def listed(answers: Mapping[str, Any]) -> str:
        said = (answer_words(key, answers[key]) if key in answers else _("not told") for key in keys)
        return "; ".join(f"{key} {words}" for key, words in zip(keys, said, strict=True)) or _("the same")

    return listed(told), listed(value)


def name_for(place: Place, value: Any, inputs: Inputs) -> str:  # noqa: ANN401 -- plain values
    """Return a name for a what-if that makes one change."""
    entry = inputs.row(place)
    _before, after = pair_in_words(place, entry, value, inputs)
    return f"{about(place, entry, inputs.around)}: {after}"


def by_process(changes: Iterable[Changed]) -> Mapping[str, tuple[Changed, ...]]:
    """Return key of a process -> the changes that were made to it."""
    found: dict[str, tuple[Changed, ...]] = {}
    for change in changes:
        if change.place[0] == "processes" and not change.is_gone:
            found[change.place[1]] = (*found.get(change.place[1], ()), change)
    return found
