"""The reference page of the business file, docs/reference/business-file.md, made from the tables.

`python -m outhaul.documents.business_file.page > docs/reference/business-file.md` writes it anew.
"""

import sys
from collections.abc import Iterator
from dataclasses import fields

from outhaul.documents.business_file.tables import ASSUMPTIONS, TABLES, Field, Table
from outhaul.engine.assumptions import Assumptions
from outhaul.engine.questionnaire import QUESTIONNAIRE

OPENING = """\
# The business file

A business file tells Outhaul all that a plan is made from, besides the reference figures. It is TOML,
or a workbook (.xlsx) with one sheet a table. `outhaul template OUT.xlsx` writes an empty workbook with
explanations and drop-down lists, `outhaul check FILE` says what is wrong, `outhaul plan FILE` makes the
plan. The [examples](../../examples) show three whole businesses in both forms;
`outhaul template --from FILE.toml OUT.xlsx` turns one form into the other, and back, without loss.

- Amounts are in the currency of the business, hours are clock hours a month, shares run from 0 to 1.
- Numbers count to 15 digits, as in a spreadsheet.
- A process whose `occupation` is a key of the [process catalogue](catalogue.md) takes from there whatever
  the file leaves out: name, hours, the owner's share and answers. `outhaul check` says what that was.
- A file has at most 5 MB; a workbook unpacks to at most 40 MB and has at most 5,000 rows a sheet.

## What is said about a wrong file
One line a fault: where, what is wrong, what would be right. Rows are counted from 0 in TOML; a workbook's
places are cells. The exit code is 2, and nothing is written.
```
outhaul: business.country: "UK" is not a known country. Did you mean "GB" (United Kingdom)?
outhaul: processes[2].owner_share: 50 is above 1 (in "books"). Give a number from 0 to 1 (0.5 is one half)
outhaul: sheet Managers, cell E3 (Trained): "perhaps" is neither true nor false (in "marco"). Give true or
false (yes or no in a workbook)
```

## Workbooks
The sheets Business, Policy and Assumptions have a line a key: its name in the first column, its value in
the second. The others have a row each, below a row of headings; what stands above the headings is not read.
Headings are the keys; blanks and case do not matter. Languages stand in pairs of columns, `Language 1` and
`Level 1` and so on; each question has a column (`C1`), and a second one for a second person (`C1 second`).
Lists are separated by commas. An entry of a drop-down list such as `PH: Philippines` counts as its code.
Sheets with other names are yours. Of a formula the stored result counts; text that begins with = + - or @
is kept as text, behind an apostrophe.
"""

QUESTIONS = """\
### The questions
`answers` and `second_answers` take these; [the rules of scope](../rules/scope.md) say what follows from
them. A question that is left out is "don't know", unless the catalogue has an answer; `"?"` always is.

| | question | answers |
|---|---|---|
"""


def page() -> str:
    """Return the page."""
    return OPENING + "".join(f"\n{_section(table)}" for table in TABLES)


def _section(table: Table) -> str:
    brackets = f"[[{table.name}]]" if table.many else f"[{table.name}]"
    lines = [f"## {brackets}", table.meaning, ""]
    lines += _assumptions() if table is ASSUMPTIONS else _keys(table)
    questions = "\n" + QUESTIONS + "".join(_questions()) if table.name == "processes" else ""
    return "\n".join(lines) + "\n" + questions


def _keys(table: Table) -> Iterator[str]:
    yield "| key | meaning | give | if left out |"
    yield "|---|---|---|---|"
    for field in table.fields:
        hint = f" ({field.kind.hint})" if field.kind.hint else ""
        told = (
            f"| `{field.name}` | {field.meaning} | {field.kind.accepts}{hint} | {_otherwise(table, field)} |"
        )
        yield told.replace("{ ", "{").replace(" }", "}")


def _otherwise(table: Table, field: Field) -> str:
    if field.name in table.required():
        return "**required**"
    if field.otherwise:
        return field.otherwise
    match field.kind.plain(table.defaults()[field.name]):
        case bool() as truth:
            return "true" if truth else "false"
        case float() as number:
            return f"{number:g}"
        case [start, end]:
            return f"{start} to {end}"
        case plain:
            return str(plain or "none")


def _questions() -> Iterator[str]:
    for question in QUESTIONNAIRE:
        if question.id == "M7":
            steps = "true or false"
        else:
            steps = "; ".join(f"{step}: {anchor}" for step, anchor in enumerate(question.anchors))
        yield f"| {question.id} | {question.text} | {steps} |\n"


def _assumptions() -> Iterator[str]:
    yield "| name | meaning | unit | default | from | to | source |"
    yield "|---|---|---|---|---|---|---|"
    for item in fields(Assumptions):
        told = item.metadata
        low, high = f"{told['low']:g}", f"{told['high']:g}"
        cells = (
            f"`{item.name}`",
            told["meaning"],
            told["unit"],
            f"{item.default:g}",
            low,
            high,
            told["source"],
        )
        yield f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    sys.stdout.write(page())
