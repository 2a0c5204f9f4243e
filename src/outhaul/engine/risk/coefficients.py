"""What each option costs on average and in each scenario: the figures that the plan is chosen by."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from outhaul.engine.cost import (
    COMPONENTS,
    EngagementTerms,
    Ledger,
    Tariff,
    discounts,
    ledger,
    priced_course,
)
from outhaul.engine.engagement.course import START_MONTHS, Array, Fate, Flows
from outhaul.engine.risk.draws import Draws

CASH_MONTHS: Final = 7
"""Months 0..6, whose cash the plan limits."""
TILE: Final = 16384
"""Options x scenarios that are lived through at once: their arrays fit the processor's cache."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coefficients:
    """The options of one process on a sample of S scenarios; O options, money without manager time."""

    cost: Array
    """(O, S) discounted money over the horizon, set-up included."""
    hours: Array
    """(O, S) discounted manager hours over the horizon, those of month 0 included."""
    steady_hours: Array
    """(O,) mean manager hours a month after the first three."""
    peak_hours: Array
    """(O,) mean manager hours a month in the first three."""
    money_by_month: Array
    """(O, 7) mean money of months 0..6."""
    hours_by_month: Array
    """(O, 7) mean manager hours of months 0..6."""
    home_money: Array
    """(O,) mean money a month if all stayed at home."""
    home_hours: Array
    """(O,) mean manager hours a month if all stayed at home."""
    accepted: Array
    """(O,) mean accepted hours a month, wherever they are done."""
    delivered: Array
    """(O,) mean accepted hours a month that contractors deliver and that need not be done again."""
    components: dict[str, Array]
    """(O,) mean money a month by `cost.COMPONENTS`, set-up spread over the horizon."""


def coefficients(  # noqa: PLR0913 -- the options, the luck and the worth of time
    terms: EngagementTerms,
    process: str,
    countries: Sequence[str],
    currencies: Sequence[str],
    draws: Draws,
    *,
    discount_rate: float,
) -> Coefficients:
    """Price all options of `process` in every scenario of the first scramble of `draws`.

    `countries` and `currencies` name one an option. Use `draws.first(256)`: the same scenarios open
    the sample from which the risk of the chosen plan is told (§COST-1, §RISK-1).
    """
    fate = draws.fate(process, countries, currencies)
    factors = discounts(discount_rate, draws.horizon)
    step = max(1, TILE // fate.scenarios)
    sums = [
        _lived(terms.take(tile), _fate_of(fate, tile), factors)
        for tile in (slice(start, start + step) for start in range(0, terms.options, step))
    ]
    return _joined(terms, fate, sums, draws.horizon)


def _fate_of(fate: Fate, options: slice) -> Fate:
    """Return the fate of some of the options."""
    return replace(
        fate, country=fate.country[options], level=fate.level[options], currency=fate.currency[options]
    )


@dataclass(slots=True)
class _Sums:
    """What some options add up to: money and hours (options, scenarios), the rest means (options,)."""

    cost: Array
    hours: Array
    money_by_month: Array
    hours_by_month: Array
    total_hours: Array
    delivered: Array
    components: dict[str, Array]


def _lived(terms: EngagementTerms, fate: Fate, factors: Array) -> _Sums:
    """Live through the horizon; flows are summed over each year, in which the price stands still."""
    horizon, shape = factors.size - 1, (terms.options, fate.scenarios)
    books, sums = ledger(terms, fate), _started(terms, shape)
    present, plain, scratch = Flows.none(shape), Flows.none(shape), np.empty(shape)
    for month, flows, tariff in priced_course(terms, books, fate, horizon):
        present.add_discounted(flows, float(factors[month]), scratch)
        plain.add(flows)
        if month < CASH_MONTHS:
            sums.money_by_month[:, month] = books.money(flows, tariff).mean(axis=-1)
            sums.hours_by_month[:, month] = books.manager_hours(flows).mean(axis=-1)
        if month % 12 == 0 or month == horizon:
            _settle(sums, books, present, plain, tariff)
            present.clear()
            plain.clear()
    return sums


def _started(terms: EngagementTerms, shape: tuple[int, int]) -> _Sums:
    """Return the sums after month 0."""
    setup, internal = np.zeros(shape[0]) + terms.setup, np.zeros(shape[0]) + terms.internal_hours
    money_by_month, hours_by_month = np.zeros((2, shape[0], CASH_MONTHS))
    money_by_month[:, 0], hours_by_month[:, 0] = setup, internal
    return _Sums(
        cost=np.zeros(shape) + setup[:, None],
        hours=np.zeros(shape) + internal[:, None],
        money_by_month=money_by_month,
        hours_by_month=hours_by_month,
        total_hours=internal,
        delivered=np.zeros(shape[0]),
        components={name: np.zeros(shape[0]) for name in COMPONENTS} | {"setup": setup},
    )


def _settle(sums: _Sums, books: Ledger, present: Flows, plain: Flows, tariff: Tariff) -> None:
    """Price the flows of a year."""
    sums.cost += books.money(present, tariff)
    sums.hours += books.manager_hours(present)
    sums.total_hours += books.manager_hours(plain).mean(axis=-1)
    sums.delivered += (books.outside * (plain.up - plain.lost)).mean(axis=-1)
    for name, value in books.components(plain, tariff).items():
        sums.components[name] += value.mean(axis=-1)


def _joined(terms: EngagementTerms, fate: Fate, sums: list[_Sums], horizon: int) -> Coefficients:
    """Put the tiles together and spread their totals over the months."""

    def all_of(name: str) -> Array:
        return np.concatenate([getattr(tile, name) for tile in sums])

    def by_option(values: Array) -> Array:
        return np.broadcast_to(values.mean(axis=-1), terms.options)

    books, hours_by_month = ledger(terms, fate), all_of("hours_by_month")
    starts = slice(1, min(START_MONTHS, horizon) + 1)
    later = max(horizon - START_MONTHS, 0)
    at_start = hours_by_month[:, starts].sum(axis=1)
    peak = at_start / min(START_MONTHS, horizon)
    rest = all_of("total_hours") - at_start - hours_by_month[:, 0]
    parts = {name: np.concatenate([tile.components[name] for tile in sums]) / horizon for name in COMPONENTS}
    return Coefficients(
        cost=all_of("cost"),
        hours=all_of("hours"),
        steady_hours=rest / later if later else peak,
        peak_hours=peak,
        money_by_month=all_of("money_by_month"),
        hours_by_month=hours_by_month,
        home_money=by_option(books.home_money),
        home_hours=by_option(books.home_hours),
        accepted=by_option(books.accepted),
        delivered=all_of("delivered") / horizon,
        components=parts,
    )
