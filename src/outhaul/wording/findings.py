"""What the guards say of a plan, each thing once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from outhaul.engine.report import PlanReport
from outhaul.engine.verdict import Answer, Verdict
from outhaul.wording.numbers import listed
from outhaul.wording.sentences import process_names
from outhaul.wording.tongue import said

ANSWERS: Mapping[Answer, str] = {
    Answer.PASS: "passes",
    Answer.WARN: "warns",
    Answer.BLOCK: "blocks",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """What a guard says in the same words about one process or several."""

    verdict: Verdict
    about: str
    """The processes by name, by id where the report has none of them, or "The plan"."""


def concerns(report: PlanReport) -> tuple[Finding, ...]:
    """Return what the guards block or warn of, blocks first."""
    order = list(Answer)
    open_ones = [verdict for verdict in report.guards if verdict.answer is not Answer.PASS]
    return _together(sorted(open_ones, key=lambda verdict: -order.index(verdict.answer)), report)


def passes(report: PlanReport) -> tuple[Finding, ...]:
    """Return what the guards let pass."""
    return _together([verdict for verdict in report.guards if verdict.answer is Answer.PASS], report)


def _together(verdicts: Iterable[Verdict], report: PlanReport) -> tuple[Finding, ...]:
    """Say once what is said of several processes."""
    same: dict[tuple[str, ...], list[Verdict]] = {}
    for verdict in verdicts:
        same.setdefault((verdict.guard, verdict.answer, verdict.reason, verdict.fix), []).append(verdict)
    names = process_names(report)

    def about(verdict: Verdict) -> str:
        return names.get(verdict.process, verdict.process) if verdict.process else said("The plan")

    return tuple(Finding(group[0], listed(tuple(map(about, group)))) for group in same.values())
