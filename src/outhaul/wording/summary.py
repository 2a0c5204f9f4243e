"""The answer of a plan: one sentence, and the six figures that an owner asks for first."""

from dataclasses import dataclass

from outhaul.engine.report import Headline, PlanReport
from outhaul.wording.numbers import hours, months, plain_hours, plural, share
from outhaul.wording.sentences import handed_out, numbers_of


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A figure that matters, what it is, and one line that puts it right."""

    label: str
    value: str
    note: str
    name: str
    """What it is called where its parents are opened."""


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
        return f"and loses money in none of {report.scenarios:,} simulated futures"
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
            "Your hours freed",
            f"{plain_hours(head.owner_hours_freed_per_month)} h a month",
            _owner(report),
            "hours-freed",
        ),
        KeyFigure(
            "True saving",
            share(head.true_saving),
            f"the bare rates promise {share(head.headline_saving)}",
            "true-saving",
        ),
        KeyFigure(
            f"Worth over {plural(report.horizon_months, 'month')}",
            numbers.money(head.npv.mean, se=head.npv.se),
            f"{numbers.money(head.npv.p5)} to {numbers.money(head.npv.p95)} in nine futures of ten",
            "worth",
        ),
        KeyFigure(
            "Chance of losing money",
            share(head.p_loss, head.p_loss_se),
            f"the worst twentieth loses {numbers.money(head.cvar95)} on average"
            if head.cvar95 > 0
            else "even the worst twentieth gains on average",
            "chance-of-loss",
        ),
        KeyFigure(
            "Pays for itself in",
            months(head.payback_months.p50, head.payback_months.p90),
            _never(report),
            "payback",
        ),
        KeyFigure("Money needed up front", numbers.money(head.capital_needed), _budget(report), "capital"),
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
