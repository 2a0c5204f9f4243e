"""Kinds whose values have parts: languages with levels, working hours, answers, lists."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any, get_args

from outhaul.documents.business_file.kinds import WRONG, Kind, Wrong, YesNo
from outhaul.documents.business_file.names import CountryCode, Named, before_name
from outhaul.documents.business_file.near import did_you_mean
from outhaul.documents.business_file.place import Place, shown
from outhaul.engine.business import Level
from outhaul.engine.questionnaire import BY_ID, Question
from outhaul.engine.saying import say
from outhaul.reference.tables import Reference

LEVELS: tuple[str, ...] = get_args(Level)
NATIVE = "native"
DONT_KNOW = "?"
"""Answer that keeps a question open although the catalogue has an answer to it."""
EVERYTHING = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Language(Named):
    """One language of those that the reference data know."""

    @property
    def noun(self) -> str:
        """What a wrong value is not."""
        return say("a known language code")

    @property
    def accepts(self) -> str:
        """A language code."""
        return say('a known language code, such as "en" or "pt"')

    def known(self, reference: Reference) -> Mapping[str, str]:
        """Languages by their English names."""
        codes = {language for country in reference.countries.values() for language in country.languages}
        return dict.fromkeys(sorted(codes), "")

    def named(self, reference: Reference) -> Mapping[str, str]:
        """Languages with their English names, which take a moment to look up."""
        from babel import Locale  # noqa: PLC0415 -- a right file can do without names

        names = Locale("en").languages
        return {code: names.get(code, "") for code in self.known(reference)}


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelOf(Kind):
    """How well a language is known."""

    @property
    def noun(self) -> str:
        """What a wrong value is not."""
        return say("a language level")

    @property
    def accepts(self) -> str:
        """The levels."""
        return say("{levels} or {native}", levels=", ".join(LEVELS), native=NATIVE)

    def read(self, raw: object, place: Place, reference: Reference) -> str | Wrong:  # noqa: ARG002 -- as every kind
        """Return the level; native is C2."""
        level = raw.strip().upper() if isinstance(raw, str) else ""
        if level == NATIVE.upper():
            return "C2"
        return level if level in LEVELS else self.refuse(raw, place)

    def choices(self, reference: Reference) -> tuple[str, ...]:  # noqa: ARG002 -- as every kind
        """The levels."""
        return (*LEVELS, NATIVE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Levels(Kind):
    """Languages with how well they are known."""

    at_least_one: bool = False

    @property
    def noun(self) -> str:
        """What a wrong value is not."""
        return say("a table of languages")

    @property
    def accepts(self) -> str:
        """An example."""
        return say(
            "languages with their levels A1 to C2 or native, such as {example}",
            example='{ en = "C2", es = "A2" }',
        )

    def read(self, raw: object, place: Place, reference: Reference) -> dict[str, str] | Wrong:
        """Return language -> level."""
        if not isinstance(raw, dict):
            return self.refuse(raw, place)
        if self.at_least_one and not raw:
            place.fault(say("names no language"), self.remedy)
            return WRONG
        levels = {
            Language().read(language, place.at(language), reference): LevelOf().read(
                level, place.at(language), reference
            )
            for language, level in raw.items()
        }
        return WRONG if WRONG in levels or WRONG in levels.values() else levels  # type: ignore[return-value]

    def plain(self, value: Any) -> object:  # noqa: ANN401 -- as every kind
        """Return the levels as a table."""
        return dict(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours(Kind):
    """The working hours of a day: from and to."""

    @property
    def noun(self) -> str:
        """What a wrong value is not."""
        return say("a pair of times")

    @property
    def accepts(self) -> str:
        """An example."""
        return say('two times of one day, the earlier first, such as ["09:00", "17:00"]')

    def read(self, raw: object, place: Place, reference: Reference) -> tuple[time, time] | Wrong:  # noqa: ARG002
        """Return start and end."""
        if not isinstance(raw, list) or len(raw) != 2:  # noqa: PLR2004 -- from and to
            return self.refuse(raw, place)
        start, end = (_read_time(part, place.at(index)) for index, part in enumerate(raw))
        if isinstance(start, Wrong) or isinstance(end, Wrong):
            return WRONG
        if start >= end:
            told = {"start": f"{start:%H:%M}", "end": f"{end:%H:%M}"}
            place.fault(say("{start} to {end} does not end after it begins", **told), self.remedy)
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
    place.fault(
        say("{told} is not a time of day", told=shown(raw)),
        say('Give hours and minutes from "00:00" to "23:59"'),
    )
    return WRONG


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Kind):
    """The answer to one question: a step from 0, or yes or no, or "don't know"."""

    question: Question

    @property
    def yes_no(self) -> bool:
        """True for a question with two answers."""
        return len(self.question.anchors) == len(("no", "yes"))

    @property
    def accepts(self) -> str:
        """The possible answers."""
        if self.yes_no:
            return say('true or false (yes or no in a workbook), or "{open}"', open=DONT_KNOW)
        first, last = self.question.anchors[0], self.question.anchors[-1]
        return say(
            '0 ({first}) to {most} ({last}), or "{open}"',
            first=say(first),
            most=len(self.question.anchors) - 1,
            last=say(last),
            open=DONT_KNOW,
        )

    def read(self, raw: object, place: Place, reference: Reference) -> int | bool | Wrong | None:  # noqa: ARG002
        """Return the answer; None is "don't know"."""
        if raw == DONT_KNOW:
            return None
        if (
            isinstance(raw, int)
            and isinstance(raw, bool) == self.yes_no
            and 0 <= raw < len(self.question.anchors)
        ):
            return raw
        problem = say("{told} does not answer: {question}", told=shown(raw), question=say(self.question.text))
        place.fault(problem, self.remedy)
        return WRONG

    def from_cell(self, cell: object, reference: Reference) -> object:
        """Return the answer that stands in a cell; a drop-down list may have given a text."""
        if self.yes_no:
            return YesNo().from_cell(cell, reference)
        if isinstance(cell, str) and re.fullmatch("[0-9]", cell):
            return int(cell)
        return int(cell) if isinstance(cell, float) and cell.is_integer() else cell

    def to_cell(self, plain: Any, reference: Reference) -> Any:  # noqa: ANN401 -- as every kind
        """Return the number, or yes or no."""
        return YesNo().to_cell(plain, reference) if isinstance(plain, bool) else plain

    def choices(self, reference: Reference) -> tuple[str, ...]:
        """The possible answers."""
        steps = tuple(str(step) for step in range(len(self.question.anchors)))
        return (*(YesNo().choices(reference) if self.yes_no else steps), DONT_KNOW)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers(Kind):
    """Answers to the scope questionnaire; a question may be left out."""

    @property
    def noun(self) -> str:
        """What a wrong value is not."""
        return say("a table of answers")

    @property
    def accepts(self) -> str:
        """An example."""
        return say("answers to the questions C1 to G2, such as {example}", example="{ C1 = 0, M7 = true }")

    def read(self, raw: object, place: Place, reference: Reference) -> dict[str, int | bool | None] | Wrong:
        """Return question -> answer; None where the answer is "don't know"."""
        if not isinstance(raw, dict):
            return self.refuse(raw, place)
        answers = {key: _read_answer(key, answer, place.at(key), reference) for key, answer in raw.items()}
        return WRONG if WRONG in answers.values() else answers

    def plain(self, value: Any) -> object:  # noqa: ANN401 -- as every kind
        """Return the answers as a table."""
        return {key: DONT_KNOW if answer is None else answer for key, answer in value.items()}


def _read_answer(key: str, raw: object, place: Place, reference: Reference) -> Any:  # noqa: ANN401
    if key in BY_ID:
        return Answer(question=BY_ID[key]).read(raw, place, reference)
    names = {known: asked.text for known, asked in BY_ID.items()}
    otherwise = say("The questions are {questions}", questions=", ".join(names))
    place.fault(say("is not a question"), did_you_mean(key, names, otherwise))
    return WRONG


@dataclass(frozen=True, slots=True, kw_only=True)
class Ids(Kind):
    """Ids of processes, or all of them."""

    @property
    def noun(self) -> str:
        """What a wrong value is not."""
        return say('a list of ids or "{everything}"', everything=EVERYTHING)

    @property
    def accepts(self) -> str:
        """Both possibilities."""
        return say('a list of ids of processes, such as ["books"], or "{everything}"', everything=EVERYTHING)

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
        is_all = isinstance(cell, str) and cell.strip().lower() == EVERYTHING
        return EVERYTHING if is_all else _listed(cell)

    def to_cell(self, plain: Any, reference: Reference) -> Any:  # noqa: ANN401, ARG002 -- as every kind
        """Return the ids in one line."""
        return plain if plain == EVERYTHING else ", ".join(plain)


@dataclass(frozen=True, slots=True, kw_only=True)
class Countries(Kind):
    """A list of countries."""

    @property
    def noun(self) -> str:
        """What a wrong value is not."""
        return say("a list of country codes")

    @property
    def accepts(self) -> str:
        """An example."""
        return say('a list of country codes, such as ["PH", "IN"]')

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
