"""Why a process is kept or handed out, in sentences with figures."""

from collections.abc import Mapping

from outhaul.engine import pay
from outhaul.engine.explain.places import best_option, exclusions, exclusions_in_words, option_cost
from outhaul.engine.plan.choices import Choices
from outhaul.engine.plan.groundwork import Groundwork
from outhaul.engine.plan.portfolio import Decided

HIDDEN = ("fees", "rework", "ramp", "management", "tools", "turnover", "setup")
"""What comes on top of the bare rate, in the order of the waterfall."""
WORDS: Mapping[str, str] = {
    "fees": "fees",
    "rework": "rework",
    "ramp": "the learning months",
    "management": "management",
    "tools": "tools",
    "turnover": "people who leave and gaps",
    "setup": "setting up",
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
    return work.outlook.reference.countries[country].name if country else "keeping it"


def _scope(choices: Choices) -> tuple[str, ...]:
    return (choices.scope.reason,) if choices.verdict.class_ != "ELIGIBLE" else ()


def _kept(work: Groundwork, one: Decided, choices: Choices) -> tuple[str, ...]:
    if choices.process.pin == "keep":
        return ("You asked to keep it.",)
    if choices.share == 0:
        return (choices.scope.reason,)
    if not choices.open_places:
        return (*_scope(choices), "No place passes the guards.", *_excluded(choices))
    cost = one.manager.cost_per_hour
    rivals = {option.country for option in work.options[one.process] if option.country}
    best = min(
        (best_option(work, one.process, country, cost) for country in sorted(rivals)),
        key=lambda number: option_cost(work, one.process, number, cost),
    )
    gain = _monthly(
        work, option_cost(work, one.process, 0, cost) - option_cost(work, one.process, best, cost)
    )
    place = _name(work, work.options[one.process][best].country)
    if gain <= 0:
        dearer = f"{-gain:,.0f} {_currency(work)} a month more"
        line = f"Keeping it is cheaper: the best place, {place}, would cost {dearer}."
    else:
        line = (
            f"{place} would save {gain:,.0f} {_currency(work)} a month by itself, but it is not worth what "
            "it needs of the managers' hours, the capital or the risk in this plan."
        )
    return (*_scope(choices), line, *_excluded(choices))


def _monthly(work: Groundwork, discounted: float) -> float:
    return discounted / work.discounted_months


def _rate(work: Groundwork, one: Decided) -> str:
    place, rate = one.option.place, one.option.rate
    if place is None or place.market is None:
        raise ValueError("kept work has no rate")
    home, currency = work.choices[one.process].home_rate, _currency(work)
    share = pay.percentile(place.market, rate)
    return (
        f"The market in {_name(work, place.country)} pays {place.market.hourly:,.2f} {currency} an hour. "
        f"{rate:,.2f} is fair there: more than {100 * share:.0f} % of people ask, and "
        f"{100 * (1 - rate / home):.0f} % below the {home:,.2f} at home."
    )


def _promise(waterfall: Mapping[str, float], cost_now: float) -> str:
    spent = sum(waterfall.values())
    promised = 1 - (waterfall["rate"] + waterfall["kept"]) / cost_now
    return (
        f"The bare rate promises to save {100 * promised:.0f} % of today's cost; "
        f"after all that comes with it {100 * (1 - spent / cost_now):.0f} % is left."
    )


def _dearest(work: Groundwork, waterfall: Mapping[str, float]) -> str:
    ranked = sorted(HIDDEN, key=lambda name: -waterfall[name])[:2]
    parts = " and ".join(
        f"{WORDS[name]} ({waterfall[name]:,.0f} {_currency(work)} a month)" for name in ranked
    )
    return f"What weighs most beside the rate: {parts}."


def _for_hours(work: Groundwork, one: Decided, dearer: float) -> tuple[str, ...]:
    """Say so where work goes out although it costs more: for the owner's hours (§PLAN-9)."""
    if dearer <= 0:
        return ()
    cost, hours = f"{dearer:,.0f} {_currency(work)}", f"{one.option.owner_hours_freed:.0f}"
    return (f"It costs {cost} a month more than keeping it, and frees {hours} of your own hours for it.",)


def _runner_up(work: Groundwork, one: Decided) -> tuple[str, ...]:
    cost = one.manager.cost_per_hour
    chosen = one.number - work.offset(one.process)
    countries = {option.country for option in work.options[one.process]} - {one.option.country}
    if not countries:
        return ()
    rivals = [best_option(work, one.process, country, cost) for country in sorted(countries, key=str)]
    best = min(rivals, key=lambda number: option_cost(work, one.process, number, cost))
    behind = _monthly(
        work, option_cost(work, one.process, best, cost) - option_cost(work, one.process, chosen, cost)
    )
    name = _name(work, work.options[one.process][best].country)
    distance = f"{abs(behind):,.0f} {_currency(work)} a month"
    if behind < 0:
        return (f"{name} would be {distance} cheaper by itself, but riskier or too much in one country.",)
    return (f"Next best is {name}, {distance} dearer.",)


def _excluded(choices: Choices) -> tuple[str, ...]:
    counted = exclusions(choices)
    if not counted:
        return ()
    of = f"{sum(counted.values())} of {len(choices.places)}"
    return (f"{of} places are excluded, most of them for: {exclusions_in_words(choices)}.",)
