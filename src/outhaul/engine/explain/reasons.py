"""Why a process is kept or handed out, in sentences with figures."""

from collections.abc import Mapping

from outhaul.engine import pay, saying
from outhaul.engine.explain.places import cheapest, exclusions, exclusions_in_words, option_costs
from outhaul.engine.plan.choices import Choices
from outhaul.engine.plan.groundwork import Groundwork
from outhaul.engine.plan.portfolio import Decided
from outhaul.engine.saying import Part, say

HIDDEN = ("fees", "rework", "ramp", "management", "tools", "turnover", "setup")
"""What comes on top of the bare rate, in the order of the waterfall."""
WORDS: Mapping[str, str] = {
    "fees": say("fees"),
    "rework": say("rework"),
    "ramp": say("the learning months"),
    "management": say("management"),
    "tools": say("tools"),
    "turnover": say("people who leave and gaps"),
    "setup": say("setting up"),
}


def reasons(
    work: Groundwork, one: Decided, waterfall: Mapping[str, float], cost_now: float
) -> tuple[str, ...]:
    """Return the sentences for one process; `waterfall` and `cost_now` are money a month."""
    choices = work.choices[one.process]
    if not one.handed_out:
        return _kept(work, one, choices)
    lines = (_rate(work, one), _promise(waterfall, cost_now), _dearest(work, waterfall))
    return (
        *_scope(choices),
        *lines,
        *_for_hours(work, one, sum(waterfall.values()) - cost_now),
        *_runner_up(work, one),
        *_excluded(choices),
    )


def _currency(work: Groundwork) -> str:
    return work.outlook.business.home.currency


def _name(work: Groundwork, country: str | None) -> str:
    if country is None:
        raise ValueError("kept work has no place")
    return saying.country(country, work.outlook.reference.countries[country].name)


def _scope(choices: Choices) -> tuple[str, ...]:
    return (choices.scope.reason,) if choices.verdict.class_ != "ELIGIBLE" else ()


def _kept(work: Groundwork, one: Decided, choices: Choices) -> tuple[str, ...]:
    if choices.process.pin == "keep":
        return (say("You asked to keep it."),)
    if choices.share == 0:
        return (choices.scope.reason,)
    if not choices.open_places:
        return (*_scope(choices), say("No place passes the guards."), *_excluded(choices))
    costs = option_costs(work, one.process, one.manager.cost_per_hour)
    rivals = cheapest(work, one.process, costs)
    best = min((rivals[country] for country in sorted(filter(None, rivals))), key=costs.__getitem__)
    gain = _monthly(work, float(costs[0] - costs[best]))
    place = _name(work, work.options[one.process][best].country)
    if gain <= 0:
        line = say(
            "Keeping it is cheaper: the best place, {place}, would cost {more:,.0f} {currency} a month more.",
            place=place,
            more=-gain,
            currency=_currency(work),
        )
    else:
        line = say(
            "{place} would save {gain:,.0f} {currency} a month by itself, but it is not worth what it needs "
            "of the managers' hours, the capital or the risk in this plan.",
            place=place,
            gain=gain,
            currency=_currency(work),
        )
    return (*_scope(choices), line, *_excluded(choices))


def _monthly(work: Groundwork, discounted: float) -> float:
    return discounted / work.discounted_months


def _rate(work: Groundwork, one: Decided) -> str:
    place, rate = one.option.place, one.option.rate
    if place is None or place.market is None:
        raise ValueError("kept work has no rate")
    home = work.choices[one.process].home_rate
    return say(
        "The market in {country} pays {market:,.2f} {currency} an hour. {rate:,.2f} {currency} is fair "
        "there: more than {share:.0f} % of people ask, and {below:.0f} % below the {home:,.2f} {currency} at "
        "home.",
        country=_name(work, place.country),
        market=place.market.hourly,
        currency=_currency(work),
        rate=rate,
        share=100 * pay.percentile(place.market, rate),
        below=100 * (1 - rate / home),
        home=home,
    )


def _promise(waterfall: Mapping[str, float], cost_now: float) -> str:
    spent = sum(waterfall.values())
    promised = 1 - (waterfall["rate"] + waterfall["kept"]) / cost_now
    if spent > cost_now:
        return say(
            "The bare rate promises to save {promised:.0f} % of today's cost; with all that comes with it, "
            "it costs {more:.0f} % more than today.",
            promised=100 * promised,
            more=100 * (spent / cost_now - 1),
        )
    return say(
        "The bare rate promises to save {promised:.0f} % of today's cost; after all that comes with it "
        "{left:.0f} % is left.",
        promised=100 * promised,
        left=100 * (1 - spent / cost_now),
    )


def _dearest(work: Groundwork, waterfall: Mapping[str, float]) -> str:
    ranked = sorted(HIDDEN, key=lambda name: -waterfall[name])[:2]
    first, second = (
        say(
            "{part} ({amount:,.0f} {currency} a month)",
            part=WORDS[name],
            amount=waterfall[name],
            currency=_currency(work),
        )
        for name in ranked
    )
    return say("What weighs most beside the rate: {first} and {second}.", first=first, second=second)


def _for_hours(work: Groundwork, one: Decided, dearer: float) -> tuple[str, ...]:
    """Say so where work goes out although it costs more: for the owner's hours (§PLAN-9)."""
    if dearer <= 0:
        return ()
    told = say(
        "It costs {more:,.0f} {currency} a month more than keeping it, and frees {hours:.0f} of your own "
        "hours for it.",
        more=dearer,
        currency=_currency(work),
        hours=one.option.owner_hours_freed,
    )
    return (told,)


def _runner_up(work: Groundwork, one: Decided) -> tuple[str, ...]:
    """Say which other place comes next; what keeping it costs is told by the promise."""
    costs = option_costs(work, one.process, one.manager.cost_per_hour)
    chosen = one.number - work.offset(one.process)
    rivals = cheapest(work, one.process, costs)
    countries = sorted(rivals.keys() - {one.option.country, None}, key=str)
    if not countries:
        return ()
    best = min((rivals[country] for country in countries), key=costs.__getitem__)
    behind = _monthly(work, float(costs[best] - costs[chosen]))
    name = _name(work, work.options[one.process][best].country)
    told: dict[str, Part] = {"place": name, "distance": abs(behind), "currency": _currency(work)}
    if behind < 0:
        return (
            say(
                "{place} would be {distance:,.0f} {currency} a month cheaper by itself, but riskier or too "
                "much in one country.",
                **told,
            ),
        )
    return (say("Next best is {place}, {distance:,.0f} {currency} a month dearer.", **told),)


def _excluded(choices: Choices) -> tuple[str, ...]:
    counted = exclusions(choices)
    if not counted:
        return ()
    told = say(
        "{count} of {all} places are excluded, most of them for: {why}.",
        count=sum(counted.values()),
        all=len(choices.places),
        why=exclusions_in_words(choices),
    )
    return (told,)
