"""A real plan of the sample business, made and laid out once for all tests of its pages."""

import pytest
from pytest_django import Settings

from outhaul.apps.planning.domain import plans
from outhaul.apps.planning.models import Plan
from outhaul.documents import plan_html
from outhaul.engine.report import PlanReport
from outhaul.reference.tables import Reference
from tests.people import People


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
    monkeypatch.setattr(plan_html, "body", lambda _report: real_page)
    return plans.keep_made_plan(people.olivia, real_report, reference=reference)
