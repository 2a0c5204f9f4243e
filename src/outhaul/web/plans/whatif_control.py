"""The control of one value in a what-if, and what a browser sends from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil, floor
from typing import Any

from django.http import QueryDict

from outhaul.apps.planning.domain.entries import field_of
from outhaul.apps.planning.domain.scenarios import NO_CHANGE, Place
from outhaul.apps.planning.models import Entry
from outhaul.documents.business_file.compounds import Answer, Answers, Countries, Levels
from outhaul.documents.business_file.kinds import Number
from outhaul.documents.business_file.tables import Field
from outhaul.engine.questionnaire import BY_ID
from outhaul.web.fields.choices import Choice
from outhaul.web.fields.reading import from_browser
from outhaul.web.fields.view import FieldView, view_of, with_processes
from outhaul.web.plans.whatif_inputs import Inputs, answer_words, row_name, value_words
from outhaul.web.plans.whatif_words import seen

OUT = "out"
"""In place of a language's level: leave the language out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question of the scope questionnaire with its possible answers."""

    key: str
    text: str
    choices: tuple[Choice, ...]
    chosen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """The value of one field in a what-if, to be changed."""

    place: Place
    row: str
    view: FieldView
    now: str
    """What the business says, in words."""
    was: str
    """What the what-if says, to be sent back."""
    is_changed: bool
    questions: tuple[Asked, ...] = ()
    error: str = ""


def control_for(place: Place, inputs: Inputs, *, says: Any = NO_CHANGE, proposed: Any = NO_CHANGE) -> Control:  # noqa: ANN401 -- plain values
    """Return the control of `place`.

    It shows the `proposed` value, else what the what-if `says`, else what the business says. Raises
    Http404 where there is no such place.
    """
    table, key, name = place
    entry = inputs.row(place)
    value = next((one for one in (proposed, says) if one is not NO_CHANGE), entry.told.get(name))
    shown = Entry(table=table, key=key, told={**entry.told, name: value})
    view = _with_slider(view_of(shown, name, inputs.around, look="slider"), value, field_of(table, name))
    return Control(
        place=place,
        row=row_name(entry, inputs.around),
        view=with_processes(view, _processes(inputs)) if view.control == "ids" else view,
        now=value_words(place, entry, entry.told.get(name), inputs.around),
        was=seen(says),
        is_changed=says is not NO_CHANGE,
        questions=_questions(value or {}) if isinstance(field_of(table, name).kind, Answers) else (),
    )


def _with_slider(view: FieldView, value: Any, field: Field) -> FieldView:  # noqa: ANN401 -- a plain value
    """Return the view of a number with a slider up to twice what it is, as far as its limits go."""
    known = isinstance(value, int | float) and value > 0
    if view.slider or not known or not isinstance(field.kind, Number):
        return view
    low, high = max(0.0, field.kind.low), min(field.kind.high, max(2.0 * value, 1.0))
    slider = (str(ceil(low)), str(floor(high)), f"{value:.6g}")
    return replace(view, slider=slider)


def refused(control: Control, typed: Sequence[str], error: str) -> Control:
    """Return `control` with what was typed in it, and why it was refused."""
    view = control.view
    text = typed[-1] if typed else view.text
    return replace(control, view=replace(view, text=text, error=error, otherwise=""), error=error)


def _processes(inputs: Inputs) -> list[Choice]:
    return [
        Choice(key, row_name(entry, inputs.around))
        for (table, key), entry in inputs.rows.items()
        if table == "processes"
    ]


def _questions(told: Mapping[str, Any]) -> tuple[Asked, ...]:
    return tuple(
        Asked(
            key=key,
            text=question.text,
            choices=tuple(
                Choice(str(step), answer_words(key, step)) for step in range(len(question.anchors))
            ),
            chosen=_chosen(told[key]) if key in told else "",
        )
        for key, question in BY_ID.items()
    )


def _chosen(answer: object) -> str:
    return str(int(answer)) if isinstance(answer, int) else "?"


def param_of(place: Place) -> str:
    """Return the name of a place's controls in a form."""
    return ".".join(place)


def read_value(place: Place, sent: QueryDict, inputs: Inputs) -> Any:  # noqa: ANN401 -- plain values
    """Return the plain value that a browser sent for `place`; None where the field was left empty.

    Raises:
        InputError: a number cannot be read, or is out of its limits.
    """
    table, _key, name = place
    field = field_of(table, name)
    param = param_of(place)
    if isinstance(field.kind, Answers):
        return _read_answers(param, sent)
    texts = sent.getlist(param)
    if isinstance(field.kind, Levels):
        pairs = zip(texts[::2], [*texts[1::2], ""], strict=False)
        texts = [text for language, level in pairs if level != OUT for text in (language, level)]
    value = from_browser(field, texts, inputs.around)
    return [] if value is None and isinstance(field.kind, Countries) else value


def _read_answers(param: str, sent: QueryDict) -> dict[str, Any]:
    """Return the answers; what no select of ours sends is kept for the kind to refuse."""
    answers: dict[str, Any] = {}
    for key, question in BY_ID.items():
        text = sent.get(f"{param}.{key}", "")
        if text.isdigit():
            yes_no = Answer(question=question).yes_no
            answers[key] = bool(int(text)) if yes_no and int(text) < len(("no", "yes")) else int(text)
        elif text:
            answers[key] = text
    return answers


def list_for(view: FieldView) -> str:
    """Return the name of the list that the control offers, if it offers one."""
    return view.list if view.control in {"search", "levels", "countries"} else ""
