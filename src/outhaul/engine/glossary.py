"""How sentences were made, kept beside them: what is kept is plain text, and remembers.

`with_glossary` writes down, once for each text, the template and the parts of what the engine said;
`recalled` gives a report that was kept its sayings back, so that they can be told in another language.
`remembering` and `recall` do the same for a single verdict or match.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final, TypeVar

import msgspec

from outhaul.engine.matching.person import Match
from outhaul.engine.matching.person import Part as MatchPart
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

SPOKEN: Final[Mapping[type, tuple[str, ...]]] = {
    ProcessReport: ("reasons", "options"),
    OptionReport: ("excluded_by",),
    ManagerReport: ("name",),
    Verdict: ("reason", "fix"),
    Match: ("parts", "verdicts"),
    MatchPart: ("reason",),
    Alternative: ("name", "changes"),
    Flip: ("parameter",),
    BindingLimit: ("limit",),
    Obstacle: ("what", "unit", "fix"),
}
"""Where the engine speaks; all else is names and figures."""

Change = Callable[[str], str]
Kept = TypeVar("Kept")
SAYINGS: Final = "sayings"


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


def remembering(value: object) -> dict[str, Any]:
    """Return a dataclass as plain values, with how its sayings were made under `sayings`."""
    found: dict[str, Said] = {}

    def plain(text: object) -> str:
        if not isinstance(text, Saying):
            raise NotImplementedError(type(text))
        found.setdefault(str(text), _written(text))
        return str(text)

    kept: dict[str, Any] = msgspec.to_builtins(value, enc_hook=plain)
    return {**kept, SAYINGS: msgspec.to_builtins(found)}


def recall(plain: Mapping[str, Any], kind: type[Kept]) -> Kept:
    """Return what `remembering` wrote down, with its sayings; older rows have none, and stay plain text."""
    made = msgspec.convert(plain.get(SAYINGS, {}), dict[str, Said])
    known = {text: _read(text, how) for text, how in made.items()}
    found: Kept = _through(msgspec.convert(plain, kind), lambda text: known.get(text, text))
    return found


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
    after = {name: _through(getattr(value, name), change) for name in SPOKEN.get(type(value), ())}
    changed = any(getattr(value, name) is not new for name, new in after.items())
    return replace(value, **after) if changed else value
