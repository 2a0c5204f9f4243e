"""The first draft of a statement of work: what brief and offer already say, laid out as milestones.

Deliverables that recur more often than once a month are gathered by month, so that each month has
something to accept and to pay. Months count from the first day of the work.
"""

from calendar import monthrange
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from outhaul.documents.statement.content import Milestone, Statement
from outhaul.engine.brief import Brief, Checkpoint, Deliverable
from outhaul.engine.terms import Terms

YEAR = 12
"""Months that are laid out where no end is set."""
DUE_DAYS = {"once": 14, "week": 2, "fortnight": 3, "month": 5}
"""Days until a deliverable is due where the brief does not say, by judgement."""
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Period:
    """One month of the work, from its first to its last day."""

    first: date
    last: date
    share: float
    """Of a whole month; below 1 only where the work ends within it."""


def later(day: date, months: int) -> date:
    """Return the day `months` months after `day`, the last of its month where that is shorter.

    >>> later(date(2027, 1, 31), 1)
    datetime.date(2027, 2, 28)
    """
    number = YEAR * day.year + day.month - 1 + months
    year, month = number // YEAR, number % YEAR + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def periods(starts_on: date, ends_on: date | None) -> tuple[Period, ...]:
    """Return the months from `starts_on` to `ends_on`; the first twelve where there is no end."""
    if ends_on is None:
        ends_on = later(starts_on, YEAR) - timedelta(days=1)
    found: list[Period] = []
    while (first := later(starts_on, len(found))) <= ends_on:
        after = later(starts_on, len(found) + 1)
        last = min(after - timedelta(days=1), ends_on)
        found.append(Period(first, last, ((last - first).days + 1) / (after - first).days))
    return tuple(found)


def rate_on(terms: Terms, day: date) -> float:
    """Return the rate an hour on `day`, with the raises that were made by then."""
    return max([terms.rate, *(step.rate for step in terms.raises if step.on <= day)])


def price(terms: Terms, period: Period) -> Decimal:
    """Return what the work of one month costs, to the cent."""
    amount = rate_on(terms, period.first) * terms.hours_per_month * period.share
    return Decimal(str(amount)).quantize(CENT)


def whole_price(terms: Terms) -> Decimal:
    """Return what all laid out months cost."""
    return sum((price(terms, period) for period in periods(terms.starts_on, terms.ends_on)), Decimal(0))


def fee_at(fee: Decimal, due_on: date, before: Terms, after: Terms) -> Decimal:
    """Return what a fee of `before` is at the rate of `after`: the rate of its day tells the share.

    >>> terms = Terms(form="fixed", currency="USD", rate=10, hours_per_month=20, starts_on=date(2027, 1, 1))
    >>> fee_at(Decimal(200), date(2027, 2, 1), terms, replace(terms, rate=11))
    Decimal('220.00')
    """
    share = rate_on(after, due_on) / rate_on(before, due_on)
    return Decimal(str(float(fee) * share)).quantize(CENT, ROUND_HALF_UP)


def changed_price(before: Statement, after: Terms, settled: Container[str]) -> Decimal:
    """Return what all fees come to once the agreement `before` goes on with the terms `after`.

    Milestones whose keys are `settled` were handed in, and keep their fees. What is open changes as the
    rate of its day and the hours do, and months more or fewer count with what they cost.
    """
    kept = sum((item.fee for item in before.milestones if item.key in settled), Decimal(0))
    more = Decimal(str(after.hours_per_month / before.terms.hours_per_month))
    still_open = sum(
        (
            fee_at(item.fee, item.due_on, before.terms, after)
            for item in before.milestones
            if item.key not in settled
        ),
        Decimal(0),
    )
    as_before = replace(after, starts_on=before.terms.starts_on, ends_on=before.terms.ends_on)
    return kept + still_open * more + whole_price(after) - whole_price(as_before)


@dataclass(frozen=True, slots=True)
class _Slot:
    """A milestone without its fee, and the month whose work it is; None where it is of the whole."""

    deliverable: Deliverable
    name: str
    due_on: date
    month: int | None


def milestones(brief: Brief, terms: Terms) -> tuple[Milestone, ...]:
    """Lay out the deliverables of `brief` over the months of `terms`, each with its date and fee.

    The price of a month is split evenly over what recurs in it. Where something is delivered once,
    its part is an even part of the whole. Names are in the language that is set.
    """
    months = periods(terms.starts_on, terms.ends_on)
    slots = sorted(_slots(brief.deliverables, terms.starts_on, months), key=lambda slot: slot.due_on)
    fees = _fees(slots, [price(terms, month) for month in months])
    return tuple(
        Milestone(
            key=f"m{place}",
            name=slot.name,
            deliverable=_each(slot.deliverable),
            criteria=tuple(slot.deliverable.criteria),
            due_on=slot.due_on,
            fee=fee,
        )
        for place, (slot, fee) in enumerate(zip(slots, fees, strict=True), 1)
    )


def checkpoints(brief: Brief) -> tuple[Checkpoint, ...]:
    """Return the checkpoints of `brief`, each tied to the deliverable as `milestones` writes it."""
    written = {item.name: _each(item) for item in brief.deliverables}
    return tuple(
        replace(item, deliverable=written.get(item.deliverable, item.deliverable))
        for item in brief.checkpoints
    )


def _each(deliverable: Deliverable) -> str:
    """Return what is handed over in a month of the work."""
    told = {"name": deliverable.name}
    if deliverable.every == "week":
        return _("%(name)s, each week") % told
    if deliverable.every == "fortnight":
        return _("%(name)s, every two weeks") % told
    return deliverable.name


def _slots(deliverables: Sequence[Deliverable], starts_on: date, months: Sequence[Period]) -> Iterator[_Slot]:
    for deliverable in deliverables:
        days = DUE_DAYS[deliverable.every] if deliverable.due_in_days is None else deliverable.due_in_days
        if deliverable.every == "once":
            yield _Slot(deliverable, deliverable.name, starts_on + timedelta(days=days), None)
            continue
        for place, month in enumerate(months):
            told = {"name": deliverable.name, "number": place + 1, "count": len(months)}
            name = _("%(name)s, month %(number)s of %(count)s") % told
            yield _Slot(deliverable, name, month.last + timedelta(days=days), place)


def _fees(slots: Sequence[_Slot], prices: Sequence[Decimal]) -> list[Decimal]:
    if not slots:
        return []
    whole = sum(prices, Decimal(0))
    once = [place for place, slot in enumerate(slots) if slot.month is None]
    fees = [Decimal(0)] * len(slots)
    pool = whole if len(once) == len(slots) else (whole * len(once) / len(slots)).quantize(CENT)
    _split(pool, once, fees)
    left = whole - sum(fees, Decimal(0))
    for month, amount in enumerate(prices):
        here = [place for place, slot in enumerate(slots) if slot.month == month]
        _split((left * amount / whole).quantize(CENT) if whole else Decimal(0), here, fees)
    fees[-1] += whole - sum(fees, Decimal(0))
    return fees


def _split(amount: Decimal, places: Sequence[int], fees: list[Decimal]) -> None:
    """Split `amount` evenly over `places` of `fees`; the cents that are left go to the last."""
    if not places:
        return
    part = (amount / len(places)).quantize(CENT, ROUND_DOWN)
    for place in places:
        fees[place] = part
    fees[places[-1]] += amount - part * len(places)
