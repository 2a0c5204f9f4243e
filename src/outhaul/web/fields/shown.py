"""The field again, after it was sent: saved with its undo, wrong with a message, or with both values."""

import json
from dataclasses import replace
from typing import Any

from outhaul.apps.planning.domain.entries import field_of
from outhaul.documents.business_file.compounds import Hours
from outhaul.web.fields.saving import Outcome
from outhaul.web.fields.surroundings import Surroundings
from outhaul.web.fields.texts import is_share, text_of
from outhaul.web.fields.view import Clash, FieldView, change, view_of, words_of


def after(outcome: Outcome, around: Surroundings, *, look: str = "row") -> FieldView:
    """Return the view of a field with what became of it."""
    view = view_of(outcome.entry, outcome.name, around, look=look)
    if outcome.error:
        text = outcome.typed[-1] if outcome.typed else view.text
        typed = _parts_kept(view, outcome.typed)
        return replace(view, text=text, error=outcome.error, was=outcome.was, otherwise="", plain=typed)
    if outcome.conflict is not None:
        return replace(view, clash=_clash(outcome, view, around))
    if not outcome.is_saved:
        return view
    return replace(view, undo=undo_of(outcome), followed=_followed(outcome))


def _followed(outcome: Outcome) -> str:
    """Return the labels of the fields that were told by this one."""
    labels = (
        words_of(outcome.entry.table, field_of(outcome.entry.table, name)).label for name in outcome.also
    )
    return " · ".join(str(label).rstrip("?") for label in labels)


def _parts_kept(view: FieldView, typed: tuple[str, ...]) -> Any:  # noqa: ANN401 -- a plain value
    """Return what the control should show of a value with parts that was refused."""
    field = field_of(view.table, view.name)
    return list(typed) if isinstance(field.kind, Hours) else view.plain


def undo_of(outcome: Outcome) -> str:
    """Return what to send to have everything back that a change changed."""
    first = [[outcome.name, outcome.before, outcome.after]] if outcome.moved else []
    return json.dumps([*first, *([name, before, now] for name, (before, now) in outcome.also.items())])


def _clash(outcome: Outcome, view: FieldView, around: Surroundings) -> Clash | None:
    conflict = outcome.conflict
    if conflict is None:
        return None
    kind = field_of(view.table, view.name).kind
    ends = " %" if is_share(kind) else ""

    def told(plain: Any) -> str:  # noqa: ANN401 -- a plain value
        return text_of(kind, plain, around) + (ends if plain is not None else "")

    return Clash(
        who=outcome.who,
        theirs=told(conflict.theirs),
        mine=told(conflict.mine),
        keep=change(view.name, conflict.theirs, conflict.theirs),
        use=change(view.name, conflict.mine, conflict.theirs),
    )
