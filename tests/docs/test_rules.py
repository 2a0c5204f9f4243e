"""Rules and code name each other: no rule without code or test, no number without its rule."""

import re

from docs.commands import ROOT

GUARDS = "SCOPE|MATCH|PAY|COST|MANAGE|PLAN|RISK|SIGN|PORTAL|PERFORM|MONEY"
CITED = re.compile(rf"(?:§|\")((?:{GUARDS})-\d+)\b")
RULES = re.compile(rf"^## ((?:{GUARDS})-\d+) ", re.MULTILINE)


def cited(*folders: str, suffix: str = ".py") -> set[str]:
    files = [path for folder in folders for path in sorted((ROOT / folder).rglob(f"*{suffix}"))]
    return {rule for path in files for rule in CITED.findall(path.read_text(encoding="utf-8"))}


WRITTEN = [
    rule
    for page in sorted((ROOT / "docs/rules").glob("*.md"))
    for rule in RULES.findall(page.read_text("utf-8"))
]


def test_every_rule_is_numbered_once_and_in_order() -> None:
    for guard in GUARDS.split("|"):
        numbers = [int(rule.partition("-")[2]) for rule in WRITTEN if rule.startswith(guard)]
        assert numbers == list(range(1, len(numbers) + 1))


def test_every_rule_that_code_and_tests_cite_is_written() -> None:
    assert sorted(cited("src", "tests", "benchmarks") - set(WRITTEN)) == []


def test_every_rule_that_pages_cite_is_written() -> None:
    assert sorted(cited("docs", suffix=".md") - set(WRITTEN)) == []


def test_every_rule_is_cited_by_code_or_tests() -> None:
    assert sorted(set(WRITTEN) - cited("src", "tests")) == []
