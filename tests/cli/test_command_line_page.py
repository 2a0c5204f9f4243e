"""docs/reference/command-line.md tells every command and every option."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from outhaul.cli.lazy import COMMANDS, load

PAGE = Path("docs/reference/command-line.md").read_text("utf-8")
SECTIONS = {part.split()[1]: part for part in PAGE.split("\n## ")[1:]}


def options(command: Any) -> Iterator[str]:  # noqa: ANN401 -- a command or a group
    """The long options of a command and of those inside it."""
    for parameter in command.params:
        yield from (name for name in parameter.secondary_opts or parameter.opts if name.startswith("--"))
    for inner in getattr(command, "commands", {}).values():
        yield from options(inner)


def test_every_command_has_a_section_in_the_order_of_the_help() -> None:
    assert list(SECTIONS) == list(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_told(name: str) -> None:
    told = set(re.findall(r"^\| `(--[a-z-]+)", SECTIONS[name], re.MULTILINE))
    assert told == set(options(load(name)))
