"""Handed-out work of a plan in the arrays that the compiled months take, and what they give back."""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from outhaul.engine.cost import EXPECTED, EngagementTerms, first_price
from outhaul.engine.engagement.course import Array
from outhaul.engine.risk.chance import STRATA
from outhaul.engine.risk.compiled import kernel
from outhaul.engine.risk.draws import Draws, indexed
from outhaul.engine.risk.living import PARTS, Crew, Till
from outhaul.engine.risk.luck import Singles

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is the same for all scenarios of a crew that is handed out; E engagements."""

    terms: Singles
    """(E, figures), see `kernel.TERMS` and `kernel.PEOPLE`."""
    pieces: Singles
    """(E, `kernel.KNOTS`, 4) the first price as a function of the market's error."""
    processes: tuple[str, ...]
    countries: tuple[str, ...]
    currencies: tuple[str, ...]
    places: Ints
    """(E, 3) country, currency, charge."""

    @classmethod
    def of(cls, crew: Crew) -> Self:
        """Lay out the crew."""
        countries, country = indexed([one.country for one in crew.commitments])
        currencies, currency = indexed([one.currency for one in crew.commitments])
        charge = np.repeat(np.arange(len(crew.charges)), [rows.stop - rows.start for rows, _ in crew.charges])
        figures = [[getattr(one.terms, name) for name in kernel.TERMS] for one in crew.commitments]
        people = [[getattr(one, name) for name in kernel.PEOPLE] for one in crew.commitments]
        return cls(
            terms=np.concatenate((figures, people), axis=1).astype(np.float32),
            pieces=np.stack([pieces(one.terms) for one in crew.commitments]),
            processes=tuple(one.process for one in crew.commitments),
            countries=tuple(countries),
            currencies=tuple(currencies),
            places=np.stack((country, currency, charge), axis=1).astype(np.int64),
        )


def pieces(terms: EngagementTerms) -> Singles:
    """Return the cubics (`kernel.KNOTS`, 4) that run through the first price of one engagement.

    They meet it and its slope, taken over two thousandths of a piece, at every knot.
    """
    step = 2.0 * kernel.REACH / kernel.KNOTS
    knots = np.linspace(-kernel.REACH, kernel.REACH, kernel.KNOTS + 1)
    near = 1e-3 * step

    def price(errors: Array) -> Array:
        fate = replace(EXPECTED, market=errors[None])
        return np.broadcast_to(first_price(terms, fate), (1, errors.size))[0]

    value, slope = price(knots), (price(knots + near) - price(knots - near)) / 2e-3
    change = value[1:] - value[:-1]
    squared, cubed = 3.0 * change - 2.0 * slope[:-1] - slope[1:], slope[:-1] + slope[1:] - 2.0 * change
    return np.stack((value[:-1], slope[:-1], squared, cubed), axis=1).astype(np.float32)


def live_compiled(crew: Crew, sheet: Sheet, draws: Draws, scenarios: slice, till: Till) -> Array:
    """Live through the months of a crew that is handed out, as `living.live_crew` does."""
    count = scenarios.stop - scenarios.start
    charges = [charge for _, charge in crew.charges]
    shape = (len(charges), draws.horizon + 1, count)
    need, home, own = np.zeros(shape), np.zeros((len(charges), count)), np.zeros((2, count))
    parts = np.zeros((len(sheet.processes), len(PARTS), -(-count // STRATA)))
    setup, internal = (np.array(getattr(crew.terms, name)) for name in ("setup", "internal_hours"))
    sizes = np.diff(np.append(np.arange(0, count, STRATA), count))
    parts[:, PARTS.index("setup")] = setup[:, None] * sizes
    cost = crew.column("manager_cost", np.float64)
    parts[:, PARTS.index("management")] = cost * internal[:, None] * sizes
    till.money[0] -= setup.sum()
    for number, (rows, _) in enumerate(crew.charges):
        need[number, 0] = internal[rows].sum()
        need[number, 1:] = np.asarray(crew.terms.fixed_hours)[rows].sum()
    _run(sheet, draws, scenarios, (till.money, own, need, home, parts))
    till.steered += own[0]
    till.owner_hours += own[1]
    for charge, more, usual in zip(charges, need, home, strict=True):
        till.need[charge] = till.need.get(charge, 0.0) + more
        till.home[charge.manager] = till.home.get(charge.manager, 0.0) + usual
    return parts


def _run(sheet: Sheet, draws: Draws, scenarios: slice, found: tuple[Array, ...]) -> None:
    """Draw the luck of a block and add what becomes of it to the arrays `found`."""
    spreads = draws.spreads
    scatter = [getattr(spreads, name) for name in kernel.SCATTER]
    kernel.live_block(
        sheet.terms,
        np.array([*scatter, spreads.vacancy_min, spreads.vacancy_max], dtype=np.float32),
        np.ascontiguousarray(draws.digits(scenarios)),
        draws.rows(sheet.processes).astype(np.int64),
        np.stack([draws.minor(process, scenarios).T for process in sheet.processes]),
        sheet.pieces,
        np.stack([draws.levels(country, scenarios) for country in sheet.countries]),
        np.stack([draws.moves(currency, scenarios) for currency in sheet.currencies]),
        np.stack([draws.open(country, scenarios) for country in sheet.countries]),
        sheet.places,
        *found,
    )
