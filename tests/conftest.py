"""A plan as an owner could get it, for everything that prints, draws or serves a plan.

Olivia owns the Harbour Bakery; Marco manages. The figures are made for reading tests by, and hang
together: a plan of the engine itself is drawn and printed by tests/documents/test_real_plan.py.
"""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.template.base import Template
from hypothesis import settings

from outhaul.engine.assumptions import Assumptions, stated
from outhaul.engine.report import (
    Alternative,
    BindingLimit,
    CashFan,
    Decision,
    Flip,
    Headline,
    ManagerReport,
    Obstacle,
    OptionReport,
    OverlapReport,
    Payback,
    PlanReport,
    ProcessReport,
    RateReport,
    ScopeClass,
    ScopeVerdict,
    Spread,
    ToolReport,
    TornadoBar,
    Waterfall,
)
from outhaul.engine.verdict import Answer, Guard, Verdict
from tests.chromium import browser, pytest_collection_modifyitems
from tests.database import django_db_modify_db_settings, emptied_database
from tests.garbage import pytest_collection
from tests.prepared import compiled_templates

__all__ = [
    "browser",
    "django_db_modify_db_settings",
    "emptied_database",
    "pytest_collection",
    "pytest_collection_modifyitems",
]

settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")
"""The same examples in every run, so that no check fails by luck; `--hypothesis-profile default` searches."""

MONTHS = 36

NOTHING = {"rate": 0.0, "fees": 0.0, "rework": 0.0, "ramp": 0.0, "tools": 0.0, "turnover": 0.0, "setup": 0.0}


def option(country: str, rate: float, *, npv: float, hour: float, manager: float = 5.1) -> OptionReport:
    return OptionReport(
        country=country,
        rate_hourly=rate,
        npv_cost=npv,
        manager_hours=manager,
        capital=640.0,
        true_cost_per_accepted_hour=hour,
        excluded_by=None,
    )


def excluded(country: str, reason: str) -> OptionReport:
    return OptionReport(
        country=country,
        rate_hourly=None,
        npv_cost=None,
        manager_hours=None,
        capital=None,
        true_cost_per_accepted_hour=None,
        excluded_by=reason,
    )


PLACES = (
    option("PH", 9.4, npv=27900, hour=24.1),
    option("CO", 11.8, npv=28800, hour=24.9),
    option("MX", 12.6, npv=29900, hour=25.9),
    option("JM", 12.1, npv=31000, hour=26.8),
    option("PL", 21.5, npv=37100, hour=32.1),
    option("CA", 31.0, npv=43400, hour=37.5),
    option("BB", 15.2, npv=33000, hour=28.6),
    option("KE", 8.7, npv=31900, hour=27.6),
    option("IN", 9.9, npv=32400, hour=28.0),
    option("ZA", 13.4, npv=32800, hour=28.4),
    option("GB", 34.0, npv=46900, hour=40.6),
    option("SG", 33.0, npv=47400, hour=41.0),
    excluded("JP", "match: overlap 0 h < 2 h"),
    excluded("CN", "match: overlap 0 h < 2 h"),
    excluded("BR", "match: language 0.41 < 0.50"),
    excluded("CH", "pay: no fair band, P(L <= U) 0.12 < 0.80"),
    excluded("RU", "match: sanctions"),
    excluded("MU", "match: overlap 1.2 h < 2 h"),
)


def scope(class_: ScopeClass, K: float, M: float, robust: float = 1.0) -> ScopeVerdict:
    return ScopeVerdict(class_=class_, K=K, M=M, robust=robust, best=class_, worst=class_)


def kept(  # noqa: PLR0913, PLR0917 -- a row of a table
    id_: str, name: str, verdict: ScopeVerdict, hours: float, cost: float, reason: str
) -> ProcessReport:
    return ProcessReport(
        id=id_,
        name=name,
        verdict=verdict,
        decision="prepare" if verdict.class_ == "PREPARE" else "keep",
        country=None,
        manager="olivia",
        rate=None,
        overlap_hours=None,
        manager_hours_per_month=round(hours * 0.06, 2),
        owner_hours_freed_per_month=0.0,
        cost_now=cost,
        monthly_cost=Waterfall(**NOTHING, management=0.0, kept=cost),
        reasons=(reason,),
        options=(),
        hours_per_month=hours,
        owner_hours_now=hours / 2,
    )


def handed_out(  # noqa: PLR0913 -- a row of a table
    id_: str,
    name: str,
    *,
    country: str,
    hours: float,
    cost: float,
    freed: float,
    rate: RateReport,
    monthly: Waterfall,
    decision: Decision = "hand_out",
) -> ProcessReport:
    return ProcessReport(
        id=id_,
        name=name,
        verdict=scope("PILOT" if decision == "pilot" else "ELIGIBLE", 0.14, 0.90, 0.97),
        decision=decision,
        country=country,
        manager="marco",
        rate=rate,
        overlap_hours=OverlapReport(min=2.0, mean=2.7),
        manager_hours_per_month=round(hours * 0.075 + 1.5, 2),
        owner_hours_freed_per_month=freed,
        cost_now=cost,
        monthly_cost=monthly,
        reasons=(
            f"An accepted hour truly costs {sum_of(monthly) / hours:.2f}; at home it is {cost / hours:.2f}.",
            "Nothing in it is core, and every part of it can be accepted by a deliverable.",
            "Colombia costs 2 % more over 36 months; its 8 shared hours are not needed for this work.",
        ),
        options=PLACES,
        hours_per_month=hours,
        owner_hours_now=freed + 2,
    )


def sum_of(monthly: Waterfall) -> float:
    names = ("rate", "fees", "rework", "ramp", "management", "tools", "turnover", "setup", "kept")
    return float(sum(getattr(monthly, name) for name in names))


def monthly(rate: float, management: float, *, kept_part: float = 0.0) -> Waterfall:
    return Waterfall(
        rate=rate,
        fees=rate * 0.06,
        rework=rate * 0.13,
        ramp=rate * 0.09,
        management=management,
        tools=46.0,
        turnover=rate * 0.11,
        setup=38.0,
        kept=kept_part,
    )


def fair(hourly: float, median: float, top: float, home: float, grade: str = "B") -> RateReport:
    return RateReport(
        hourly=hourly,
        market_median=median,
        band=(round(median * 1.05, 2), top),
        percentile=0.58,
        grade=grade,
        sd_ln_median=0.24,
        sd_ln_individual=0.38,
        home_hourly=home,
    )


def processes() -> tuple[ProcessReport, ...]:
    core = "It is what customers come for (core score 0.81)."
    return (
        handed_out(
            "books",
            "Bookkeeping",
            country="PH",
            hours=40,
            cost=1520,
            freed=17,
            rate=fair(9.40, 8.70, 24.30, 27.0),
            monthly=monthly(395, 190),
        ),
        handed_out(
            "support",
            "Answering customers' e-mail",
            country="PH",
            hours=30,
            cost=780,
            freed=6,
            rate=fair(7.90, 7.30, 18.00, 20.0, "C"),
            monthly=monthly(249, 158),
        ),
        handed_out(
            "shop",
            "Web shop upkeep",
            country="CO",
            hours=20,
            cost=960,
            freed=3.5,
            rate=fair(19.80, 18.10, 37.80, 42.0),
            monthly=monthly(412, 118),
        ),
        handed_out(
            "posts",
            "Social media posts",
            country="CO",
            hours=24,
            cost=820,
            freed=4.5,
            rate=fair(12.40, 11.50, 23.40, 26.0, "C"),
            monthly=monthly(156, 92, kept_part=410),
            decision="pilot",
        ),
        kept("recipes", "Recipes and new products", scope("KEEP_CORE", 0.81, 0.42), 24, 1800, core),
        kept("bake", "Planning what is baked", scope("KEEP_CORE", 0.67, 0.55), 22, 1210, core),
        kept(
            "payroll",
            "Payroll",
            scope("ELIGIBLE", 0.11, 0.88),
            5,
            210,
            "Too small: set-up and steering cost more than the 5 hours a month save.",
        ),
        kept(
            "wholesale",
            "Wholesale orders",
            scope("PREPARE", 0.28, 0.51, 0.74),
            18,
            590,
            "There is no written procedure yet; 16 hours of writing would make it ready.",
        ),
        kept(
            "hiring",
            "Hiring counter staff",
            scope("KEEP_UNMANAGEABLE", 0.38, 0.36),
            8,
            400,
            "Its result cannot be seen for months, so nobody could accept it.",
        ),
        kept(
            "licence",
            "Food safety records",
            scope("KEEP_LEGAL", 0.22, 0.72),
            10,
            330,
            "The food business operator must do this in person.",
        ),
        kept(
            "news",
            "Newsletter",
            scope("ELIGIBLE", 0.19, 0.81),
            6,
            240,
            "Marco has no free hours left for a fifth contractor.",
        ),
    )


def fan() -> CashFan:
    def line(slope: float, dip: float) -> tuple[float, ...]:
        return tuple(
            round(-3350 + slope * month - dip * month / (month + 1.5), 2) for month in range(MONTHS + 1)
        )

    return CashFan(
        p5=line(150, 3900),
        p25=line(600, 3700),
        p50=line(800, 3620),
        p75=line(1060, 3000),
        p95=line(1500, 2600),
    )


def guards() -> tuple[Verdict, ...]:
    return (
        Verdict(
            guard=Guard.MANAGE,
            answer=Answer.WARN,
            rule="MANAGE-4",
            reason="Marco has not been trained to steer contractors.",
            fix="Train him for 24 hours before the first engagement starts.",
            process="books",
        ),
        Verdict(
            guard=Guard.SCOPE,
            answer=Answer.BLOCK,
            rule="SCOPE-3",
            reason="Recipes and new products are core (0.81, the cut is 0.60).",
            fix="Keep it; hand out the typing of recipe cards instead.",
            process="recipes",
        ),
        Verdict(
            guard=Guard.PAY,
            answer=Answer.WARN,
            rule="PAY-5",
            reason="The market rate for support in the Philippines is an estimate (grade C).",
            fix="Enter one or two real quotes; the band narrows by about a third.",
            process="support",
        ),
        Verdict(
            guard=Guard.MATCH,
            answer=Answer.PASS,
            rule="MATCH-1",
            reason="2.0 shared hours on the worst day, 2.0 needed.",
            process="books",
        ),
        Verdict(
            guard=Guard.COST,
            answer=Answer.PASS,
            rule="COST-1",
            reason="The true cost of the plan lies 18 % below today's.",
        ),
    )


def alternatives() -> tuple[Alternative, ...]:
    def other(
        name: str, npv: float, loss: float, better: float, freed: float, *changes: str, **decisions: str
    ) -> Alternative:
        return Alternative(
            name=name,
            npv_mean=npv,
            p_loss=loss,
            p_better=better,
            owner_hours_freed_per_month=freed,
            changes=changes,
            decisions=decisions,
        )

    return (
        other("do nothing", 0.0, 0.0, 0.06, 0.0, "Bookkeeping stays", "Web shop upkeep stays"),
        other("cheapest", 25800.0, 0.08, 0.55, 29.0, "Web shop upkeep goes to Kenya", shop="KE"),
        other("safest", 16900.0, 0.02, 0.21, 23.0, "Social media posts stay", posts="keep"),
        other("most owner time", 21300.0, 0.09, 0.38, 36.0, "Newsletter goes to Colombia", news="CO"),
    )


def tornado() -> tuple[TornadoBar, ...]:
    def bar(  # noqa: PLR0913, PLR0917 -- a row of a table
        name: str, meaning: str, low: float, high: float, at_low: float, at_high: float
    ) -> TornadoBar:
        return TornadoBar(
            name=name, meaning=meaning, low_value=low, high_value=high, npv_at_low=at_low, npv_at_high=at_high
        )

    return (
        bar("mu0", "manager hours for each contractor hour", 0.035, 0.08, 29100, 15400),
        bar("T0", "learning time of a new contractor", 1.6, 6.4, 27400, 17800),
        bar("skill", "productivity of an unknown contractor", 0.8, 1.1, 18700, 27900),
        bar("rho0", "rework for each accepted hour", 0.05, 0.2, 26200, 19000),
        bar("lambda0", "contractors who leave at market pay", 0.2, 0.5, 25400, 20600),
        bar(
            "contractor_factor",
            "contractor's hourly rate for each hour of employee pay",
            1.1,
            1.5,
            25200,
            20900,
        ),
        bar("fixed_hours", "invoice, review and pulse of one engagement", 0.8, 3.6, 25000, 18900),
        bar("kappa_mean", "how far pay for remote work has moved to the US level", 0.2, 0.5, 24600, 21500),
        bar("dL", "productivity lost to a foreign language", 0.05, 0.18, 24200, 22000),
        bar("fee", "platform fee of the client", 0.02, 0.1, 24000, 22100),
    )


@pytest.fixture(scope="session")
def plan() -> PlanReport:
    return PlanReport(
        business="Harbour Bakery",
        currency="USD",
        country="US",
        horizon_months=MONTHS,
        status="optimal",
        gap=0.0,
        seed=1,
        scenarios=4096,
        inputs_sha256="5f0c7a1e" * 8,
        elapsed_ms=4180,
        headline=Headline(
            owner_hours_freed_per_month=31.0,
            headline_saving=0.62,
            true_saving=0.1812,
            npv=Spread(mean=23144.7, p5=-1873.0, p50=22891.0, p95=49210.0, se=61.0),
            p_loss=0.0612,
            p_loss_se=0.0021,
            payback_months=Payback(p50=8.0, p90=14.0, never=0.034),
            cvar95=4820.0,
            p_cash_short=0.11,
            capital_needed=3350.0,
            monthly_cost_now=8860.0,
            monthly_cost_planned=8214.0,
        ),
        processes=processes(),
        managers=(
            ManagerReport(
                id="marco",
                name="Marco",
                hours_used=24.6,
                hours_free=30.0,
                engagements=4,
                span=4,
                train=True,
                hire=False,
            ),
            ManagerReport(
                id="olivia",
                name="Olivia",
                hours_used=5.6,
                hours_free=12.0,
                engagements=0,
                span=4,
                train=False,
                hire=False,
            ),
        ),
        tools=(
            ToolReport(id="chat", name="Team chat", seats=4, monthly=32.0, capital=0.0),
            ToolReport(id="vault", name="Password vault", seats=5, monthly=25.0, capital=60.0),
        ),
        guards=guards(),
        alternatives=alternatives(),
        flips=(
            Flip(parameter="rate per hour", process="books", value=9.4, flips_at=21.4, to="keep"),
            Flip(parameter="mu0", process="shop", value=0.05, flips_at=0.13, to="keep"),
        ),
        limits=(
            BindingLimit(
                limit="engagements that Marco can steer", used=4, available=4, one_more=1, worth=1840.0
            ),
            BindingLimit(limit="capital budget", used=3350, available=3500, one_more=1000, worth=210.0),
        ),
        obstacles=(),
        tornado=tornado(),
        fan=fan(),
        assumptions=stated(Assumptions(T0=4.0), {"T0": 4.0}),
        capital_budget=8000.0,
        reference_checksum="c0ffee00" * 8,
    )


@pytest.fixture(scope="session")
def nothing_out(plan: PlanReport) -> PlanReport:
    assert plan.headline is not None
    all_kept = tuple(
        kept(
            process.id,
            process.name,
            process.verdict,
            process.hours_per_month or 0,
            process.cost_now,
            "It pays not.",
        )
        for process in plan.processes
    )
    headline = replace(
        plan.headline,
        owner_hours_freed_per_month=0.0,
        headline_saving=0.0,
        true_saving=0.0,
        npv=Spread(mean=0.0, p5=0.0, p50=0.0, p95=0.0, se=0.0),
        p_loss=0.0,
        p_loss_se=0.0,
        payback_months=Payback(p50=None, p90=None, never=1.0),
        cvar95=0.0,
        p_cash_short=0.0,
        capital_needed=0.0,
        monthly_cost_planned=8860.0,
    )
    return replace(
        plan, headline=headline, processes=all_kept, tools=(), flips=(), tornado=(), fan=None, guards=()
    )


@pytest.fixture(scope="session")
def infeasible(plan: PlanReport) -> PlanReport:
    return replace(
        plan,
        status="infeasible",
        headline=None,
        processes=(),
        managers=(),
        tools=(),
        guards=(),
        alternatives=(),
        flips=(),
        limits=(),
        tornado=(),
        fan=None,
        obstacles=(
            Obstacle(
                what="Kept work needs more of the managers' hours than they have",
                missing=6.4,
                unit="hours a month",
                fix="Free 7 more hours a month for Marco, or hire a part-time manager.",
            ),
            Obstacle(
                what="No manager speaks a language of the process Wholesale orders",
                missing=1,
                unit="manager",
                fix="Name a manager who speaks Spanish, or change the process's language.",
            ),
        ),
    )


@pytest.fixture(scope="session", autouse=True)
def unrecorded_templates(django_test_environment: None) -> Iterator[None]:  # noqa: ARG001 -- what is undone
    """Let no template be kept with what it was given: of a page, tests read what it says.

    Django would copy all that each option of each list was rendered with, which takes longer than rendering.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "_render", lambda self, context: self.nodelist.render(context))
        yield


@pytest.fixture(scope="session", autouse=True)
def kept_templates(django_test_environment: None) -> Iterator[None]:  # noqa: ARG001 -- what is undone
    """Let templates be compiled once for all workers and runs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(django_settings, "COMPILED_TEMPLATES", compiled_templates())
        yield


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    """Let passwords be kept by Argon2 as ever, but with the least work that it allows: no secret is real."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Argon2PasswordHasher, "time_cost", 1)
        patch.setattr(Argon2PasswordHasher, "memory_cost", 8)
        patch.setattr(Argon2PasswordHasher, "parallelism", 1)
        yield
