"""`outhaul risk FILE` and `outhaul compile`."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from outhaul.cli.options import as_json, business_file, seeded
from outhaul.faults import Fault, InputError

if TYPE_CHECKING:
    from outhaul.engine.plan.futures import Futures

FEWEST, MOST = 2_048, 20_000_000
"""Futures that a plan can be lived through in: of the most, what is told takes a gigabyte."""


@click.command
@business_file
@click.option(
    "--scenarios",
    default=1_000_000,
    show_default=True,
    help=f"Futures to live through, {FEWEST:,} to {MOST:,}.",
)
@seeded
@click.option(
    "--threads",
    type=click.IntRange(1, 256),
    default=1,
    show_default=True,
    help="Threads that live through them.",
)
@as_json
def risk(file: Path, *, scenarios: int, seed: int, threads: int, json: bool) -> None:
    """Live through the plan of a business in a million futures, or as many as you want."""
    from outhaul.cli.plan import business_of, chance_faults, showing_progress

    if faults := list(chance_faults(seed, scenarios, (FEWEST, MOST))):
        raise InputError(faults)
    from outhaul.engine.plan.futures import many_futures
    from outhaul.reference.tables import load

    reference = load()
    business = business_of(file, reference)
    with showing_progress() as progress:
        found = many_futures(
            business, reference, scenarios=scenarios, seed=seed, threads=threads, progress=progress
        )
    if found is None:
        raise InputError([Fault(str(file), "allows no plan", "Ask 'outhaul plan' what is in the way")])
    if json:
        from outhaul.cli.output import print_json

        print_json(_document(found, seed))
    else:
        click.echo("\n".join(_lines(found, business.home.currency)))


@click.command
def compile_months() -> None:
    """Compile what the extra `fast` brings, once for this machine and version."""
    from importlib.util import find_spec

    if not find_spec("numba"):
        fault = Fault("numba", "is not installed", "Run pip install 'outhaul[fast]'")
        raise InputError([fault])
    from outhaul.engine.risk.compiled import warm

    if not warm.is_warm():
        click.echo("Compiling; this takes about half a minute, once.", err=True)
    click.echo(f"Compiled; kept in {warm.compile_months()}.")


def _document(found: "Futures", seed: int) -> dict[str, Any]:
    sample, told = found.sample, found.risk
    return {
        "scenarios": sample.scenarios,
        "seed": seed,
        "generator": sample.generator,
        "way": sample.way,
        "npv": told.npv,
        "npv_sd": told.npv_sd,
        "p_loss": told.p_loss,
        "p_cash_short": told.p_cash_short,
        "payback": told.payback,
        "cvar90": told.cvar90,
        "cvar95": told.cvar95,
        "owner_hours": told.owner_hours,
        "overload_months": told.overload_months,
    }


def _lines(found: "Futures", currency: str) -> list[str]:
    sample, told = found.sample, found.risk
    means = "compiled code" if sample.way == "numba" else "NumPy"
    paid = "in none of them half the time" if told.payback.p50 is None else f"by month {told.payback.p50:.0f}"
    return [
        f"Of {sample.scenarios:,} futures {told.p_loss.value:.2%} lose money (± {told.p_loss.se:.2%}).",
        f"Worth today: {told.npv.mean:,.0f} {currency} on average (± {told.npv.se:,.0f}).",
        f"In nine of ten: {told.npv.p5:,.0f} to {told.npv.p95:,.0f} {currency}.",
        f"In the worst twentieth it loses {told.cvar95.value:,.0f} {currency} on average."
        if told.cvar95.value > 0.0
        else f"Even in the worst twentieth it gains {-told.cvar95.value:,.0f} {currency} on average.",
        f"Paid back {paid}; never in {told.payback.never:.2%}.",
        f"Money falls below what you can bridge in {told.p_cash_short.value:.2%}.",
        f"Lived through with {means}; numbers from Sobol points and {sample.generator}.",
    ]
