"""How a workbook looks: fonts, widths, and the sheet that welcomes its reader."""

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from outhaul.documents.business_file.compounds import Answer, LevelOf
from outhaul.documents.business_file.kinds import Number, YesNo
from outhaul.documents.business_file.names import Occupation
from outhaul.documents.business_file.sheets import READ_ME, Column

INK, SAILCLOTH, STONE = "FF1B2A33", "FFF4EFE4", "FF5B6770"
HEADING = Font(bold=True, color=INK)
QUIET = Font(italic=True, color=STONE, size=9)
WRAPPED = Alignment(wrap_text=True, vertical="top")
PAPER = PatternFill("solid", fgColor=SAILCLOTH)
RULE = Border(bottom=Side(style="thin", color=INK))

WELCOME = """\
# Your business, for Outhaul
Fill in the sheets from left to right. Everything stays on your own computer.

# Business
Where you are, your currency, your languages, and the money that may be tied up.

# Managers
At least one of your own people who can be accountable for work; you may be it.

# Processes
The work that recurs every month, a row for each. Choose it from the list under Occupation.
Hours and answers that you leave empty then come from the catalogue.
Or type an O*NET-SOC code there, such as 43-3031.00, and give the hours.
C1 to G2 are questions about the work; click a cell to read what 0 to 4 mean.
An empty answer without a catalogue process, or "?", is "don't know".
Columns for the answers of a second person are folded away at the right.

# Tools, Quotes, Policy, Assumptions
All of these may stay as they are. Quotes are real rates that you have seen.

# Then
outhaul check FILE.xlsx says what is wrong, cell by cell.
outhaul plan FILE.xlsx makes the plan.

Amounts are in your currency, hours are hours a month, shares are percentages.
You may use formulas: what counts is the result that your program stored.
"""
"""Lines of the first sheet; those with a # are headings."""


def write_welcome(sheet: Worksheet) -> None:
    """Make `sheet` the one that tells in plain words what to do."""
    sheet.title = READ_ME
    sheet.column_dimensions["A"].width = 96
    sheet.sheet_view.showGridLines = False
    for number, line in enumerate(WELCOME.splitlines(), 1):
        cell = sheet.cell(number, 1, line.removeprefix("# "))
        cell.alignment = WRAPPED
        if line.startswith("# "):
            cell.font = HEADING


def width(column: Column) -> int:
    """Return the width of a column, in characters."""
    match column.kind:
        case Answer():
            return 12 if "second" in column.heading else 10
        case Number() | YesNo() | LevelOf():
            return 14
        case Occupation():
            return 38
        case _:
            return 22


def cell_format(column: Column) -> str:
    """Return the number format of a column."""
    return column.kind.cell_format if isinstance(column.kind, Number) else "General"
