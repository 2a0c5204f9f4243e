"""What-ifs of the bakery, with plans that are known to the last figure."""

import zlib
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest
from django.test import Client
from pytest_django import Settings

from outhaul.apps.jobs.models import Job, State
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.planning.domain.asking import ask_for_plan
from outhaul.apps.planning.domain.scenarios import keep_scenario
from outhaul.apps.planning.models import Plan, Scenario
from outhaul.engine.report import PlanReport
from outhaul.reference.tables import Reference
from outhaul.wording.summary import headline
from tests.people import People, nobody, people, reference

__all__ = ["nobody", "people", "reference"]

PIN = ("processes", "books", "pin")
LEARNING = ("assumptions", "assumptions", "T0")
HOURS = ("managers", "marco", "free_hours_per_month")

SignIn = Callable[[Visit], Client]
Make = Callable[..., Plan]


@pytest.fixture(autouse=True)
def _plain_static_files(settings: Settings, tmp_path: Path) -> None:
    files = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": files}
    settings.STATIC_ROOT = tmp_path


@pytest.fixture
def signed_in() -> SignIn:
    def client(visit: Visit) -> Client:
        made = Client()
        made.force_login(visit.user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return made

    return client


@pytest.fixture
def make(people: People, reference: Reference) -> Make:
    """Ask for a plan of what the bakery, or a what-if of it, says now, and let it come out as a report."""

    def made(report: PlanReport, scenario: Scenario | None = None) -> Plan:
        plan = ask_for_plan(people.olivia, reference=reference, scenario=scenario)
        encoded = msgspec.json.encode(report)
        plan.report, plan.report_hash = zlib.compress(encoded), sha256(encoded).hexdigest()
        plan.headline = headline(report)
        plan.save()
        Job.objects.filter(plan=plan).update(state=State.DONE, share=1.0)
        return plan

    return made


@pytest.fixture
def other(plan: PlanReport) -> PlanReport:
    """The plan with the web shop kept, which frees less and is worth less."""
    assert plan.headline is not None
    head = replace(
        plan.headline, owner_hours_freed_per_month=27.5, npv=replace(plan.headline.npv, mean=18144.7)
    )
    processes = tuple(
        replace(one, decision="keep", country=None, rate=None) if one.id == "shop" else one
        for one in plan.processes
    )
    return replace(plan, headline=head, processes=processes)


@pytest.fixture
def what_if(people: People) -> Scenario:
    """Bookkeeping only in Poland; nothing is planned yet."""
    return keep_scenario(people.olivia, name="Only Poland", changes=[(*PIN, "PL")])


@pytest.fixture
def tried(make: Make, plan: PlanReport, other: PlanReport, what_if: Scenario) -> Scenario:
    """The same, beside the plan of the bakery, and with a plan of its own."""
    make(plan)
    make(other, what_if)
    return what_if
