"""Kinds of values in a business file: what each accepts in TOML and in the cell of a workbook."""

import math
import unicodedata
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, Final

from outhaul.documents.business_file.place import Place, shown
from outhaul.engine.saying import Part, say
from outhaul.reference.tables import Reference

LONGEST_TEXT = 200
SIGNIFICANT = 15
"""Digits of a number that count, as in a spreadsheet; so a file and its workbook say the same."""
CODE_AND_NAME = ": "
"""Between a code and its name in a drop-down list: `PH: Philippines`."""


class Wrong:
    """The class of WRONG."""


WRONG: Final = Wrong()
"""In place of a value: there was a fault, and there is nothing to go on with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind(ABC):
    """How the values of one kind are read, written and chosen."""

    hint: str = ""
    """Why the limits are what they are; ends the remedy."""

    @property
    @abstractmethod
    def accepts(self) -> str:
        """What would be right, to follow "Give"."""

    @property
    def noun(self) -> str:
        """What a wrong value is not."""
        return self.accepts

    @property
    def remedy(self) -> str:
        """The sentence that tells what would be right."""
        if not self.hint:
            return say("Give {accepts}", accepts=self.accepts)
        return say("Give {accepts} ({hint})", accepts=self.accepts, hint=say(self.hint))

    @abstractmethod
    def read(self, raw: object, place: Place, reference: Reference) -> Any:  # noqa: ANN401 -- the kind decides
        """Return the value of `raw`, as TOML gives it, or note the faults at `place` and return WRONG."""

    def plain(self, value: Any) -> object:  # noqa: ANN401 -- the kind decides
        """Return `value` as TOML writes it; `read` takes it back."""
        return value

    def from_cell(self, cell: object, reference: Reference) -> object:  # noqa: ARG002 -- some look names up
        """Return what TOML would give for the content of a cell."""
        return cell

    def to_cell(self, plain: Any, reference: Reference) -> Any:  # noqa: ANN401, ARG002 -- likewise
        """Return the content of a cell for a plain value; `from_cell` takes it back."""
        return plain

    def choices(self, reference: Reference) -> tuple[str, ...]:  # noqa: ARG002 -- likewise
        """The contents to choose a cell from; empty where anything can be typed."""
        return ()

    def refuse(self, raw: object, place: Place) -> Wrong:
        """Note that `raw` is not of this kind."""
        place.fault(say("{told} is not {noun}", told=shown(raw), noun=self.noun), self.remedy)
        return WRONG


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Kind):
    """A line of text; any run of white space is one blank."""

    @property
    def noun(self) -> str:
        """What a wrong value is not."""
        return say("a text of fitting length")

    @property
    def accepts(self) -> str:
        """A text."""
        return say("a text of 1 to {most} characters", most=LONGEST_TEXT)

    def read(self, raw: object, place: Place, reference: Reference) -> str | Wrong:  # noqa: ARG002
        """Return the text without blanks around it."""
        text = " ".join(raw.split()) if isinstance(raw, str) else ""
        if not 0 < len(text) <= LONGEST_TEXT:
            return self.refuse(raw, place)
        if any(unicodedata.category(letter) in {"Cc", "Cs", "Co", "Cn"} for letter in text):
            place.fault(
                say("{told} holds a character that cannot be printed", told=ascii(text)), say("Take it out")
            )
            return WRONG
        return text

    def from_cell(self, cell: object, reference: Reference) -> object:  # noqa: ARG002
        """Return the text of a cell; a spreadsheet may have taken it for a number."""
        if isinstance(cell, bool) or not isinstance(cell, int | float):
            return cell
        return str(int(cell)) if math.isfinite(cell) and cell == int(cell) else str(cell)


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier(Text):
    """A short name by which other rows refer to this one."""

    @property
    def noun(self) -> str:
        """What a wrong value is not."""
        return say("an id")

    @property
    def accepts(self) -> str:
        """An id."""
        return say("an id of 1 to 64 letters, digits, dots, dashes and underscores")

    def read(self, raw: object, place: Place, reference: Reference) -> str | Wrong:  # noqa: ARG002
        """Return the id."""
        longest = 64
        if not isinstance(raw, str) or not 0 < len(raw) <= longest:
            return self.refuse(raw, place)
        return raw if all(letter.isalnum() or letter in "._-" for letter in raw) else self.refuse(raw, place)


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Kind):
    """A number within limits."""

    low: float = 0.0
    high: float
    above: bool = False
    """True if `low` itself is refused."""
    whole: bool = False
    cell_format: str = "#,##0.##"
    told: str = ""
    """What `accepts` says where that is not `low` to `high`."""

    @property
    def accepts(self) -> str:
        """The range."""
        if self.told:
            return say(self.told)
        ends: dict[str, Part] = {"low": self.low, "high": _written(self.high)}
        if self.whole:
            return say("a whole number from {low:,g} to {high}", **ends)
        if self.above:
            return say("a number above {low:,g} and at most {high}", **ends)
        return say("a number from {low:,g} to {high}", **ends)

    def read(self, raw: object, place: Place, reference: Reference) -> float | Wrong:  # noqa: ARG002
        """Return the number, an int where it must be whole."""
        if isinstance(raw, bool) or not isinstance(raw, int | float):
            place.fault(say("{told} is not a number", told=shown(raw)), self.remedy)
            return WRONG
        problem = self._problem(raw)
        if problem:
            place.fault(say("{told} {problem}", told=shown(raw), problem=problem), self.remedy)
            return WRONG
        return int(raw) if self.whole else float(f"{raw:.{SIGNIFICANT}g}")

    def _problem(self, number: float) -> str:
        if not (isinstance(number, int) or math.isfinite(number)):
            return say("is not a number to reckon with")
        if number < self.low or (self.above and number == self.low):
            if self.above:
                return say("is not above {low:,g}", low=self.low)
            return say("is below {low:,g}", low=self.low)
        if number > self.high:
            return say("is above {high}", high=_written(self.high))
        return say("is not whole") if self.whole and number != int(number) else ""


def _written(number: float) -> str:
    template = "{number:,.0f}" if number == int(number) else "{number:g}"
    return say(template, number=number)


@dataclass(frozen=True, slots=True, kw_only=True)
class YesNo(Kind):
    """True or false; yes or no in a workbook."""

    @property
    def accepts(self) -> str:
        """Both values."""
        return say("true or false (yes or no in a workbook)")

    def read(self, raw: object, place: Place, reference: Reference) -> bool | Wrong:  # noqa: ARG002
        """Return the truth value."""
        if isinstance(raw, bool):
            return raw
        place.fault(say("{told} is neither true nor false", told=shown(raw)), self.remedy)
        return WRONG

    def from_cell(self, cell: object, reference: Reference) -> object:  # noqa: ARG002
        """Return the truth value of a yes or no; anything else as it is."""
        word = cell.strip().lower() if isinstance(cell, str) else None
        return {"yes": True, "true": True, "no": False, "false": False}.get(word or "", cell)

    def to_cell(self, plain: Any, reference: Reference) -> Any:  # noqa: ANN401, ARG002
        """Return yes or no."""
        return "yes" if plain else "no"

    def choices(self, reference: Reference) -> tuple[str, ...]:  # noqa: ARG002
        """Yes and no."""
        return ("yes", "no")
