"""What the editor of a brief asks: of the whole, and of each deliverable with its checkpoints."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from outhaul.apps.sourcing.domain.content import (
    LONGEST_LINE,
    LONGEST_PURPOSE,
    LONGEST_TITLE,
    MOST_DELIVERABLES,
)
from outhaul.engine.brief import Brief, Checkpoint, Deliverable, Rhythm
from outhaul.engine.briefing.rhythm import RHYTHMS, looks_at
from outhaul.reference.tables import load
from outhaul.web.fields.choices import choices_of
from outhaul.web.lists.selects import Select
from outhaul.web.source.briefs import words

MOST_LOOKS = 9
LEAST_LOOKS = 2
"""Places for checkpoints that a deliverable shows at least."""


class Lines(forms.CharField):
    """A text of which each line that is not empty counts."""

    def __init__(self, *, rows: int = 4, **options: Any) -> None:  # noqa: ANN401 -- a field's options
        widget = forms.Textarea(attrs={"rows": rows})
        super().__init__(required=False, widget=widget, max_length=20_000, **options)

    def to_python(self, value: Any) -> Any:  # noqa: ANN401 -- a field's value
        """Return the lines."""
        text = super().to_python(value) or ""
        return tuple(filter(None, (" ".join(line.split()) for line in text.splitlines())))

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401 -- likewise
        """Return the lines as one text."""
        return "\n".join(value) if isinstance(value, tuple) else value

    def run_validators(self, value: Any) -> None:  # noqa: ANN401 -- likewise
        """Check each line, not their tuple."""
        for line in value:
            if len(line) > LONGEST_LINE:
                raise forms.ValidationError(
                    _("A line is longer than %(most)s characters: cut it into two."),
                    params={"most": LONGEST_LINE},
                )


class Editor(forms.Form):
    """The brief itself."""

    title = forms.CharField(label=_("What is the work called?"), max_length=LONGEST_TITLE)
    purpose = forms.CharField(
        label=_("What is it for?"),
        help_text=_("What is better for the business once it is done."),
        max_length=LONGEST_PURPOSE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    skills = Lines(label=_("Skills, one a line"))
    tools = Lines(label=_("Tools, one a line"), help_text=_("What is used together; not whose it is."))
    language = forms.ChoiceField(widget=Select, label=_("Language"))
    language_level = forms.ChoiceField(widget=Select, label=_("Level"), choices=list(words.LEVELS.items()))
    overlap_hours = forms.FloatField(
        label=_("Shared hours a day"),
        help_text=_("Hours of your working day in which they can be reached as well."),
        min_value=0,
        max_value=12,
        localize=True,
    )
    hours_per_month = forms.FloatField(label=_("Hours a month"), min_value=0, max_value=2000, localize=True)
    months = forms.IntegerField(
        label=_("For how many months?"),
        help_text=_("Empty: without a set end."),
        min_value=1,
        max_value=60,
        required=False,
    )
    budget = forms.FloatField(
        label=_("Budget"),
        help_text=_("Most that the whole may cost. Candidates do not see it."),
        min_value=0,
        required=False,
        localize=True,
    )

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 -- a form's arguments
        super().__init__(*args, **options)
        spoken = choices_of("languages", get_language() or "en", load())
        self.fields["language"].choices = [(c.value, c.label) for c in spoken]  # type: ignore[attr-defined]
        # here, because a class attribute `data` would hide what a form was sent
        self.fields["data"] = forms.TypedChoiceField(
            widget=Select,
            label=_("Which data does it touch?"),
            coerce=int,
            choices=list(enumerate(words.DATA)),
        )


class Piece(forms.Form):
    """One deliverable; `slots` are its places for checkpoints."""

    name = forms.CharField(label=_("Deliverable"), max_length=LONGEST_LINE, required=False)
    every = forms.ChoiceField(widget=Select, label=_("How often?"), choices=list(words.RHYTHMS.items()))
    due_in_days = forms.IntegerField(
        label=_("Days until it is due"),
        help_text=_("After the start, or after the end of each period."),
        min_value=0,
        max_value=365,
        required=False,
    )
    criteria = Lines(
        label=_("Accepted when: one a line"),
        help_text=_("What two people would answer alike by yes or no: a number, a day, a comparison."),
        rows=3,
    )
    slots = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=MOST_LOOKS)

    def __init__(self, *args: Any, slots: int = LEAST_LOOKS, **options: Any) -> None:  # noqa: ANN401 -- likewise
        super().__init__(*args, **options)
        self.looks = min(MOST_LOOKS, max(1, slots))
        for number in range(self.looks):
            self.fields[f"look_{number}"] = forms.CharField(
                label=_("Checkpoint"), max_length=LONGEST_LINE, required=False
            )
            self.fields[f"often_{number}"] = forms.ChoiceField(
                widget=Select, label=_("How often?"), choices=list(words.RHYTHMS.items()), required=False
            )

    def places(self) -> Iterator[tuple[forms.BoundField, forms.BoundField]]:
        """Give the fields of each checkpoint."""
        for number in range(self.looks):
            yield self[f"look_{number}"], self[f"often_{number}"]


class Form:
    """The whole editor, read from a request or filled from a brief."""

    def __init__(self, data: Mapping[str, Any] | None, content: Brief) -> None:
        self.content = content
        self.data = data
        if data is None:
            self.head = Editor(initial=_head(content))
            self.pieces = [_piece(index, item, content) for index, item in enumerate(content.deliverables)]
        else:
            self.head = Editor(data)
            self.pieces = [
                Piece(data, prefix=f"d{index}", slots=_number(data.get(f"d{index}-slots"), MOST_LOOKS))
                for index in range(_number(data.get("count"), MOST_DELIVERABLES))
            ]

    def is_valid(self) -> bool:
        """Whether all of it may be kept."""
        found = [part.is_valid() for part in (self.head, *self.pieces)]
        return all(found)

    def told(self) -> Brief:
        """Return what the editor says; a field that is wrong says what it said before."""
        self.is_valid()
        head = dict(self.head.cleaned_data) if self.data else {}
        pieces = [piece.cleaned_data for piece in self.pieces]
        named = [piece for piece in pieces if piece.get("name")]
        return replace(
            self.content,
            **head,
            deliverables=tuple(map(_deliverable, named)),
            checkpoints=tuple(look for piece in named for look in _checkpoints(piece)),
        )

    def edited(self, *, add: bool = False, drop: int | None = None) -> "Form":
        """Return the editor with an empty deliverable more, or one deliverable less; nothing is kept."""
        kept = [piece for index, piece in enumerate(self.pieces) if index != drop]
        self.pieces = kept
        form = Form(None, self.told())
        form.head = self.head
        form.pieces = [_again(piece, index) for index, piece in enumerate(kept)]
        if add and len(kept) < MOST_DELIVERABLES:
            form.pieces.append(_empty(len(kept)))
        return form


def _number(text: object, most: int) -> int:
    told = str(text or "0")
    return min(most, int(told)) if told.isdecimal() else 0


def _head(content: Brief) -> dict[str, object]:
    return {name: _whole(getattr(content, name)) for name in (*Editor.base_fields, "data")}


def _whole(value: object) -> object:
    """Return a number without the decimals that it does not have."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _piece(index: int, item: Deliverable, content: Brief) -> Piece:
    looks = looks_at(content, item.name)
    initial: dict[str, object] = {
        "name": item.name,
        "every": item.every,
        "due_in_days": item.due_in_days,
        "criteria": item.criteria,
    }
    for number, look in enumerate(looks):
        initial |= {f"look_{number}": look.name, f"often_{number}": look.every}
    return _filled(index, initial, max(LEAST_LOOKS, len(looks) + 1))


def _empty(index: int) -> Piece:
    return _filled(index, {"every": "month"}, LEAST_LOOKS)


def _again(piece: Piece, index: int) -> Piece:
    """Return a deliverable at another place, with what was typed."""
    return _filled(index, {name: piece[name].value() for name in piece.fields}, piece.looks)


def _filled(index: int, initial: dict[str, object], slots: int) -> Piece:
    for number in range(slots):
        initial.setdefault(f"often_{number}", "week")
    slots = min(MOST_LOOKS, slots)
    return Piece(initial=initial | {"slots": slots}, prefix=f"d{index}", slots=slots)


def _deliverable(told: Mapping[str, Any]) -> Deliverable:
    return Deliverable(
        name=" ".join(told["name"].split()),
        criteria=told.get("criteria", ()),
        every=_rhythm(told.get("every"), "month"),
        due_in_days=told.get("due_in_days"),
    )


def _checkpoints(told: Mapping[str, Any]) -> Iterator[Checkpoint]:
    for number in range(MOST_LOOKS):
        name, every = told.get(f"look_{number}"), told.get(f"often_{number}")
        if name:
            deliverable = " ".join(told["name"].split())
            yield Checkpoint(name=name, deliverable=deliverable, every=_rhythm(every, "week"))


def _rhythm(told: object, otherwise: Rhythm) -> Rhythm:
    return next((every for every in RHYTHMS if every == told), otherwise)
