"""What pages and files share: the look, the words and the pictures that templates are given."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from outhaul.charts.band import fair_band
from outhaul.charts.fan import cash_fan
from outhaul.charts.hours import owner_hours
from outhaul.charts.picture import NARROW, WIDE, Box, Picture, draw_inline
from outhaul.charts.tornado import tornado
from outhaul.charts.waterfall import cost_waterfall
from outhaul.charts.world import world_map
from outhaul.documents import writing
from outhaul.engine.report import OptionReport, PlanReport, ProcessReport
from outhaul.wording import findings, sentences, summary, work
from outhaul.wording.numbers import Numbers, months_long, plain_hours, share
from outhaul.wording.places import country_name
from outhaul.wording.tongue import is_foreign, later, said, tell, word

WHOLE_PAGE: dict[str, Callable[[PlanReport, Box], Picture | None]] = {
    "cash": cash_fan,
    "hours": owner_hours,
    "world": world_map,
    "tornado": tornado,
}
HIRING, TRAINING = later("Hiring {name}"), later("Training for {name}")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture as it stands on a page: for wide screens and paper, and for phones."""

    picture: Picture
    wide: Markup
    narrow: Markup | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table without a picture; it is shown like the one behind a picture."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Places:
    """Where a process could go, and what keeps it from going elsewhere."""

    possible: Table
    excluded: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Need:
    """Something that the plan has to buy; the figures are written out."""

    what: str
    seats: str = ""
    monthly: str = ""
    once: str = ""


def equip(environment: Environment) -> Environment:
    """Give a Jinja environment the words of the plan's templates."""
    environment.globals.update(summary=summary, say=sentences, work=work, findings=findings)
    environment.globals.update(share=share, plain_hours=plain_hours, word=word, tell=shown, plainly=tell)
    return writing.equip(environment)


def shown(text: str) -> str:
    """Return what the engine said in the language spoken, marked as English where only that is known."""
    if is_foreign(text):
        return Markup('<span lang="en">{}</span>').format(text)
    return tell(text)


def stylesheet() -> str:
    """Return the stylesheet of pages and files."""
    return (files("outhaul.documents") / "static" / "outhaul.css").read_text(encoding="utf-8")


def context(report: PlanReport) -> dict[str, Any]:
    """Return what `plan/body.html` shows of `report`, pictures drawn."""
    out = sentences.handed_out(report)
    return {
        "report": report,
        "numbers": sentences.numbers_of(report),
        "managers": sentences.manager_names(report),
        "out": out,
        "kept": [process for process in report.processes if process not in out],
        "concerns": findings.concerns(report),
        "passes": findings.passes(report),
        "needs": needs(report),
        "places": lambda process: places(process, report),
        "drawn": drawn(report, out),
    }


def drawn(report: PlanReport, out: Sequence[ProcessReport]) -> dict[str, Any]:
    """Draw every picture that the page of `report` shows."""
    return {name: _both(make, report) for name, make in WHOLE_PAGE.items()} | {
        "cost": [_small(cost_waterfall(process, report), place) for place, process in enumerate(out)],
        "rate": [_small(fair_band(process, report), place) for place, process in enumerate(out)],
    }


def map_of(report: PlanReport, process: str = "") -> Drawn | None:
    """Draw the map of one process, or of all of them; nothing where no place was looked at."""
    rows = tuple(row for row in report.processes if process in {"", row.id})
    return _both(world_map, replace(report, processes=rows))


def _both(make: Callable[[PlanReport, Box], Picture | None], report: PlanReport) -> Drawn | None:
    wide, narrow = make(report, WIDE), make(report, NARROW)
    if wide is None or narrow is None:
        return None
    return Drawn(wide, _inline(wide), _inline(narrow, "-narrow"))


def _small(picture: Picture | None, place: int) -> Drawn | None:
    return Drawn(picture, _inline(picture, f"-{place}")) if picture else None


def _inline(picture: Picture, suffix: str = "") -> Markup:
    return Markup(draw_inline(picture, suffix))  # noqa: S704 -- drawn here; all words in it are escaped


def places(process: ProcessReport, report: PlanReport) -> Places:
    """Return every place that was looked at for `process`: the possible ones, and the others by reason."""
    numbers = sentences.numbers_of(report)
    possible = [option for option in process.options if option.excluded_by is None]
    ranked = sorted(possible, key=lambda option: option.npv_cost or 0.0)
    table = Table(
        title=said("Places for {process}", process=process.name),
        columns=(
            said("Country"),
            said("Rate"),
            said("True hour"),
            said("Cost over {months}", months=months_long(report.horizon_months)),
        ),
        rows=tuple(_place_row(option, numbers) for option in ranked),
    )
    return Places(table, _excluded(process.options))


def _place_row(option: OptionReport, numbers: Numbers) -> tuple[str, ...]:
    rate, hour, cost = option.rate_hourly, option.true_cost_per_accepted_hour, option.npv_cost
    return (
        country_name(option.country),
        "" if rate is None else numbers.rate(rate),
        "" if hour is None else numbers.rate(hour),
        "" if cost is None else numbers.money(cost),
    )


def _excluded(options: Iterable[OptionReport]) -> Mapping[str, tuple[str, ...]]:
    """Return reason -> countries, most frequent first; countries with the same reason stand together."""
    found: dict[str, list[str]] = {}
    for option in options:
        if option.excluded_by is not None:
            found.setdefault(option.excluded_by, []).append(country_name(option.country))
    often = sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return {shown(reason): tuple(sorted(countries)) for reason, countries in often}


def needs(report: PlanReport) -> tuple[Need, ...]:
    """Return tools, training, hires and the capital that all of it ties up."""
    if report.headline is None or not sentences.handed_out(report):
        return ()
    numbers = sentences.numbers_of(report)
    tools = [
        Need(
            tool.name,
            str(tool.seats),
            numbers.exact_money(tool.monthly),
            numbers.exact_money(tool.capital) if tool.capital else "",
        )
        for tool in report.tools
    ]
    people = [
        Need(said(what, name=manager.name))
        for manager in report.managers
        for what, needed in ((HIRING, manager.hire), (TRAINING, manager.train))
        if needed
    ]
    capital = Need(
        said("All that has to be paid before it earns"), once=numbers.money(report.headline.capital_needed)
    )
    return (*tools, *people, capital)
