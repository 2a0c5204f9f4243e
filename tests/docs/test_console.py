"""What the pages show is what their commands print."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from docs.commands import PAGES, ROOT, Shown, excerpt, printed, renew, shown

BLOCKS = tuple(shown())


def named(block: Shown) -> str:
    return f"{block.page.relative_to(ROOT)}: {block.command}"


@pytest.fixture(scope="module", autouse=True)
def _printed_side_by_side() -> None:
    """Run the commands two at a time; each block then finds its own already printed."""
    wanted = dict.fromkeys((block.command, block.before) for block in BLOCKS)
    with ThreadPoolExecutor(2) as two:
        for ran in [two.submit(printed, *command) for command in wanted]:
            ran.result()


@pytest.mark.parametrize("block", BLOCKS, ids=named)
def test_a_block_shows_what_its_command_prints(block: Shown) -> None:
    assert block.text == excerpt(printed(block.command, block.before), block.part)


def test_every_console_block_is_checked() -> None:
    fences = sum(page.read_text(encoding="utf-8").count("```console\n") for page in PAGES)
    assert fences == len(BLOCKS) >= 10


def test_a_part_is_told_by_how_its_lines_begin() -> None:
    lines = ("Plan", "", "Why", "  it pays", "Who", "  Marco")
    assert excerpt(lines, "Why | Who") == "…\nWhy\n  it pays\n…\n"
    assert excerpt(lines, "") == "Plan\n\nWhy\n  it pays\nWho\n  Marco\n"
    with pytest.raises(ValueError, match="no line begins with 'When'"):
        excerpt(lines, "When |")


def test_a_page_is_set_to_what_is_printed_now(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("<!-- run: touch a -->\n```console\n$ ls a\nold\n```\n", encoding="utf-8")
    renew(page)
    assert page.read_text(encoding="utf-8") == "<!-- run: touch a -->\n```console\n$ ls a\na\n```\n"
