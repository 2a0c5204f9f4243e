"""Plans side by side: the business's plan, its alternatives and what-ifs, each a column."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _

from outhaul.apps.planning.domain.plans import report_of
from outhaul.apps.planning.domain.trying import Standing, Tried
from outhaul.engine.report import Alternative, Decision, PlanReport, ProcessReport
from outhaul.web.amounts import share_text
from outhaul.wording.numbers import months, plain_hours, share
from outhaul.wording.sentences import alternative_name, numbers_of
from outhaul.wording.tongue import word
from outhaul.wording.work import DECISIONS, decision

PLAN = "plan"
ALTERNATIVE = "alternative:"
MOST = 4
UNKNOWN = ""
"""A figure that was not worked out for an alternative."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A plan that can be put beside others."""

    key: str
    name: str
    kind: str
    """plan, alternative or what-if."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One plan of the comparison."""

    name: str
    note: str
    """Whether it is out of date."""
    address: str
    figures: Sequence[str]
    """In the order of `FIGURES`, written out."""
    decisions: Mapping[str, str]
    """Process -> the decision in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one plan says in one row."""

    text: str
    differs: bool
    """From the first plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row: a figure or a process, and what each plan says."""

    name: str
    cells: tuple[Cell, ...]

    @property
    def differs(self) -> bool:
        """True if the plans do not all say the same."""
        return any(cell.differs for cell in self.cells)


def figure_names() -> tuple[str, ...]:
    """Return the names of the figures that are compared."""
    return (
        _("Your hours freed a month"),
        _("Worth"),
        _("Chance of losing money"),
        _("True saving"),
        _("Pays for itself in"),
        _("Money needed up front"),
    )


def offers(standing: Standing, what_ifs: Sequence[Tried]) -> tuple[Offer, ...]:
    """Return every plan that can be compared: the business's plan first."""
    return (
        *_own(standing),
        *(
            Offer(key=one.scenario.key, name=one.scenario.name, kind="what-if")
            for one in what_ifs
            if one.made is not None
        ),
    )


def _own(standing: Standing) -> Iterator[Offer]:
    if standing.base is None:
        return
    yield Offer(key=PLAN, name=_("The plan"), kind="plan")
    for other in report_of(standing.base).alternatives:
        yield Offer(key=ALTERNATIVE + other.name, name=alternative_name(other), kind="alternative")


def columns(
    business: str, standing: Standing, what_ifs: Sequence[Tried], wanted: Sequence[str]
) -> list[Column]:
    """Return the columns of the plans `wanted`, in the order of the offers; what is not there is left out."""
    found: list[Column] = []
    if standing.base is not None:
        report = report_of(standing.base)
        if PLAN in wanted:
            note = _("the business has changed since") if standing.is_base_stale else ""
            address = reverse("plan", args=(business,))
            found.append(_of_report(_("The plan"), note, address, report))
        found += [
            _of_alternative(other, report)
            for other in report.alternatives
            if ALTERNATIVE + other.name in wanted
        ]
    for one in what_ifs:
        if one.made is not None and one.scenario.key in wanted:
            note = _("to be tried again") if one.is_stale else ""
            address = reverse("what-if", args=(business, one.scenario.key))
            found.append(_of_report(one.scenario.name, note, address, report_of(one.made)))
    return found


def _of_report(name: str, note: str, address: str, report: PlanReport) -> Column:
    decisions = {process.id: decision(process, report.country) for process in report.processes}
    return Column(name=name, note=note, address=address, figures=_figures(report), decisions=decisions)


def _figures(report: PlanReport) -> tuple[str, ...]:
    head, numbers = report.headline, numbers_of(report)
    if head is None:
        return (_("no plan"),) * len(figure_names())
    return (
        plain_hours(head.owner_hours_freed_per_month),
        numbers.money(head.npv.mean, se=head.npv.se),
        share(head.p_loss, head.p_loss_se),
        share(head.true_saving),
        months(head.payback_months.p50, head.payback_months.p90, report.horizon_months),
        numbers.money(head.capital_needed),
    )


def _of_alternative(other: Alternative, report: PlanReport) -> Column:
    numbers = numbers_of(report)
    told = (
        plain_hours(other.owner_hours_freed_per_month),
        numbers.money(other.npv_mean),
        share(other.p_loss),
    )
    return Column(
        name=alternative_name(other),
        note=_("beats the plan in %(share)s of futures") % {"share": share_text(other.p_better)},
        address="",
        figures=(*told, *(UNKNOWN,) * (len(figure_names()) - len(told))),
        decisions={
            process.id: _decided(process, other.decisions.get(process.id, "keep"), report.country)
            for process in report.processes
        },
    )


def _decided(process: ProcessReport, place: str, home: str) -> str:
    """Return a decision of an alternative in the words of a plan's own, so that equal ones read alike."""
    if place in {"keep", "prepare"}:
        return word(DECISIONS["prepare" if place == "prepare" else "keep"])
    kind: Decision = "pilot" if process.verdict.class_ == "PILOT" else "hand_out"
    return decision(replace(process, decision=kind, country=place), home)


def figure_lines(chosen: Sequence[Column]) -> tuple[Line, ...]:
    """Return a row for each figure."""
    return tuple(
        _line(name, [column.figures[place] for column in chosen]) for place, name in enumerate(figure_names())
    )


def process_lines(chosen: Sequence[Column], names: Mapping[str, str]) -> tuple[Line, ...]:
    """Return a row for each process, those first that the plans decide differently."""
    missing = _("not part of it")
    lines = [
        _line(name, [column.decisions.get(key, missing) for column in chosen]) for key, name in names.items()
    ]
    return tuple(sorted(lines, key=lambda line: not line.differs))


def _line(name: str, texts: Sequence[str]) -> Line:
    first = texts[0] if texts else ""
    return Line(
        name=name, cells=tuple(Cell(text=text, differs=text not in {first, UNKNOWN}) for text in texts)
    )
