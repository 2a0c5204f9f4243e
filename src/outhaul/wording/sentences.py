"""What a plan says in sentences: the same words on the terminal, the page, the print."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from outhaul.engine.assumptions import Stated
from outhaul.engine.report import (
    Alternative,
    BindingLimit,
    Decision,
    Flip,
    Headline,
    ManagerReport,
    Obstacle,
    PlanReport,
    ProcessReport,
    ScopeClass,
    Waterfall,
)
from outhaul.engine.verdict import Answer, Guard, Verdict
from outhaul.wording.numbers import Numbers, hours, listed, months, plain_hours, plural, share
from outhaul.wording.places import country_name, in_country

GUARD_QUESTIONS: Mapping[Guard, str] = {
    Guard.SCOPE: "May it leave at all?",
    Guard.MATCH: "Can the work be done well from there?",
    Guard.PAY: "Is the pay fair?",
    Guard.COST: "Is the true cost known?",
    Guard.MANAGE: "Who looks after it?",
}

ANSWERS: Mapping[Answer, str] = {Answer.PASS: "passes", Answer.WARN: "warns", Answer.BLOCK: "blocks"}

DECISIONS: Mapping[Decision, str] = {
    "keep": "Keep",
    "hand_out": "Hand out",
    "pilot": "Pilot",
    "prepare": "Prepare first",
}

CLASSES: Mapping[ScopeClass, str] = {  # after "It"
    "ELIGIBLE": "may go out",
    "PILOT": "may be tried, half of it at first",
    "PREPARE": "needs a written procedure first",
    "KEEP_CORE": "is what the business lives by",
    "KEEP_UNMANAGEABLE": "cannot be judged by its results",
    "KEEP_LEGAL": "has to stay by law",
}

COMPONENTS: Mapping[str, str] = {
    "rate": "The bare rate",
    "fees": "Fees and exchange",
    "rework": "Work done twice",
    "ramp": "Getting up to speed",
    "management": "Managers' time",
    "tools": "Tools",
    "turnover": "People leaving",
    "setup": "Setting up",
    "kept": "Part that stays",
}
"""Parts of the true cost, in the order in which they add up."""

GRADES: Mapping[str, str] = {
    "A": "a national figure",
    "B": "a national figure, converted",
    "C": "an estimate",
    "D": "an assumption",
}


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A figure that matters, what it is, and one line that puts it right."""

    label: str
    value: str
    note: str


def numbers_of(report: PlanReport) -> Numbers:
    """Return how figures are written for the business of `report`."""
    return Numbers(report.country, report.currency)


def handed_out(report: PlanReport) -> tuple[ProcessReport, ...]:
    """Return the processes that leave, wholly or as a pilot."""
    return tuple(process for process in report.processes if process.decision in {"hand_out", "pilot"})


def headline(report: PlanReport) -> str:
    """Return the answer in one sentence with its figures."""
    if report.headline is None:
        ways = plural(len(report.obstacles), "thing is", "things are")
        return f"There is no plan yet: {ways} in the way."
    out, every = len(handed_out(report)), len(report.processes)
    if not out:
        return f"Keep {_all(every)} for now: handing out would not pay, or may not be done."
    gains = " and ".join(filter(None, (_freed(report.headline), _saved(report.headline))))
    return f"Handing out {out} of {plural(every, 'process', 'processes')} {gains}, {_risked(report)}."


def _all(count: int) -> str:
    return {1: "the one process", 2: "both processes"}.get(count, f"all {count} processes")


def _freed(headline: Headline) -> str:
    freed = headline.owner_hours_freed_per_month
    if abs(freed) < 0.25:  # noqa: PLR2004 -- rounds to nothing
        return ""
    return (
        f"frees {hours(freed)} a month" if freed > 0 else f"takes {hours(-freed)} a month more of the owner"
    )


def _saved(headline: Headline) -> str:
    saving = headline.true_saving
    if round(100 * saving) == 0:
        return "costs as much as today"
    return f"saves {share(saving)}" if saving > 0 else f"costs {share(-saving)} more"


def _risked(report: PlanReport) -> str:
    assert report.headline is not None  # noqa: S101 -- told to the type checker; the caller has looked
    chance, se = report.headline.p_loss, report.headline.p_loss_se
    if chance == 0:
        return f"and lost money in none of {report.scenarios:,} simulated futures"
    shown = share(chance, se)
    return f"with {article(shown)} {shown} chance of losing money"


def article(per_cent: str) -> str:
    """Return "a" or "an", as a share in figures is read aloud.

    >>> article("6 %"), article("8 %"), article("18 %"), article("80 %"), article("less than 1 %")
    ('a', 'an', 'an', 'an', 'a')
    """
    return "an" if per_cent.partition(" ")[0] in {"8", "11", "18"} or per_cent.startswith("8") else "a"


def key_figures(report: PlanReport) -> tuple[KeyFigure, ...]:
    """Return the six figures that an owner asks for first; none where nothing is handed out."""
    if report.headline is None or not handed_out(report):
        return ()
    head, numbers = report.headline, numbers_of(report)
    return (
        KeyFigure(
            "Your hours freed", f"{plain_hours(head.owner_hours_freed_per_month)} h a month", _owner(report)
        ),
        KeyFigure(
            "True saving", share(head.true_saving), f"the bare rates promise {share(head.headline_saving)}"
        ),
        KeyFigure(
            f"Worth over {plural(report.horizon_months, 'month')}",
            numbers.money(head.npv.mean, se=head.npv.se),
            f"{numbers.money(head.npv.p5)} to {numbers.money(head.npv.p95)} in nine futures of ten",
        ),
        KeyFigure(
            "Chance of losing money",
            share(head.p_loss, head.p_loss_se),
            f"the worst twentieth loses {numbers.money(head.cvar95)} on average"
            if head.cvar95 > 0
            else "even the worst twentieth gains on average",
        ),
        KeyFigure(
            "Pays for itself in", months(head.payback_months.p50, head.payback_months.p90), _never(report)
        ),
        KeyFigure("Money needed up front", numbers.money(head.capital_needed), _budget(report)),
    )


def _owner(report: PlanReport) -> str:
    today = [process.owner_hours_now for process in report.processes if process.owner_hours_now is not None]
    return (
        f"of {plain_hours(sum(today))} h that you work on this today" if today else "for what only you can do"
    )


def _never(report: PlanReport) -> str:
    assert report.headline is not None  # noqa: S101 -- told to the type checker; the caller has looked
    never = report.headline.payback_months.never
    return (
        f"not within {report.horizon_months} months in {share(never)} of futures"
        if never
        else "in every future"
    )


def _budget(report: PlanReport) -> str:
    if report.capital_budget is None:
        return "training, set-up, tools"
    return f"of {numbers_of(report).money(report.capital_budget)} that may be tied up"


def decision(process: ProcessReport) -> str:
    """Return the decision and its place: "Hand out to the Philippines", "Keep"."""
    place = f" to {in_country(process.country)}" if process.country and process.decision == "hand_out" else ""
    trial = f" in {in_country(process.country)}" if process.country and process.decision == "pilot" else ""
    return f"{DECISIONS[process.decision]}{place}{trial}"


def components(monthly: Waterfall) -> tuple[tuple[str, float], ...]:
    """Return (name, amount) for each part of the monthly cost that is not zero, in order."""
    parts = ((name, float(getattr(monthly, name))) for name in COMPONENTS)
    return tuple((name, amount) for name, amount in parts if amount)


def total(monthly: Waterfall) -> float:
    """Return the true monthly cost: all parts together."""
    return sum(amount for _, amount in components(monthly))


def steering_sentence(process: ProcessReport, manager: str) -> str:
    """Return who looks after a process, with which hours of the own and of the common day."""
    spent = f"{manager} is accountable and spends {hours(process.manager_hours_per_month)} a month on it"
    shared = process.overlap_hours
    if shared is None:
        return f"{spent}."
    if shared.mean < 0.25:  # noqa: PLR2004 -- rounds to nothing
        return f"{spent}; no working hours are shared."
    return f"{spent}; {plain_hours(shared.min)} to {plain_hours(shared.mean)} working hours a day are shared."


def band(process: ProcessReport, numbers: Numbers) -> str:
    """Return the fair band in words, or nothing for kept work."""
    if process.rate is None:
        return ""
    low, high = process.rate.band
    return f"{numbers.rate(low)} to {numbers.rate(high)}"


def rate_sentence(process: ProcessReport, numbers: Numbers) -> str:
    """Return where the proposed rate stands in its market."""
    rate = process.rate
    if rate is None:
        return ""
    return (
        f"{numbers.rate(rate.hourly)} an hour, more than {share(rate.percentile)} of contractors there ask. "
        f"The middle one asks {numbers.rate(rate.market_median)} ({GRADES[rate.grade]}). "
        f"Fair is {band(process, numbers)}."
    )


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


@dataclass(frozen=True, slots=True)
class Finding:
    """What a guard says in the same words about one process or several."""

    verdict: Verdict
    about: str
    """The processes by name, or "The plan"."""


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
    return tuple(
        Finding(group[0], listed(tuple(names.get(verdict.process or "", "The plan") for verdict in group)))
        for group in same.values()
    )


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


def place(process: ProcessReport) -> str:
    """Return the country's name, or where kept work is: "here"."""
    return country_name(process.country) if process.country else "here"
