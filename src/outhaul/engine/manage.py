"""Guard manage: whatever is kept or handed out, somebody of the business's own answers for it.

Managing is counted in manager hours, never as a share of the contract (§MANAGE-2): the same hours
weigh more on a cheap contract than on a dear one. Managers steer by deliverables; the limits of
`checkpoints` and `classification` keep them from steering how, when and where somebody works.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from outhaul.engine.answers import MIDPOINT
from outhaul.engine.assumptions import Assumptions
from outhaul.engine.business import Level, Manager
from outhaul.engine.saying import Part, day, joined, say
from outhaul.engine.verdict import Answer, Guard, Verdict

START_MONTHS = 3
"""Months in which a new engagement takes more of its manager (§MANAGE-3)."""
FULL_TIME_HOURS = 120.0
"""Hours a month from which a hired manager counts as full-time."""
WEEKS_PER_MONTH = 52 / 12
STANDARDISED = 3
"""Least answer to M1, M3 and M6 of standardised work."""
FLAGS_OF_EMPLOYMENT = 3
"""How many flags of §MANAGE-10 block an engagement."""
HIRE_OCCUPATIONS = ("11-3012.00", "43-1011.00")
"""Occupations whose pay at home prices a manager who could be hired, the first that is known."""

DEFAULTS = Assumptions()

FLAGS: Mapping[str, str] = {
    "fixed_hours": "Do we set the hours at which they work?",
    "place": "Do we set the place where they work?",
    "exclusivity": "May they work for nobody else?",
    "company_tools": "Do they work mainly with our equipment?",
    "approves_leave": "Do we approve when they take time off?",
    "line_management": "Do they lead our people, or report in our chain of command?",
    "indefinite_term": "Does the contract run without an end or a defined result?",
    "income_share": "Do more than 80 % of their income come from us?",
}
"""Yes/no questions that speak of employment (§MANAGE-10)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duties:
    """All that one manager answers for, the work in question included."""

    hours: float
    """Manager hours a month, settled."""
    peak_hours: float
    """Manager hours a month in the first three months."""
    engagements: int
    """Engagements of the outside; kept work does not count here."""
    standardised: bool = False
    """Every engagement is standardised work (`is_standardised`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HireCandidate:
    """A manager who could be hired, and what finding one costs once."""

    manager: Manager
    search_cost: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """A planned look at a deliverable."""

    day: date
    deliverable: str | None


def load_per_hour(  # noqa: PLR0913 -- the terms of one formula
    *,
    language: float,
    communication: float,
    synchronous: float,
    overlap: float,
    overlap_needed: float,
    assumptions: Assumptions = DEFAULTS,
    contractors: int = 1,
) -> float:
    """Manager hours for each contractor hour, mu, once an engagement has settled (§MANAGE-2).

    `language` is the language match l, `communication` the intensity kappa and `synchronous` the
    share sigma, all 0..1; `overlap` and `overlap_needed` are shared hours a day, O and O*. Several
    contractors on one process need coordination among them.
    """
    missing = max(0.0, overlap_needed - overlap) / overlap_needed if overlap_needed > 0 else 0.0
    alone = (
        assumptions.mu0
        + assumptions.mu_language * communication * (1 - language)
        + assumptions.mu_overlap * synchronous * missing
    )
    return alone * (1 + assumptions.mu_coordination * (contractors - 1))


def engagement_load(  # noqa: PLR0913 -- the terms of one formula
    mu: float,
    hours: float,
    assumptions: Assumptions = DEFAULTS,
    *,
    month: int | None = None,
    contractors: int = 1,
    trained: bool = False,
) -> float:
    """Manager hours a month, L, for `hours` of contractors' work at load `mu` (§MANAGE-3).

    `month` counts from 1 since the engagement began, None is a settled month. `contractors` is the
    number of engagements, each with its own invoice and review. `trained` counts what training
    saves (§MANAGE-5).
    """
    starting = month is not None and month <= START_MONTHS
    factor = assumptions.start_load if starting else 1.0
    relief = 1 - assumptions.training_effect if trained else 1.0
    return mu * factor * relief * hours + assumptions.fixed_hours * contractors


def home_load(hours: float, assumptions: Assumptions = DEFAULTS) -> float:
    """Manager hours a month for `hours` of kept work (§MANAGE-4)."""
    return assumptions.mu_home * hours


def peak_hours(manager: Manager, assumptions: Assumptions = DEFAULTS) -> float:
    """Hours a month that starting engagements may take for three months (§MANAGE-6)."""
    return assumptions.peak_load * manager.free_hours_per_month


def is_standardised(answers: Mapping[str, float]) -> bool:
    """True for work that is measured, written and stable; open answers count as 2 (§MANAGE-7)."""
    return all(answers.get(key, MIDPOINT) >= STANDARDISED for key in ("M1", "M3", "M6"))


def span(manager: Manager, assumptions: Assumptions = DEFAULTS, *, standardised: bool = False) -> int:
    """How many engagements `manager` can steer, however few hours they take (§MANAGE-7)."""
    if manager.is_owner or not manager.full_time:
        return int(assumptions.span_part_time)
    return int(assumptions.span_standardised if standardised else assumptions.span_full_time)


def training_cost(manager: Manager, assumptions: Assumptions = DEFAULTS) -> float:
    """What training `manager` costs once, in the business's currency; 0 if trained (§MANAGE-5)."""
    return 0.0 if manager.trained else assumptions.training_hours * manager.cost_per_hour


def hire_candidates(
    cost_per_hour: float, languages: Mapping[str, Level], assumptions: Assumptions = DEFAULTS
) -> tuple[HireCandidate, ...]:
    """The managers whom the business could hire, all alike and still to be trained (§MANAGE-8).

    `cost_per_hour` is the loaded cost at home of `HIRE_OCCUPATIONS`, in the business's currency;
    `languages` are those of the business.
    """
    weekly_hours = assumptions.hire_hours / WEEKS_PER_MONTH
    search_cost = assumptions.hire_search_weeks * weekly_hours * cost_per_hour
    return tuple(
        HireCandidate(manager=_hire(number, cost_per_hour, languages, assumptions), search_cost=search_cost)
        for number in range(1, int(assumptions.hire_slots) + 1)
    )


def _hire(
    number: int, cost_per_hour: float, languages: Mapping[str, Level], assumptions: Assumptions
) -> Manager:
    return Manager(
        id=f"hire-{number}",
        name=say("New manager {number}", number=number),
        free_hours_per_month=assumptions.hire_hours,
        cost_per_hour=cost_per_hour,
        full_time=assumptions.hire_hours >= FULL_TIME_HOURS,
        languages=languages,
    )


def guard(
    process: str,
    manager: Manager | None,
    duties: Duties,
    assumptions: Assumptions = DEFAULTS,
    *,
    handed_out: bool = True,
) -> Verdict:
    """Answer whether `process` has somebody who can answer for it (§MANAGE-1, §MANAGE-5 to 7).

    `duties` are all that the manager would then answer for. A manager whom the plan trains is
    passed with `trained=True`. The gravest fault is told first.
    """
    if manager is None:
        reason = say("Nobody of the business's own answers for it.")
        fix = say("Name an accountable manager of the business's own, or hire one.")
        return _verdict(process, Answer.BLOCK, "MANAGE-1", reason, fix)
    figures = {
        "hours": duties.hours,
        "peak_hours": duties.peak_hours,
        "free_hours": manager.free_hours_per_month,
        "engagements": float(duties.engagements),
        "span": float(span(manager, assumptions, standardised=duties.standardised)),
    }
    ruling = _hours(manager, duties, assumptions)
    if handed_out and ruling[0] != Answer.BLOCK:
        ruling = _skills(manager, duties, assumptions) or ruling
    return _verdict(process, *ruling, figures=figures)


def _verdict(  # noqa: PLR0913, PLR0917 -- the fields of a verdict
    process: str, answer: Answer, rule: str, reason: str, fix: str, figures: Mapping[str, float] | None = None
) -> Verdict:
    return Verdict(
        guard=Guard.MANAGE,
        answer=answer,
        rule=rule,
        reason=reason,
        fix=fix,
        process=process,
        figures=figures or {},
    )


Ruling = tuple[Answer, str, str, str]
"""Answer, rule, reason, fix."""


def _hours(manager: Manager, duties: Duties, assumptions: Assumptions) -> Ruling:
    """Whether the manager's hours suffice (§MANAGE-6)."""
    name, free = manager.name, manager.free_hours_per_month
    if duties.hours > free:
        told: dict[str, Part] = {"name": name, "hours": duties.hours, "free": free}
        reason = say("{name} would need {hours:.0f} h a month and has {free:.0f}.", **told)
        fix = say(
            "Free {more:.1f} h more, give work to another manager, or hire one.", more=duties.hours - free
        )
        return Answer.BLOCK, "MANAGE-6", reason, fix
    ceiling = peak_hours(manager, assumptions)
    if duties.peak_hours > ceiling:
        reason = say(
            "The first months would take {hours:.0f} h of {name}, more than {ceiling:.0f}.",
            hours=duties.peak_hours,
            name=name,
            ceiling=ceiling,
        )
        fix = say("Start fewer engagements at once, or free more hours.")
        return Answer.BLOCK, "MANAGE-6", reason, fix
    if duties.hours > assumptions.overload_warning * free:
        reason = say(
            "{name} would use {share:.0f} % of the free hours.", name=name, share=100 * (duties.hours / free)
        )
        fix = say(
            "Keep it below {share:.0f} %, so that surprises fit in.", share=100 * assumptions.overload_warning
        )
        return Answer.WARN, "MANAGE-6", reason, fix
    return Answer.PASS, "MANAGE-1", say("{name} answers for it and has the hours.", name=name), ""


def _skills(manager: Manager, duties: Duties, assumptions: Assumptions) -> Ruling | None:
    """What stands against this manager of an engagement, hours apart (§MANAGE-5, §MANAGE-7)."""
    limit = span(manager, assumptions, standardised=duties.standardised)
    if duties.engagements > limit:
        reason = say(
            "{name} would steer {count} engagements; {most} is the most.",
            name=manager.name,
            count=duties.engagements,
            most=limit,
        )
        fix = say("Give an engagement to another manager, or bundle two into one.")
        return Answer.BLOCK, "MANAGE-7", reason, fix
    if not manager.trained:
        reason = say("{name} is not trained to steer contractors by deliverables.", name=manager.name)
        fix = say(
            "Train {name}: {hours:.0f} h over at least four weeks.",
            name=manager.name,
            hours=assumptions.training_hours,
        )
        return Answer.BLOCK, "MANAGE-5", reason, fix
    return None


def guard_checkpoints(
    process: str,
    checkpoints: Iterable[Checkpoint],
    assumptions: Assumptions = DEFAULTS,
    *,
    status_requests_per_week: float = 0.0,
) -> Verdict:
    """Answer whether an engagement is steered by deliverables or micromanaged (§MANAGE-9)."""
    planned = tuple(checkpoints)
    crowded = sorted(day for day, count in Counter(item.day for item in planned).items() if count > 1)
    if crowded:
        reason = say("More than one checkpoint on {day}.", day=day(crowded[0]))
        fix = say("Keep one checkpoint a working day at most.")
        return _verdict(process, Answer.BLOCK, "MANAGE-9", reason, fix)
    empty = sorted(item.day for item in planned if not item.deliverable)
    if empty:
        reason = say("The checkpoint on {day} looks at no deliverable.", day=day(empty[0]))
        fix = say("Tie it to a deliverable or drop it.")
        return _verdict(process, Answer.BLOCK, "MANAGE-9", reason, fix)
    if status_requests_per_week > assumptions.status_requests:
        reason = say(
            "{count:g} unplanned status requests a week are micromanagement.", count=status_requests_per_week
        )
        fix = say(
            "Ask at checkpoints; at most {count:g} a week beside them.", count=assumptions.status_requests
        )
        return _verdict(process, Answer.WARN, "MANAGE-9", reason, fix)
    return _verdict(process, Answer.PASS, "MANAGE-9", say("It is steered by deliverables."), "")


def classification(process: str, raised: Collection[str], open_flags: Collection[str] = ()) -> Verdict:
    """Answer whether an engagement looks like employment (§MANAGE-10): a warning aid, no advice.

    `raised` and `open_flags` are the `FLAGS` answered yes and not answered. Three flags block, and
    nobody may override a block of law.
    """
    flags = [name for name in FLAGS if name in raised]
    words = joined((say(name.replace("_", " ")) for name in flags), ", ")
    figures = {"flags": float(len(flags)), "open": float(len(open_flags))}
    if len(flags) >= FLAGS_OF_EMPLOYMENT:
        return Verdict(
            guard=Guard.MANAGE,
            answer=Answer.BLOCK,
            rule="MANAGE-10",
            reason=say(
                "{count} of {all} flags speak of employment: {flags}.",
                count=len(flags),
                all=len(FLAGS),
                flags=words,
            ),
            fix=say(
                "Employ the person, also through an employer of record, or change the terms; ask a lawyer."
            ),
            figures=figures,
            process=process,
            legal=True,
        )
    if flags:
        reason = say("It has flags of employment: {flags}.", flags=words)
        fix = say("Change these terms, and check again in six months.")
        return _verdict(process, Answer.WARN, "MANAGE-10", reason, fix, figures)
    if open_flags:
        reason = say("{count} questions on employment are open.", count=len(open_flags))
        fix = say("Answer them before signing.")
        return _verdict(process, Answer.WARN, "MANAGE-10", reason, fix, figures)
    return _verdict(process, Answer.PASS, "MANAGE-10", say("No flag speaks of employment."), "", figures)
