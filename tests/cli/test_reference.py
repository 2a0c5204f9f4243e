"""`outhaul reference`."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from outhaul.cli import app
from outhaul.faults import Fault, InputError


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("OUTHAUL_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def run(*arguments: str) -> str:
    result = CliRunner().invoke(app, ["reference", *arguments], catch_exceptions=False, env={"COLUMNS": "80"})
    assert result.exit_code == 0
    return result.stdout


def refused(*arguments: str) -> tuple[Fault, ...]:
    with pytest.raises(InputError) as caught:
        CliRunner().invoke(app, ["reference", *arguments], catch_exceptions=False)
    return caught.value.faults


def test_json_gives_every_figure_with_its_parent() -> None:
    document = json.loads(run("show", "43-3031.00", "--json"))
    assert (document["kind"], document["code"]) == ("occupation", "43-3031.00")
    assert document["figures"][0] == {
        "figure": "us_wage.mean",
        "meaning": "United States, USD a year",
        "value": 53560.0,
        "sd": 107.0,
        "year": 2025,
        "grade": "A",
        "source": "Occupational Employment and Wage Statistics, national, May 2025",
        "publisher": "US Bureau of Labor Statistics",
        "licence": "public domain",
        "made": "",
    }


def test_a_country_is_shown_with_all_its_figures() -> None:
    names = [figure["figure"] for figure in json.loads(run("show", "PH", "--json"))["figures"]]
    kinds = ("language.", "group.", "governance.", "culture.")
    assert [sum(name.startswith(kind) for name in names) for kind in kinds] == [15, 9, 6, 7]
    assert names[0] == "annual_wage"


def test_the_first_line_names_what_is_shown_and_no_line_is_wider_than_the_terminal() -> None:
    lines = run("show", "DE").splitlines()
    assert lines[0] == "Germany (DE)"
    assert max(map(len, lines)) == 80
    assert lines[-1] == "Grades: A as published, B converted or uprated, C estimated, D assumed."


@pytest.mark.parametrize(
    ("words", "first"),
    [
        (("usd",), "US Dollar (USD)"),
        (("philippines",), "Philippines (PH)"),
        (("NA",), "Namibia (NA)"),
        (("training_hours",), "hours of formal learning per employee in a year (training_hours)"),
    ],
)
def test_a_code_or_a_name_is_enough(words: tuple[str, ...], first: str) -> None:
    assert run("show", *words).splitlines()[0] == first


def test_everyday_words_list_what_they_may_mean() -> None:
    matches = json.loads(run("show", "web", "shop", "--json"))["matches"]
    assert [(match["kind"], match["code"]) for match in matches[:2]] == [
        ("occupation", "13-1199.06"),
        ("occupation", "15-1254.00"),
    ]
    assert run("show", "web", "shop").splitlines()[1].startswith("13-1199.06")


def test_an_unknown_text_says_what_can_be_asked() -> None:
    assert [fault.problem for fault in refused("show", "qqqqqq")] == ["nothing is known of 'qqqqqq'"]


def test_without_a_text_the_tables_are_counted() -> None:
    document = json.loads(run("show", "--json"))
    assert (document["tables"]["countries"], document["packs"], len(document["sha256"])) == (215, [], 64)
    assert run("show").splitlines()[0] == "   215 countries"


def test_a_loaded_figure_is_shown_with_its_own_source(tmp_path: Path, home: Path) -> None:
    place = tmp_path / "mine"
    place.mkdir()
    (place / "rates.csv").write_text(
        "currency,value,year,source,licence,grade\nKES,131.5,2026,Our bank,own,A\n"
    )
    assert run("load", str(place)) == (
        f"1 figure loaded, and kept in {home / 'reference' / 'mine.pack.json'}\n"
    )
    rate = json.loads(run("show", "KES", "--json"))["figures"][0]
    assert (rate["value"], rate["source"], rate["publisher"]) == (131.5, "Our bank", "loaded by you")


@pytest.mark.parametrize("command", ["build", "load"])
def test_a_folder_that_is_none_is_refused(tmp_path: Path, command: str) -> None:
    assert [fault.problem for fault in refused(command, str(tmp_path / "no"))] == ["this is no folder"]


def test_a_folder_without_published_files_builds_nothing(tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert [fault.problem for fault in refused("build", str(tmp_path), "--out", str(out))] == [
        "the file is missing"
    ]
    assert not out.exists()
