"""Guard pay on an offer: band, law, form of pay, raises, equal pay (§PAY-5, §PAY-10, §PAY-13 to 15)."""

from collections.abc import Iterator, Sequence
from datetime import date

from outhaul.engine import pay
from outhaul.engine.answers import answered
from outhaul.engine.business import Process
from outhaul.engine.offering.ground import Ground, priced_in
from outhaul.engine.pay import TOLERANCE
from outhaul.engine.saying import day, say
from outhaul.engine.terms import Form, Raise, Terms
from outhaul.engine.verdict import Answer, Guard, Verdict
from outhaul.engine.wages.market import MarketRate
from outhaul.engine.wages.premium import guard_spread, months_later

CLEAR = 3.0
"""Least answer to M1 and M6 of work that a fixed price suits (§PAY-14)."""
CENT = 0.01
LONG = 6
"""Months of a term from which an offer should promise a raise (§PAY-15)."""


def judge(ground: Ground, terms: Terms, peers: Sequence[float] = ()) -> tuple[Verdict, ...]:
    """Return what the guard says of an offer, what law forbids first.

    `peers` are the rates, in the business's currency, of those who do the same work in the same country.
    """
    market, band = priced_in(ground, terms.currency)
    process = ground.process.id
    paid = ground.at_home(terms.rate, terms.currency)
    return (
        *(verdict for verdict in ground.fit.verdicts if verdict.legal),
        *_floor(market, terms.rate, process),
        pay.guard(market, band, terms.rate, ground.outlook.assumptions, process=process),
        guard_form(ground.process, terms.form),
        guard_raises(terms, band, process=process),
        *_spread(ground, paid, peers),
    )


def _floor(market: MarketRate, rate: float, process: str) -> Iterator[Verdict]:
    """Yield the block of law below the minimum wage there (§PAY-13)."""
    if market.floor is None or rate >= market.floor * (1 - TOLERANCE):
        return
    floor = amount(market.floor, market.currency)
    reason = say(
        "{rate} an hour is below the minimum wage there of {floor}.",
        rate=amount(rate, market.currency),
        floor=floor,
    )
    yield Verdict(
        guard=Guard.PAY,
        answer=Answer.BLOCK,
        rule="PAY-13",
        reason=reason,
        fix=say("Offer at least {floor} an hour. Nobody can override this.", floor=floor),
        figures={"rate": rate, "floor": market.floor},
        process=process,
        legal=True,
    )


def suggested_form(process: Process) -> tuple[Form, str]:
    """Return the form of pay that suits the work, and why (§PAY-14)."""
    point = answered(process).point
    if point["M1"] >= CLEAR and point["M6"] >= CLEAR:
        return "fixed", say("it can be told when it is done, and what is wanted hardly changes.")
    why = say("what is wanted changes from month to month.")
    if point["M1"] < CLEAR:
        why = say("two people might not agree on when it is done.")
    return "hours", why


def guard_form(process: Process, form: Form) -> Verdict:
    """Warn where the work suits the other form of pay (§PAY-14)."""
    fitting, why = suggested_form(process)
    reasons: dict[Form, str] = {
        "fixed": say("This work suits a fixed price for each milestone: {why}", why=why),
        "hours": say(
            "This work suits hours up to a cap, with something delivered every fortnight: {why}", why=why
        ),
    }
    fixes: dict[Form, str] = {
        "fixed": say("Offer a fixed price for each milestone. Never watch a screen."),
        "hours": say(
            "Offer hours up to a cap, with something delivered every fortnight. Never watch a screen."
        ),
    }
    point = answered(process).point
    figures = {"M1": point["M1"], "M6": point["M6"]}
    found = Answer.PASS if form == fitting else Answer.WARN
    fix = "" if form == fitting else fixes[fitting]
    return Verdict(
        guard=Guard.PAY,
        answer=found,
        rule="PAY-14",
        reason=reasons[fitting],
        fix=fix,
        figures=figures,
        process=process.id,
    )


def guard_raises(terms: Terms, band: pay.Band, *, process: str | None = None) -> Verdict:
    """Judge the raise plan of an offer (§PAY-15): dated within the term, never a cut."""
    answer, reason, fix = _raises(terms, band)
    return Verdict(
        guard=Guard.PAY,
        answer=answer,
        rule="PAY-15",
        reason=reason,
        fix=fix,
        figures={"raises": float(len(terms.raises)), "last": last_rate(terms)},
        process=process,
    )


def last_rate(terms: Terms) -> float:
    """Return the rate after all planned raises."""
    return max(terms.raises, key=lambda one: one.on).rate if terms.raises else terms.rate


def _raises(terms: Terms, band: pay.Band) -> tuple[Answer, str, str]:
    wrong = next(_wrong_raises(terms), None)
    if wrong is not None:
        return Answer.BLOCK, *wrong
    last = last_rate(terms)
    if terms.raises and last > band.high * (1 + TOLERANCE):
        cap = amount(band.high, terms.currency)
        reason = say(
            "The raises lead to {last}, above today's cap of {cap}.",
            last=amount(last, terms.currency),
            cap=cap,
        )
        return Answer.WARN, reason, say("Check then whether the work still pays, or plan smaller raises.")
    if terms.raises:
        first = min(planned.on for planned in terms.raises)
        return Answer.PASS, say("The first raise comes on {day}; the rate never falls.", day=day(first)), ""
    if _is_long(terms):
        reason = say(
            "No raise is promised. The same money as a raise later does more than a higher first rate."
        )
        return Answer.WARN, reason, say("Promise a raise on a day that both can count on.")
    return Answer.PASS, say("The work ends before a raise would be due."), ""


def _wrong_raises(terms: Terms) -> Iterator[tuple[str, str]]:
    """Yield what a raise may not be, with what would be right."""
    before, last_day = terms.rate, terms.starts_on
    for planned in sorted(terms.raises, key=lambda one: one.on):
        on = day(planned.on)
        if planned.on <= last_day:
            yield (
                say(
                    "The raise of {day} is not after {last}, from when another rate holds.",
                    day=on,
                    last=day(last_day),
                ),
                say("Give each raise a later day of its own."),
            )
        if terms.ends_on is not None and planned.on > terms.ends_on:
            yield (
                say("The raise of {day} comes after the work has ended.", day=on),
                say("Choose a day within the agreed time."),
            )
        if planned.rate < before * (1 - TOLERANCE):
            was = amount(before, terms.currency)
            yield (
                say(
                    "The raise of {day} to {rate} is a cut from {was}.",
                    day=on,
                    rate=amount(planned.rate, terms.currency),
                    was=was,
                ),
                say("A rate never falls: set it to {was} or more.", was=was),
            )
        before, last_day = planned.rate, planned.on


def _is_long(terms: Terms) -> bool:
    return terms.ends_on is None or months_between(terms.starts_on, terms.ends_on) > LONG


def suggested_raises(ground: Ground, terms: Terms) -> tuple[Raise, ...]:
    """Return the raises to promise: the first after `raise_month` months, then one a year (§PAY-15).

    The first by `raise_size`, those of each year by `rate_growth`; none leads above the band, and none
    falls after the end or beyond the months that the business looks ahead.
    """
    assumptions, (_market, band) = ground.outlook.assumptions, priced_in(ground, terms.currency)
    horizon = ground.outlook.business.home.horizon_months
    steps = [
        (round(assumptions.raise_month), assumptions.raise_size),
        *((month, assumptions.rate_growth) for month in range(12, horizon, 12)),
    ]
    found: list[Raise] = []
    rate = terms.rate
    for months, share in steps:
        on = months_later(terms.starts_on, months)
        raised = round(min(rate * (1 + share), band.high), 2)
        if raised < rate + CENT or (terms.ends_on is not None and on > terms.ends_on):
            continue
        found.append(Raise(on=on, rate=raised))
        rate = raised
    return tuple(found)


def months_between(start: date, end: date) -> int:
    """Return how many months a term lasts, the begun one counted; at least one."""
    return max(1, (end.year - start.year) * 12 + end.month - start.month + (end.day >= start.day))


def _spread(ground: Ground, paid: float, peers: Sequence[float]) -> Iterator[Verdict]:
    if peers:
        yield guard_spread((*peers, paid), ground.outlook.assumptions, process=ground.process.id)


def amount(value: float, currency: str) -> str:
    """Return an amount of an hour as the guard writes it."""
    cents = value < 100  # noqa: PLR2004 -- they do not matter beyond
    template = "{amount:,.2f} {currency}" if cents else "{amount:,.0f} {currency}"
    return say(template, amount=value, currency=currency)
