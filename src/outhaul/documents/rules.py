"""The numbered rules of docs/rules, to be shown where a figure cites one."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markdown_it import MarkdownIt

HEADING = re.compile(r"^## ([A-Z]+-\d+) (.+)$", re.MULTILINE)
LINK = re.compile(r"\[([^]]+)\]\([^)]+\)")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its number, such as "PAY-2", what it says in one line, and the rest as HTML."""

    number: str
    title: str
    body: str


@cache
def rules() -> Mapping[str, Rule]:
    """Return every rule by its number."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(_folder().glob("*.md")))
    return {rule.number: rule for text in texts for rule in _rules(text)}


def _folder() -> Path:
    """Return the folder of the rules: beside this module where installed, else docs/rules."""
    installed = Path(__file__).parent / "rules"
    return installed if installed.is_dir() else Path(__file__).parents[3] / "docs" / "rules"


def _rules(text: str) -> Iterator[Rule]:
    """Give the rules of one file; links to other pages of the documentation are left as words."""
    write = MarkdownIt().enable("table").render
    found = [*HEADING.finditer(text)]
    ends = [*(heading.start() for heading in found[1:]), len(text)]
    for heading, end in zip(found, ends, strict=False):
        body = LINK.sub(r"\1", text[heading.end() : end]).strip()
        yield Rule(heading[1], heading[2], write(body))
