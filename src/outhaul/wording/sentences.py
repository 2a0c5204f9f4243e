"""What a plan says in sentences: the same words on the terminal, the page, the print."""

from collections.abc import Mapping

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
from outhaul.wording.numbers import Numbers, plain_hours, plural, share
from outhaul.wording.places import in_country


def numbers_of(report: PlanReport) -> Numbers:
    """Return how figures are written for the business of `report`."""
    return Numbers(report.country, report.currency)


def handed_out(report: PlanReport) -> tuple[ProcessReport, ...]:
    """Return the processes that leave, wholly or as a pilot."""
    return tuple(process for process in report.processes if process.decision in {"hand_out", "pilot"})


def manager_names(report: PlanReport) -> Mapping[str, str]:
    """Return manager id -> name."""
    return {manager.id: manager.name for manager in report.managers}


def process_names(report: PlanReport) -> Mapping[str, str]:
    """Return process id -> name."""
    return {process.id: process.name for process in report.processes}


def load_sentence(manager: ManagerReport) -> str:
    """Return what a manager carries and what has to be done first."""
    spare = f"{plain_hours(manager.hours_used)} of {plain_hours(manager.hours_free)} h a month"
    carried = plural(manager.engagements, "contractor")
    first = [word for word, needed in (("hire", manager.hire), ("train first", manager.train)) if needed]
    return "; ".join((f"{spare}, {carried} of at most {manager.span}", *first))


def alternative_name(other: Alternative) -> str:
    """Return the name with a capital."""
    return other.name[:1].upper() + other.name[1:]


def changes(other: Alternative, most: int = 3) -> str:
    """Return the first changes of an alternative, and how many more there are."""
    more = len(other.changes) - most
    shown = "; ".join(other.changes[:most])
    return f"{shown}; {more} more" if more > 0 else shown


def flip_sentence(flip: Flip, report: PlanReport, numbers: Numbers) -> str:
    """Return "Bookkeeping would stay if … rose above …"."""
    process = process_names(report).get(flip.process, flip.process)
    meanings = {item.name: f"{item.meaning} ({item.name})" for item in report.assumptions}
    what = meanings.get(flip.parameter, flip.parameter)
    move = "rose above" if flip.flips_at > flip.value else "fell below"
    then = "stay" if flip.to in {"keep", "prepare"} else f"go to {in_country(flip.to)}"
    shown, now = (
        (numbers.rate if "rate" in flip.parameter else numbers.number)(value)
        for value in (flip.flips_at, flip.value)
    )
    return f"{process} would {then} if {what} {move} {shown}; it is {now} now."


def limit_sentence(limit: BindingLimit, numbers: Numbers) -> str:
    """Return what holds the plan back and what more of it is worth."""
    used, available, more = (numbers.number(value) for value in (limit.used, limit.available, limit.one_more))
    what = limit.limit[:1].upper() + limit.limit[1:]
    return f"{what}: {used} of {available} used. {more} more would be worth {numbers.money(limit.worth)}."


def obstacle_sentence(obstacle: Obstacle, numbers: Numbers) -> str:
    """Return what is in the way and by how much."""
    return f"{obstacle.what}: {numbers.number(obstacle.missing)} {obstacle.unit} missing."


def value_and_range(item: Stated, numbers: Numbers) -> str:
    """Return "3 (1 to 9) months"."""
    value, low, high = (numbers.number(figure) for figure in (item.value, item.low, item.high))
    return f"{value} ({low} to {high}) {item.unit}"


def assumption_sentence(item: Stated, numbers: Numbers) -> str:
    """Return an assumption in one line: meaning, value, range, parent."""
    meaning = item.meaning[:1].upper() + item.meaning[1:]
    return f"{meaning} ({item.name}): {value_and_range(item, numbers)}; {parent(item)}."


def parent(item: Stated) -> str:
    """Return where an assumption comes from: its source, "our judgement" or "your own figure"."""
    return {"judgement": "our judgement", "yours": "your own figure"}.get(item.kind, item.source)


def weighty(report: PlanReport, count: int = 10) -> tuple[Stated, ...]:
    """Return the assumptions that move the result most, the owner's own ones always among them."""
    if report.headline is None:
        return ()
    rank = {bar.name: place for place, bar in enumerate(report.tornado)}
    chosen = [item for item in report.assumptions if item.name in rank or item.kind == "yours"]
    return tuple(sorted(chosen, key=lambda item: rank.get(item.name, -1)))[:count]


def reached(report: PlanReport) -> tuple[str, ...]:
    """Return how the plan was reached, line by line, so that anybody can reach it again."""
    proof = {
        "optimal": f"No other plan is better by more than {100 * report.gap:.2f} % under these figures",
        "feasible": f"The best plan found; one better by at most {share(report.gap)} may exist",
        "infeasible": "No plan meets every limit",
    }[report.status]
    futures = f"{report.scenarios:,} simulated futures of {report.horizon_months} months"
    return (
        f"{proof}.",
        *((f"Risk from {futures}, seed {report.seed}.",) if report.headline else ()),
        _assumed(report),
        f"Fingerprint of the input: {report.inputs_sha256[:12]}.",
        *_tables(report),
    )


def _assumed(report: PlanReport) -> str:
    kinds = [item.kind for item in report.assumptions]
    sourced, judged, own = (kinds.count(kind) for kind in ("source", "judgement", "yours"))
    return f"{len(kinds)} assumptions: {sourced} from sources, {judged} by judgement, {own} your own."


def _tables(report: PlanReport) -> tuple[str, ...]:
    if report.reference_checksum is None:
        return ()
    return (f"Fingerprint of the reference figures: {report.reference_checksum[:12]}.",)
