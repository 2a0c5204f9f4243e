"""What each option costs on average and in each scenario: the figures that the plan is chosen by."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import Final, Self

import numpy as np

from outhaul.engine.cost import (
    COMPONENTS,
    EngagementTerms,
    Ledger,
    Tariff,
    discounts,
    first_price,
    ledger,
    next_price,
)
from outhaul.engine.engagement.course import START_MONTHS, Array, Fate, Flows
from outhaul.engine.risk.draws import Draws
from outhaul.engine.risk.shared_lives import Ints, Lives, lives

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

    def of(self, options: slice | Ints) -> Self:
        """Return the figures of some options."""
        arrays = {
            item.name: getattr(self, item.name)[options] for item in fields(self) if item.name != "components"
        }
        parts = {name: values[options] for name, values in self.components.items()}
        return replace(self, **arrays, components=parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The options of one process whose figures are wanted."""

    process: str
    terms: EngagementTerms
    countries: Sequence[str]
    """Where each option takes place, and in which currency it is paid."""
    currencies: Sequence[str]


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
    asked = Asked(process=process, terms=terms, countries=countries, currencies=currencies)
    return next(all_coefficients([asked], draws, discount_rate=discount_rate))


def all_coefficients(asked: Iterable[Asked], draws: Draws, *, discount_rate: float) -> Iterator[Coefficients]:
    """Price the options of several processes, each as `coefficients` does, in the order asked for.

    Processes of few options are priced together, as many as fill a tile: what an array costs whatever
    its size is then paid once for all of them.
    """
    room, filled = max(1, TILE // draws.size), 0
    group: list[Asked] = []
    for one in asked:
        filled += len(one.countries)
        if group and filled > room:
            yield from _together(group, draws, room, discount_rate)
            group, filled = [], len(one.countries)
        group.append(one)
    if group:
        yield from _together(group, draws, room, discount_rate)


def _together(
    group: Sequence[Asked], draws: Draws, room: int, discount_rate: float
) -> Iterator[Coefficients]:
    """Price the options of some processes side by side, `room` of them at a time."""
    counts = [len(one.countries) for one in group]
    owner = np.repeat(np.arange(len(group)), counts)
    fate = draws.fates(
        [one.process for one in group],
        [place for one in group for place in one.countries],
        [money for one in group for money in one.currencies],
        owner=owner,
    )
    terms, factors = _joint([one.terms for one in group], counts), discounts(discount_rate, draws.horizon)
    lived = lives(terms, fate, owner, draws.horizon)
    tiles = [slice(start, start + room) for start in range(0, owner.size, room)]
    sums = [_summed(terms.take(tile), _fate_of(fate, owner, tile), lived.of(tile), factors) for tile in tiles]
    found = _joined(sums, draws.horizon)
    ends = np.cumsum(counts)
    for start, end in zip(ends - counts, ends, strict=True):
        yield found.of(slice(int(start), int(end)))


def _joint(terms: Sequence[EngagementTerms], counts: Sequence[int]) -> EngagementTerms:
    """Return the options of several processes, each as many as it `counts`, as those of one."""
    if len(terms) == 1:
        return terms[0]
    values: dict[str, Array] = {}
    for item in fields(EngagementTerms):
        parts = [getattr(one, item.name) for one in terms]
        values[item.name] = np.concatenate(
            [
                part if np.ndim(part) else np.full(count, part)
                for part, count in zip(parts, counts, strict=True)
            ]
        )
    return EngagementTerms(**values)


def _fate_of(fate: Fate, owner: Ints, options: slice) -> Fate:
    """Return the fate of some of the options, which belong to the processes `owner`."""
    own = ("volume", "bias", "productivity", "rework", "load", "learning", "charges")
    several = {} if fate.volume.shape[0] == 1 else {name: getattr(fate, name)[owner[options]] for name in own}
    return replace(
        fate,
        **several,
        country=fate.country[options],
        level=fate.level[options],
        currency=fate.currency[options],
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
    home_money: Array
    home_hours: Array
    accepted: Array


def _summed(terms: EngagementTerms, fate: Fate, lived: Lives, factors: Array) -> _Sums:
    """Price what some options lived through, year by year, in which the price stands still."""
    books = ledger(terms, fate)
    sums = _started(terms, books, (terms.options, fate.scenarios))
    price = first_price(terms, fate)
    _price_start(sums, books, books.at(price), lived)
    for start in range(0, lived.months, 12):
        if start:
            price = next_price(price, terms, fate, start // 12)
        months = slice(start, min(start + 12, lived.months))
        discounted = factors[months.start + 1 : months.stop + 1]
        present, plain = lived.summed(months, np.stack([discounted, np.ones_like(discounted)]))
        _settle(sums, books, present, plain, books.at(price))
    return sums


def _price_start(sums: _Sums, books: Ledger, tariff: Tariff, lived: Lives) -> None:
    """Tell the means of the first months; they are linear in the flows, as `Ledger` is."""
    months, shape = min(CASH_MONTHS - 1, lived.months), sums.cost.shape

    def mean(steady: Array, **factors: Array) -> Array:
        full = {name: np.broadcast_to(factor, shape) for name, factor in factors.items()}
        level = np.broadcast_to(steady, shape).mean(axis=-1, keepdims=True)
        return np.asarray(level + lived.means(full, months))

    early = slice(1, months + 1)
    sums.money_by_month[:, early] = mean(
        books.tool + books.home_money,
        slow=tariff.month,
        lost=books.handed_money,
        up=-books.handed_money,
        exits=tariff.exit,
    )
    sums.hours_by_month[:, early] = mean(
        books.fixed_hours + books.home_hours,
        slow=books.oversight,
        fresh=(books.start_load - 1.0) * books.oversight,
        lost=books.handed_hours,
        up=-books.handed_hours,
    )


def _started(terms: EngagementTerms, books: Ledger, shape: tuple[int, int]) -> _Sums:
    """Return the sums after month 0."""

    def by_option(values: Array) -> Array:
        return np.broadcast_to(values.mean(axis=-1), shape[:1])

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
        home_money=by_option(books.home_money),
        home_hours=by_option(books.home_hours),
        accepted=by_option(books.accepted),
    )


def _settle(sums: _Sums, books: Ledger, present: Flows, plain: Flows, tariff: Tariff) -> None:
    """Price the flows of a year."""
    sums.cost += books.money(present, tariff)
    sums.hours += books.manager_hours(present)
    sums.total_hours += books.manager_hours(plain).mean(axis=-1)
    sums.delivered += (books.outside * (plain.up - plain.lost)).mean(axis=-1)
    for name, value in books.components(plain, tariff).items():
        sums.components[name] += value.mean(axis=-1)


def _joined(sums: list[_Sums], horizon: int) -> Coefficients:
    """Put the tiles together and spread their totals over the months."""

    def all_of(name: str) -> Array:
        return np.concatenate([getattr(tile, name) for tile in sums])

    hours_by_month = all_of("hours_by_month")
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
        home_money=all_of("home_money"),
        home_hours=all_of("home_hours"),
        accepted=all_of("accepted"),
        delivered=all_of("delivered") / horizon,
        components=parts,
    )
