"""How the sentences of a report were made, kept beside them: a report is plain text, and remembers.

`with_glossary` writes down, once for each text, the template and the parts of what the engine said;
`recalled` gives a report that was kept its sayings back, so that they can be told in another language.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, Final

from outhaul.engine.report import (
    Alternative,
    BindingLimit,
    Flip,
    ManagerReport,
    Obstacle,
    OptionReport,
    PlanReport,
    ProcessReport,
    Said,
)
from outhaul.engine.saying import Part, Saying
from outhaul.engine.verdict import Verdict

SPOKEN: Final[Mapping[type, frozenset[str]]] = {
    ProcessReport: frozenset({"reasons", "options"}),
    OptionReport: frozenset({"excluded_by"}),
    ManagerReport: frozenset({"name"}),
    Verdict: frozenset({"reason", "fix"}),
    Alternative: frozenset({"name", "changes"}),
    Flip: frozenset({"parameter"}),
    BindingLimit: frozenset({"limit"}),
    Obstacle: frozenset({"what", "unit", "fix"}),
}
"""Where the engine speaks; all else is names and figures."""

Change = Callable[[str], str]


def with_glossary(report: PlanReport) -> PlanReport:
    """Return `report` in plain text, with how each text of it was made."""
    found: dict[str, Said] = {}

    def plain(text: str) -> str:
        if isinstance(text, Saying):
            found.setdefault(str(text), _written(text))
        return str(text)

    return replace(_changed(report, plain), sayings=found)


def recalled(report: PlanReport) -> PlanReport:
    """Return `report` with the sayings that it remembers in place of plain text."""
    known = {text: _read(text, made) for text, made in report.sayings.items()}
    return _changed(report, lambda text: known.get(text, text)) if known else report


def _written(text: Saying) -> Said:
    parts: dict[str, str | int | float | Said] = {
        name: _written(part) if isinstance(part, Saying) else part for name, part in text.parts.items()
    }
    return Said(text=str(text), template=text.template, parts=parts)


def _read(text: str, made: Said) -> Saying:
    parts: dict[str, Part] = {
        name: _read(part.text, part) if isinstance(part, Said) else part for name, part in made.parts.items()
    }
    return Saying(text, made.template, parts)


def _changed(report: PlanReport, change: Change) -> PlanReport:
    """Return `report` with every text in which the engine speaks changed."""
    spoken = ("processes", "managers", "guards", "alternatives", "flips", "limits", "obstacles")
    return replace(report, **{name: _through(getattr(report, name), change) for name in spoken})


def _through(value: Any, change: Change) -> Any:  # noqa: ANN401 -- texts, rows of texts, rows of rows
    if isinstance(value, str):
        return change(value)
    if isinstance(value, tuple):
        return tuple(_through(one, change) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        names = SPOKEN.get(type(value), frozenset())
        told = {item.name: getattr(value, item.name) for item in fields(value) if item.name in names}
        after = {name: _through(old, change) for name, old in told.items()}
        return replace(value, **after) if any(after[name] is not old for name, old in told.items()) else value
    return value
