"""The examples are right, and each workbook says what its TOML file says."""

from pathlib import Path

import pytest

from outhaul.documents.business_file import read
from outhaul.reference.tables import load

EXAMPLES = sorted(Path("examples").glob("*.toml"))


def test_there_are_three_examples_each_as_toml_and_as_a_workbook() -> None:
    names = ["harbour-bakery", "isar-tragwerk", "savanna-studio"]
    assert [path.stem for path in EXAMPLES] == names
    assert sorted(path.stem for path in Path("examples").glob("*.xlsx")) == names


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_the_workbook_says_what_the_toml_file_says(example: Path) -> None:
    """After a change of either: `outhaul template --from examples/NAME.toml examples/NAME.xlsx`."""
    assert read(example.with_suffix(".xlsx"), load()) == read(example, load())
