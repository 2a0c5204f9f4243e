"""What each field is called on a page, what it is good for, and in which unit it is told."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later
from django.utils.translation import pgettext

Told = str | Promise
"""A text that is told in the person's language when it is shown."""


class Unit(StrEnum):
    """Units of numbers; that of an amount depends on the business's currency."""

    NONE = ""
    MONEY = "money"
    MONEY_AN_HOUR = "money an hour"
    MONEY_A_MONTH = "money a month"
    HOURS_A_MONTH = "hours a month"
    HOURS_A_DAY = "hours a day"
    MONTHS = "months"
    PEOPLE = "people"
    SHARE = "share"


def unit_words(unit: Unit, currency: str) -> str:
    """Return a unit as it stands behind a number."""
    return {
        Unit.NONE: "",
        Unit.MONEY: currency,
        Unit.MONEY_AN_HOUR: _("%(currency)s an hour") % {"currency": currency},
        Unit.MONEY_A_MONTH: _("%(currency)s a month") % {"currency": currency},
        Unit.HOURS_A_MONTH: _("hours a month"),
        Unit.HOURS_A_DAY: _("hours a day"),
        Unit.MONTHS: _("months"),
        Unit.PEOPLE: _("people"),
        Unit.SHARE: "%",
    }[unit]


def level_words() -> dict[str, str]:
    """Return what each CEFR level is good for."""
    return {
        "A1": _("a few words"),
        "A2": _("a little"),
        "B1": _("gets by"),
        "B2": _("works in it"),
        "C1": _("fluent"),
        "C2": _("native"),
    }


def keep_words() -> str:
    """Return what the wish to keep work is called."""
    return pgettext("wish", "Keep it in the business")


@dataclass(frozen=True, slots=True)
class Words:
    """Label, help and unit of a field."""

    label: Told
    help: Told = ""
    unit: Unit = Unit.NONE


BUSINESS = {
    "name": Words(later("What is the business called?")),
    "country": Words(
        later("Where is it?"),
        later("Currency, time zone, language and working hours follow, where you have not told them."),
    ),
    "currency": Words(later("Currency"), later("Every amount that you give is in it.")),
    "time_zone": Words(later("Time zone"), later("Daylight saving follows from it.")),
    "working_hours": Words(
        later("When can people at home be reached?"),
        later("Not your opening hours: the hours in which somebody answers a contractor's question."),
    ),
    "languages": Words(
        later("In which languages can you work?"),
        later("The first one is the language of the work."),
    ),
    "capital_budget": Words(
        later("How much may be tied up?"),
        later("What hardware, software, training and hiring may cost before anything comes back."),
        Unit.MONEY,
    ),
    "owner_hour_value": Words(
        later("What is an hour of yours worth?"),
        later("What you would earn for the business with an hour that is free for something better."),
        Unit.MONEY_AN_HOUR,
    ),
    "horizon_months": Words(
        later("How far to look ahead"), later("Costs and savings are added up over this time."), Unit.MONTHS
    ),
    "discount_rate": Words(
        later("Yearly interest"), later("By how much money that comes a year later counts less."), Unit.SHARE
    ),
    "people": Words(
        later("How many of you are there?"),
        later("Everybody who works in the business. Typical hours depend on it."),
        Unit.PEOPLE,
    ),
}
MANAGERS = {
    "name": Words(later("Name")),
    "free_hours_per_month": Words(
        later("Free for managing"),
        later("Beside everything done already."),
        Unit.HOURS_A_MONTH,
    ),
    "cost_per_hour": Words(
        later("An hour costs"),
        later("To the business, charges included."),
        Unit.MONEY_AN_HOUR,
    ),
    "trained": Words(
        later("Trained to manage contractors"),
        later("Has learned to steer by deliverables: what is accepted, not how it is done."),
    ),
    "is_owner": Words(
        later("Is the owner"), later("Hours that come back to the owner are the first aim of a plan.")
    ),
    "full_time": Words(
        later("Manages full time"), later("Somebody who only manages can keep more work in view.")
    ),
    "languages": Words(later("Languages"), later("What this person can lead somebody in.")),
}
PROCESSES = {
    "name": Words(later("Name")),
    "occupation": Words(
        later("Who does such work?"),
        later("An entry of the catalogue, or an occupation. Wages and skills follow."),
    ),
    "hours_per_month": Words(
        later("Hours"),
        later("All hours that this work takes in a month, whoever works them."),
        Unit.HOURS_A_MONTH,
    ),
    "home_cost_per_hour": Words(
        later("An hour costs today"),
        later("Pay with the employer's charges, or what somebody bills you."),
        Unit.MONEY_AN_HOUR,
    ),
    "owner_share": Words(
        later("Of these the owner works"),
        later("The part of the hours that the owner could get back."),
        Unit.SHARE,
    ),
    "answers": Words(later("Core or not")),
    "second_answers": Words(later("A second opinion")),
    "min_overlap_hours": Words(
        later("Shared working hours"),
        later("How many hours a day both sides must be at work at the same time."),
        Unit.HOURS_A_DAY,
    ),
    "language": Words(later("Language of the work")),
    "hours_are_estimated": Words(
        later("Hours are a guess"),
        later("Nobody has measured them. Guesses tend to be too low, and the plan allows for it."),
    ),
    "accept_prepare": Words(
        later("May go out once it is written down"),
        later("You accept the hours that writing a procedure takes."),
    ),
    "pin": Words(later("Your wish"), later("The plan obeys: keep the work, or hand it out to one country.")),
}
TOOLS = {
    "name": Words(later("Name")),
    "fixed_cost_per_month": Words(
        later("Costs in all"), later("Paid as soon as anybody needs it."), Unit.MONEY_A_MONTH
    ),
    "cost_per_seat_per_month": Words(
        later("And for each contractor"), later("A seat, a licence."), Unit.MONEY_A_MONTH
    ),
    "capital_cost": Words(later("Paid once"), later("Set-up, move of old data, a device."), Unit.MONEY),
    "needed_by": Words(later("Needed for"), later("Paid only if something of this is handed out.")),
}
QUOTES = {
    "occupation": Words(later("For which work?")),
    "country": Words(later("Where is the contractor?")),
    "rate_per_hour": Words(later("Rate asked"), later("In your currency."), Unit.MONEY_AN_HOUR),
}
POLICY = {
    "risk_weight": Words(
        later("How careful?"),
        later("0 %: only the average counts. 100 %: only the worst tenth of what may happen."),
        Unit.SHARE,
    ),
    "premium_min": Words(
        later("Pay above the market, at least"),
        later("Who is paid less than elsewhere leaves. A few per cent keep people."),
        Unit.SHARE,
    ),
    "premium_max": Words(
        later("Pay above the market, at most"),
        later("Beyond some point more pay buys little more."),
        Unit.SHARE,
    ),
    "home_discount_min": Words(
        later("Below your cost at home, at least"),
        later("If a fair rate is no cheaper than this, the work stays."),
        Unit.SHARE,
    ),
    "max_country_share": Words(
        later("In one country, at most"),
        later("Share of the cost of all handed-out work. Not all eggs into one basket."),
        Unit.SHARE,
    ),
    "exclude_countries": Words(
        later("Countries that you rule out"), later("For whatever reason; nobody asks.")
    ),
    "owner_hours_goal": Words(
        later("Hours to get back"),
        later("How many of the owner's hours the plan should free each month."),
        Unit.HOURS_A_MONTH,
    ),
}
WORDS: Mapping[str, Mapping[str, Words]] = {
    "business": BUSINESS,
    "managers": MANAGERS,
    "processes": PROCESSES,
    "tools": TOOLS,
    "quotes": QUOTES,
    "policy": POLICY,
}
