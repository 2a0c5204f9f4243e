"""`outhaul places OCCUPATION --home COUNTRY`: every country ranked for one kind of work."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from outhaul.cli.naming import check_numbers
from outhaul.cli.options import as_json

if TYPE_CHECKING:
    from outhaul.engine.geography.places import RankedPlace, Ranking

SHOWN = 15
EXPLAINED = 3
BOUND = 0.5
"""Remote share below which the work is rather bound to a place."""


@click.command
@click.argument("occupation", help='Everyday words ("bookkeeper"), a catalogue key, or an O*NET-SOC code.')
@click.option("--home", required=True, help="Country of the business: US, DE, Kenya.")
@click.option("--limit", type=int, help="How many countries; 15 unless given, in JSON all.")
@click.option("--language", help="Language of the work, such as en; the country's own unless given.")
@click.option(
    "--flexible",
    default=0.0,
    show_default=True,
    help="Hours that contractors offer to start earlier and end later.",
)
@click.option("--year", type=int, help="Year whose clock changes count; this year unless given.")
@as_json
def places(
    occupation: str,
    *,
    home: str,
    limit: int | None,
    language: str | None,
    flexible: float,
    year: int | None,
    json: bool,
) -> None:
    """Rank the countries for one kind of work, 80 hours a month, by true cost, language and shared hours."""
    wanted = datetime.now(UTC).year if year is None else year
    check_numbers(wanted, flexible, limit)
    ranking = _rank(occupation, home, language, flexible, wanted)
    if json:
        from outhaul.cli.output import print_json

        print_json(_document(ranking, limit))
    else:
        _print(ranking, SHOWN if limit is None else limit)


def _rank(occupation: str, home: str, language: str | None, flexible: float, year: int) -> "Ranking":
    from outhaul.cli.naming import country_code, known_language, work
    from outhaul.engine.assumptions import Assumptions
    from outhaul.engine.geography.places import TYPICAL_ANSWERS, home_in, rank
    from outhaul.reference.tables import load

    reference = load()
    code = country_code(reference, home, "--home")
    meant = work(reference, occupation)
    spoken = known_language(reference, language, "--language") if language else None
    return rank(
        reference,
        meant.occupation,
        home_in(reference, code, spoken),
        Assumptions(),
        year=year,
        answers=meant.answers or TYPICAL_ANSWERS,
        flexible_hours=flexible,
    )


def _document(ranking: "Ranking", limit: int | None) -> dict[str, Any]:
    return {
        "occupation": ranking.occupation,
        "title": ranking.title,
        "home": ranking.home,
        "currency": "USD",
        "hours_per_month": ranking.hours,
        "manager_rate": ranking.manager_rate,
        "home_true_cost_per_accepted_hour": ranking.home_cost,
        "places": [_row(place) for place in ranking.places[:limit]],
        "weights": ranking.weights,
        "unranked": ranking.unranked,
    }


def _row(place: "RankedPlace") -> dict[str, Any]:
    found = place.fit
    return {
        "country": place.country,
        "name": place.name,
        "rank": place.rank,
        "score": place.score,
        "score_sd": place.score_sd,
        "rate_hourly": place.rate_hourly,
        "market_median": place.market_median,
        "grade": place.grade,
        "overlap_hours": found.overlap.mean,
        "overlap_min": found.overlap.min,
        "language": found.language,
        "culture": 1.0 - found.culture,
        "governance": found.governance,
        "supply": found.supply,
        "parts": place.parts,
        "true_cost_per_accepted_hour": place.true_cost_per_accepted_hour,
        "excluded_by": found.excluded_by,
        "why": place.why,
    }


def _print(ranking: "Ranking", limit: int) -> None:
    from rich.padding import Padding

    from outhaul.cli.output import console

    out = console()
    out.print(f"[bold]{_headline(ranking)}[/bold]")
    out.print(_table(ranking, limit))
    for place in ranking.places[:EXPLAINED]:
        out.print(f"{place.rank}. {place.name} ({place.country})")
        out.print(Padding(place.why, (0, 0, 0, 3)))
    out.print(
        f"USD an hour, {ranking.hours:g} hours a month. True cost: fees, rework, tools and a manager at "
        f"{ranking.manager_rate:.0f} an hour included. ± is one standard deviation. Marks from 0 to 100.",
        style="dim",
    )


def _headline(ranking: "Ranking") -> str:
    best = ranking.places[0]
    bound = "mostly bound to a place. For what can be done anywhere, " if ranking.remote < BOUND else ""
    saved = 1 - best.true_cost_per_accepted_hour / ranking.home_cost
    if best.country == ranking.home or saved <= 0:
        return (
            f"{ranking.title}: {bound}nowhere fits better than home, at {ranking.home_cost:.2f} USD an hour."
        )
    return (
        f"{ranking.title}: {bound}{best.name} fits best, at a true cost of "
        f"{best.true_cost_per_accepted_hour:.2f} USD an hour, {saved:.0%} below home."
    )


def _table(ranking: "Ranking", limit: int) -> Any:  # noqa: ANN401 -- rich is imported only where it prints
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("#", justify="right")
    table.add_column("Country", max_width=20, overflow="ellipsis", no_wrap=True)
    for name in ("Score", "Rate", "True cost", "Shared h", "Lang.", "Law", "People"):
        table.add_column(name, justify="right", no_wrap=True)
    for place in ranking.places[:limit]:
        style = "dim" if place.fit.excluded_by else None
        table.add_row(*_cells(place), style=style)
    return table


def _cells(place: "RankedPlace") -> tuple[str, ...]:
    found = place.fit
    return (
        str(place.rank),
        place.name,
        "no" if found.excluded_by else f"{100 * place.score:.0f} ± {100 * place.score_sd:.0f}",
        f"{place.rate_hourly:.2f}",
        f"{place.true_cost_per_accepted_hour:.2f}",
        _span(found.overlap.min, found.overlap.max),
        f"{100 * found.language:.0f}",
        f"{100 * found.governance:.0f}",
        f"{100 * found.supply:.0f}",
    )


def _span(least: float, most: float) -> str:
    return f"{least:g}-{most:g}" if most > least else f"{least:g}"
