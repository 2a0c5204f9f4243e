"""Read published CSV files strictly: no guessed types, and "NA" stays the code of Namibia."""

import csv
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from outhaul.faults import Fault, InputError


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a file, with its place for messages."""

    file: str
    line: int
    cells: Mapping[str, str]

    def fault(self, column: str, problem: str, remedy: str) -> InputError:
        """Return the error that names this row and the column."""
        return InputError([Fault(f"{self.file} row {self.line}, column {column}", problem, remedy)])

    def text(self, column: str) -> str:
        """Return the cell without surrounding blanks; an unknown column is an error."""
        try:
            return self.cells[column].strip()
        except KeyError:
            raise self.fault(column, "the column is missing", "Add it to the header line") from None

    def number(self, column: str) -> float | None:
        """Return the cell as a finite number, or None where it is empty."""
        text = self.text(column)
        if not text:
            return None
        try:
            value = float(text)
        except ValueError:
            raise self.fault(column, f"{text!r} is not a number", "Write it like 1234.5") from None
        if not math.isfinite(value):
            raise self.fault(
                column, f"{text!r} is not a finite number", "Leave the cell empty if it is not known"
            )
        return value

    def need(self, column: str) -> float:
        """Return the cell as a number; an empty one is an error."""
        value = self.number(column)
        if value is None:
            raise self.fault(column, "the number is missing", "Fill it in or take the row out")
        return value

    def year(self, column: str = "year") -> int:
        """Return the cell as a year."""
        value = self.need(column)
        if value != int(value) or not 1900 <= value <= 2100:  # noqa: PLR2004 -- the span of any table we read
            raise self.fault(column, f"{value:g} is not a year", "Write four digits, such as 2025")
        return int(value)


def read_rows(path: Path) -> Iterator[Row]:
    """Yield the rows of a CSV file with a header line.

    Raises:
        InputError: The file is absent, is not UTF-8, or a row has more or fewer cells than the header.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = [name.strip() for name in next(reader, [])]
            for cells in reader:
                if not cells:
                    continue
                if len(cells) != len(header):
                    raise InputError([_ragged(path, reader.line_num, len(cells), len(header))])
                yield Row(path.name, reader.line_num, dict(zip(header, cells, strict=True)))
    except FileNotFoundError:
        raise InputError([Fault(path.name, "the file is missing", "Put it into the folder")]) from None
    except UnicodeDecodeError as error:
        fault = Fault(path.name, f"byte {error.start} is not UTF-8", "Save the file as CSV UTF-8")
        raise InputError([fault]) from None
    except csv.Error as error:
        raise InputError(
            [Fault(path.name, f"this is not CSV: {error}", "Save the file as CSV UTF-8")]
        ) from None


def _ragged(path: Path, line: int, cells: int, columns: int) -> Fault:
    problem = f"{cells} cells where the header has {columns}"
    return Fault(f"{path.name} row {line}", problem, "Quote cells that hold a comma")


@dataclass(frozen=True)
class Raw:
    """The folder of published files."""

    folder: Path

    def rows(self, name: str) -> Iterator[Row]:
        """Yield the rows of the file `name`."""
        return read_rows(self.folder / name)

    @cached_property
    def world_bank(self) -> Mapping[str, Mapping[str, Mapping[int, float]]]:
        """Indicator -> alpha-3 code -> year -> value."""
        return self._series("wdi_long_2010_2025.csv")

    @cached_property
    def gapminder(self) -> Mapping[str, Mapping[str, Mapping[int, float]]]:
        """Indicator -> alpha-3 code -> year -> value."""
        return self._series("gapminder_latest.csv")

    def _series(self, name: str) -> Mapping[str, Mapping[str, Mapping[int, float]]]:
        table: dict[str, dict[str, dict[int, float]]] = {}
        for row in self.rows(name):
            years = table.setdefault(row.text("indicator"), {}).setdefault(row.text("iso3"), {})
            years[row.year()] = row.need("value")
        return table


def latest(
    series: Mapping[str, Mapping[int, float]], code: str, until: int = 9999
) -> tuple[int, float] | None:
    """Return year and value of the newest entry of `code` not after `until`."""
    years = [year for year in series.get(code, {}) if year <= until]
    return (max(years), series[code][max(years)]) if years else None
