"""`outhaul rate OCCUPATION COUNTRY`: what contractors ask, how sure that is, and where it comes from."""

import math
from typing import TYPE_CHECKING, Any

import click

from outhaul.cli.options import as_json
from outhaul.faults import Fault, InputError

if TYPE_CHECKING:
    from outhaul.engine.wages.market import MarketRate
    from outhaul.reference.tables import Reference

SHARES = {
    "p5": "1 in 20 asks less than",
    "p25": "1 in 4 asks less than",
    "p50": "half ask less than",
    "p75": "1 in 4 asks more than",
    "p95": "1 in 20 asks more than",
}
GRADES = {
    "A": "local pay is from a good wage survey",
    "B": "local pay is from a wage survey with gaps",
    "C": "local pay is only an estimate from income per head",
    "D": "local pay is an assumption",
}
WHOLE = 100
"""Amounts from here on are written without cents."""


@click.command
@click.argument("occupation", help='Everyday words ("bookkeeper"), a catalogue key, or an O*NET-SOC code.')
@click.argument("country", help="Country of the contractor: PH, or Philippines.")
@click.option("--currency", default="USD", show_default=True, help="Currency of all amounts, such as EUR.")
@click.option(
    "--quote",
    type=float,
    multiple=True,
    help="A rate an hour that you have been quoted there; may be given more than once.",
)
@as_json
def rate(occupation: str, country: str, *, currency: str, quote: tuple[float, ...], json: bool) -> None:
    """Show what contractors ask of foreign clients for an occupation in a country."""
    from outhaul.reference.tables import load

    reference = load()
    title, found = _find(reference, occupation, country, currency, list(quote))
    if json:
        from outhaul.cli.output import print_json

        print_json(_document(found))
    else:
        _print(reference, title, found)


def _find(
    reference: "Reference", occupation: str, country: str, currency: str, quotes: list[float]
) -> "tuple[str, MarketRate]":
    """Return the title of the work and its market rate; all that is wrong with the input in one error."""
    from outhaul.cli.naming import country_code, work
    from outhaul.engine.assumptions import Assumptions
    from outhaul.engine.business import Quote
    from outhaul.engine.wages.market import market_rate

    faults = [*_currency_faults(reference, currency), *_quote_faults(quotes)]
    meant = place = None
    try:
        meant = work(reference, occupation)
    except InputError as error:
        faults += error.faults
    try:
        place = country_code(reference, country, "COUNTRY")
    except InputError as error:
        faults += error.faults
    if faults or meant is None or place is None:
        raise InputError(faults)
    seen = [Quote(occupation=meant.occupation, country=place, rate_per_hour=value) for value in quotes]
    found = market_rate(
        reference,
        meant.occupation,
        place,
        assumptions=Assumptions(),
        quotes=seen,
        currency=currency.strip().upper(),
    )
    return meant.title, found


def _currency_faults(reference: "Reference", currency: str) -> list[Fault]:
    code = currency.strip().upper()
    if code in reference.currencies:
        return []
    from outhaul.reference.search import near

    alike = near(code, reference.currencies)
    remedy = f"Did you mean {', '.join(alike)}?" if alike else "Give an ISO 4217 code such as EUR"
    return [Fault("--currency", f'"{currency}" is no currency', remedy)]


def _quote_faults(quotes: list[float]) -> list[Fault]:
    return [
        Fault("--quote", f"{value:g} is not a rate", "Give a positive amount an hour")
        for value in quotes
        if not (math.isfinite(value) and value > 0)
    ]


def _document(found: "MarketRate") -> dict[str, Any]:
    return {
        "occupation": found.occupation,
        "country": found.country,
        "currency": found.currency,
        "hourly": found.quantiles,
        "annual_p50": found.annual_p50,
        "sd_ln_median": found.sd_median,
        "sd_ln_individual": found.sd_individual,
        "median_interval_80": found.median_interval_80,
        "grade": found.grade,
        "sources": found.sources,
    }


def _print(reference: "Reference", title: str, found: "MarketRate") -> None:
    from outhaul.cli.output import console

    out = console()
    out.print(f"[bold]{_headline(title, found)}[/bold]")
    out.print(_hourly(found))
    low, high = (_money(value, found.currency) for value in found.median_interval_80)
    out.print(
        f"A full-time year of such work pays {_money(found.annual_p50, found.currency)} in the middle; "
        f"with 80 % certainty that middle lies between {low} and {high}."
    )
    out.print(f"Grade {found.grade}: {GRADES[found.grade]}. A real quote or two make it surer: --quote RATE.")
    if found.floor is not None:
        out.print(f"The minimum wage there is {_money(found.floor, found.currency)} an hour.")
    if reason := _why_local(reference, found):
        out.print(f"{reason}, so this is local pay.")
    out.print()
    out.print(_sources(found))
    out.print("Spread of single people: an assumption (rate_spread). Method: market-rates.md.", style="dim")


def _why_local(reference: "Reference", found: "MarketRate") -> str | None:
    from outhaul.engine.wages.levels import open_to_clients

    if reference.occupations[found.occupation].remote.value == 0:
        return "This work is mostly bound to a place"
    if not open_to_clients(reference, reference.countries[found.country]):
        return "An embargo keeps foreign clients away"
    return None


def _headline(title: str, found: "MarketRate") -> str:
    from outhaul.wording.places import in_country

    low, middle, high = (
        _money(value, found.currency)
        for value in (found.quantiles["p25"], found.hourly, found.quantiles["p75"])
    )
    return (
        f"{title} in {in_country(found.country)}: contractors ask about {middle} an hour, "
        f"half of them between {low} and {high}."
    )


def _hourly(found: "MarketRate") -> Any:  # noqa: ANN401 -- rich is imported only where it prints
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("Of contractors there")
    table.add_column(f"{found.currency} an hour", justify="right")
    for name, words in SHARES.items():
        table.add_row(words, _amount(found.quantiles[name]), style="bold" if name == "p50" else None)
    return table


def _sources(found: "MarketRate") -> Any:  # noqa: ANN401 -- rich is imported only where it prints
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("Behind it", ratio=5)
    table.add_column("Value", justify="right", no_wrap=True)
    table.add_column("Year", justify="right", no_wrap=True)
    table.add_column("Source", ratio=6)
    for figure in found.sources:
        table.add_row(figure.figure, _amount(figure.value), str(figure.year), figure.source)
    return table


def _money(value: float, currency: str) -> str:
    from outhaul.wording.amounts import english, in_currency
    from outhaul.wording.numbers import significant

    shown = significant(value, 3)
    return in_currency(shown, currency, english(), is_whole=shown >= WHOLE)


def _amount(value: float) -> str:
    """Write three significant digits: nothing here is known better."""
    from outhaul.wording.numbers import significant

    shown = significant(value, 3)
    return f"{shown:,.0f}" if shown >= WHOLE else f"{shown:,.2f}"
