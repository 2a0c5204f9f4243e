"""What a plan says in sentences: the same words on the terminal, the page, the print."""

from collections.abc import Mapping
from dataclasses import replace

from outhaul.engine.assumptions import Stated
from outhaul.engine.report import (
    Alternative,
    BindingLimit,
    Flip,
    ManagerReport,
    Obstacle,
    PlanReport,
    ProcessReport,
)
from outhaul.engine.saying import Part
from outhaul.wording.numbers import Numbers, plain_hours, share
from outhaul.wording.places import in_country
from outhaul.wording.tongue import ENGLISH, PROCESS_NAME, said, several, spoken, tell, word


def numbers_of(report: PlanReport) -> Numbers:
    """Return how figures are written for the business of `report`."""
    return Numbers(report.country, report.currency)


def handed_out(report: PlanReport) -> tuple[ProcessReport, ...]:
    """Return the processes that leave, wholly or as a pilot."""
    return tuple(process for process in report.processes if process.decision in {"hand_out", "pilot"})


def manager_names(report: PlanReport) -> Mapping[str, str]:
    """Return manager id -> name."""
    return {manager.id: tell(manager.name) for manager in report.managers}


def process_names(report: PlanReport) -> Mapping[str, str]:
    """Return process id -> name."""
    return {process.id: process.name for process in report.processes}


def with_names(report: PlanReport) -> PlanReport:
    """Return `report` with the processes of the catalogue by their names in the language spoken."""
    if spoken() == ENGLISH:
        return report
    rows = (replace(row, name=word(row.name, PROCESS_NAME)) for row in report.processes)
    return replace(report, processes=tuple(rows))


def load_sentence(manager: ManagerReport) -> str:
    """Return what a manager carries and what has to be done first."""
    load = several(
        manager.engagements,
        "{used} of {free} h a month, {count} contractor of at most {span}",
        "{used} of {free} h a month, {count} contractors of at most {span}",
        used=plain_hours(manager.hours_used),
        free=plain_hours(manager.hours_free),
        span=manager.span,
    )
    needed = ((said("hire"), manager.hire), (said("train first"), manager.train))
    return "; ".join((load, *(what for what, is_needed in needed if is_needed)))


def alternative_name(other: Alternative) -> str:
    """Return the name with a capital."""
    return capital(tell(other.name))


def capital(text: str) -> str:
    """Return a text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def other_plans(report: PlanReport) -> tuple[Alternative, ...]:
    """Return the plans beside this one; none where all of them decide as it does."""
    return report.alternatives if any(other.changes for other in report.alternatives) else ()


def changes(other: Alternative, most: int = 3) -> str:
    """Return the first changes of an alternative, and how many more there are."""
    more = len(other.changes) - most
    shown = "; ".join(map(tell, other.changes[:most]))
    return said("{shown}; {more} more", shown=shown, more=more) if more > 0 else shown


def flip_sentence(flip: Flip, report: PlanReport, numbers: Numbers) -> str:
    """Return "Bookkeeping would stay if … rose above …"."""
    process = process_names(report).get(flip.process, flip.process)
    meanings = {item.name: f"{word(item.meaning)} ({item.name})" for item in report.assumptions}
    written = numbers.rate if "rate" in flip.parameter else numbers.number
    told: dict[str, Part] = {
        "process": process,
        "what": meanings.get(flip.parameter, tell(flip.parameter)),
        "then": written(flip.flips_at),
        "now": written(flip.value),
        "place": in_country(flip.to),
    }
    stays, rises = flip.to in {"keep", "prepare"}, flip.flips_at > flip.value
    if stays and rises:
        return said("{process} would stay if {what} rose above {then}; it is {now} now.", **told)
    if stays:
        return said("{process} would stay if {what} fell below {then}; it is {now} now.", **told)
    if rises:
        return said("{process} would go to {place} if {what} rose above {then}; it is {now} now.", **told)
    return said("{process} would go to {place} if {what} fell below {then}; it is {now} now.", **told)


def flip_sentences(report: PlanReport, numbers: Numbers) -> tuple[str, ...]:
    """Return what would change a decision (§PLAN-13), or that nothing was found; none without a plan."""
    if report.headline is None:
        return ()
    if not report.flips:
        return (said("No rate abroad and no cost at home was found that would change a decision by itself."),)
    return tuple(flip_sentence(flip, report, numbers) for flip in report.flips)


def limit_sentence(limit: BindingLimit, numbers: Numbers) -> str:
    """Return what holds the plan back and what more of it is worth."""
    return said(
        "{what}: {used} of {available} used. {more} more would be worth {worth}.",
        what=capital(tell(limit.limit)),
        used=numbers.number(limit.used),
        available=numbers.number(limit.available),
        more=numbers.number(limit.one_more),
        worth=numbers.money(limit.worth),
    )


def obstacle_sentence(obstacle: Obstacle, numbers: Numbers) -> str:
    """Return what is in the way and by how much."""
    missing = numbers.number(obstacle.missing)
    return said("{what}: {missing} {unit} missing.", what=obstacle.what, missing=missing, unit=obstacle.unit)


def value_and_range(item: Stated, numbers: Numbers) -> str:
    """Return "3 (1 to 9) months"."""
    value, low, high = (numbers.number(figure) for figure in (item.value, item.low, item.high))
    return said("{value} ({low} to {high}) {unit}", value=value, low=low, high=high, unit=word(item.unit))


def assumption_sentence(item: Stated, numbers: Numbers) -> str:
    """Return an assumption in one line: meaning, value, range, parent."""
    meaning = capital(word(item.meaning))
    return f"{meaning} ({item.name}): {value_and_range(item, numbers)}; {parent(item)}."


def parent(item: Stated) -> str:
    """Return where an assumption comes from: its source, "our judgement" or "your own figure"."""
    return {"judgement": said("our judgement"), "yours": said("your own figure")}.get(item.kind, item.source)


def weighty(report: PlanReport, count: int = 10) -> tuple[Stated, ...]:
    """Return the assumptions that move the result most, the owner's own ones always among them."""
    if report.headline is None:
        return ()
    rank = {bar.name: place for place, bar in enumerate(report.tornado)}
    chosen = [item for item in report.assumptions if item.name in rank or item.kind == "yours"]
    return tuple(sorted(chosen, key=lambda item: rank.get(item.name, -1)))[:count]


def reached(report: PlanReport) -> tuple[str, ...]:
    """Return how the plan was reached, line by line, so that anybody can reach it again."""
    return (
        _proof(report),
        *((_futures(report),) if report.headline else ()),
        _assumed(report),
        said("Fingerprint of the input: {digits}.", digits=report.inputs_sha256[:12]),
        *_tables(report),
    )


def _proof(report: PlanReport) -> str:
    if report.status == "optimal":
        return said(
            "No other plan is better by more than {gap:.2f} % under these figures.", gap=100 * report.gap
        )
    if report.status == "feasible":
        return said("The best plan found; one better by at most {gap} may exist.", gap=share(report.gap))
    return said("No plan meets every limit.")


def _futures(report: PlanReport) -> str:
    return said(
        "Risk from {count:,} simulated futures of {months} months, seed {seed}.",
        count=report.scenarios,
        months=report.horizon_months,
        seed=report.seed,
    )


def _assumed(report: PlanReport) -> str:
    kinds = [item.kind for item in report.assumptions]
    return said(
        "{count} assumptions: {sourced} from sources, {judged} by judgement, {own} your own.",
        count=len(kinds),
        sourced=kinds.count("source"),
        judged=kinds.count("judgement"),
        own=kinds.count("yours"),
    )


def _tables(report: PlanReport) -> tuple[str, ...]:
    if report.reference_checksum is None:
        return ()
    digits = report.reference_checksum[:12]
    return (said("Fingerprint of the reference figures: {digits}.", digits=digits),)
