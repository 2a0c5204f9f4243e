"""The commands that the pages show, and what they print.

A block ```console whose first line is `$ COMMAND` shows what that command prints, run in a folder that
holds `examples`. A line `<!-- part: FROM | TO -->` right before it picks the lines from the first one
that begins with FROM to before the next one that begins with TO; `…` stands for lines left out.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
BLOCK = re.compile(r"(?:<!-- part: (?P<part>.*) -->\n)?```console\n\$ (?P<command>.+)\n(?P<shown>[^`]*)```")


@dataclass(frozen=True, slots=True)
class Shown:
    """A block of a page."""

    page: Path
    command: str
    part: str
    text: str


def shown() -> Iterator[Shown]:
    """Give every block of every page."""
    for page in PAGES:
        for found in BLOCK.finditer(page.read_text(encoding="utf-8")):
            yield Shown(page, found["command"], found["part"] or "", found["shown"])


@cache
def printed(command: str) -> tuple[str, ...]:
    """Run `command` as a person would, and return its lines; blanks at their ends do not count."""
    tools = Path(sys.executable).parent
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "examples").symlink_to(ROOT / "examples")
        given = {"PATH": f"{tools}:{os.environ['PATH']}", "OUTHAUL_HOME": f"{folder}/home", "COLUMNS": "80"}
        ran = subprocess.run(  # noqa: S602 -- the pages' own commands, as a shell reads them
            command,
            shell=True,
            cwd=folder,
            env={**os.environ, **given, "TERM": "dumb", "NO_COLOR": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
            encoding="utf-8",
        )
    return tuple(line.rstrip() for line in ran.stdout.rstrip().splitlines())


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
    for place, line in enumerate(lines[after:], after):
        if line.startswith(beginning):
            return place
    raise ValueError(f"no line begins with {beginning!r}")


def renew(page: Path, run: Callable[[str], tuple[str, ...]] = printed) -> None:
    """Set the blocks of `page` to what their commands print now."""

    def current(found: re.Match[str]) -> str:
        kept = found[0][: found.start("shown") - found.start()]
        return f"{kept}{excerpt(run(found['command']), found['part'] or '')}```"

    text = page.read_text(encoding="utf-8")
    page.write_text(BLOCK.sub(current, text), encoding="utf-8")
