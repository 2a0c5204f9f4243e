"""What guides the hand in a cell: a drop-down list, limits, and a message that explains."""

from openpyxl import Workbook
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from outhaul.documents.business_file.compounds import Answer
from outhaul.documents.business_file.kinds import Number
from outhaul.documents.business_file.sheets import LISTS, Column, escaped
from outhaul.reference.tables import Reference

LONGEST_LIST = 250
"""Characters of a drop-down list that fit into a cell's rule; a longer one stands on a sheet."""
LONGEST_TITLE, LONGEST_MESSAGE = 32, 255
"""Characters that spreadsheet programs show."""


class Lists:
    """The hidden sheet with the long drop-down lists, each written once."""

    def __init__(self, book: Workbook) -> None:
        """Keep the lists of `book`."""
        self._book = book
        self._places: dict[tuple[str, ...], int] = {}

    def formula(self, choices: tuple[str, ...]) -> str:
        """Return the formula of a drop-down list of `choices`."""
        inline = ",".join(choices)
        if len(inline) <= LONGEST_LIST and not any("," in choice for choice in choices):
            return f'"{inline}"'
        column = get_column_letter(self._places.setdefault(choices, len(self._places) + 1))
        return f"{quote_sheetname(LISTS)}!${column}$1:${column}${len(choices)}"

    def finish(self) -> None:
        """Write the lists on their sheet, the last one."""
        sheet = self._book.create_sheet(LISTS)
        sheet.sheet_state = "hidden"
        for choices, column in self._places.items():
            for number, choice in enumerate(choices, 1):
                sheet.cell(number, column, escaped(choice))


def guide(sheet: Worksheet, cells: str, column: Column, lists: Lists, reference: Reference) -> None:
    """Guide the hand in the range `cells`; what is typed against a list is warned of, not refused."""
    rule = _rule(column, lists, reference)
    rule.allow_blank, rule.showInputMessage, rule.showErrorMessage = True, True, True
    rule.errorStyle = "warning"
    rule.error = f"Give {column.kind.accepts}"[:LONGEST_MESSAGE]
    rule.promptTitle = column.heading[:LONGEST_TITLE]
    rule.prompt = _message(column)[:LONGEST_MESSAGE]
    sheet.add_data_validation(rule)
    rule.add(cells)


def _rule(column: Column, lists: Lists, reference: Reference) -> DataValidation:
    choices = column.kind.choices(reference)
    if choices:
        return DataValidation(type="list", formula1=lists.formula(choices))
    if isinstance(column.kind, Number):
        rule = DataValidation(type="whole" if column.kind.whole else "decimal", operator="between")
        rule.formula1, rule.formula2 = column.kind.low, column.kind.high
        return rule
    return DataValidation()


def _message(column: Column) -> str:
    if not isinstance(column.kind, Answer):
        return column.field.meaning
    question = column.kind.question
    steps = "\n".join(f"{step} {anchor}" for step, anchor in enumerate(question.anchors))
    message = f"{question.text}\n{steps}"
    return message if len(message) <= LONGEST_MESSAGE else steps
