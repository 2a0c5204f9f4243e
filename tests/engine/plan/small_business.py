"""A small business of Olivia's, planned with the real tables of a few countries so that it is quick."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from outhaul.engine.assumptions import with_own
from outhaul.engine.business import Business, Home, Manager, Process, Tool
from outhaul.engine.plan.choices import Outlook
from outhaul.engine.plan.groundwork import Groundwork, draws_of, lay_groundwork
from outhaul.engine.plan.make import YEAR
from outhaul.engine.plan.problem import PlanProblem
from outhaul.engine.plan.solution import Solution
from outhaul.engine.plan.solve import solve
from outhaul.engine.plan.writing import problem_of
from outhaul.reference.model import Country
from outhaul.reference.tables import BUILT_IN, Reference

PLACES = ("BR", "CO", "DE", "EG", "GH", "IN", "JM", "KE", "MX", "NG", "PH", "PL", "US", "ZA")
QUESTIONS = ("C1", "C2", "C3", "C4", "C5", "C6", "M1", "M2", "M3", "M4", "M5", "M6", "G1", "G2")
ELIGIBLE = dict(zip(QUESTIONS, (0, 0, 0, 1, 1, 2, 4, 3, 4, 3, 3, 4, 2, 0), strict=True)) | {"M7": True}
"""Answers for which the guard of scope leaves work free to go."""
PILOT = ELIGIBLE | {"C1": 2, "C2": 2, "C3": 2, "C4": 2, "C5": 2, "C6": 2}
CORE = ELIGIBLE | {"C1": 4, "C2": 3}


class FewCountries(Reference):
    """The built-in tables with the countries of `PLACES` alone."""

    @cached_property
    def countries(self) -> dict[str, Country]:
        whole = Reference(BUILT_IN).countries
        return {code: whole[code] for code in PLACES}


FEW = FewCountries(BUILT_IN)

HOME = Home(
    name="Olivia's Bakery",
    country="US",
    currency="USD",
    time_zone="America/New_York",
    languages={"en": "C2"},
    capital_budget=8000.0,
)
MARCO = Manager(id="marco", name="Marco", free_hours_per_month=40.0, cost_per_hour=42.0)
OLIVIA = Manager(
    id="olivia", name="Olivia", free_hours_per_month=20.0, cost_per_hour=60.0, trained=True, is_owner=True
)
CHAT = Tool(id="chat", name="Chat", fixed_cost_per_month=20.0, cost_per_seat_per_month=8.0)
VAULT = Tool(id="vault", name="Vault", fixed_cost_per_month=5.0, capital_cost=60.0, needed_by=("books",))


def work(name: str, **changes: Any) -> Process:  # noqa: ANN401 -- any field of Process
    fields: dict[str, Any] = {
        "occupation": "43-3031.00",
        "hours_per_month": 40.0,
        "home_cost_per_hour": 38.0,
        "owner_share": 0.5,
        "answers": ELIGIBLE,
    }
    return Process(id=name, name=name.capitalize(), **(fields | changes))


BOOKS = work("books")
SHOP = work("shop", occupation="15-1254.00", hours_per_month=22.0, home_cost_per_hour=55.0, owner_share=0.2)
RECIPES = work("recipes", occupation="35-1011.00", hours_per_month=20.0, answers=CORE)

BAKERY = Business(home=HOME, managers=(MARCO, OLIVIA), processes=(BOOKS, SHOP, RECIPES), tools=(CHAT, VAULT))


def with_policy(business: Business, **changes: Any) -> Business:  # noqa: ANN401 -- any field of Policy
    return replace(business, policy=replace(business.policy, **changes))


def with_home(business: Business, **changes: Any) -> Business:  # noqa: ANN401 -- any field of Home
    return replace(business, home=replace(business.home, **changes))


@dataclass(frozen=True, kw_only=True)
class Laid:
    """What a plan is chosen from, and the choice."""

    work: Groundwork
    problem: PlanProblem
    best: Solution


def laid(
    business: Business, reference: Reference = FEW, *, scenarios: int = 64, replicates: int = 2, seed: int = 1
) -> Laid:
    """Choose a plan without telling its risk."""
    outlook = Outlook(
        business=business,
        reference=reference,
        assumptions=with_own(business.assumptions),
        year=YEAR,
        seed=seed,
    )
    ground = lay_groundwork(outlook, draws_of(outlook, scenarios, replicates), lambda _share, _what: None)
    problem = problem_of(ground)
    return Laid(work=ground, problem=problem, best=solve(problem))
