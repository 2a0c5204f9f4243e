"""The answer of a plan: one sentence, and the six figures that an owner asks for first."""

from dataclasses import dataclass

from outhaul.engine.report import Headline, PlanReport
from outhaul.wording.numbers import hours, listed, months, months_long, plain_hours, share
from outhaul.wording.sentences import handed_out, numbers_of
from outhaul.wording.tongue import said, several


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
        return several(
            len(report.obstacles),
            "There is no plan yet: {count} thing is in the way.",
            "There is no plan yet: {count} things are in the way.",
        )
    out, every = len(handed_out(report)), len(report.processes)
    if not out:
        return said("Keep {all} for now: handing out would not pay, or may not be done.", all=_all(every))
    gains = tuple(filter(None, (_freed(report.headline), _saved(report.headline))))
    return several(
        every,
        "Handing out {out} of {count} process {gains}, {risked}.",
        "Handing out {out} of {count} processes {gains}, {risked}.",
        out=out,
        gains=listed(gains),
        risked=_risked(report),
    )


def _all(count: int) -> str:
    if count == 1:
        return said("the one process")
    return said("both processes") if count == 2 else said("all {count} processes", count=count)  # noqa: PLR2004


def _freed(headline: Headline) -> str:
    freed = headline.owner_hours_freed_per_month
    if abs(freed) < 0.25:  # noqa: PLR2004 -- rounds to nothing
        return ""
    if freed > 0:
        return said("frees {hours} a month", hours=hours(freed))
    return said("takes {hours} a month more of the owner", hours=hours(-freed))


def _saved(headline: Headline) -> str:
    saving = headline.true_saving
    if round(100 * saving) == 0:
        return said("costs as much as today")
    if saving > 0:
        return said("saves {share}", share=share(saving))
    return said("costs {share} more", share=share(-saving))


def _risked(report: PlanReport) -> str:
    assert report.headline is not None  # noqa: S101 -- told to the type checker; the caller has looked
    chance, se = report.headline.p_loss, report.headline.p_loss_se
    if chance == 0:
        return said("and loses money in none of {count:,} simulated futures", count=report.scenarios)
    shown = share(chance, se)
    if article(shown) == "an":
        return said("with an {share} chance of losing money", share=shown)
    return said("with a {share} chance of losing money", share=shown)


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
            said("Your hours freed"),
            said("{hours} h a month", hours=plain_hours(head.owner_hours_freed_per_month)),
            _owner(report),
            "hours-freed",
        ),
        KeyFigure(
            said("True saving"),
            share(head.true_saving),
            _promised(report, head),
            "true-saving",
        ),
        KeyFigure(
            said("Worth over {months}", months=months_long(report.horizon_months)),
            numbers.money(head.npv.mean, se=head.npv.se),
            said(
                "{low} to {high} in nine futures of ten",
                low=numbers.money(head.npv.p5),
                high=numbers.money(head.npv.p95),
            ),
            "worth",
        ),
        KeyFigure(
            said("Chance of losing money"),
            share(head.p_loss, head.p_loss_se),
            said("the worst twentieth loses {loss} on average", loss=numbers.money(head.cvar95))
            if head.cvar95 > 0
            else said("even the worst twentieth gains on average"),
            "chance-of-loss",
        ),
        KeyFigure(
            said("Pays for itself in"),
            months(head.payback_months.p50, head.payback_months.p90, report.horizon_months),
            _never(report),
            "payback",
        ),
        KeyFigure(
            said("Money needed up front"), numbers.money(head.capital_needed), _budget(report), "capital"
        ),
    )


def _owner(report: PlanReport) -> str:
    today = [process.owner_hours_now for process in report.processes if process.owner_hours_now is not None]
    if not today:
        return said("for what only you can do")
    return said("of {hours} h that you work on this today", hours=plain_hours(sum(today)))


def _promised(report: PlanReport, head: Headline) -> str:
    """Return what the bare rates promise; of a plan that is bought for the owner's hours, their price."""
    freed, more = head.owner_hours_freed_per_month, head.monthly_cost_planned - head.monthly_cost_now
    if head.true_saving < 0 < min(freed, more):
        amount = numbers_of(report).money(more / freed)
        return said("each of your hours that comes back costs {amount}", amount=amount)
    return said("the bare rates promise {share}", share=share(head.headline_saving))


def _never(report: PlanReport) -> str:
    assert report.headline is not None  # noqa: S101 -- told to the type checker; the caller has looked
    back = report.headline.payback_months
    never = back.never
    if not never:
        return said("in every future")
    if back.p50 is None:
        return said("in {share} of futures", share=share(never))
    return said(
        "not within {months} months in {share} of futures", months=report.horizon_months, share=share(never)
    )


def _budget(report: PlanReport) -> str:
    if report.capital_budget is None:
        return said("training, set-up, tools")
    return said("of {budget} that may be tied up", budget=numbers_of(report).money(report.capital_budget))
