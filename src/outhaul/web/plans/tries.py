"""From what would change a plan to a what-if in which the field, and a value for it, are chosen already."""

from collections.abc import Iterator
from dataclasses import dataclass, fields

from outhaul.apps.planning.domain.entries import field_of
from outhaul.apps.planning.domain.scenarios import Place
from outhaul.engine.assumptions import Assumptions
from outhaul.web.addresses import address
from outhaul.web.fields.view import words_of
from outhaul.web.plans.whatif_words import query_of

AT_HOME = "cost_at_home_an_hour"
"""The figure of a flip that the business tells itself; the others are decided by the market."""
ASSUMED = frozenset(item.name for item in fields(Assumptions))
BEYOND = 1.1
"""So far past the estimated turning point the engine has seen the decision change (§PLAN-13)."""


@dataclass(frozen=True, slots=True)
class Try:
    """Something to try: what it is about, and the address of the form."""

    words: str
    address: str


def of_assumption(business: str, name: str, value: float | None = None) -> Try:
    """Return the what-if that changes one assumption."""
    label = words_of("assumptions", field_of("assumptions", name)).label
    return Try(str(label), _form(business, ("assumptions", "assumptions", name), value))


def of_flip(business: str, about: str) -> Try:
    """Return the what-if that turns a decision, from what the slot of a flip says.

    A cost at home or an assumption is set just past the point at which the decision turns. A rate of the
    market cannot be set, so the decision itself is: the process stays, or goes to the other country.
    """
    to, value, flips_at, parameter, process = about.split("/", 4)
    beyond = round(float(value) + BEYOND * (float(flips_at) - float(value)), 4)
    if parameter in ASSUMED:
        return Try("", of_assumption(business, parameter, beyond).address)
    if parameter == AT_HOME:
        return Try("", _form(business, ("processes", process, "home_cost_per_hour"), beyond))
    pin = "keep" if to in {"keep", "prepare"} else to
    return Try("", _form(business, ("processes", process, "pin"), pin))


def of_limit(business: str, about: str) -> Try:
    """Return the what-if that loosens a limit by one unit, from what the slot of a limit says."""
    table, row, field, value = about.split("/", 3)
    return Try("", _form(business, (table, row, field), float(value)))


def of_bars(business: str, about: str) -> Iterator[Try]:
    """Give a what-if for each assumption of the tornado's slot, in which it is what is worst for the plan."""
    for bar in about.split(","):
        name, _is, value = bar.partition("=")
        yield of_assumption(business, name, float(value))


def _form(business: str, place: Place, value: float | str | None) -> str:
    return f"{address('new-what-if', business)}?{query_of(place, value)}"
