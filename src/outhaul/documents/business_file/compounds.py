"""Kinds whose values have parts: languages with levels, working hours, answers, lists."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any, get_args

from outhaul.documents.business_file.kinds import WRONG, Kind, Wrong
from outhaul.documents.business_file.names import CountryCode, before_name
from outhaul.documents.business_file.near import did_you_mean
from outhaul.documents.business_file.place import Place, shown
from outhaul.engine.business import Level
from outhaul.engine.questionnaire import BY_ID, Question
from outhaul.reference.tables import Reference

LEVELS: tuple[str, ...] = get_args(Level)
NATIVE = "native"
DONT_KNOW = "?"
"""Answer that keeps a question open although the catalogue has an answer to it."""
EVERYTHING = "all"


def languages_of(reference: Reference) -> Mapping[str, str]:
    """Return every language that the reference data know: code -> "" (names are looked up on faults)."""
    return dict.fromkeys(
        sorted({language for country in reference.countries.values() for language in country.languages}), ""
    )


def read_language(raw: object, place: Place, reference: Reference) -> str | Wrong:
    """Return the known language code `raw`, else note the fault with near matches."""
    known = languages_of(reference)
    if isinstance(raw, str) and raw.strip() in known:
        return raw.strip()
    place.fault(f"{shown(raw)} is not a known language code", _near_language(str(raw), known))
    return WRONG


def _near_language(text: str, known: Mapping[str, str]) -> str:
    from babel import Locale  # noqa: PLC0415 -- only a wrong file pays for it

    names = Locale("en").languages
    described = {code: names.get(code, "") for code in known}
    return did_you_mean(text, described, 'Give a code such as "en" or "pt"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Language(Kind):
    """One language."""

    @property
    def accepts(self) -> str:
        """A language code."""
        return 'a known language code, such as "en"'

    def read(self, raw: object, place: Place, reference: Reference) -> str | Wrong:
        """Return the code."""
        return read_language(raw, place, reference)


@dataclass(frozen=True, slots=True, kw_only=True)
class Levels(Kind):
    """Languages with how well they are known."""

    at_least_one: bool = False

    @property
    def accepts(self) -> str:
        """An example."""
        return 'languages with their levels A1 to C2 or native, such as { en = "C2", es = "A2" }'

    def read(self, raw: object, place: Place, reference: Reference) -> dict[str, str] | Wrong:
        """Return language -> level."""
        if not isinstance(raw, dict) or (self.at_least_one and not raw):
            return self.refuse(raw, place)
        levels = {
            read_language(language, place.at(language), reference): _read_level(level, place.at(language))
            for language, level in raw.items()
        }
        return WRONG if WRONG in levels or WRONG in levels.values() else levels  # type: ignore[return-value]

    def plain(self, value: Any) -> object:  # noqa: ANN401 -- as every kind
        """Return the levels as a table."""
        return dict(value)

    def from_cell(self, cell: object, reference: Reference) -> object:  # noqa: ARG002 -- as every kind
        """Return the table of a cell like `en C2, es A2`."""
        if not isinstance(cell, str):
            return cell
        pairs = [re.split(r"[\s:=]+", part.strip(), maxsplit=1) for part in re.split(r"[,;]", cell)]
        return {pair[0]: pair[1] if len(pair) > 1 else "" for pair in pairs if pair[0]}

    def to_cell(self, plain: Any, reference: Reference) -> Any:  # noqa: ANN401, ARG002 -- as every kind
        """Return the levels in one line."""
        return ", ".join(f"{language} {level}" for language, level in plain.items()) or None


def _read_level(raw: object, place: Place) -> str | Wrong:
    level = raw.strip().upper() if isinstance(raw, str) else ""
    if level == NATIVE.upper():
        return "C2"
    if level in LEVELS:
        return level
    place.fault(f"{shown(raw)} is not a language level", f"Give {', '.join(LEVELS)} or {NATIVE}")
    return WRONG


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours(Kind):
    """The working hours of a day: from and to."""

    @property
    def accepts(self) -> str:
        """An example."""
        return 'two times of one day, the earlier first, such as ["09:00", "17:00"]'

    def read(self, raw: object, place: Place, reference: Reference) -> tuple[time, time] | Wrong:  # noqa: ARG002
        """Return start and end."""
        if not isinstance(raw, list) or len(raw) != 2:  # noqa: PLR2004 -- from and to
            return self.refuse(raw, place)
        start, end = (_read_time(part, place.at(index)) for index, part in enumerate(raw))
        if isinstance(start, Wrong) or isinstance(end, Wrong):
            return WRONG
        if start >= end:
            place.fault(f"{start:%H:%M} to {end:%H:%M} ends before it begins", self.remedy)
            return WRONG
        return start, end

    def plain(self, value: Any) -> object:  # noqa: ANN401 -- as every kind
        """Return the hours as two texts."""
        return [f"{moment:%H:%M}" for moment in value]

    def from_cell(self, cell: object, reference: Reference) -> object:  # noqa: ARG002 -- as every kind
        """Return the two texts of a cell like `09:00-17:00`."""
        parts = re.split(r"\s*(?:-|\u2013|to)\s*", cell.strip()) if isinstance(cell, str) else None
        return parts or cell

    def to_cell(self, plain: Any, reference: Reference) -> Any:  # noqa: ANN401, ARG002 -- as every kind
        """Return the hours in one line."""
        return "-".join(plain)


def _read_time(raw: object, place: Place) -> time | Wrong:
    moment = raw if isinstance(raw, time) else None
    if isinstance(raw, str) and re.fullmatch(r"([01]?\d|2[0-3]):[0-5]\d", raw.strip()):
        hour, minute = raw.strip().split(":")
        moment = time(int(hour), int(minute))
    if moment is not None and not moment.second and not moment.microsecond:
        return moment
    place.fault(f"{shown(raw)} is not a time of day", 'Give hours and minutes from "00:00" to "23:59"')
    return WRONG


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers(Kind):
    """Answers to the scope questionnaire; a question may be left out."""

    @property
    def accepts(self) -> str:
        """An example."""
        return "answers to the questions C1 to G2, such as { C1 = 0, M7 = true }"

    def read(self, raw: object, place: Place, reference: Reference) -> dict[str, int | bool | None] | Wrong:  # noqa: ARG002
        """Return question -> answer; None where the answer is "don't know"."""
        if not isinstance(raw, dict):
            return self.refuse(raw, place)
        answers = {key: _read_answer(key, answer, place.at(key)) for key, answer in raw.items()}
        return WRONG if WRONG in answers.values() else answers  # type: ignore[return-value]

    def plain(self, value: Any) -> object:  # noqa: ANN401 -- as every kind
        """Return the answers as a table."""
        return {key: DONT_KNOW if answer is None else answer for key, answer in value.items()}


def _read_answer(key: str, raw: object, place: Place) -> int | bool | Wrong | None:
    question = BY_ID.get(key)
    if question is None:
        names = {known: asked.text for known, asked in BY_ID.items()}
        place.fault("is not a question", did_you_mean(key, names, f"The questions are {', '.join(names)}"))
        return WRONG
    if raw == DONT_KNOW:
        return None
    if key == "M7" and isinstance(raw, bool):
        return raw
    if (
        key != "M7"
        and isinstance(raw, int)
        and not isinstance(raw, bool)
        and 0 <= raw < len(question.anchors)
    ):
        return raw
    place.fault(f"{shown(raw)} does not answer: {question.text}", _possible(question))
    return WRONG


def _possible(question: Question) -> str:
    if question.id == "M7":
        return f'Give true or false (yes or no in a workbook), or "{DONT_KNOW}"'
    last = len(question.anchors) - 1
    return f'Give 0 ({question.anchors[0]}) to {last} ({question.anchors[last]}), or "{DONT_KNOW}"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Ids(Kind):
    """Ids of processes, or all of them."""

    @property
    def accepts(self) -> str:
        """Both possibilities."""
        return f'a list of ids of processes, such as ["books"], or "{EVERYTHING}"'

    def read(self, raw: object, place: Place, reference: Reference) -> Any:  # noqa: ANN401, ARG002 -- as every kind
        """Return the ids as a tuple, or "all"."""
        if raw == EVERYTHING:
            return EVERYTHING
        if isinstance(raw, list) and raw and all(isinstance(part, str) for part in raw):
            return tuple(dict.fromkeys(part.strip() for part in raw))
        return self.refuse(raw, place)

    def plain(self, value: Any) -> object:  # noqa: ANN401 -- as every kind
        """Return the ids as a list, or "all"."""
        return value if value == EVERYTHING else list(value)

    def from_cell(self, cell: object, reference: Reference) -> object:  # noqa: ARG002 -- as every kind
        """Return the list of a cell like `books, payroll`."""
        return cell if cell == EVERYTHING else _listed(cell)

    def to_cell(self, plain: Any, reference: Reference) -> Any:  # noqa: ANN401, ARG002 -- as every kind
        """Return the ids in one line."""
        return plain if plain == EVERYTHING else ", ".join(plain)


@dataclass(frozen=True, slots=True, kw_only=True)
class Countries(Kind):
    """A list of countries."""

    @property
    def accepts(self) -> str:
        """An example."""
        return 'a list of country codes, such as ["PH", "IN"]'

    def read(self, raw: object, place: Place, reference: Reference) -> tuple[str, ...] | Wrong:
        """Return the codes."""
        if not isinstance(raw, list):
            return self.refuse(raw, place)
        codes = [CountryCode().read(part, place.at(index), reference) for index, part in enumerate(raw)]
        return WRONG if WRONG in codes else tuple(dict.fromkeys(codes))  # type: ignore[arg-type]

    def plain(self, value: Any) -> object:  # noqa: ANN401 -- as every kind
        """Return the codes as a list."""
        return list(value)

    def from_cell(self, cell: object, reference: Reference) -> object:  # noqa: ARG002 -- as every kind
        """Return the list of a cell like `PH, IN`."""
        return _listed(cell)

    def to_cell(self, plain: Any, reference: Reference) -> Any:  # noqa: ANN401, ARG002 -- as every kind
        """Return the codes in one line."""
        return ", ".join(plain) or None


def _listed(cell: object) -> object:
    """Return the parts of a cell with commas or semicolons, each without a name behind its code."""
    if not isinstance(cell, str):
        return cell
    return [before_name(part.strip()) for part in re.split(r"[,;]", cell) if part.strip()]
