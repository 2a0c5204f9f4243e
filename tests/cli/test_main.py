"""The command line says what is wrong in a line, and starts without what it does not need."""

import subprocess
import sys
from pathlib import Path

import pytest

import outhaul
from outhaul.cli.lazy import COMMANDS, load

HEAVY = {"numpy", "scipy", "openpyxl", "babel", "rich", "django", "jinja2", "msgspec", "highspy", "holidays"}


def command(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the real command in a process of its own."""
    code = "import sys; from outhaul.cli import main; sys.argv[0] = 'outhaul'; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, words)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={"PYTHONPATH": "src", "PATH": "", "PYTHONIOENCODING": "utf-8", **environment},
    )


def test_help_lists_every_command_with_its_line() -> None:
    done = command("--help")
    assert (done.returncode, done.stderr) == (0, "")
    listed = done.stdout.partition("Commands:\n")[2].splitlines()
    assert listed[: len(COMMANDS)] == [f"  {name:<9}  {line}" for name, (_, line) in COMMANDS.items()]
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from outhaul.cli import main; sys.argv = ['outhaul', '--help']\n"
        "try:\n main()\nexcept SystemExit:\n print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert HEAVY & set(done.stdout.splitlines()[-1].split()) == set()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_help_of_its_own(name: str) -> None:
    assert load(name).get_short_help_str(200) != ""


def test_the_version_is_printed() -> None:
    done = command("--version")
    assert (done.returncode, done.stdout) == (0, f"outhaul {outhaul.__version__}\n")


def test_an_unknown_command_gets_near_matches_and_exit_code_2() -> None:
    done = command("plam")
    assert done.returncode == 2
    assert done.stdout == ""
    told = "Error: No such command 'plam'. (Did you mean one of: 'places', 'plan'?)"
    assert done.stderr.splitlines()[-1] == told


def test_wrong_input_is_a_line_a_fault_on_standard_error_and_exit_code_2(tmp_path: Path) -> None:
    path = tmp_path / "business.toml"
    path.write_text('[[processes]]\nid = "a"\nhours_per_month = -5\n', encoding="utf-8")
    done = command("plan", path, "--json")
    assert (done.returncode, done.stdout) == (2, "")
    assert [line.partition(": ")[2].partition(":")[0] for line in done.stderr.splitlines()] == [
        "processes[0].occupation",
        "processes[0].hours_per_month",
        "business",
        "managers",
    ]
    assert done.stderr.splitlines()[1] == (
        'outhaul: processes[0].hours_per_month: -5 is not above 0 (in "a"). '
        "Give a number above 0 and at most 744 for each of your people"
    )


def test_a_failure_is_one_line_and_exit_code_1(tmp_path: Path) -> None:
    (tmp_path / "reference" / "a-folder.pack.json").mkdir(parents=True)
    done = command("check", "examples/harbour-bakery.toml", OUTHAUL_HOME=str(tmp_path))
    assert (done.returncode, done.stdout) == (1, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith("outhaul: IsADirectoryError: ")


def test_the_traceback_is_shown_on_request(tmp_path: Path) -> None:
    (tmp_path / "reference" / "a-folder.pack.json").mkdir(parents=True)
    environment = {"OUTHAUL_HOME": str(tmp_path), "OUTHAUL_DEBUG": "1"}
    done = command("check", "examples/harbour-bakery.toml", **environment)
    assert done.returncode == 1
    assert done.stderr.startswith("Traceback (most recent call last):\n")


def test_a_narrow_code_page_does_not_end_a_command(tmp_path: Path) -> None:
    path = tmp_path / "business.toml"
    text = Path("examples/isar-tragwerk.toml").read_text("utf-8").replace("Isar Tragwerk", "\u0141\u017c")
    path.write_text(text, encoding="utf-8")
    done = command("check", path, PYTHONIOENCODING="cp1252")
    assert done.returncode == 0
    assert done.stdout.startswith("?? Ingenieure (DE, EUR): nothing is wrong.")
