"""What became of one business file: a line of `results.jsonl`."""

from dataclasses import dataclass
from typing import Literal

from outhaul.engine.report import Decision, Headline, PlanReport
from outhaul.faults import Fault
from outhaul.sweep.task import Task

Status = Literal["optimal", "feasible", "infeasible", "wrong", "failed"]
"""That of the plan; `wrong`, a file that cannot be used; `failed`, a plan that could not be finished."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What the plan says about one process."""

    id: str
    name: str
    decision: Decision
    country: str | None
    manager: str
    rate_hourly: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The answer for one file; keys and units are those of `outhaul plan --json`."""

    file: str
    key: str
    status: Status
    business: str | None = None
    currency: str | None = None
    country: str | None = None
    gap: float | None = None
    seed: int | None = None
    scenarios: int | None = None
    inputs_sha256: str | None = None
    headline: Headline | None = None
    processes: tuple[Decided, ...] = ()
    obstacles: tuple[str, ...] = ()
    """Of an infeasible business: what is in the way, and what would mend it."""
    faults: tuple[Fault, ...] = ()


def is_planned(status: Status) -> bool:
    """Return whether there is a plan, or the proof that none is possible."""
    return status not in {"wrong", "failed"}


def planned(task: Task, report: PlanReport) -> Outcome:
    """Return the outcome of a plan."""
    return Outcome(
        file=task.file,
        key=task.key,
        status=report.status,
        business=report.business,
        currency=report.currency,
        country=report.country,
        gap=report.gap,
        seed=report.seed,
        scenarios=report.scenarios,
        inputs_sha256=report.inputs_sha256,
        headline=report.headline,
        processes=tuple(
            Decided(
                id=process.id,
                name=process.name,
                decision=process.decision,
                country=process.country,
                manager=process.manager,
                rate_hourly=process.rate.hourly if process.rate else None,
            )
            for process in report.processes
        ),
        obstacles=tuple(f"{obstacle.what}. {obstacle.fix}" for obstacle in report.obstacles),
    )


def wrong(file: str, key: str, faults: tuple[Fault, ...]) -> Outcome:
    """Return the outcome of a file that cannot be used."""
    return Outcome(file=file, key=key, status="wrong", faults=faults)


def failed(task: Task, problem: str, remedy: str) -> Outcome:
    """Return the outcome of a plan that could not be finished; the next sweep tries it again."""
    return Outcome(file=task.file, key=task.key, status="failed", faults=(Fault("plan", problem, remedy),))
