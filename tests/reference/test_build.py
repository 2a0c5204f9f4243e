import math
from pathlib import Path

import msgspec
import pytest

from outhaul.faults import InputError
from outhaul.reference.build import build
from outhaul.reference.build.exchange import read_exchange
from outhaul.reference.build.figures import combine, huber_line, leave_one_out_rmse
from outhaul.reference.build.pay import Line, fit_line, read_pay
from outhaul.reference.build.places import read_places
from outhaul.reference.build.raw import Raw, read_rows
from outhaul.reference.build.tables import package_versions
from outhaul.reference.tables import BUILT_IN


@pytest.fixture(scope="module")
def line(published: Path) -> Line:
    raw = Raw(published)
    return fit_line(raw, read_pay(raw, read_exchange(raw, read_places(raw))))


def test_the_committed_tables_are_what_the_published_files_give(published: Path) -> None:
    made_with = msgspec.json.decode((BUILT_IN / "built-with.json").read_bytes())
    if made_with != package_versions():
        pytest.skip(f"the tables were built with {made_with}, here are {package_versions()}")
    tables = build(published)
    assert {name: (BUILT_IN / name).read_bytes() for name in tables} == tables


def test_a_table_has_one_row_a_line() -> None:
    rows = (BUILT_IN / "countries.json").read_text(encoding="utf-8").splitlines()
    assert (rows[0], rows[-1], len(rows)) == ("[", "]", 217)
    assert rows[1].startswith('{"code":"AD"')


def test_pay_rises_with_income_as_published(line: Line) -> None:
    assert line.countries == 155
    assert line.slope == pytest.approx(0.784, abs=0.02)
    assert line.at(10_000) == pytest.approx(0.784 * math.log(10_000) + 1.914, abs=0.06)
    assert line.sd == pytest.approx(0.415, abs=0.02)
    assert line.rmse < 0.38


def test_an_outlier_does_not_turn_the_line() -> None:
    x = [float(number) for number in range(20)]
    y = [2.0 + 0.5 * value for value in x]
    y[3] += 40
    (intercept, slope), _ = huber_line(x, y)
    assert (intercept, slope) == pytest.approx((2.0, 0.5), abs=1e-6)


def test_a_left_out_value_is_predicted_from_the_others() -> None:
    assert leave_one_out_rmse([0.0, 1.0, 2.0], [0.0, 0.0, 3.0]) == pytest.approx(
        math.sqrt((9 + 2.25 + 9) / 3)
    )


def test_two_estimates_are_combined_by_precision() -> None:
    assert combine((8.0, 0.15), (9.0, 0.40)) == pytest.approx((8.1232877, 0.1404494))


def test_the_code_of_namibia_stays_text(tmp_path: Path) -> None:
    path = tmp_path / "codes.csv"
    path.write_text("code,value\nNA,1\n")
    assert [row.text("code") for row in read_rows(path)] == ["NA"]


def test_an_empty_cell_is_no_number_and_not_zero(tmp_path: Path) -> None:
    path = tmp_path / "values.csv"
    path.write_text("code,value\nNA,\n")
    assert [row.number("value") for row in read_rows(path)] == [None]


@pytest.mark.parametrize("text", ["nan", "inf", "-inf", "1e999"])
def test_a_number_that_is_not_finite_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "values.csv"
    path.write_text(f"value\n{text}\n")
    with pytest.raises(InputError, match=r"values.csv row 2, column value: '.*' is not a finite number"):
        next(read_rows(path)).number("value")


def test_a_folder_without_its_files_is_told_which_is_missing(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="the file is missing"):
        build(tmp_path)


def test_the_page_states_the_line_as_it_is_fitted(line: Line) -> None:
    page = (Path(__file__).parents[2] / "docs" / "reference" / "data.md").read_text(encoding="utf-8")
    stated = f"ln pay = {line.intercept:.3f} + {line.slope:.3f} ln(GDP per head), fitted by Huber's method"
    error = f"{line.countries} countries (robust sd {line.sd:.2f}; leave-one-out error {line.rmse:.2f}"
    assert [stated in page, error in page] == [True, True]
