"""A field as a page shows it: words, value, control, origin, and what went wrong when it was saved."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from django.utils.translation import gettext as _

from outhaul.apps.planning.domain.entries import field_of
from outhaul.apps.planning.models import Entry
from outhaul.documents.business_file.compounds import Countries, Hours, Ids, Levels
from outhaul.documents.business_file.kinds import Number, YesNo
from outhaul.documents.business_file.tables import TABLES, Field
from outhaul.engine.assumptions import JUDGEMENT, Assumptions
from outhaul.web.addresses import address
from outhaul.web.fields.choices import Choice, list_of
from outhaul.web.fields.otherwise import DEFAULTS, managing_hour, otherwise
from outhaul.web.fields.surroundings import Surroundings
from outhaul.web.fields.texts import is_share, name_of, text_of
from outhaul.web.fields.words import WORDS, Unit, Words, level_words, unit_words
from outhaul.wording.sentences import capital
from outhaul.wording.tongue import word

SOURCES: Mapping[str, str] = {item.name: item.metadata["source"] for item in fields(Assumptions)}
"""Named assumption -> where its usual value comes from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One item of a value that has several: a language with its level, a country, a process."""

    value: str
    label: str
    level: str = ""
    up: str = ""
    """What to send to move it up; "" where it cannot."""
    out: str = ""
    """What to send to take it out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Two people changed the field: who was first, and both values."""

    who: str
    theirs: str
    mine: str
    keep: str
    """What to send to keep theirs."""
    use: str
    """What to send to use mine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldView:
    """One field as it is shown. Texts are in the person's language, `plain` is as in a business file."""

    table: str
    entry: str
    name: str
    label: str
    help: str
    control: str
    """text, number, search, select, yes_no, hours, levels, countries or ids."""
    plain: Any
    text: str
    """The value as it is typed."""
    unit: str = ""
    otherwise: str = ""
    """What counts while nothing is told, with its origin."""
    list: str = ""
    """Name of the list to choose from."""
    parts: tuple[Part, ...] = ()
    choices: tuple[Choice, ...] = ()
    slider: tuple[str, str, str] | None = None
    """Lowest, highest and present position of a slider, where the number is a share."""
    suggestion: str = ""
    """What to send to take over a figure that is only suggested."""
    reset: str = ""
    """What to send to have the usual value back, where the business told another one."""
    usual: str = ""
    """That usual value."""
    address: str = ""
    may_edit: bool = True
    look: str = "row"
    """row; cell where a table's head names the field; slider for a row of a share with a slider."""
    error: str = ""
    clash: Clash | None = None
    undo: str = ""
    """What to send to have the value of before back; set right after it was saved."""
    was: str = "null"
    """The value that the page shows, as JSON: goes back with every change."""
    followed: str = ""
    """What else was told by it, right after it was saved."""
    beside: bool = False
    """True where the answer to another field shows it again."""

    @property
    def param(self) -> str:
        """Name of its controls in a form."""
        return f"{self.table}.{self.entry}.{self.name}"

    @property
    def id(self) -> str:
        """Id of its first control."""
        return self.param.replace(".", "-")

    @property
    def is_told(self) -> bool:
        """Whether the business told it."""
        return self.plain is not None


def views_of(
    entry: Entry, names: Iterable[str], around: Surroundings, *, look: str = "row"
) -> dict[str, FieldView]:
    """Return the fields `names` of `entry` by name."""
    return {name: view_of(entry, name, around, look=look) for name in names}


def view_of(entry: Entry, name: str, around: Surroundings, *, look: str = "row") -> FieldView:
    """Return one field of `entry`."""
    field = field_of(entry.table, name)
    words = words_of(entry.table, field)
    plain = entry.told.get(name)
    usual = _usual(entry, field, around)
    return FieldView(
        table=entry.table,
        entry=entry.key,
        name=name,
        label=str(words.label),
        help=str(words.help),
        control=control_of(field),
        plain=plain,
        text=text_of(field.kind, plain, around),
        unit=unit_of(field, words, around),
        otherwise="" if plain is not None else otherwise(entry, field, around),
        list=list_of(field.kind) or _list_of_parts(field),
        parts=parts_of(field, plain, around),
        choices=level_choices() if isinstance(field.kind, Levels) else (),
        slider=_slider(entry, field),
        suggestion=_suggestion(entry, field, around),
        reset=change(field.name, None, plain) if usual else "",
        usual=usual,
        address=address_of(around.business, entry, name, look),
        may_edit=around.may_edit,
        look=look,
        was=json.dumps(plain),
    )


def address_of(business: str, entry: Entry, name: str, look: str = "row") -> str:
    """Return where one field is saved."""
    found = address("field", business=business, table=entry.table, entry=entry.key, name=name)
    return found + ("" if look == "row" else f"?look={look}")


def words_of(table: str, field: Field) -> Words:
    """Return label, help and unit; named assumptions are labelled by what they mean."""
    if table in WORDS:
        return WORDS[table][field.name]
    return Words(label=capital(_(field.meaning)), help=_parent(field.name))


def _parent(name: str) -> str:
    """Return where the usual value of a named assumption comes from."""
    source = SOURCES[name]
    return _("Our judgement.") if source == JUDGEMENT else source[:1].upper() + source[1:] + "."


def unit_of(field: Field, words: Words, around: Surroundings) -> str:
    """Return what stands behind the number."""
    if is_share(field.kind):
        return "%"
    if words.unit is Unit.NONE and isinstance(field.kind, Number):
        return word(field.kind.hint)
    return unit_words(words.unit, around.currency)


def control_of(field: Field) -> str:
    """Return which control a field is told with."""
    controls = ((Number, "number"), (YesNo, "yes_no"), (Hours, "hours"), (Levels, "levels"))
    more = ((Countries, "countries"), (Ids, "ids"))
    found = next((name for kind, name in (*controls, *more) if isinstance(field.kind, kind)), "")
    return found or ("search" if list_of(field.kind) else "text")


def _list_of_parts(field: Field) -> str:
    return {"levels": "languages", "countries": "countries"}.get(control_of(field), "")


def _slider(entry: Entry, field: Field) -> tuple[str, str, str] | None:
    if not isinstance(field.kind, Number) or not is_share(field.kind):
        return None
    value = entry.told.get(field.name, DEFAULTS[entry.table].get(field.name) or 0.0)
    low, high, now = (f"{100 * number:.6g}" for number in (field.kind.low, field.kind.high, value))
    return low, high, now


def _suggestion(entry: Entry, field: Field, around: Surroundings) -> str:
    if (entry.table, field.name) != ("managers", "cost_per_hour") or field.name in entry.told:
        return ""
    rate = managing_hour(around)
    return change(field.name, rate, None) if rate else ""


def _usual(entry: Entry, field: Field, around: Surroundings) -> str:
    """Return the usual value of a number where another one was told, else ""."""
    plain, default = entry.told.get(field.name), DEFAULTS[entry.table].get(field.name)
    if not isinstance(field.kind, Number) or plain is None or not default or plain == default:
        return ""
    return text_of(field.kind, default, around) + (" %" if is_share(field.kind) else "")


def parts_of(field: Field, plain: Any, around: Surroundings) -> tuple[Part, ...]:  # noqa: ANN401 -- the kind decides
    """Return the items of a value that has several, each with what moves it or takes it out."""
    if isinstance(field.kind, Levels) and plain:
        items = list(plain.items())
        orders = [dict(_swapped(items, index)) for index in range(len(items) - 1)]
        return tuple(
            Part(
                value=code,
                label=name_of("languages", code, around),
                level=level,
                up=change(field.name, orders[index - 1], plain) if index else "",
                out=change(field.name, _without(plain, code), plain),
            )
            for index, (code, level) in enumerate(items)
        )
    if isinstance(field.kind, Countries) and plain:
        return tuple(
            Part(
                value=code,
                label=name_of("countries", code, around),
                out=change(field.name, [other for other in plain if other != code] or None, plain),
            )
            for code in plain
        )
    return ()


def level_choices() -> tuple[Choice, ...]:
    """Return the CEFR levels with what they mean."""
    return tuple(Choice(level, f"{level} · {word}") for level, word in level_words().items())


def _swapped(items: Sequence[Any], index: int) -> list[Any]:
    return [*items[:index], items[index + 1], items[index], *items[index + 2 :]]


def _without(levels: Mapping[str, str], code: str) -> dict[str, str] | None:
    return {other: level for other, level in levels.items() if other != code} or None


def change(field: str, plain: object, was: object) -> str:
    """Return what a button sends that lets `field`, which is `was`, be `plain`."""
    return json.dumps([[field, plain, was]])


def with_processes(view: FieldView, processes: Sequence[Choice]) -> FieldView:
    """Return the view of a list of ids with the processes that there are to choose from."""
    return replace(view, choices=tuple(processes))


def missing(table: str, told: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the names of the fields of `table` that a plan needs and that nobody told yet."""
    declared = next(item for item in TABLES if item.name == table)
    return tuple(name for name in declared.required() if name != "id" and told.get(name) in (None, "", {}))


def labels_of(table: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return what the fields `names` are called on a page."""
    return tuple(str(words_of(table, field_of(table, name)).label) for name in names)
