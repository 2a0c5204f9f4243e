"""A real plan of the sample business, made and laid out once for all tests of its pages."""

import pytest
from pytest_django import Settings

from outhaul.apps.planning.domain import plans
from outhaul.apps.planning.models import Plan
from outhaul.cli.demo import samples
from outhaul.documents import plan_html
from outhaul.documents.business_file import read
from outhaul.engine.plan.make import make_plan
from outhaul.engine.report import PlanReport
from outhaul.reference.tables import Reference
from tests.people import People


@pytest.fixture(scope="session")
def real_report(reference: Reference) -> PlanReport:
    """The plan of the bakery, on few futures."""
    business = read(samples() / "harbour-bakery.toml", reference)
    return make_plan(business, reference, scenarios=64)


@pytest.fixture(scope="session")
def real_page(real_report: PlanReport) -> str:
    return plan_html.body(real_report)


@pytest.fixture(autouse=True)
def _plain_static_files(settings: Settings) -> None:
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "whitenoise" not in name]


@pytest.fixture
def kept(
    people: People,
    reference: Reference,
    real_report: PlanReport,
    real_page: str,
    monkeypatch: pytest.MonkeyPatch,
) -> Plan:
    """The bakery's plan, chosen by Olivia."""
    monkeypatch.setattr(plans.plan_html, "body", lambda _report: real_page)
    return plans.keep_made_plan(people.olivia, real_report, reference=reference)
