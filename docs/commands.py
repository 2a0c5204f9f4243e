"""The commands that the pages show, and what they print.

A block ```console whose first line is `$ COMMAND` shows what that command prints, run in a folder that
holds `examples`. A line `<!-- part: FROM | TO -->` right before it picks the lines from the first one
that begins with FROM to before the next one that begins with TO; with `$` behind it, FROM or TO is a whole
line. `…` stands for lines left out.

Each command runs in a new folder. A line `<!-- run: COMMAND -->` stands for what the reader did with a file
before: it runs, unseen, before every later block of its page.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
BLOCK = re.compile(r"(?:<!-- part: (?P<part>.*) -->\n)?```console\n\$ (?P<command>.+)\n(?P<shown>[^`]*)```")
UNSEEN = re.compile(r"^<!-- run: (.+) -->$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Shown:
    """A block of a page."""

    page: Path
    command: str
    before: tuple[str, ...]
    part: str
    text: str


def shown() -> Iterator[Shown]:
    """Give every block of every page."""
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for found in BLOCK.finditer(text):
            before = _before(text, found.start())
            yield Shown(page, found["command"], before, found["part"] or "", found["shown"])


def _before(text: str, place: int) -> tuple[str, ...]:
    return tuple(UNSEEN.findall(text[:place]))


@cache
def printed(command: str, before: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Run `command` as a person would, and return its lines; blanks at their ends do not count.

    What ran already on the very same files is not run again: a plan takes ten seconds.
    """
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "examples").symlink_to(ROOT / "examples")
        for step in before:
            _run(step, folder).check_returncode()
        seen = command, _named([*command.split(), "home"], Path(folder))
        if seen not in _lines:
            text = _run(command, folder).stdout.replace(f"{folder}/home", "~/.local/share/outhaul")
            _lines[seen] = tuple(line.rstrip() for line in text.rstrip().splitlines())
        return _lines[seen]


Files = tuple[tuple[str, bytes], ...]
"""The path of each, and what it holds."""

_lines: dict[tuple[str, Files], tuple[str, ...]] = {}


def _named(words: Sequence[str], folder: Path) -> Files:
    """Return the files in `folder` that `words` name, alone or by the folder that holds them."""
    named = [folder / word for word in words]
    files = [file for path in named for file in (path, *sorted(path.rglob("*"))) if file.is_file()]
    return tuple((str(file.relative_to(folder)), file.read_bytes()) for file in files)


def _run(command: str, folder: str) -> subprocess.CompletedProcess[str]:
    """Run a command of a page, as a shell reads it, on a plain terminal of 80 columns."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    given = {"PATH": path, "OUTHAUL_HOME": f"{folder}/home", "COLUMNS": "80", "TERM": "dumb", "NO_COLOR": "1"}
    return subprocess.run(  # noqa: S602 -- the pages' own commands
        command,
        shell=True,
        cwd=folder,
        env=inherited | given,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        encoding="utf-8",
    )


def excerpt(lines: tuple[str, ...], part: str) -> str:
    """Return the lines that `part` picks, as a block shows them. Raises ValueError where none begins so."""
    first, _, last = (word.strip() for word in part.partition("|"))
    start = _place(lines, first, 0) if first else 0
    end = _place(lines, last, start + 1) if last else len(lines)
    before = ("…",) if start else ()
    after = ("…",) if end < len(lines) else ()
    body = "\n".join((*before, *lines[start:end])).rstrip()
    return "\n".join((body, *after)) + "\n"


def _place(lines: tuple[str, ...], beginning: str, after: int) -> int:
    whole = beginning.endswith("$")
    for place, line in enumerate(lines[after:], after):
        if line == beginning[:-1] if whole else line.startswith(beginning):
            return place
    raise ValueError(f"no line begins with {beginning!r}")


def renew(page: Path, run: Callable[[str, tuple[str, ...]], tuple[str, ...]] = printed) -> None:
    """Set the blocks of `page` to what their commands print now."""
    text = page.read_text(encoding="utf-8")

    def current(found: re.Match[str]) -> str:
        kept = found[0][: found.start("shown") - found.start()]
        lines = run(found["command"], _before(text, found.start()))
        return f"{kept}{excerpt(lines, found['part'] or '')}```"

    page.write_text(BLOCK.sub(current, text), encoding="utf-8")
