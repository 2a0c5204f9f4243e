import shutil
from pathlib import Path

import pytest

from outhaul.faults import InputError
from outhaul.reference.packs import load_folder, loaded_packs
from outhaul.reference.tables import load

COUNTRIES = "code,figure,value,year,source,licence,grade\n"
GOOD = {
    "countries.csv": """code,figure,value,year,source,licence,grade
PH,yearly_pay,4800,2025,Survey of our trade,own,B
PH,minimum_wage,1.1,2026,Wage order,public,A
PH,language.en,0.7,2025,Survey of our trade,own,C
NA,governance.rl,0.4,2025,Survey of our trade,own,C
""",
    "occupations.csv": """code,quantile,value,year,source,licence,grade,sd
43-3031.00,p50,52000,2026,Survey of our trade,own,B,500
""",
    "rates.csv": """currency,value,year,source,licence,grade
KES,131.5,2026,Our bank,own,A
""",
}


def folder(tmp_path: Path, **files: str) -> Path:
    place = tmp_path / "Our Figures"
    place.mkdir()
    for name, text in files.items():
        (place / f"{name}.csv").write_text(text)
    return place


def faults(place: Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        load_folder(place)
    return [str(fault) for fault in caught.value.faults]


def test_own_figures_stand_before_the_built_in_ones(tmp_path: Path, home: Path) -> None:
    place = folder(tmp_path, **{name.removesuffix(".csv"): text for name, text in GOOD.items()})
    taken = load_folder(place)
    assert (taken.name, taken.figures, taken.rebuilt) == ("our-figures", 6, False)
    assert list(loaded_packs()) == [("our-figures", home / "reference" / "our-figures.pack.json")]
    reference = load()
    wage = reference.countries["PH"].figures["annual_wage"]
    assert (round(wage.value, 4), wage.year, wage.grade, wage.sd) == (8.4764, 2025, "B", 0.3)
    assert reference.sources[wage.source].title == "Survey of our trade"
    assert reference.countries["PH"].figures["minimum_wage"].value == 1.1
    assert reference.countries["PH"].figures["weekly_hours"].value == 41.67
    assert reference.countries["PH"].languages["en"].value == 0.7
    assert reference.countries["NA"].governance["rl"].value == 0.4
    assert reference.occupations["43-3031.00"].us_wages["p50"].sd == 500
    assert reference.occupations["43-3031.00"].us_wages["mean"].value == 53560
    assert reference.currencies["KES"].per_usd.value == 131.5


def test_own_figures_change_the_checksum(tmp_path: Path, home: Path) -> None:
    before = load().checksum
    load_folder(folder(tmp_path, rates=GOOD["rates.csv"]))
    assert load().checksum != before
    assert home.is_dir()


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (
            "XX,minimum_wage,1,2025,S,own,A",
            "countries.csv row 2, column code: 'XX' is not known",
        ),
        (
            "PH,minimum_wages,1,2025,S,own,A",
            "countries.csv row 2, column figure: 'minimum_wages' is no figure of a country. Use minimum_wage",
        ),
        (
            "PH,minimum_wage,,2025,S,own,A",
            "countries.csv row 2, column value: the number is missing. Fill it in or take the row out",
        ),
        (
            "PH,minimum_wage,one,2025,S,own,A",
            "countries.csv row 2, column value: 'one' is not a number. Write it like 1234.5",
        ),
        (
            "PH,minimum_wage,nan,2025,S,own,A",
            "countries.csv row 2, column value: 'nan' is not a finite number. Leave the cell empty",
        ),
        (
            "PH,minimum_wage,-1,2025,S,own,A",
            "countries.csv row 2, column value: -1 is not possible. Give 0.01 to 200",
        ),
        (
            "PH,minimum_wage,1,25,S,own,A",
            "countries.csv row 2, column year: 25 is not a year. Write four digits, such as 2025",
        ),
        (
            "PH,minimum_wage,1,2025,,own,A",
            "countries.csv row 2, column source: it is empty. Say where the figure is from and on what terms",
        ),
        (
            "PH,minimum_wage,1,2025,S,own,E",
            "countries.csv row 2, column grade: 'E' is no grade. Use A, B, C or D",
        ),
        (
            "PH,minimum_wage,1,2025,S,own",
            "countries.csv row 2: 6 cells where the header has 7. Quote cells that hold a comma",
        ),
    ],
)
def test_a_wrong_row_is_named_with_row_and_column(tmp_path: Path, home: Path, row: str, message: str) -> None:
    found = faults(folder(tmp_path, countries=f"{COUNTRIES}{row}\n"))
    assert [fault[: len(message)] for fault in found] == [message]
    assert not home.exists()


def test_all_faults_are_told_at_once_and_nothing_is_kept(tmp_path: Path, home: Path) -> None:
    wrong = f"{GOOD['countries.csv']}PH,minimum_wage,2,2026,S,own,A\nUZ,tertiary,9,2025,S,own,A\n"
    rates = "currency,value,year,source,licence,grade\nUDS,2,2026,S,own,A\nUSD,1,2026,S,own,A\n"
    twice = "'minimum_wage' was given in a row above. Keep one of the two rows"
    assert faults(folder(tmp_path, countries=wrong, rates=rates)) == [
        f"countries.csv row 6, column figure: {twice}",
        "countries.csv row 7, column value: 9 is not possible. Give 0 to 2",
        "rates.csv row 2, column currency: 'UDS' is not known. Did you mean USD, UZS?",
        "rates.csv row 3, column currency: USD is what the others are counted in. Take the row out",
    ]
    assert not home.exists()


def test_a_missing_and_an_unknown_column_are_named(tmp_path: Path, home: Path) -> None:
    text = "code,figure,value,year,source,grade,colour\nPH,minimum_wage,1,2025,S,A,red\n"
    assert faults(folder(tmp_path, countries=text)) == [
        "countries.csv row 1, column licence: the column is missing. Add it",
        "countries.csv row 1, column colour: the column is not known. Take it out",
    ]
    assert not home.exists()


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path, home: Path) -> None:
    place = folder(tmp_path)
    (place / "rates.csv").write_bytes(b"currency,value\n\xff\xfe")
    assert faults(place) == ["rates.csv: byte 15 is not UTF-8. Save the file as CSV UTF-8"]
    assert not home.exists()


@pytest.mark.parametrize(
    ("name", "problem"), [("prices", "this file is not known"), (None, "there are no figures")]
)
def test_a_folder_without_figures_is_refused(
    tmp_path: Path, home: Path, name: str | None, problem: str
) -> None:
    place = folder(tmp_path, **({name: "a,b\n1,2\n"} if name else {}))
    assert [problem in fault for fault in faults(place)] == [True]
    assert not home.exists()


def test_a_folder_that_is_none_is_refused(tmp_path: Path, home: Path) -> None:
    assert "this is no folder" in faults(tmp_path / "nowhere")[0]
    assert not home.exists()


def test_a_damaged_pack_says_which_file(home: Path) -> None:
    path = home / "reference" / "mine.pack.json"
    path.parent.mkdir(parents=True)
    path.write_text("{")
    with pytest.raises(InputError, match=r"mine\.pack\.json: this loaded pack is damaged"):
        load()


def test_all_published_files_build_every_table_anew(published: Path, home: Path) -> None:
    taken = load_folder(published)
    assert (taken.rebuilt, taken.path) == (True, home / "reference" / "tables")
    reference = load()
    assert reference.folder == taken.path
    assert len(reference.countries) == 215
    assert reference.everyday["payroll"] == ("43-3051.00", "43-3031.00")


def test_a_wrong_cell_in_a_published_file_leaves_all_as_it_was(
    published: Path, tmp_path: Path, home: Path
) -> None:
    place = tmp_path / "files"
    shutil.copytree(published, place, copy_function=shutil.copyfile)
    hours = place / "ilo_weekly_hours.csv"
    lines = hours.read_text().splitlines()
    lines[2] = "AGO,2025,forty"
    hours.write_text("\n".join(lines))
    assert faults(place) == [
        "ilo_weekly_hours.csv row 3, column weekly_hours: 'forty' is not a number. Write it like 1234.5"
    ]
    assert not home.exists()
