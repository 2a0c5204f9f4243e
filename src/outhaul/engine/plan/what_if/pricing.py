"""What has to be priced again when something about the business changes, and what need not be.

Prices hang on a part of what a business says: a manager's hours or the budget change no price, an
answer about one process changes the prices of that process alone. What the guards leave open hangs on
even less: how long contractors learn, or how much work there is, changes what it costs to hand a process
out, and not where it may go or at which rate.
"""

from collections.abc import Collection, Mapping
from dataclasses import fields, replace
from typing import Any, Final

from outhaul.engine.business import Process
from outhaul.engine.plan.choices import NO_CHOICE, NO_PRICE, Choices, Outlook, Survey, some
from outhaul.engine.plan.groundwork import Groundwork, Wanted, draws_of, groundwork_of, priced
from outhaul.engine.plan.options import tools_needed
from outhaul.engine.plan.what_if.shortlist import whole

AMOUNTS: Final = ("name", "hours_per_month", "hours_are_estimated", "owner_share")
"""What a process says that no guard asks."""
EVERYWHERE: Final = 3
"""So many changed processes are looked at in all countries; where more change, in the near ones alone."""


def priced_again(work: Groundwork, survey: Survey, outlook: Outlook) -> tuple[Groundwork, int]:
    """Return the groundwork of the business as it is now, and how many processes had to be priced.

    `survey` is what is known of countries from `work`. Raises ValueError where the business has other
    processes.
    """
    before, processes = work.outlook, outlook.business.processes
    if [one.id for one in before.business.processes] != [one.id for one in processes]:
        raise ValueError("a what-if is about the processes that there are")
    alike = _priced_by(before, NO_PRICE) == _priced_by(outlook, NO_PRICE)
    taken = [
        one if alike and _is_priced_alike(before, outlook, one.choices.process, process) else None
        for one, process in zip(whole(work), processes, strict=True)
    ]
    again = taken.count(None)
    luck = draws_of(outlook, work.draws.scenarios, work.draws.replicates)
    draws = work.draws if alike else replace(luck, shelf=work.draws.shelf)
    guarded_alike = alike or _guarded_by(before) == _guarded_by(outlook)
    wanted = (
        _wanted(work, place, process, guarded_alike=guarded_alike, near=again > EVERYWHERE)
        for place, (one, process) in enumerate(zip(taken, processes, strict=True))
        if one is None
    )
    anew = priced(survey.under(outlook), wanted, draws)
    found = [next(anew) if one is None else one for one in taken]
    return groundwork_of(outlook, draws, found), again


def _priced_by(outlook: Outlook, without: Collection[str]) -> tuple[Any, ...]:
    """Return all that every price of a business hangs on, `without` some assumptions, to be compared."""
    home = outlook.business.home
    return (
        *_guarded_by(outlook),
        home.horizon_months,
        home.discount_rate,
        some(outlook.assumptions, without),
    )


def _guarded_by(outlook: Outlook) -> tuple[Any, ...]:
    """Return all that the guards ask about every process of a business, to be compared."""
    home, policy = outlook.business.home, outlook.business.policy
    return (
        outlook.reference.checksum,
        outlook.year,
        outlook.seed,
        (home.country, home.currency, home.time_zone, home.working_hours, home.languages),
        next(iter(home.languages)),
        (policy.premium_min, policy.premium_max, policy.home_discount_min, policy.exclude_countries),
        outlook.business.quotes,
        tuple(process.id for process in outlook.business.processes),
        some(outlook.assumptions, NO_CHOICE),
    )


def _is_priced_alike(before: Outlook, after: Outlook, old: Process, new: Process) -> bool:
    """Tell whether a process has the prices that it had; what every price hangs on is the same."""
    return old == new and tools_needed(before.business, old.id) == tools_needed(after.business, new.id)


def _wanted(work: Groundwork, place: int, process: Process, *, guarded_alike: bool, near: bool) -> Wanted:
    """Return what to look at for a process: all countries or the `near` ones, at what is known of them."""
    before, among = work.choices[place], None
    if near:
        pinned = {process.pin} if process.pin else set()
        among = {option.country for option in work.options[place] if option.country} | pinned
    same = guarded_alike and _without_amounts(before.process) == _without_amounts(process)
    return Wanted(process=process, among=among, known=_narrowed(before, process, among) if same else None)


def _without_amounts(process: Process) -> Mapping[str, Any]:
    return {item.name: getattr(process, item.name) for item in fields(process) if item.name not in AMOUNTS}


def _narrowed(choices: Choices, process: Process, among: Collection[str] | None) -> Choices:
    """Return the choices for a process that differs in its amounts alone, `among` some countries."""
    places = tuple(place for place in choices.places if among is None or place.country in among)
    return replace(choices, process=process, places=places)
