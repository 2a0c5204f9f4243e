"""The parents of the figures of one handed-out process."""
# ruff: noqa: RUF001 -- formulas are written in the signs of docs/rules

from collections.abc import Callable, Mapping
from math import ceil

from django.utils.translation import gettext as _

from outhaul.apps.planning.domain.parents.figure import Basis, Figure, NoSuchFigure, Parent
from outhaul.apps.planning.domain.parents.paying import band, market_median, rate
from outhaul.apps.planning.domain.parents.places import place_of, told_of
from outhaul.engine import manage
from outhaul.engine.match import Fit
from outhaul.engine.report import ProcessReport
from outhaul.engine.wages.market import SourceFigure, listed
from outhaul.wording.numbers import from_to, plain_hours
from outhaul.wording.tongue import figures, word
from outhaul.wording.work import COMPONENTS, components, total

BEHIND: Mapping[str, tuple[str, ...]] = {
    "fees": ("fee", "payment_fee"),
    "rework": ("rho0", "skill", "gL", "gM"),
    "ramp": ("T0", "R0"),
    "management": ("mu0", "fixed_hours", "start_load"),
    "tools": ("tool_seat",),
    "turnover": ("lambda0", "eps", "replacement_weeks", "pi0"),
    "setup": ("contract_setup", "equipment", "trial_hours", "search_hours"),
}
"""Part of the true cost -> the assumptions that it rests on most."""


def true_cost(basis: Basis, row: ProcessReport) -> Figure:
    """What a month of it truly costs, part by part."""
    exact = basis.numbers.exact_money
    parts = components(row.monthly_cost)
    whole = total(row.monthly_cost)
    behind = dict.fromkeys(name for part, _amount in parts for name in BEHIND.get(part, ()))
    return Figure(
        name="true-cost",
        process=row.id,
        title=_("%(work)s: true cost a month") % {"work": row.name},
        value=exact(whole),
        amount=whole,
        words=_(
            "The bare rate for the accepted hours, and everything that comes on top of it, as the mean of "
            "a month over the whole horizon and all simulated futures."
        ),
        formula="rate + fees + rework + ramp + management + tools + turnover + setup + kept",
        rules=("COST-5", "COST-2", "COST-4", "COST-6", "COST-7", "COST-8"),
        parents=(
            *(
                Parent(what=word(COMPONENTS[part]), value=exact(amount), amount=amount)
                for part, amount in parts
            ),
            Parent(what=_("It costs today, a month"), value=exact(row.cost_now), amount=row.cost_now),
            Parent(
                what=_("Hours a month"),
                value=basis.numbers.number(told_of(basis, row).hours_per_month),
                amount=told_of(basis, row).hours_per_month,
                told=("processes", row.id, "hours_per_month"),
            ),
        ),
        assumptions=basis.stated(behind),
    )


def shared_hours(basis: Basis, row: ProcessReport) -> Figure:
    """How many working hours a day are shared."""
    shared = row.overlap_hours
    if shared is None:
        raise NoSuchFigure(row.id)
    fit, home = place_of(basis, row)[0].fit, basis.business.home
    start, end = home.working_hours
    return Figure(
        name="shared-hours",
        process=row.id,
        title=_("%(work)s: shared working hours a day") % {"work": row.name},
        value=from_to(plain_hours(shared.min), plain_hours(shared.mean)),
        amount=shared.min,
        words=_(
            "Both working days on every day of the year, by the clocks of both places with daylight "
            "saving, laid over each other. The worst common day decides."
        ),
        formula="O(d) = Σ_k max(0, min(b, b' + 24k) − max(a, a' + 24k))",
        rules=("MATCH-1", "MATCH-2", "MATCH-3"),
        parents=(
            Parent(
                what=_("Your working hours"),
                value=f"{start:%H:%M} - {end:%H:%M}",
                told=("business", "business", "working_hours"),
            ),
            Parent(
                what=_("Your time zone"), value=home.time_zone, told=("business", "business", "time_zone")
            ),
            Parent(what=_("Time zone there"), value=fit.zone, note=_("nine to five there")),
            Parent(what=_("On the worst day"), value=figures(f"{shared.min:.1f} h"), amount=shared.min),
            Parent(what=_("On the mean day"), value=figures(f"{shared.mean:.1f} h"), amount=shared.mean),
            Parent(
                what=_("Needed"),
                value=figures(f"{fit.overlap_needed:.1f} h"),
                amount=fit.overlap_needed,
                told=("processes", row.id, "min_overlap_hours"),
            ),
        ),
        assumptions=basis.stated(("dT", "mu_overlap")),
    )


def manager_hours(basis: Basis, row: ProcessReport) -> Figure:
    """How many hours a month its manager spends on it, once it has settled."""
    told, fit = told_of(basis, row), place_of(basis, row)[0].fit
    bought = bought_hours(basis, row, fit)
    contractors = max(1, ceil(bought / basis.assumed.contractor_hours))
    load = load_per_hour(basis, fit, contractors)
    kept = manage.home_load(told.hours_per_month * (1 - basis.share_of(row)), basis.assumed)
    fixed = basis.assumed.fixed_hours * contractors
    return Figure(
        name="manager-hours",
        process=row.id,
        title=_("%(work)s: manager's hours a month") % {"work": row.name},
        value=figures(f"{row.manager_hours_per_month:.1f} h"),
        amount=row.manager_hours_per_month,
        words=_(
            "Hours that its manager spends once the start is over: so many for each hour bought, more where "
            "language or hours are not shared, and a fixed part for invoice, review and pulse. In the first "
            "three months it is about twice as much."
        ),
        formula="L = mu × h + fixed_hours × n,  "
        "mu = mu0 + mu_language κ (1 − l) + mu_overlap σ (O* − O) / O*",
        rules=("MANAGE-2", "MANAGE-3", "MANAGE-4", "COST-4"),
        parents=(
            Parent(
                what=_("Hours bought, a month"),
                value=figures(f"{bought:.1f} h"),
                amount=bought,
                note=_("accepted hours, with rework, at a contractor's pace"),
            ),
            Parent(what=_("Manager hours for each of them"), value=figures(f"{load:.3f} h"), amount=load),
            Parent(what=_("Fixed part"), value=figures(f"{fixed:.1f} h"), amount=fixed),
            *(
                [Parent(what=_("For the part that stays"), value=figures(f"{kept:.1f} h"), amount=kept)]
                if kept
                else []
            ),
            Parent(
                what=_("A common language, 0 to 1"), value=figures(f"{fit.language:.2f}"), amount=fit.language
            ),
            Parent(
                what=_("How much talk the work needs, 0 to 1"),
                value=figures(f"{fit.kappa:.2f}"),
                amount=fit.kappa,
            ),
            Parent(
                what=_("Hours a month"),
                value=basis.numbers.number(told.hours_per_month),
                amount=told.hours_per_month,
                told=("processes", row.id, "hours_per_month"),
            ),
        ),
        cited=speakers_of(basis, row),
        assumptions=basis.stated(
            ("mu0", "mu_language", "mu_overlap", "mu_coordination", "fixed_hours", "start_load")
        ),
    )


def speakers_of(basis: Basis, row: ProcessReport) -> tuple[SourceFigure, ...]:
    """Return how many people there are able to use the language of the work, where that is known."""
    spoken = told_of(basis, row).language or next(iter(basis.business.home.languages), "")
    country = basis.reference.countries[row.country or basis.report.country]
    known = country.languages.get(spoken)
    words = f"share of the people in {country.name} who are able to use the language of the work ({spoken})"
    return (listed(basis.reference, words, known),) if known else ()


def bought_hours(basis: Basis, row: ProcessReport, fit: Fit) -> float:
    """Return the hours that are bought a month, rework and pace counted (§COST-4)."""
    told = told_of(basis, row)
    bias = basis.assumed.effort_bias if told.hours_are_estimated else 1.0
    accepted = told.hours_per_month * bias * basis.share_of(row)
    return accepted * (1 + fit.rework) / fit.productivity


def load_per_hour(basis: Basis, fit: Fit, contractors: int) -> float:
    """Return the manager hours for each bought hour (§MANAGE-2)."""
    return manage.load_per_hour(
        language=fit.language_in_use,
        communication=fit.kappa,
        synchronous=fit.sigma,
        overlap=fit.overlap.mean,
        overlap_needed=fit.overlap_useful,
        assumptions=basis.assumed,
        contractors=contractors,
    )


PROCESS: Mapping[str, Callable[[Basis, ProcessReport], Figure]] = {
    "rate": rate,
    "market-median": market_median,
    "band": band,
    "true-cost": true_cost,
    "shared-hours": shared_hours,
    "manager-hours": manager_hours,
}
"""Name of a figure of a process -> what tells its parents."""
