"""The parents of the headline figures."""
# ruff: noqa: RUF001 -- formulas are written in the signs of docs/rules

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from outhaul.apps.planning.domain.parents.figure import Basis, Figure, Parent
from outhaul.apps.planning.domain.parents.places import told_of
from outhaul.engine.manage import training_cost
from outhaul.engine.plan.groundwork import candidates
from outhaul.engine.report import Headline, ProcessReport
from outhaul.wording.amounts import MINUS
from outhaul.wording.numbers import months, months_long, plain_hours, share
from outhaul.wording.tongue import figures

FEW = 6
"""How many of the assumptions that move the result most are shown."""


def hours_freed(basis: Basis, head: Headline) -> Figure:
    """The owner's hours in the work that leaves, less what managing takes of the owner."""
    freed = [_freed(row.name, row.owner_hours_freed_per_month) for row in basis.out]
    rest = head.owner_hours_freed_per_month - sum(row.amount or 0.0 for row in freed)
    managing = _freed(
        _("What managing it takes of you, and gaps that you fill"),
        rest,
        note=_("the mean over all simulated futures"),
    )
    return Figure(
        name="hours-freed",
        title=_("Your hours freed"),
        value=_("%(hours)s h a month") % {"hours": plain_hours(head.owner_hours_freed_per_month)},
        amount=head.owner_hours_freed_per_month,
        words=_(
            "Your own hours in the work that goes out, less the hours that steering it takes of you where "
            "you are its manager. It is the mean over all simulated futures."
        ),
        formula="E[ Σ owner share × H − L(you) + mu_home × H(now) ]",
        rules=("PLAN-12", "COST-6", "MANAGE-2"),
        parents=(*freed, managing),
        assumptions=basis.stated(("mu0", "fixed_hours", "start_load", "mu_home", "effort_bias")),
    )


def _freed(what: str, hours: float, note: str = "") -> Parent:
    return Parent(what=what, value=figures(f"{hours:.1f} h".replace("-", MINUS)), amount=hours, note=note)


def true_saving(basis: Basis, head: Headline) -> Figure:
    """All costs against today's, as a share of what the handed-out work costs today."""
    return Figure(
        name="true-saving",
        title=_("True saving"),
        value=share(head.true_saving),
        amount=head.true_saving,
        words=_(
            "What a month costs today, less what it truly costs under the plan, as a share of what the "
            "handed-out work costs today. All costs are in it: rework, a slow start, managers' hours, "
            "tools, people leaving, fees and setting up."
        ),
        formula="S = (C_now − C_plan) / C_out",
        rules=("COST-9", "COST-5"),
        parents=(*_monthly(basis, head), _today_out(basis), _opens_headline(head)),
        assumptions=basis.stated(_moving(basis)),
    )


def _monthly(basis: Basis, head: Headline) -> tuple[Parent, ...]:
    money = basis.numbers.exact_money
    return (
        Parent(
            what=_("All of the work costs today, a month"),
            value=money(head.monthly_cost_now),
            amount=head.monthly_cost_now,
        ),
        Parent(
            what=_("It costs under the plan, a month"),
            value=money(head.monthly_cost_planned),
            amount=head.monthly_cost_planned,
            note=_("the mean over all futures and the whole horizon"),
        ),
    )


def _today_out(basis: Basis) -> Parent:
    today = sum(basis.share_of(row) * row.cost_now for row in basis.out)
    return Parent(
        what=_("The handed-out part costs today, a month"),
        value=basis.numbers.exact_money(today),
        amount=today,
    )


def _opens_headline(head: Headline) -> Parent:
    return Parent(
        what=_("The bare rates promise"),
        value=share(head.headline_saving),
        amount=head.headline_saving,
        opens=("headline-saving", ""),
    )


def headline_saving(basis: Basis, head: Headline) -> Figure:
    """What the bare rates alone would save."""
    return Figure(
        name="headline-saving",
        title=_("What the bare rates promise"),
        value=share(head.headline_saving),
        amount=head.headline_saving,
        words=_(
            "The difference between an hour at home and an hour at the bare rate, for every hour that goes "
            "out, as a share of what this work costs today. Nobody ever saves that much."
        ),
        formula="S_0 = Σ H × (h − r) / C_out",
        rules=("COST-9", "PAY-7"),
        parents=(
            *(
                Parent(
                    what=row.name,
                    value=basis.numbers.exact_money(promised_by(basis, row.id)),
                    amount=promised_by(basis, row.id),
                    opens=("rate", row.id),
                )
                for row in basis.out
            ),
            _today_out(basis),
        ),
        assumptions=basis.stated(("effort_bias", "kappa_mean", "contractor_factor")),
    )


def promised_by(basis: Basis, process: str) -> float:
    """Return what the bare rate of one process promises a month, in money."""
    row = next(found for found in basis.out if found.id == process)
    told = told_of(basis, row)
    if row.rate is None:
        return 0.0
    bias = basis.assumed.effort_bias if told.hours_are_estimated else 1.0
    hours = told.hours_per_month * bias * basis.share_of(row)
    return hours * ((row.rate.home_hourly or 0.0) - row.rate.hourly)


def worth(basis: Basis, head: Headline) -> Figure:
    """Today's worth of the plan against keeping all work."""
    numbers, home = basis.numbers, basis.business.home
    return Figure(
        name="worth",
        title=_("Worth over %(months)s") % {"months": months_long(basis.report.horizon_months)},
        value=numbers.money(head.npv.mean, se=head.npv.se),
        amount=head.npv.mean,
        words=_(
            "The money that the plan leaves against keeping all work, month by month, later money counting "
            "less; the mean over all simulated futures."
        ),
        formula="W = E[ Σ_t (K_t − P_t) × (1 + i)^(−t/12) ]",
        rules=("COST-9", "RISK-1", "RISK-9"),
        parents=(
            *_monthly(basis, head),
            _told_number(basis, "horizon_months", _("Months looked ahead"), f"{home.horizon_months}"),
            _told_number(basis, "discount_rate", _("Yearly interest"), share(home.discount_rate)),
            _money(basis, _("One future in twenty is below"), head.npv.p5),
            _money(basis, _("The middle future"), head.npv.p50),
            _money(basis, _("One future in twenty is above"), head.npv.p95),
            _futures(basis),
        ),
        assumptions=basis.stated(_moving(basis)),
    )


def _told_number(basis: Basis, field: str, what: str, value: str) -> Parent:
    amount = float(getattr(basis.business.home, field))
    return Parent(what=what, value=value, amount=amount, told=("business", "business", field))


def _money(basis: Basis, what: str, amount: float) -> Parent:
    return Parent(what=what, value=basis.numbers.money(amount), amount=amount)


def _futures(basis: Basis) -> Parent:
    count = basis.report.scenarios
    return Parent(
        what=_("Simulated futures"),
        value=figures(f"{count:,}"),
        amount=float(count),
        note=_("seed %(seed)s") % {"seed": basis.report.seed},
    )


def _moving(basis: Basis) -> tuple[str, ...]:
    return tuple(bar.name for bar in basis.report.tornado[:FEW])


def chance_of_loss(basis: Basis, head: Headline) -> Figure:
    """The share of futures in which the plan is worth less than keeping all work."""
    losing = round(head.p_loss * basis.report.scenarios)
    return Figure(
        name="chance-of-loss",
        title=_("Chance of losing money"),
        value=share(head.p_loss, head.p_loss_se),
        amount=head.p_loss,
        words=_("The share of simulated futures in which the plan is worth less than keeping all work."),
        formula="P(W < 0)",
        rules=("RISK-10", "RISK-3", "RISK-4", "RISK-5"),
        parents=(
            Parent(what=_("Futures that lose money"), value=figures(f"{losing:,}"), amount=float(losing)),
            _futures(basis),
            _money(basis, _("Mean loss in the worst twentieth (below zero: a gain)"), head.cvar95),
            Parent(
                what=_("Chance that cash runs short on the way"),
                value=share(head.p_cash_short),
                amount=head.p_cash_short,
            ),
        ),
        assumptions=basis.stated(_moving(basis)),
    )


def payback(basis: Basis, head: Headline) -> Figure:
    """When the plan has paid for itself."""
    back, horizon = head.payback_months, basis.report.horizon_months
    return Figure(
        name="payback",
        title=_("Pays for itself in"),
        value=months(back.p50, back.p90, horizon),
        amount=back.p50 if back.p50 is not None else float(horizon),
        words=_(
            "The first month from which the money saved, all costs counted, stays at or above zero: in the "
            "middle future, and in nine futures of ten."
        ),
        formula="min { t : Σ_(s ≤ u) (K_s − P_s) ≥ 0 for every u ≥ t }",
        rules=("COST-9", "COST-2"),
        parents=(
            Parent(
                what=_("In the middle future"), value=months(back.p50, back.p50, horizon), amount=back.p50
            ),
            Parent(
                what=_("In nine futures of ten"), value=months(back.p90, back.p90, horizon), amount=back.p90
            ),
            Parent(what=_("Never in the time looked at"), value=share(back.never), amount=back.never),
            Parent(
                what=_("Money needed up front"),
                value=basis.numbers.money(head.capital_needed),
                amount=head.capital_needed,
                opens=("capital", ""),
            ),
        ),
        assumptions=basis.stated(("T0", "R0", "search_hours", "spec_hours", "transfer_hours", "start_load")),
    )


def capital(basis: Basis, head: Headline) -> Figure:
    """What has to be paid before the plan earns."""
    budget = basis.business.home.capital_budget
    return Figure(
        name="capital",
        title=_("Money needed up front"),
        value=basis.numbers.money(head.capital_needed),
        amount=head.capital_needed,
        words=_("Equipment for each contractor, tools that are bought once, training of managers, hiring."),
        formula="Σ equipment × n + Σ tools + Σ training_hours × hour of the manager + Σ hiring",
        rules=("COST-12", "PLAN-7", "MANAGE-5", "MANAGE-8"),
        parents=(
            *capital_parts(basis),
            Parent(
                what=_("May be tied up"),
                value=basis.numbers.money(budget),
                amount=budget,
                told=("business", "business", "capital_budget"),
            ),
        ),
        assumptions=basis.stated(("equipment", "training_hours", "contractor_hours", "hire_search_weeks")),
    )


def capital_parts(basis: Basis) -> tuple[Parent, ...]:
    """Return what the capital is spent on; together it is all of it."""
    report, exact = basis.report, basis.numbers.exact_money
    parts = [(_("Equipment for %(work)s") % {"work": row.name}, _equipment(row)) for row in basis.out]
    parts += [(tool.name, tool.capital) for tool in report.tools]
    staff = {one.manager.id: one for one in candidates(basis.outlook)}
    for manager in report.managers:
        candidate = staff[manager.id]
        if manager.train:
            cost = training_cost(candidate.manager, basis.assumed)
            parts.append((_("Training for %(name)s") % {"name": manager.name}, cost))
        if manager.hire:
            parts.append((_("Finding %(name)s") % {"name": manager.name}, candidate.hire_capital))
    return tuple(Parent(what=what, value=exact(amount), amount=amount) for what, amount in parts if amount)


def _equipment(row: ProcessReport) -> float:
    return next((one.capital or 0.0 for one in row.options if one.country == row.country), 0.0)


HEADLINE: Mapping[str, Callable[[Basis, Headline], Figure]] = {
    "hours-freed": hours_freed,
    "true-saving": true_saving,
    "headline-saving": headline_saving,
    "worth": worth,
    "chance-of-loss": chance_of_loss,
    "payback": payback,
    "capital": capital,
}
"""Name of a headline figure -> what tells its parents."""
