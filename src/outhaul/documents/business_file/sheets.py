"""How the tables of a business file lie on the sheets of a workbook."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from outhaul.documents.business_file.compounds import Answer, Answers, Language, LevelOf, Levels
from outhaul.documents.business_file.kinds import Kind
from outhaul.documents.business_file.tables import Field, Table
from outhaul.engine.questionnaire import BY_ID
from outhaul.reference.tables import Reference

SETTING = "Setting"
"""Heading above the names of a sheet that has a line a key."""
READ_ME = "Read me"
LISTS = "Lists"
LANGUAGE = "Language"
LEVEL = "Level"
SECOND = " second"
RISKY = re.compile(r"'*([=+\-@\t\r]|#(NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A)$)")
"""Texts that a spreadsheet program could run as a formula or take for its error, escaped or not."""
USUAL_LANGUAGES = 3
"""Pairs of columns for languages that a template has; a file may have more."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column, or one line of a sheet that has a line a key."""

    heading: str
    path: str
    """Field, or `answers.C1`, `languages.1.language`, `languages.1.level`."""
    kind: Kind
    field: Field


def columns(table: Table, *, languages: int = USUAL_LANGUAGES) -> tuple[Column, ...]:
    """Return the columns of `table`, with pairs for as many `languages`."""
    return tuple(column for field in table.fields for column in _columns(table, field, languages))


def _columns(table: Table, field: Field, languages: int) -> Iterator[Column]:
    name = field.name
    match field.kind:
        case Answers():
            end = SECOND if name.startswith("second") else ""
            for key, question in BY_ID.items():
                yield Column(f"{key}{end}", f"{name}.{key}", Answer(question=question), field)
        case Levels():
            for place in range(1, languages + 1):
                yield Column(f"{LANGUAGE} {place}", f"{name}.{place}.{LANGUAGE}", Language(), field)
                yield Column(f"{LEVEL} {place}", f"{name}.{place}.{LEVEL}", LevelOf(), field)
        case kind:
            yield Column(_heading(name) if table.worded else name, name, kind, field)


def _heading(name: str) -> str:
    words = name.replace("_", " ")
    return words[0].upper() + words[1:]


def normal(text: object) -> str:
    """Return a heading so that case, blanks and underscores do not matter."""
    return re.sub(r"[\s_]+", "_", str(text).strip()).lower()


def to_cells(table: Table, row: Mapping[str, Any], reference: Reference) -> dict[str, Any]:
    """Return path -> content of the cells for a row of plain values."""
    flat: dict[str, Any] = {}
    for field in table.fields:
        plain = row.get(field.name)
        match field.kind:
            case Answers():
                flat |= {f"{field.name}.{key}": answer for key, answer in (plain or {}).items()}
            case Levels():
                flat |= _pairs(field.name, plain or {})
            case _ if plain is not None:
                flat[field.name] = plain
    kinds = {column.path: column.kind for column in columns(table, languages=len(flat))}
    return {path: kinds[path].to_cell(plain, reference) for path, plain in flat.items()}


def _pairs(name: str, levels: Mapping[str, str]) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for place, (language, level) in enumerate(levels.items(), 1):
        pairs |= {f"{name}.{place}.{LANGUAGE}": language, f"{name}.{place}.{LEVEL}": level}
    return pairs


def from_cells(cells: Mapping[str, Any]) -> dict[str, Any]:
    """Return the row of plain values for path -> plain value of each cell."""
    row: dict[str, Any] = {}
    for path, plain in cells.items():
        match path.split("."):
            case [name, place, part]:
                language = str(cells.get(f"{name}.{place}.{LANGUAGE}", ""))
                if part == LANGUAGE or not language:
                    row.setdefault(name, {})[language] = cells.get(f"{name}.{place}.{LEVEL}", "")
            case [name, key]:
                row.setdefault(name, {})[key] = plain
            case _:
                row[path] = plain
    return row


def place_names(cells: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, str]:
    """Return path in the row of `from_cells` -> name of its place, from path of each cell -> name."""
    found: dict[str, str] = {}
    for path, name in names.items():
        field, _, below = path.partition(".")
        part = below.partition(".")[2]
        if part == LANGUAGE:
            found.setdefault(field, name)
            found[f"{field}.{cells.get(path, '')}"] = name
        elif not part:
            found[path] = name
    return found


def escaped(text: str) -> str:
    """Return text for a cell so that no program takes it for a formula; `unescaped` takes it back."""
    return f"'{text}" if RISKY.match(text) else text


def unescaped(text: str) -> str:
    """Return the text of a cell as it was before `escaped`."""
    return text[1:] if text.startswith("'") and RISKY.match(text) else text
